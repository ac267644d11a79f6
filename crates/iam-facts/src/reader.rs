//! Reads a service from its text. A line is a letter and words, with tabs between them:
//!
//! ```text
//! m  kms                                                     the module of `constructs_aws`
//! k  kms:ViaService  String                                  a condition key and the type of its value
//! r  key  arn:…  0,3  AWS::KMS::Key AWS::KMS::ReplicaKey     a resource type: keys by place, CloudFormation types
//! a  Decrypt  W  0?:1;2  0,4  iam:PassRole  kms::Key::DECRYPT   an action: access level, what it acts on, keys, needs, constants
//! o  ReEncrypt  kms:ReEncryptFrom kms:ReEncryptTo             an operation and the actions that allow it
//! x  decapsulate                                              an action that only other sources know
//! y  Decrypt  kms:Other                                       keys that only other sources give an action
//! ```
//! What an action acts on is a list with `;`: the place of the resource type, `?` where it can do without, and behind
//! `:` the keys that come with it.

use std::str::Split;

use crate::service::{
    AccessLevel, ActionTarget, ConditionKey, ConditionKeyType, IamResourceType, Operation, Service,
    ServiceAction,
};

/// The service that `text` describes.
pub(crate) fn read(prefix: &'static str, text: &'static str) -> Service {
    let mut service = Service { prefix, ..Service::default() };
    for line in text.lines() {
        let mut words = line.split('\t');
        match words.next() {
            Some("m") => service.module = words.next(),
            Some("k") => service.keys.extend(key(&mut words)),
            Some("r") => service.resources.extend(resource(&mut words)),
            Some("a") => service.actions.extend(action(&mut words)),
            Some("o") => service.operations.extend(operation(&mut words)),
            Some("x") => service.elsewhere.extend(words.next()),
            Some("y") => service.keys_elsewhere.extend(words.next().zip(words.next().map(list))),
            _ => {}
        }
    }
    service
}

type Words = Split<'static, char>;

fn key(words: &mut Words) -> Option<ConditionKey> {
    let (name, kind) = (words.next()?, words.next()?);
    let many = kind.strip_prefix("ArrayOf");
    let kind = match many.unwrap_or(kind) {
        "ARN" => ConditionKeyType::Arn,
        "Bool" => ConditionKeyType::Bool,
        "Numeric" => ConditionKeyType::Numeric,
        "Date" => ConditionKeyType::Date,
        "IPAddress" => ConditionKeyType::IpAddress,
        _ => ConditionKeyType::String,
    };
    Some(ConditionKey { name, kind, is_many: many.is_some() })
}

fn resource(words: &mut Words) -> Option<IamResourceType> {
    let (name, arn) = (words.next()?, words.next()?);
    Some(IamResourceType { name, arn, keys: places(words.next()?), types: list(words.next()?) })
}

fn action(words: &mut Words) -> Option<ServiceAction> {
    let (name, access) = (words.next()?, level(words.next()?));
    let targets = words.next()?.split(';').filter_map(target).collect();
    let keys = places(words.next()?);
    Some(ServiceAction {
        name,
        access,
        targets,
        keys,
        needs: list(words.next()?),
        paths: list(words.next()?),
    })
}

fn target(text: &str) -> Option<ActionTarget> {
    let (place, keys) = text.split_once(':').unwrap_or((text, ""));
    let required = place.strip_suffix('?');
    let resource = required.unwrap_or(place).parse().ok()?;
    Some(ActionTarget { resource, is_optional: required.is_some(), keys: places(keys) })
}

fn level(letter: &str) -> AccessLevel {
    match letter {
        "L" => AccessLevel::List,
        "R" => AccessLevel::Read,
        "T" => AccessLevel::Tagging,
        "P" => AccessLevel::Permissions,
        _ => AccessLevel::Write,
    }
}

fn operation(words: &mut Words) -> Option<Operation> {
    Some(Operation { name: words.next()?, allowed_by: list(words.next()?) })
}

fn list(text: &'static str) -> Vec<&'static str> {
    text.split(' ').filter(|word| !word.is_empty()).collect()
}

fn places(text: &str) -> Vec<usize> {
    text.split(',').filter_map(|place| place.parse().ok()).collect()
}
