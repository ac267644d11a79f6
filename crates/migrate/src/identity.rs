//! Identifies the stack of a template.

/// What is known of the stack besides its template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackIdentity {
    /// Its name in CloudFormation. A name that CloudFormation would reject is not used.
    pub name: Option<String>,
    /// The account that it is deployed to, 12 digits.
    pub account: Option<String>,
    /// The region that it is deployed to.
    pub region: Option<String>,
}
