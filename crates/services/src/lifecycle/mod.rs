//! Checks what changes with time and place: Lambda's runtimes, retired services, and the resource types of regions.

mod age;
mod region;
mod retired;
mod runtime;
#[cfg(test)]
mod testing;

pub use age::{depends_on_list, is_outdated, soften_outdated};

use constructs_cloudformation::check::Report;

use crate::Deployment;
use crate::resource::Resources;

/// Runs the checks that need the deployment's date or regions.
pub(crate) fn check(resources: &Resources<'_>, deployment: &Deployment, report: &mut Report) {
    runtime::check(resources, deployment, report);
    retired::check(resources, deployment, report);
    region::check(resources, deployment, report);
}
