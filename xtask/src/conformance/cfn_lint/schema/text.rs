//! Makes a text that matches the pattern, the format, and the length of a schema.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::part::Schema;
use crate::conformance::every_type::text_of_pattern;

/// A text for the pattern, the format, and the length of a schema.
pub(super) fn text(schema: Schema<'_>) -> String {
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    let known = FORMATS.iter().find(|(name, _)| *name == format);
    if let Some((_, text)) = known {
        return (*text).to_owned();
    }
    let (least, most) = (schema.count("minLength").unwrap_or(1), schema.count("maxLength"));
    let most = most.unwrap_or(200).max(least);
    let pattern = schema.get("pattern").and_then(Value::as_str);
    let found = pattern.and_then(|pattern| kept_text(pattern, least, most));
    found.unwrap_or_else(|| "example".chars().cycle().take(least.max(7).min(most)).collect())
}

/// As [`text_of_pattern`]. Keeps the texts, because parsing a pattern takes long.
fn kept_text(pattern: &str, least: usize, most: usize) -> Option<String> {
    type Texts = BTreeMap<(String, usize, usize), Option<String>>;
    static TEXTS: Mutex<Texts> = Mutex::new(BTreeMap::new());
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (pattern.to_owned(), least, most);
    texts.entry(key).or_insert_with(|| text_of_pattern(pattern, least, most)).clone()
}

/// Texts for formats that cfn-lint checks.
const FORMATS: &[(&str, &str)] = &[
    ("AWS::EC2::VPC.Id", "vpc-12345678"),
    ("AWS::EC2::Subnet.Id", "subnet-12345678"),
    ("AWS::EC2::SecurityGroup.Id", "sg-12345678"),
    ("AWS::EC2::Image.Id", "ami-12345678"),
    ("AWS::IAM::Role.Arn", "arn:aws:iam::111122223333:role/example"),
    (
        "AWS::KMS::Key.Arn",
        "arn:aws:kms:us-east-1:111122223333:key/11112222-3333-4444-5555-666677778888",
    ),
    ("AWS::KMS::Key.Id", "11112222-3333-4444-5555-666677778888"),
    ("AWS::KMS::Alias.AliasName", "alias/example"),
    ("AWS::SNS::Topic.Arn", "arn:aws:sns:us-east-1:111122223333:example"),
    ("AWS::S3::Bucket.Name", "example-bucket"),
    ("AWS::Logs::LogGroup.Name", "/example/group"),
    ("AWS::Lambda::Function.Arn", "arn:aws:lambda:us-east-1:111122223333:function:example"),
    (
        "AWS::CertificateManager::Certificate.Arn",
        "arn:aws:acm:us-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888",
    ),
    ("ipv4-network", "10.0.0.0/16"),
    ("date-time", "2026-01-01T00:00:00Z"),
];
