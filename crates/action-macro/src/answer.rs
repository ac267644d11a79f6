//! Finds the path of an action's constant, or the message of a compile error.

use constructs_iam_facts::{ActionLookup, action, service, suggest_action};

/// The maximum number of choices in a message.
const MAX_CHOICES: usize = 12;

/// The constant of an action.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ActionConstant {
    /// Its path below the crate: `sqs::Queue::SEND_MESSAGE`.
    pub(crate) path: &'static str,
    /// The module of the action's service, if the constant is in another one: without that service's feature, the constant
    /// does not exist.
    pub(crate) needs: Option<&'static str>,
}

/// Finds the constant of an action; `on` chooses between resource types.
pub(crate) fn find(name: &str, on: Option<&str>) -> Result<ActionConstant, String> {
    match suggest_action(name) {
        ActionLookup::Action => {
            choose(name, on).map(|path| ActionConstant { path, needs: other_module(name, path) })
        }
        other => Err(explain_mistake(name, &other)),
    }
}

fn other_module(name: &str, path: &str) -> Option<&'static str> {
    let own = action(name).and_then(|(service, _)| service.module);
    own.filter(|own| path.split("::").next() != Some(own))
}

/// Chooses the constant of an action that acts on several resource types.
fn choose(name: &str, on: Option<&str>) -> Result<&'static str, String> {
    let paths = action(name).map(|(_, action)| action.paths.as_slice()).unwrap_or_default();
    let Some(on) = on else {
        return match paths {
            [only] => Ok(only),
            _ => Err(format!(
                "`{name}` acts on several resource types: choose one\nhelp: {}",
                choices(name, paths)
            )),
        };
    };
    let on: String = on.chars().filter(|letter| !letter.is_whitespace()).collect();
    let found: Vec<&&str> = paths.iter().filter(|path| is_on(path, &on)).collect();
    match found.as_slice() {
        [only] => Ok(only),
        [] => Err(format!("`{name}` does not act on `{on}`\nhelp: {}", choices(name, paths))),
        _ => Err(format!("`{on}` matches several types\nhelp: {}", choices(name, paths))),
    }
}

/// Whether the constant at `path` belongs to the type `on`; `*` means no resource type.
fn is_on(path: &str, on: &str) -> bool {
    let home = home(path);
    home == on || home.rsplit("::").next() == Some(on) || home.ends_with(&format!("::{on}"))
}

/// The type of a constant: `s3::Bucket`, or `*` if the constant is in a service's module.
fn home(path: &str) -> &str {
    let home = path.rsplit_once("::").map_or("", |(home, _)| home);
    if home.contains("::") { home } else { "*" }
}

fn choices(name: &str, paths: &[&str]) -> String {
    let forms: Vec<String> = paths
        .iter()
        .take(MAX_CHOICES)
        .map(|path| format!("`action!({name:?} on {})`", home(path)))
        .collect();
    let more = match paths.len().saturating_sub(MAX_CHOICES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match forms.as_slice() {
        [only] => only.clone(),
        _ => format!("one of {}{more}", forms.join(", ")),
    }
}

fn explain_mistake(name: &str, lookup: &ActionLookup) -> String {
    match lookup {
        ActionLookup::Action => String::new(),
        ActionLookup::Spelled(right) => format!("`{name}` is spelled `{right}`"),
        ActionLookup::Pattern => explain_pattern(name),
        ActionLookup::EmptyPattern(near) => {
            format!("`{name}` is a pattern that matches no action{}", did_you_mean(near.as_deref()))
        }
        ActionLookup::WildService => {
            format!("`{name}` has a wildcard in its service: write one service")
        }
        ActionLookup::NoName => format!(
            "`{name}` is not the name of an action\nhelp: an action is `service:Action`, such as `sqs:SendMessage`"
        ),
        ActionLookup::UnknownService(near) => {
            let prefix = name.split(':').next().unwrap_or_default();
            format!("IAM has no service `{prefix}`{}", did_you_mean(*near))
        }
        ActionLookup::Operation(allowed) => format!(
            "`{name}` is an API operation, not an IAM action; {} {} it",
            join_names(allowed),
            if allowed.len() == 1 { "allows" } else { "allow" }
        ),
        ActionLookup::UnknownAction(near) => {
            format!("`{name}` is not an IAM action{}", did_you_mean(near.as_deref()))
        }
        ActionLookup::Elsewhere => format!(
            "`{name}` is newer than the facts behind the constants\nhelp: use `allow_named([{name:?}])`"
        ),
    }
}

fn explain_pattern(name: &str) -> String {
    let found = name.split_once(':').and_then(|(prefix, pattern)| {
        let service = service(prefix)?;
        let names = service
            .actions_like(pattern)
            .map(|action| format!("{}:{}", service.prefix, action.name));
        Some(names.collect::<Vec<String>>())
    });
    let names: Vec<&str> = found.iter().flatten().map(String::as_str).collect();
    let description = match names.as_slice() {
        [] => "many actions".to_owned(),
        few if few.len() <= 4 => join_names(few),
        many => format!("{} actions", many.len()),
    };
    format!(
        "`{name}` is a pattern that matches {description}; `action!` takes one action\nhelp: use `allow_named([{name:?}])` for patterns"
    )
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

/// `a`, `b` and `c`.
fn join_names(names: &[&str]) -> String {
    let quoted = |name: &&str| format!("`{name}`");
    match names {
        [] => String::new(),
        [only] => quoted(only),
        [first @ .., last] => {
            format!(
                "{} and {}",
                first.iter().map(quoted).collect::<Vec<_>>().join(", "),
                quoted(last)
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn an_action_is_its_constant() {
        for (name, on, expected) in [
            ("sqs:SendMessage", None, "sqs::Queue::SEND_MESSAGE"),
            ("sqs:SendMessage", Some("sqs::Queue"), "sqs::Queue::SEND_MESSAGE"),
            ("sqs:ListQueues", None, "sqs::LIST_QUEUES"),
            ("sqs:ListQueues", Some("*"), "sqs::LIST_QUEUES"),
            ("ssm:SendCommand", Some("ec2 :: Instance"), "ec2::Instance::SSM_SEND_COMMAND"),
            ("ssm:SendCommand", Some("Bucket"), "s3::Bucket::SSM_SEND_COMMAND"),
        ] {
            assert_eq!(find(name, on).map(|found| found.path), Ok(expected), "{name}");
        }
    }

    #[test]
    fn a_constant_in_another_module_needs_its_own_service() {
        let needs = |name, on| find(name, on).map(|found| found.needs);
        assert_eq!(needs("sqs:SendMessage", None), Ok(None));
        assert_eq!(needs("ssm:SendCommand", Some("ec2::Instance")), Ok(Some("ssm")));
    }

    #[test]
    fn a_mistake_names_the_nearest_action() {
        for (name, on, expected) in [
            ("sqs:sendMessage", None, "`sqs:sendMessage` is spelled `sqs:SendMessage`"),
            (
                "sqs:SendMesage",
                None,
                "`sqs:SendMesage` is not an IAM action; did you mean `sqs:SendMessage`?",
            ),
            (
                "sqs:DeleteMessageBatch",
                None,
                "`sqs:DeleteMessageBatch` is an API operation, not an IAM action; `sqs:DeleteMessage` allows it",
            ),
            (
                "s3:CopyObject",
                None,
                "`s3:CopyObject` is an API operation, not an IAM action; `s3:GetObject` and `s3:PutObject` allow it",
            ),
            ("sqss:SendMessage", None, "IAM has no service `sqss`; did you mean `sqs`?"),
            (
                "sqs:Send*",
                None,
                "`sqs:Send*` is a pattern that matches `sqs:SendMessage`; `action!` takes one action",
            ),
            (
                "sqs:*",
                None,
                "`sqs:*` is a pattern that matches 20 actions; `action!` takes one action",
            ),
            ("*", None, "`*` is a pattern that matches many actions; `action!` takes one action"),
            ("sqs:Sedn*", None, "`sqs:Sedn*` is a pattern that matches no action"),
            ("SendMessage", None, "`SendMessage` is not the name of an action"),
            (
                "account:ReopenAccount",
                None,
                "`account:ReopenAccount` is newer than the facts behind the constants",
            ),
            (
                "sqs:SendMessage",
                Some("s3::Bucket"),
                "`sqs:SendMessage` does not act on `s3::Bucket`",
            ),
            (
                "ssm:SendCommand",
                None,
                "`ssm:SendCommand` acts on several resource types: choose one",
            ),
        ] {
            let message = find(name, on).unwrap_err();
            assert_eq!(message.lines().next(), Some(expected), "{message}");
        }
    }
}
