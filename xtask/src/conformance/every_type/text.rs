//! Finds a text within the limits of a string.

use super::pattern;
use crate::model::cloudformation::Limit;

/// An example for each format of the facts.
const FORMATS: &[(&str, &str)] = &[
    (
        "AWS::ACM::Certificate.Arn",
        "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
    ),
    ("AWS::EC2::Image.Id", "ami-12345678901234567"),
    ("AWS::EC2::SecurityGroup.Id", "sg-12345678901234567"),
    ("AWS::EC2::SecurityGroup.Name", "example"),
    ("AWS::EC2::Subnet.Id", "subnet-12345678901234567"),
    ("AWS::EC2::VPC.Id", "vpc-12345678901234567"),
    ("AWS::IAM::Role.Arn", "arn:aws:iam::111122223333:role/example"),
    ("AWS::KMS::Alias.AliasName", "alias/example"),
    (
        "AWS::KMS::Key.Arn",
        "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012",
    ),
    ("AWS::Lambda::Function.Arn", "arn:aws:lambda:us-east-1:111122223333:function:example"),
    ("AWS::Logs::LogGroup.Name", "example"),
    ("AWS::Route53::AliasTarget.HostedZoneId", "Z2FDTNDATAQYW2"),
    ("AWS::S3::Bucket.Name", "example-bucket"),
    ("AWS::SNS::Topic.Arn", "arn:aws:sns:us-east-1:111122223333:example"),
    ("date-time", "2026-01-01T00:00:00Z"),
    ("ipv4-network", "10.0.0.0/16"),
    ("ipv6-network", "2001:db8::/32"),
    ("json", "{}"),
];

/// A text for a string with these limits. A list with unique items gets different texts by `variant`.
pub(super) fn text(limits: &[Limit], variant: usize) -> String {
    let value = |name: &str| {
        limits.iter().find(|limit| limit.name == name).and_then(|limit| limit.value.as_deref())
    };
    let (shortest, longest) = value("length").map_or((0, usize::MAX), bounds);
    let formats = value("format").into_iter().flat_map(|formats| formats.split('|'));
    let format =
        formats.filter_map(|format| FORMATS.iter().find(|(name, _)| *name == format)).next();
    if let Some(known) = value("any-case").and_then(|values| values.split('|').next()) {
        return known.to_owned();
    }
    if let Some((_, example)) = format {
        return vary(example, variant);
    }
    let sampled = value("pattern").and_then(|pattern| {
        pattern::text(pattern, shortest.max(1), longest)
            .or_else(|| pattern::text(pattern, shortest, longest))
    });
    vary(&sampled.unwrap_or_else(|| repeat_word(shortest, longest)), variant)
}

/// `1..80` as numbers. A missing number means no limit.
pub(super) fn bounds(range: &str) -> (usize, usize) {
    let (from, to) = range.split_once("..").unwrap_or((range, range));
    (from.parse().unwrap_or(0), to.parse().unwrap_or(usize::MAX))
}

fn repeat_word(shortest: usize, longest: usize) -> String {
    let word = "example";
    let length = word.len().clamp(shortest, longest.max(shortest));
    word.chars().cycle().take(length).collect()
}

/// The same text with another last letter or digit.
fn vary(text: &str, variant: usize) -> String {
    let Some(last) = text.char_indices().next_back().filter(|_| variant > 0) else {
        return text.to_owned();
    };
    let alphabet =
        if last.1.is_ascii_digit() { "1234567890" } else { "abcdefghijklmnopqrstuvwxyz" };
    let other = alphabet.chars().cycle().nth(variant).unwrap_or('x');
    text.get(..last.0).unwrap_or_default().to_owned() + &other.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(name: &str, value: &str) -> Limit {
        Limit { name: name.into(), value: Some(value.into()) }
    }

    #[test]
    fn a_text_keeps_its_limits() {
        assert_eq!(text(&[], 0), "example");
        assert_eq!(text(&[limit("length", "1..3")], 0), "exa");
        assert_eq!(text(&[limit("length", "10")], 0), "exampleexa");
        assert_eq!(text(&[limit("pattern", "^[0-9]{4}$")], 0), "1111");
        assert_eq!(text(&[limit("pattern", "^[0-9]{4}$")], 1), "1112");
        assert_eq!(
            text(&[limit("format", "AWS::X::Y.Z|AWS::EC2::VPC.Id")], 0),
            "vpc-12345678901234567"
        );
        assert_eq!(text(&[limit("any-case", "Allow|Deny")], 0), "Allow");
    }
}
