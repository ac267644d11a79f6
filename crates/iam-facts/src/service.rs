//! The facts about one service, as values.

use constructs_matching::matches_ignoring_case;

/// One service: a word before the colon of an action.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Service {
    /// The word before the colon, `sqs`.
    pub prefix: &'static str,
    /// Its module in `constructs_aws`, `sqs`; none where only other sources know the service.
    pub module: Option<&'static str>,
    /// Sorted by name without regard to case; empty where only other sources know the service.
    pub actions: Vec<ServiceAction>,
    /// The resource types that its actions act on.
    pub resources: Vec<IamResourceType>,
    /// The condition keys that its actions know, those of AWS itself included.
    pub keys: Vec<ConditionKey>,
    /// API operations that are not actions.
    pub operations: Vec<Operation>,
    pub(crate) elsewhere: Vec<&'static str>,
    pub(crate) keys_elsewhere: Vec<(&'static str, Vec<&'static str>)>,
}

/// An action, `SendMessage`.
#[derive(Debug)]
#[non_exhaustive]
pub struct ServiceAction {
    /// The name behind the colon.
    pub name: &'static str,
    /// What it does to what it acts on.
    pub access: AccessLevel,
    /// The resource types that it acts on; none where it knows `*` only.
    pub targets: Vec<ActionTarget>,
    /// Places in [`Service::keys`]: its condition keys that do not depend on the resource type.
    pub keys: Vec<usize>,
    /// Actions that its caller needs too, such as `iam:PassRole`.
    pub needs: Vec<&'static str>,
    /// Its constants in Rust, below `constructs_aws`: `sqs::Queue::SEND_MESSAGE`, one for each type that it acts on.
    pub paths: Vec<&'static str>,
}

/// What an action does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessLevel {
    /// Reads what resources there are.
    List,
    /// Reads what is in a resource.
    Read,
    /// Changes a resource.
    Write,
    /// Changes tags.
    Tagging,
    /// Changes who may do what.
    Permissions,
}

/// A resource type that an action acts on.
#[derive(Debug)]
#[non_exhaustive]
pub struct ActionTarget {
    /// The place in [`Service::resources`].
    pub resource: usize,
    /// Whether the action can do without it.
    pub is_optional: bool,
    /// Places in [`Service::keys`]: the condition keys that come with this resource type only.
    pub keys: Vec<usize>,
}

/// A resource type as IAM knows it.
#[derive(Debug)]
#[non_exhaustive]
pub struct IamResourceType {
    /// IAM's name, `queue`.
    pub name: &'static str,
    /// The ARN with `${…}` for what differs: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`.
    pub arn: &'static str,
    /// Places in [`Service::keys`]: the condition keys that look at such a resource.
    pub keys: Vec<usize>,
    /// The CloudFormation types that make such a resource, `AWS::SQS::Queue`; none for what CloudFormation does not make.
    pub types: Vec<&'static str>,
}

/// A condition key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConditionKey {
    /// The name; `${…}` in it is a part that the author fills in: `kms:EncryptionContext:${EncryptionContextKey}`.
    pub name: &'static str,
    /// The type of its value.
    pub kind: ConditionKeyType,
    /// Whether a request has several values of it.
    pub is_many: bool,
}

/// The type of a condition key's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConditionKeyType {
    /// A text.
    String,
    /// An ARN.
    Arn,
    /// True or false.
    Bool,
    /// A number.
    Numeric,
    /// A moment.
    Date,
    /// An address.
    IpAddress,
}

/// An API operation that is not an action.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The name, `DeleteMessageBatch`.
    pub name: &'static str,
    /// The actions that allow it, `sqs:DeleteMessage`.
    pub allowed_by: Vec<&'static str>,
}

impl Service {
    /// The action of this name; case does not matter.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<&ServiceAction> {
        let place = |action: &ServiceAction| compare(action.name, name);
        self.actions.binary_search_by(place).ok().and_then(|at| self.actions.get(at))
    }

    /// The actions that `pattern` names: `*` and `?` are wildcards, and case does not count.
    pub fn actions_like<'s>(&'s self, pattern: &'s str) -> impl Iterator<Item = &'s ServiceAction> {
        self.actions.iter().filter(move |action| matches_ignoring_case(pattern, action.name))
    }

    /// Whether another source knows an action that `pattern` names, although the facts don't.
    #[must_use]
    pub fn is_action_elsewhere(&self, pattern: &str) -> bool {
        self.elsewhere.iter().any(|name| matches_ignoring_case(pattern, name))
    }

    /// Whether the service is known to other sources only: its actions and keys are unknown.
    #[must_use]
    pub const fn is_elsewhere(&self) -> bool {
        self.actions.is_empty()
    }

    /// The condition keys that an action knows: its own, those of what it acts on, those that come with acting on it.
    pub fn keys_of<'s>(
        &'s self,
        action: &'s ServiceAction,
    ) -> impl Iterator<Item = &'s ConditionKey> {
        let of_target = |target: &'s ActionTarget| {
            let resource = self.resources.get(target.resource);
            target.keys.iter().chain(resource.map(|resource| &resource.keys).into_iter().flatten())
        };
        let places = action.keys.iter().chain(action.targets.iter().flat_map(of_target));
        places.filter_map(|place| self.keys.get(*place))
    }

    /// Whether another source says that an action knows `key`, although the facts don't.
    #[must_use]
    pub fn is_key_elsewhere(&self, action: &ServiceAction, key: &str) -> bool {
        let of_action = self.keys_elsewhere.iter().filter(|(name, _)| *name == action.name);
        of_action.flat_map(|(_, keys)| keys).any(|template| matches_key_template(template, key))
    }

    /// Whether any source says that any action of the service knows `key`.
    #[must_use]
    pub fn knows_key(&self, key: &str) -> bool {
        let elsewhere = self.keys_elsewhere.iter().flat_map(|(_, keys)| keys);
        self.keys.iter().any(|known| known.is(key))
            || elsewhere.into_iter().any(|known| matches_key_template(known, key))
    }
}

impl ConditionKey {
    /// Whether `key`, as a policy has it, is this one.
    #[must_use]
    pub fn is(&self, key: &str) -> bool {
        matches_key_template(self.name, key)
    }
}

/// Whether `key` is what `template` says, with anything but nothing in the place of `${…}`; case does not count.
#[must_use]
pub fn matches_key_template(template: &str, key: &str) -> bool {
    let Some((before, rest)) = template.split_once("${") else {
        return template.eq_ignore_ascii_case(key);
    };
    let Some((_, after)) = rest.split_once('}') else { return template.eq_ignore_ascii_case(key) };
    let Some((start, rest)) = key.split_at_checked(before.len()) else { return false };
    let lengths = rest.char_indices().skip(1).map(|(at, _)| at).chain([rest.len()]);
    start.eq_ignore_ascii_case(before)
        && lengths
            .filter(|at| *at > 0)
            .any(|at| rest.get(at..).is_some_and(|end| matches_key_template(after, end)))
}

/// The order of names without regard to case.
fn compare(one: &str, other: &str) -> std::cmp::Ordering {
    fn lower(text: &str) -> impl Iterator<Item = u8> {
        text.bytes().map(|byte| byte.to_ascii_lowercase())
    }
    lower(one).cmp(lower(other))
}

#[cfg(test)]
mod tests {
    use super::matches_key_template;

    #[test]
    fn a_key_fits_its_template() {
        for (template, key, expected) in [
            ("kms:ViaService", "kms:viaservice", true),
            ("aws:ResourceTag/${TagKey}", "aws:resourcetag/Team", true),
            ("aws:ResourceTag/${TagKey}", "aws:ResourceTag/", false),
            ("aws:ResourceTag/${TagKey}", "aws:ResourceTag", false),
            ("a:B/${x}.auth.${y}", "a:b/one.auth.é", true),
            ("a:B/${x}.auth", "a:b/one.auth.type", false),
            ("a:B/${x}", "a:b/é", true),
            ("a:Bé", "a:B", false),
        ] {
            assert_eq!(matches_key_template(template, key), expected, "{template} {key}");
        }
    }
}
