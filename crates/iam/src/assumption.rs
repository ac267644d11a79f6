//! What an answer takes for granted: printed with it as a sentence, read as data by gates, tests and programs.

use std::cmp::Ordering;
use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// One thing that is taken for granted.
///
/// [`Display`](fmt::Display) gives the sentence that is printed. In JSON it is an object with `kind`, `text` (the sentence) and the names that
/// the kind has: `{"kind": "distinct-import", "import": "Push", "text": "the import …"}`. A set sorts assumptions by their sentences.
///
/// ```
/// use constructs_iam::Assumption;
///
/// let assumption = Assumption::KeyPresent { key: "aws:SourceAccount".to_owned() };
/// assert_eq!(assumption.to_string(), "every request has `aws:SourceAccount`");
/// assert_eq!(assumption.kind(), "key-present");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Assumption {
    /// An import whose export is in none of the stacks that were read is the ARN of a resource of its own.
    DistinctImport {
        /// The name of the export.
        import: String,
    },
    /// The suffix of service names is that of most partitions.
    ServiceName {
        /// The service as the template has it.
        written: String,
        /// The service that it is taken for.
        name: String,
    },
    /// A permissions boundary that is not in the templates limits nothing.
    BoundaryAllows {
        /// The ARN of the boundary.
        boundary: String,
        /// The role or user.
        principal: String,
    },
    /// A managed policy of AWS grants what the copy of it grants.
    ManagedPolicy {
        /// The name of the policy.
        policy: String,
        /// The date of the copy, `2026-11-30`.
        copy: String,
        /// The version in the copy and its date, where it is known.
        version: Option<(String, String)>,
    },
    /// A principal that is not in the templates has no policies but those that the templates attach.
    NoOtherPolicies {
        /// The name of the role, user or group.
        principal: String,
    },
    /// A principal that is in some deployments only is in this one.
    PrincipalExists {
        /// The path of the role, user or group.
        principal: String,
    },
    /// A name is an action.
    ActionExists {
        /// The action.
        action: String,
        /// Why it is in doubt; `None`: the list of actions does not have it.
        doubt: Option<String>,
    },
    /// A service gets no new action that would change the answer.
    NoNewAction {
        /// The name of such an action.
        example: String,
        /// The date of the list of actions.
        date: Option<String>,
    },
    /// The value of a condition key is of the type that the operators read.
    KeyType {
        /// The key.
        key: String,
    },
    /// Every request has a condition key.
    KeyPresent {
        /// The key.
        key: String,
    },
    /// A policy that is not read grants nothing.
    UnreadGrantsNothing {
        /// What is not read: the beginning of a sentence.
        unread: String,
    },
    /// What is not read denies nothing.
    UnreadDeniesNothing {
        /// What is not read: a sentence.
        unread: String,
    },
    /// What is not read and is written alike in two states does the same in both.
    UnreadUnchanged {
        /// What is not read: a sentence.
        unread: String,
    },
    /// A program that runs during deployments, and whose role is not in the templates, does not change IAM.
    ProgramElsewhere {
        /// The resource that it is run for.
        resource: String,
    },
    /// Something is not read, and tables do not show it.
    NotRead {
        /// What is not read: a sentence.
        unread: String,
    },
    /// Stacks without an environment are deployed to one account and region.
    SamePlace,
    /// A resource is deployed to the account and region of the ARN that the question has.
    DeployedThere {
        /// The path of the resource.
        resource: String,
    },
    /// The policy of a KMS key leaves access to the account's identity policies.
    KeyPolicyDelegates,
}

impl Assumption {
    /// The kind as JSON has it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::DistinctImport { .. } => "distinct-import",
            Self::ServiceName { .. } => "service-name",
            Self::BoundaryAllows { .. } => "boundary-allows",
            Self::ManagedPolicy { .. } => "managed-policy",
            Self::NoOtherPolicies { .. } => "no-other-policies",
            Self::PrincipalExists { .. } => "principal-exists",
            Self::ActionExists { .. } => "action-exists",
            Self::NoNewAction { .. } => "no-new-action",
            Self::KeyType { .. } => "key-type",
            Self::KeyPresent { .. } => "key-present",
            Self::UnreadGrantsNothing { .. } => "unread-grants-nothing",
            Self::UnreadDeniesNothing { .. } => "unread-denies-nothing",
            Self::UnreadUnchanged { .. } => "unread-unchanged",
            Self::ProgramElsewhere { .. } => "program-elsewhere",
            Self::NotRead { .. } => "not-read",
            Self::SamePlace => "same-place",
            Self::DeployedThere { .. } => "deployed-there",
            Self::KeyPolicyDelegates => "key-policy-delegates",
        }
    }

    /// The names that the kind has, each with what it is.
    fn names(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::DistinctImport { import } => vec![("import", import)],
            Self::ServiceName { written, name } => vec![("written", written), ("name", name)],
            Self::BoundaryAllows { boundary, principal } => {
                vec![("boundary", boundary), ("principal", principal)]
            }
            Self::ManagedPolicy { policy, copy, .. } => vec![("policy", policy), ("copy", copy)],
            Self::NoOtherPolicies { principal } | Self::PrincipalExists { principal } => {
                vec![("principal", principal)]
            }
            Self::ActionExists { action, .. } => vec![("action", action)],
            Self::NoNewAction { example, .. } => vec![("example", example)],
            Self::KeyType { key } | Self::KeyPresent { key } => vec![("key", key)],
            Self::UnreadGrantsNothing { unread }
            | Self::UnreadDeniesNothing { unread }
            | Self::UnreadUnchanged { unread }
            | Self::NotRead { unread } => vec![("unread", unread)],
            Self::DeployedThere { resource } | Self::ProgramElsewhere { resource } => {
                vec![("resource", resource)]
            }
            Self::SamePlace | Self::KeyPolicyDelegates => Vec::new(),
        }
    }
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DistinctImport { import } => write!(
                f,
                "the import `{import}` is the ARN of one resource, which no other import and no resource of these templates is"
            ),
            Self::ServiceName { written, name } => {
                write!(f, "the service `{written}` is `{name}` in the partition of the deployment")
            }
            Self::BoundaryAllows { boundary, principal } => write!(
                f,
                "the permissions boundary `{boundary}` of `{principal}` allows what its policies allow"
            ),
            Self::ManagedPolicy { policy, copy, version } => {
                write!(f, "AWS's managed policy `{policy}` grants what it granted on {copy}")?;
                version
                    .iter()
                    .try_for_each(|(number, date)| write!(f, ", version {number} of {date}"))
            }
            Self::NoOtherPolicies { principal } => {
                write!(f, "`{principal}` has no policies but those of these templates")
            }
            Self::PrincipalExists { principal } => {
                write!(f, "`{principal}` is in the deployment, which a condition decides")
            }
            Self::ActionExists { action, doubt: None } => {
                write!(f, "`{action}` is an action: the list of actions does not have it")
            }
            Self::ActionExists { action, doubt: Some(doubt) } => {
                write!(f, "`{action}` is an action, although {doubt}")
            }
            Self::NoNewAction { example, date } => {
                write!(f, "no action such as `{example}` is added to those")?;
                date.iter().try_for_each(|date| write!(f, " of {date}"))
            }
            Self::KeyType { key } => {
                write!(f, "`{key}`, where a request has it, is of the type that its operators read")
            }
            Self::KeyPresent { key } => write!(f, "every request has `{key}`"),
            Self::UnreadGrantsNothing { unread } => {
                write!(f, "{unread}, and grants these principals nothing")
            }
            Self::UnreadDeniesNothing { unread } => {
                write!(f, "nothing that is not read denies it: {unread}")
            }
            Self::UnreadUnchanged { unread } => {
                write!(f, "what is written alike in both states does the same in both: {unread}")
            }
            Self::ProgramElsewhere { resource } => write!(
                f,
                "the program behind `{resource}`, whose role is not in these templates, does not change IAM"
            ),
            Self::NotRead { unread } => write!(f, "not known: {unread}"),
            Self::SamePlace => f.write_str(
                "stacks without an account and a region of their own are deployed to the same ones",
            ),
            Self::DeployedThere { resource } => {
                write!(f, "`{resource}` is deployed to the account and region of this ARN")
            }
            Self::KeyPolicyDelegates => {
                f.write_str("the key's policy leaves it to the account's identity policies")
            }
        }
    }
}

impl Ord for Assumption {
    fn cmp(&self, other: &Self) -> Ordering {
        self.to_string().cmp(&other.to_string())
    }
}

impl PartialOrd for Assumption {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Assumption {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.kind())?;
        for (name, value) in self.names() {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry("text", &self.to_string())?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_the_kind_the_names_and_the_sentence() {
        let assumption = Assumption::BoundaryAllows {
            boundary: "arn:aws:iam::111122223333:policy/limit".to_owned(),
            principal: "app/R".to_owned(),
        };
        let json = serde_json::to_string(&assumption).unwrap();
        insta::assert_snapshot!(json, @r#"{"kind":"boundary-allows","boundary":"arn:aws:iam::111122223333:policy/limit","principal":"app/R","text":"the permissions boundary `arn:aws:iam::111122223333:policy/limit` of `app/R` allows what its policies allow"}"#);
    }

    #[test]
    fn sets_are_in_the_order_of_the_sentences() {
        let set = std::collections::BTreeSet::from([
            Assumption::KeyPolicyDelegates,
            Assumption::SamePlace,
            Assumption::KeyPresent { key: "aws:SourceVpc".to_owned() },
        ]);
        let texts: Vec<String> = set.iter().map(ToString::to_string).collect();
        assert!(texts.is_sorted(), "{texts:?}");
    }
}
