//! Decides whether the programs that CloudFormation runs during a deployment may change IAM. These are the providers of custom
//! resources and the handlers of third-party resource types.
//!
//! A provider that is a function of these templates has the function's role, the roles that it may assume, and the roles of what
//! it may start: the functions that it invokes and, if it may write anything else, every program of these templates. Nothing is
//! known about programs with other roles.

mod actions;
mod program;
mod roles;

use std::cell::OnceCell;

use constructs_document::Node;

pub(crate) use self::program::{Program, Reach};
use self::roles::Roles;
use super::unread_part;
use crate::template::{ResourceId, Stacks, expression_identity};
use constructs_iam::Assumption;

/// An assumption for each program whose role is not in these templates.
#[must_use]
pub fn programs_elsewhere(stacks: &Stacks<'_>) -> Vec<Assumption> {
    let unknown = programs(stacks).into_iter().filter(|one| one.reach == Reach::Unknown);
    unknown.map(|one| Assumption::ProgramElsewhere { resource: one.path }).collect()
}

/// All programs, in the order of stacks and logical ids.
pub(crate) fn programs<'t>(stacks: &Stacks<'t>) -> Vec<Program> {
    let own = stacks.resources().filter(|(id, _)| is_program(stacks.kind(*id)));
    let own: Vec<(ResourceId<'t>, &'t Node)> = own.collect();
    if own.is_empty() {
        return Vec::new();
    }
    let roles = Roles { stacks, principals: OnceCell::new() };
    let program = |(id, node): (ResourceId<'t>, &'t Node)| {
        let (reach, providers) = roles.reach(id, node);
        let providers = providers.into_iter().map(|own| expression_identity(stacks, id.stack, own));
        let input = std::iter::once(unread_part::input(stacks, id, node)).chain(providers);
        Program { path: stacks.path(id), reach, input: input.collect::<Vec<_>>().join("\n") }
    };
    own.into_iter().map(program).collect()
}

/// Whether CloudFormation runs a customer's program for resources of this type.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html>
fn is_program(kind: &str) -> bool {
    let is_module = kind.ends_with("::MODULE");
    kind == "AWS::CloudFormation::CustomResource"
        || !kind.is_empty() && !kind.starts_with("AWS::") && !is_module
}
