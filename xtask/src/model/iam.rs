//! IAM's actions, resource types, and condition keys of one service, as the facts file contains them.

use std::collections::{BTreeMap, BTreeSet};

/// IAM's facts about one service.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct IamService {
    /// Comment lines at the head of the file: source, version, date, licence.
    pub(crate) header: Vec<String>,
    /// The part of an action before its colon, `sqs`.
    pub(crate) prefix: String,
    /// Sorted by name.
    pub(crate) resources: Vec<IamResourceType>,
    /// Sorted by name.
    pub(crate) actions: Vec<IamAction>,
    /// Sorted by name.
    pub(crate) keys: Vec<ConditionKey>,
}

/// A resource type that actions act on.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct IamResourceType {
    /// IAM's name for it, `queue`.
    pub(crate) name: String,
    /// The ARN's pattern, `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`.
    pub(crate) arn: String,
    pub(crate) rust_type: RustType,
    /// The condition keys of such a resource.
    pub(crate) keys: Vec<String>,
}

/// The Rust type of an IAM resource type. It never changes.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) enum RustType {
    /// A CloudFormation type, and other types whose ARNs have the same pattern.
    CloudFormation { name: String, also: Vec<String> },
    /// An empty type.
    Marker(String),
}

/// One action.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct IamAction {
    pub(crate) name: String,
    /// The Rust constant. It never changes.
    pub(crate) rust: String,
    /// `Read`, `List`, `Write`, `Tagging, Write`, `Permissions management, Write`.
    pub(crate) access: String,
    pub(crate) targets: Vec<ActionTarget>,
    /// The condition keys of the action, whatever it acts on.
    pub(crate) keys: Vec<String>,
    /// Other actions that a caller of this one needs.
    pub(crate) needs: Vec<String>,
}

/// A resource type that an action acts on.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct ActionTarget {
    pub(crate) resource: String,
    /// Whether the action can also act without it.
    pub(crate) optional: bool,
    /// The condition keys that come with this resource type only.
    pub(crate) keys: Vec<String>,
    /// Actions needed when it acts on this resource type.
    pub(crate) needs: Vec<String>,
}

/// A condition key and its type, `kms:GrantOperations`, `ArrayOfString`.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct ConditionKey {
    pub(crate) name: String,
    pub(crate) kind: String,
    /// The Rust constant, or the function if the name has a variable part. It never changes. Empty for the keys of AWS
    /// itself: the global keys have their names.
    pub(crate) rust: String,
}

/// Names that only other sources know. A check does not report them as unknown.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct Elsewhere {
    pub(crate) header: Vec<String>,
    /// By prefix.
    pub(crate) services: BTreeMap<String, NamedElsewhere>,
}

/// Names of one service that other sources know.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct NamedElsewhere {
    /// Actions, in lower case if the source has them in lower case.
    pub(crate) actions: BTreeSet<String>,
    /// Action to its additional condition keys.
    pub(crate) keys: BTreeMap<String, BTreeSet<String>>,
}
