//! Settings that are texts of a certain shape: each takes JSON and gives the text, or says what it wants.

use constructs_toolkit::{Json, ParseResult, parse};

/// `^[a-z](?:-?[a-z0-9])*$`, at most 32 characters: role names begin with it and have 64 at most.
pub(super) fn base_name(value: &Json) -> ParseResult<String> {
    parse::text(
        value,
        "a name like `chat-dev`: lower-case letters, digits and single `-`, at most 32",
        |text| {
            text.len() <= 32
                && text.starts_with(|first: char| first.is_ascii_lowercase())
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
                && !text.contains("--")
                && !text.ends_with('-')
        },
    )
}

pub(super) fn account(value: &Json) -> ParseResult<String> {
    parse::text(value, "an account, 12 digits in quotes", is_account)
}

pub(super) fn region(value: &Json) -> ParseResult<String> {
    parse::text(value, "a region like `eu-central-1`", |text| {
        let parts: Vec<&str> = text.split('-').collect();
        let is_word =
            |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
        matches!(parts.split_last(), Some((number, words))
            if (2..=3).contains(&words.len()) && words.iter().all(is_word) && is_number(number))
    })
}

pub(super) fn instance_class(value: &Json) -> ParseResult<String> {
    parse::text(value, "an instance class like `db.t4g.micro`", |text| is_dotted(text, "db"))
}

pub(super) fn node_type(value: &Json) -> ParseResult<String> {
    parse::text(value, "a node type like `cache.t4g.micro`", |text| is_dotted(text, "cache"))
}

pub(super) fn policy_arn(value: &Json) -> ParseResult<String> {
    parse::text(value, "the ARN of a managed policy, without wildcards", |text| {
        arn(text).is_some_and(|[_, service, _, account, resource]| {
            service == "iam"
                && (account == "aws" || is_account(account))
                && resource.starts_with("policy/")
        })
    })
}

pub(super) fn key_arn(value: &Json) -> ParseResult<String> {
    parse::text(value, "the ARN of a KMS key, without wildcards", |text| {
        arn(text).is_some_and(|[_, service, region, account, resource]| {
            service == "kms"
                && !region.is_empty()
                && is_account(account)
                && resource.starts_with("key/")
        })
    })
}

pub(super) fn role_path(value: &Json) -> ParseResult<String> {
    parse::text(value, "a path like `/chat/`, at most 512 characters", |text| {
        text.starts_with('/')
            && text.ends_with('/')
            && text.len() <= 512
            && !text.contains("//")
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/+=,.@-_".contains(&byte))
    })
}

pub(super) fn log_group_prefix(value: &Json) -> ParseResult<String> {
    parse::text(
        value,
        "the beginning of a log group's name, like `/ecs/chat-dev`, without wildcards",
        |text| {
            !text.is_empty()
                && text.len() <= 512
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-#".contains(&byte))
        },
    )
}

pub(super) fn kms_service(value: &Json) -> ParseResult<String> {
    parse::text(value, "a service's name like `ssm`", |text| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    })
}

pub(super) fn export_name(value: &Json) -> ParseResult<String> {
    parse::text(value, "the name of an export: letters, digits, `:` and `-`, at most 255", |text| {
        (1..=255).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":-".contains(&byte))
    })
}

/// Tags as an object from key to value, as AWS takes them; `aws:` is AWS's own.
pub(super) fn tags(value: &Json) -> ParseResult<Vec<(String, String)>> {
    let wanted = || {
        parse::expected(
            "an object from key (1 to 128 characters, not `aws:…`) to text (at most 256)",
        )
    };
    let object = value.as_object().ok_or_else(wanted)?;
    let mut tags = Vec::new();
    for (key, value) in object {
        let text = value.as_str().ok_or_else(wanted)?;
        let is_own = !key.to_ascii_lowercase().starts_with("aws:");
        if !is_own || !(1..=128).contains(&key.chars().count()) || text.chars().count() > 256 {
            return Err(wanted());
        }
        tags.push((key.clone(), text.to_owned()));
    }
    tags.sort();
    Ok(tags)
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && is_number(text)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_dotted(text: &str, first: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let is_word = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    matches!(parts[..], [prefix, family, size] if prefix == first && is_word(family) && is_word(size))
}

/// Partition, service, region, account and resource of an ARN that has no wildcard.
fn arn(text: &str) -> Option<[&str; 5]> {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    match parts[..] {
        ["arn", partition, service, region, account, resource]
            if partition.starts_with("aws")
                && !resource.is_empty()
                && !text.contains(['*', '?', '$', ' ']) =>
        {
            Some([partition, service, region, account, resource])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parser: fn(&Json) -> ParseResult<String>, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(parser(&Json::from(*text)).is_ok(), "{text}");
        }
        for text in bad {
            assert!(parser(&Json::from(*text)).is_err(), "{text}");
        }
    }

    #[test]
    fn texts_have_their_shapes() {
        check(
            base_name,
            &["a", "chat-dev", "c2-4"],
            &["", "Chat", "2c", "a--b", "a-", "-a", "a_b", &"a".repeat(33)],
        );
        check(account, &["111122223333"], &["1111", "11112222333x", ""]);
        check(
            region,
            &["eu-central-1", "us-gov-west-1"],
            &["eu", "eu-central", "EU-central-1", "eu--1"],
        );
        check(instance_class, &["db.t4g.micro"], &["t4g.micro", "db.t4g", "db..x", "db.T4g.micro"]);
        check(node_type, &["cache.t4g.micro"], &["db.t4g.micro"]);
        check(role_path, &["/", "/chat/"], &["chat", "/chat", "//", "/ch at/"]);
        check(log_group_prefix, &["/ecs/chat"], &["", "/ecs/*", "a b"]);
        check(export_name, &["chat-dev-queues:PushArn"], &["", "a b", "a*"]);
    }

    #[test]
    fn arns_are_arns_without_wildcards() {
        let policy = "arn:aws:iam::111122223333:policy/boundary";
        check(
            policy_arn,
            &[policy, "arn:aws:iam::aws:policy/PowerUserAccess"],
            &["boundary", "arn:aws:iam::111122223333:policy/*", "arn:aws:iam::111122223333:role/x"],
        );
        check(
            key_arn,
            &["arn:aws:kms:eu-central-1:111122223333:key/1-2"],
            &[policy, "arn:aws:kms:*:111122223333:key/1-2", "*"],
        );
    }
}
