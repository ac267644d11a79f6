//! What one of AWS's managed policies grants, as values: what the facts file says, no more.

/// All of them.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct ManagedPolicies {
    /// Comment lines at the head of the file: source, version, date, licence.
    pub(crate) header: Vec<String>,
    /// Sorted by name.
    pub(crate) policies: Vec<ManagedPolicy>,
}

/// A managed policy's version that is in force.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct ManagedPolicy {
    /// Path and name, `service-role/AmazonECSTaskExecutionRolePolicy`.
    pub(crate) name: String,
    /// `v3`.
    pub(crate) version: String,
    /// The day that AWS last changed the policy on, `2017-11-16`.
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

/// `Action` and `NotAction`, `Resource` and `NotResource`; in AWS's order.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct ElementTexts {
    /// Whether all but these are meant.
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
