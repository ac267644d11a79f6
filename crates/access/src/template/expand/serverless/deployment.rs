//! Adds the role of CodeDeploy, which all gradual deployments of a template share.

use super::role::Role;
use super::source::{Deployment, Expansion};

/// Adds the role, if a deployment has no role.
pub(super) fn expand(deployments: &[Deployment]) -> Expansion {
    let mut expansion = Expansion::default();
    let Some(first) = deployments.iter().find(|deployment| !deployment.has_role) else {
        return expansion;
    };
    let at = first.at;
    let all: Option<Vec<&str>> =
        deployments.iter().map(|deployment| deployment.condition.as_deref()).collect();
    let condition = all.map(|mut names| {
        names.sort_unstable();
        names.dedup();
        let [name] = names.as_slice() else {
            let holds = |name: &&str| at.map(vec![("Condition", at.text(*name))]);
            let any = at.list(names.iter().map(holds).collect());
            let name = "ServerlessCodeDeployCondition";
            expansion.add_condition(at.entry(name, at.map(vec![("Fn::Or", any)])));
            return at.text(name);
        };
        at.text(*name)
    });
    let service = "codedeploy.amazonaws.com";
    let mut role = Role::for_service("CodeDeployServiceRole", at, condition.as_ref(), service);
    let name = "service-role/AWSCodeDeployRoleForLambda";
    role.policies.add_managed(at.managed_policy(name));
    expansion.add(role.into_entry());
    expansion
}
