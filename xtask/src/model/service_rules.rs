//! Rules of services that are data.

use std::collections::BTreeMap;

use serde_json::Value;

/// The rules.
pub(crate) struct ServiceRules {
    /// Sorted by name.
    pub(crate) rules: Vec<Rule>,
}

/// One rule.
pub(crate) struct Rule {
    /// `aws_sqs_queue/properties`, as its source calls it.
    pub(crate) name: String,
    /// The resource types and the paths below `Properties` that it is about.
    pub(crate) subjects: Vec<(String, String)>,
    pub(crate) content: RuleContent,
}

/// What a rule says.
pub(crate) enum RuleContent {
    /// A JSON schema of the subject.
    Schema(Value),
    /// The values that the subject, or one of its properties, can have.
    Values(Vec<ValueList>),
}

/// The values that a property can have where other properties have certain values.
#[derive(Debug, PartialEq)]
pub(crate) struct ValueList {
    /// What the other properties must be.
    pub(crate) when: Vec<(String, Wanted)>,
    /// The property below the subject; empty for the subject itself.
    pub(crate) property: String,
    /// The values with the regions that have them. Without regions, every region has them.
    pub(crate) values: BTreeMap<Vec<String>, Vec<String>>,
}

/// What another property must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wanted {
    /// This text.
    Equal(String),
    /// One of these versions, or one below them: `10.11` and `10.11.4`.
    Versions(Vec<String>),
    /// Not set.
    Absent,
}
