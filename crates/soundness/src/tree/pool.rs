//! Values for holes: small pools that collide on purpose, narrowed to what CloudFormation accepts.

use std::collections::BTreeMap;

/// What a value is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoleKind {
    /// A whole action.
    Action,
    /// What follows `sqs:` in an action.
    ActionName,
    /// A whole ARN of a `Resource`.
    Resource,
    /// What follows the last `:` or `/` of an ARN.
    Tail,
    /// What follows `arn:aws:sqs`.
    Fields,
    /// An account.
    AccountId,
    /// A principal under `AWS`.
    Aws,
    /// A service principal.
    Service,
    /// An identity provider.
    Federated,
    /// A canonical user id.
    Canonical,
    /// A value of a string key.
    String,
    /// A value of an ARN key.
    Arn,
    /// A number.
    Number,
    /// A date.
    Date,
    /// `true`, `false`, and others.
    Bool,
    /// A CIDR block.
    Cidr,
    /// Base64.
    Binary,
    /// `true` or `false` under `Null`.
    Null,
    /// `Allow` or `Deny`.
    Effect,
    /// The name of a role.
    RoleName,
    /// The name of a queue.
    QueueName,
    /// The ARN of a managed policy.
    PolicyArn,
    /// A text that only a condition of the template reads.
    Environment,
    /// A statement.
    Statement,
    /// A document.
    Document,
    /// A list of inline policies.
    Policies,
}

/// `AllowedPattern`s, each with a test of its own.
pub const PATTERNS: &[&str] = &["[a-z]*", "[A-Za-z0-9:/_.@=-]+"];

/// What the values of a deployment are made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// The account.
    pub account: String,
    /// ARNs by logical id.
    pub arns: BTreeMap<String, String>,
}

impl Facts {
    /// The usual account, region, and names: what the literals of templates are about.
    #[must_use]
    pub fn usual() -> Self {
        let arns = [
            ("Q", "arn:aws:sqs:eu-west-1:111122223333:orders"),
            ("D", "arn:aws:sqs:eu-west-1:111122223333:dead"),
            ("B", "arn:aws:s3:::logs"),
            ("K", "arn:aws:kms:eu-west-1:111122223333:key/app-K-1A2B3C4D"),
            ("R", "arn:aws:iam::111122223333:role/r"),
            ("S", "arn:aws:iam::111122223333:role/s"),
            ("M", "arn:aws:iam::111122223333:policy/m"),
        ];
        let arns = arns.iter().map(|(id, arn)| ((*id).to_owned(), (*arn).to_owned()));
        Self { account: "111122223333".to_owned(), arns: arns.collect() }
    }

    fn arn(&self, id: &str) -> String {
        self.arns
            .get(id)
            .cloned()
            .unwrap_or_else(|| format!("arn:aws:sqs:eu-west-1:{}:none", self.account))
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn actions() -> Vec<String> {
    owned(&[
        "sqs:SendMessage",
        "sqs:SendMessage",
        "sqs:*",
        "*",
        "SQS:sendmessage",
        "sqs:Send*",
        "sqs:ReceiveMessage",
        "s3:ListBucket",
        "kms:Decrypt",
        "s3:*",
        "kms:*",
        "sqs:?endMessage",
    ])
}

/// The pool of a kind, before a source narrows it.
#[must_use]
pub fn pool(kind: HoleKind, facts: &Facts) -> Vec<String> {
    let account = &facts.account;
    match kind {
        HoleKind::Action => actions(),
        HoleKind::ActionName => owned(&[
            "SendMessage",
            "*",
            "Send*",
            "ReceiveMessage",
            "sendmessage",
            "?endMessage",
            "SendMessageX",
        ]),
        HoleKind::Resource => resources(facts),
        HoleKind::Tail => owned(&[
            "orders",
            "dead",
            "*",
            "o*",
            "",
            "${aws:username}",
            "orders:x",
            "x",
            "logs",
            "orders/x",
            "?rders",
            "${*}",
        ]),
        HoleKind::Fields => {
            owned(&["", ":*", ":eu-west-1:111122223333:orders", "*", ":*:*:orders"])
        }
        HoleKind::AccountId => vec![account.clone(), "444455556666".to_owned()],
        HoleKind::Aws => principals(facts),
        HoleKind::Service => {
            owned(&["sns.amazonaws.com", "s3.amazonaws.com", "ecs-tasks.amazonaws.com"])
        }
        HoleKind::Federated => {
            vec![
                "cognito-identity.amazonaws.com".to_owned(),
                format!("arn:aws:iam::{account}:saml-provider/x"),
            ]
        }
        HoleKind::Canonical => vec!["a".repeat(64), "b".repeat(64)],
        HoleKind::String => {
            owned(&["v", "w", "", "v*", "*", "V", "${aws:username}", "v,w", "111122223333", "vw"])
        }
        HoleKind::Arn => {
            let mut pool = resources(facts);
            pool.extend([facts.arn("R"), facts.arn("S"), String::new()]);
            pool
        }
        HoleKind::Number => owned(&["5", "10", "5.0", "-1", "4", "6", "9", "11"]),
        HoleKind::Date => owned(&[
            "2026-01-01T00:00:00Z",
            "2026-01-01",
            "2026-01-02T00:00:00Z",
            "1767225600",
            "2025-12-31T23:59:59Z",
        ]),
        HoleKind::Bool => owned(&["true", "TRUE", "false", "maybe"]),
        HoleKind::Cidr => owned(&[
            "10.0.0.0/8",
            "10.1.0.0/16",
            "10.1.2.3",
            "10.1.2.3/32",
            "0.0.0.0/0",
            "192.168.0.0/24",
            "2001:db8::/32",
        ]),
        HoleKind::Binary => owned(&["QUJD", "REVG"]),
        HoleKind::Null => owned(&["true", "false"]),
        HoleKind::Effect => owned(&["Allow", "Deny"]),
        HoleKind::RoleName => owned(&["r", "s", "t", "app-R-1A2B3C4D"]),
        HoleKind::QueueName => owned(&["orders", "dead", "third", "prod"]),
        HoleKind::PolicyArn => vec![
            "arn:aws:iam::aws:policy/AdministratorAccess".to_owned(),
            "arn:aws:iam::aws:policy/AWSDenyAll".to_owned(),
            facts.arn("M"),
            format!("arn:aws:iam::{account}:policy/elsewhere"),
        ],
        HoleKind::Environment => owned(&["prod", "dev", "", "*"]),
        HoleKind::Statement | HoleKind::Document | HoleKind::Policies => Vec::new(),
    }
}

fn resources(facts: &Facts) -> Vec<String> {
    let (queue, bucket) = (facts.arn("Q"), facts.arn("B"));
    let cut: String = queue.chars().take(queue.len().saturating_sub(3)).collect();
    let other = queue.replace(&facts.account, "444455556666");
    let mut pool = vec![
        queue.clone(),
        queue.clone(),
        facts.arn("D"),
        bucket.clone(),
        format!("{bucket}/*"),
        facts.arn("K"),
        facts.arn("R"),
        format!("{cut}*"),
        format!("{queue}x"),
        other,
    ];
    pool.extend(owned(&[
        "*",
        "arn:aws:sqs",
        "arn:aws:sqs:*",
        "arn:aws:sqs:*:*:orders",
        "arn:aws:sqs:*:*:*",
        "arn:aws:sqs:eu-west-1:111122223333:${aws:username}",
        "arn:aws:sqs:eu-west-1:111122223333:orders",
        "arn:aws:s3:::logs",
    ]));
    pool
}

fn principals(facts: &Facts) -> Vec<String> {
    let account = &facts.account;
    vec![
        facts.arn("R"),
        facts.arn("R"),
        facts.arn("S"),
        account.clone(),
        format!("arn:aws:iam::{account}:root"),
        "*".to_owned(),
        "444455556666".to_owned(),
        "arn:aws:iam::444455556666:root".to_owned(),
        "arn:aws:iam::444455556666:role/x".to_owned(),
        format!("arn:aws:iam::{account}:user/u"),
        "arn:aws:sts::111122223333:assumed-role/r/session".to_owned(),
    ]
}
