//! Defines what is known about the deployment of a template.

use std::collections::BTreeSet;

use crate::date::CalendarDate;
use crate::facts;

/// Where and when a template is deployed. The default is what is known of a template alone: no region, and the date of the facts.
///
/// ```
/// use constructs_services::{Deployment, facts};
///
/// assert_eq!(Deployment::default().today, facts::date());
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Deployment {
    /// The regions. Without a region, a value is rejected only if no region has it.
    pub regions: Vec<String>,
    /// The date of the deployment.
    pub today: CalendarDate,
    /// The logical ids of the functions that the stack has before the deployment, if they are known.
    pub functions: Option<BTreeSet<String>>,
}

impl Default for Deployment {
    fn default() -> Self {
        Self { regions: Vec::new(), today: facts::date(), functions: None }
    }
}
