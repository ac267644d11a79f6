//! Deployments -> requests that can tell policies apart: every string of the documents, one-character changes of it, and
//! contexts of the conditions' values, their neighbors, and absent keys.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::oracle::{Caller, ContextKeys, Request, Statements, texts};
use crate::random::Random;
use crate::render::Deployment;

/// Actions that requests make. All exist.
const ACTIONS: &[&str] = &[
    "sqs:SendMessage",
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "s3:ListBucket",
    "s3:GetObject",
    "kms:Decrypt",
    "kms:Encrypt",
    "iam:PassRole",
];

/// Keys with several values.
const MULTIVALUED: &[&str] = &["aws:tagkeys"];

/// What the documents of some deployments mention.
#[derive(Clone, Debug, Default)]
pub struct Universe {
    resources: Vec<String>,
    contexts: BTreeMap<String, Vec<String>>,
}

impl Universe {
    /// What these deployments mention.
    #[must_use]
    pub fn of<'d>(deployments: impl IntoIterator<Item = &'d Deployment>) -> Self {
        let mut resources = BTreeSet::new();
        let mut contexts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for deployment in deployments {
            resources
                .extend(deployment.arns.values().filter(|arn| arn.starts_with("arn:")).cloned());
            for statement in deployment.documents().flat_map(Statements::of) {
                for element in ["Resource", "NotResource"] {
                    let patterns = statement.get(element).map(texts).unwrap_or_default();
                    resources.extend(patterns.iter().map(|pattern| instance(pattern)));
                }
                let operators = statement.get("Condition").and_then(Json::as_object);
                for (operator, keys) in operators.into_iter().flatten() {
                    for (key, values) in keys.as_object().into_iter().flatten() {
                        let own = contexts.entry(key.to_lowercase()).or_default();
                        own.extend(neighbors(operator, key, &texts(values)));
                    }
                }
            }
        }
        Self {
            resources: resources.into_iter().collect(),
            contexts: contexts
                .into_iter()
                .map(|(key, own)| (key, own.into_iter().collect()))
                .collect(),
        }
    }

    /// A resource to ask about: one of the documents, or one that differs in a character.
    pub fn resource(&self, random: &mut Random) -> String {
        if self.resources.is_empty() {
            return "arn:aws:sqs:eu-west-1:111122223333:orders".to_owned();
        }
        let own = random.pick(&self.resources).clone();
        if random.percent(70) { own } else { changed(&own, random) }
    }

    /// An action.
    pub fn action(&self, random: &mut Random) -> String {
        (*random.pick(ACTIONS)).to_owned()
    }

    /// A context.
    pub fn context(&self, random: &mut Random) -> ContextKeys {
        let mut context = ContextKeys::default();
        for (key, values) in &self.contexts {
            if values.is_empty() || random.percent(20) {
                continue;
            }
            let count = if MULTIVALUED.contains(&key.as_str()) { 1 + random.below(2) } else { 1 };
            let chosen: BTreeSet<String> =
                (0..count).map(|_| random.pick(values).clone()).collect();
            context.set(key, chosen.into_iter().collect());
        }
        context
    }
}

/// A request of a caller, whose own keys are consistent with it.
#[must_use]
pub fn request(caller: Caller, action: &str, resource: &str, mut context: ContextKeys) -> Request {
    let principal = |context: &mut ContextKeys, arn: &str, kind: &str| {
        context.set("aws:PrincipalArn", vec![arn.to_owned()]);
        let account = arn.split(':').nth(4).unwrap_or_default();
        context.set("aws:PrincipalAccount", vec![account.to_owned()]);
        context.set("aws:PrincipalType", vec![kind.to_owned()]);
    };
    context.remove("aws:PrincipalArn");
    context.remove("aws:PrincipalAccount");
    match &caller {
        Caller::Role { role, .. } => principal(&mut context, role, "AssumedRole"),
        Caller::User(arn) => principal(&mut context, arn, "User"),
        _ => {}
    }
    Request { caller, action: action.to_owned(), resource: resource.to_owned(), context }
}

/// A text that a pattern matches.
fn instance(pattern: &str) -> String {
    let missing = 6_usize.saturating_sub(pattern.split(':').count());
    match pattern {
        "*" => "arn:aws:sqs:eu-west-1:111122223333:any".to_owned(),
        _ => format!("{pattern}{}", ":x".repeat(missing)).replace(['*', '?'], "x"),
    }
}

/// One character more, less, or another in the last field.
fn changed(text: &str, random: &mut Random) -> String {
    let mut changed = text.to_owned();
    match random.below(3) {
        0 => changed.push(*random.pick(&['x', '/', ':'])),
        1 => {
            changed.pop();
        }
        _ => {
            changed.pop();
            changed.push('z');
        }
    }
    changed
}

/// Values of a key near those that a condition names, all of the operator's type.
fn neighbors(operator: &str, key: &str, values: &[String]) -> Vec<String> {
    let fixed = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>();
    match key {
        "aws:SecureTransport" => return fixed(&["true", "false"]),
        "aws:MultiFactorAuthAge" => {
            return fixed(&["3", "4", "5", "6", "8", "9", "10", "11", "12"]);
        }
        "aws:TokenIssueTime" => {
            return fixed(&[
                "2025-12-31T23:59:58Z",
                "2026-01-01T00:00:00Z",
                "2026-01-01T12:00:00Z",
                "2026-01-02T00:00:00Z",
                "2026-01-03T00:00:00Z",
            ]);
        }
        "aws:SourceIp" => {
            return fixed(&[
                "10.1.2.3",
                "10.1.2.4",
                "10.2.0.1",
                "11.0.0.1",
                "192.168.0.9",
                "2001:db8::1",
            ]);
        }
        "sqs:Blob" => return fixed(&["QUJD", "REVG", "R0hJ"]),
        "aws:SourceArn" => {
            let arns = values.iter().filter(|value| value.starts_with("arn:"));
            let mut all: Vec<String> = arns.map(|value| instance(value)).collect();
            all.push("arn:aws:sqs:eu-west-1:111122223333:orders".to_owned());
            all.push("arn:aws:sns:eu-west-1:111122223333:t".to_owned());
            return all;
        }
        _ => {}
    }
    let mut all: Vec<String> = fixed(&["v", "vw", "zz"]);
    if operator != "Null" {
        all.extend(values.iter().map(|value| value.replace('*', "x")));
        all.extend(values.iter().map(|value| format!("{value}x")));
        all.extend(values.iter().map(|value| value.to_uppercase()));
    }
    all
}
