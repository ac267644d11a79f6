//! The input of a proof: the matrix, the environment, and what was read from the templates.

use constructs_diagnostics::Place;

use crate::ask::{Program, Unread, programs, unread_transforms};
use crate::matrix::{PermissionMatrix, Variables};
use crate::template::{
    Principal, ResourcePolicy, Stacks, principals, resource_policies, unread_policies,
};

/// Finds the source of a part of a template, by the stack's name, a logical id, and a JSON pointer below its properties.
pub type Locate<'a> = dyn Fn(&str, &str, &str) -> Option<Place> + 'a;

/// The input of a proof.
pub struct ProofInput<'a, 't> {
    /// The matrix.
    pub matrix: &'a PermissionMatrix,
    /// The path prefix of the environment; empty for the root.
    pub environment: &'a str,
    /// Values for the matrix's variables.
    pub variables: &'a Variables,
    /// The templates.
    pub reading: &'a Reading<'a, 't>,
    /// Finds the source of a part of a template.
    pub locate: &'a Locate<'a>,
    /// Date used to check whether acknowledgements have expired: `2026-11-25`.
    pub today: &'a str,
}

impl ProofInput<'_, '_> {
    /// Whether a path is in the environment.
    pub(super) fn has(&self, path: &str) -> bool {
        self.environment.is_empty() || path.starts_with(&format!("{}/", self.environment))
    }
}

/// What was read from templates, once for all environments.
pub struct Reading<'e, 't> {
    pub(super) stacks: &'e Stacks<'t>,
    pub(super) principals: Vec<Principal<'t>>,
    pub(super) policies: Vec<ResourcePolicy<'t>>,
    /// Policies of types that are not read: the path of the resource, and one sentence.
    pub(super) unread_policies: Vec<(String, String)>,
    /// Unread parts that CloudFormation expands or deploys, each with the number of its stack.
    pub(super) unread_transforms: Vec<(usize, Unread)>,
    pub(super) programs: Vec<Program>,
}

impl<'e, 't> Reading<'e, 't> {
    /// Reads the policies of these templates.
    #[must_use]
    pub fn new(stacks: &'e Stacks<'t>) -> Self {
        let mut principals = principals(stacks);
        principals.iter_mut().for_each(Principal::assume_boundary);
        Self {
            stacks,
            principals,
            policies: resource_policies(stacks),
            unread_policies: unread_policies(stacks),
            unread_transforms: unread_transforms(stacks),
            programs: programs(stacks),
        }
    }
}
