//! Defines what is known about the deployment of a template.

/// Where a template is deployed. The default is what is known of a template alone: nothing.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Deployment {
    /// The regions. If there are none, a value is rejected only if no region has it.
    pub regions: Vec<String>,
}
