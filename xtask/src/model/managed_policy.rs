//! AWS's managed policies, as the facts file contains them.

/// All of them.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct ManagedPolicies {
    /// Comment lines at the head of the file: source, version, date, licence.
    pub(crate) header: Vec<String>,
    /// Sorted by name.
    pub(crate) policies: Vec<ManagedPolicy>,
}

/// The default version of a managed policy.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct ManagedPolicy {
    /// Path and name, `service-role/AmazonECSTaskExecutionRolePolicy`.
    pub(crate) name: String,
    /// `v3`.
    pub(crate) version: String,
    /// The date of AWS's last change to the policy, `2017-11-16`.
    pub(crate) date: String,
    pub(crate) statements: Vec<ManagedStatement>,
}

/// One statement.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct ManagedStatement {
    pub(crate) sid: Option<String>,
    pub(crate) is_denial: bool,
    pub(crate) actions: ElementTexts,
    pub(crate) resources: ElementTexts,
    /// Sorted by operator and key.
    pub(crate) conditions: Vec<ManagedCondition>,
}

/// The texts of `Action` or `NotAction`, or of `Resource` or `NotResource`, in AWS's order.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct ElementTexts {
    /// Whether the element is `NotAction` or `NotResource`.
    pub(crate) is_negated: bool,
    pub(crate) texts: Vec<String>,
}

/// One operator, one key, its values.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct ManagedCondition {
    pub(crate) operator: String,
    pub(crate) key: String,
    pub(crate) values: Vec<String>,
}
