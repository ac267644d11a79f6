//! Programs that CloudFormation runs while it deploys (providers of custom resources, handlers of resource types that are not of
//! AWS) -> whether they may change IAM, by the role that they run with.
//!
//! A provider that is a function of these templates has the role of the function, the roles that it may assume, and the roles of
//! what it may start: functions that it invokes, and, where it may write anything else, whatever runs in these templates. What
//! programs with other roles do is not known.

mod actions;
mod program;
mod roles;

use std::cell::OnceCell;

use constructs_document::Node;

pub(crate) use self::program::{Program, Reach};
use self::roles::Roles;
use super::unread_part;
use crate::template::{Estate, ResourceId, expression_identity};
use constructs_iam::Assumption;

/// What is assumed of the programs whose roles are not in these templates.
#[must_use]
pub fn programs_elsewhere(estate: &Estate<'_>) -> Vec<Assumption> {
    let unknown = programs(estate).into_iter().filter(|one| one.reach == Reach::Unknown);
    unknown.map(|one| Assumption::ProgramElsewhere { resource: one.path }).collect()
}

/// All programs, in the order of stacks and logical ids.
pub(crate) fn programs<'t>(estate: &Estate<'t>) -> Vec<Program> {
    let own = estate.resources().filter(|(id, _)| is_program(estate.kind(*id)));
    let own: Vec<(ResourceId<'t>, &'t Node)> = own.collect();
    if own.is_empty() {
        return Vec::new();
    }
    let roles = Roles { estate, principals: OnceCell::new() };
    let program = |(id, node): (ResourceId<'t>, &'t Node)| {
        let (reach, providers) = roles.reach(id, node);
        let providers = providers.into_iter().map(|own| expression_identity(estate, id.stack, own));
        let input = std::iter::once(unread_part::input(estate, id, node)).chain(providers);
        Program { path: estate.path(id), reach, input: input.collect::<Vec<_>>().join("\n") }
    };
    own.into_iter().map(program).collect()
}

/// Whether CloudFormation runs a program of somebody's for resources of a type.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html>
fn is_program(kind: &str) -> bool {
    let is_module = kind.ends_with("::MODULE");
    kind == "AWS::CloudFormation::CustomResource"
        || !kind.is_empty() && !kind.starts_with("AWS::") && !is_module
}
