//! Generates templates with a number of roles whose statements name resources.

use serde_json::{Value as Json, json};

use super::template::{
    ServiceSample, allow, resource_id, resource_name, resources, role, role_with, template,
    with_property,
};

/// The AWS managed policies of the roles of [`managed_roles`].
const MANAGED_POLICIES: [&str; 2] =
    ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/SecurityAudit"];

/// How many roles, statements for each role, and named resources a template has.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) roles: usize,
    pub(super) statements: usize,
    pub(super) resources: usize,
}

/// Roles with statements on named resources. The first `changed` statements of each role grant another action.
pub(super) fn roles(size: Size, changed: usize) -> Json {
    let roles = (0..size.roles).map(|number| {
        let statements = (0..size.statements).map(|index| {
            let position = number * size.statements + index;
            statement(position, size.resources, index < changed)
        });
        role_with(number, statements.collect())
    });
    template(roles.chain(resources(size.resources)))
}

/// A statement on two resources by their ARN attributes; in two of ten, the second is a wildcard for those of a team.
fn statement(position: usize, resources: usize, is_changed: bool) -> Json {
    let number = position * 7 % resources;
    let service = ServiceSample::from_number(number);
    let arn_of = |number| json!({"Fn::GetAtt": [resource_id(number), "Arn"]});
    let second = if position % 10 < 2 {
        service.arn(&format!("team-{:02}-*", number % 30))
    } else {
        arn_of((number + 100) % resources)
    };
    allow(&service.actions(is_changed), vec![arn_of(number), second])
}

/// Roles with `ReadOnlyAccess` and `SecurityAudit`.
pub(super) fn managed_roles(count: usize) -> Json {
    template((0..count).map(|number| with_managed_policies(role(number))))
}

/// The same with one inline statement in each role that allows these actions on every resource.
pub(super) fn managed_roles_with_statement(count: usize, actions: &[&str]) -> Json {
    let role = |number| role_with(number, vec![allow(actions, "*")]);
    template((0..count).map(|number| with_managed_policies(role(number))))
}

fn with_managed_policies(role: (String, Json)) -> (String, Json) {
    with_property(role, "ManagedPolicyArns", json!(MANAGED_POLICIES))
}

/// One role with statements that all differ from those of the other version of the template.
pub(super) fn one_role(statements: usize, is_changed: bool) -> Json {
    let statements = (0..statements).map(|number| {
        let service = ServiceSample::from_number(number);
        let arns = [0, 100, 200]
            .map(|offset| service.arn(&format!("{}*", resource_name(number + offset))));
        allow(&service.actions(is_changed), arns.to_vec())
    });
    template(std::iter::once(role_with(0, statements.collect())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { roles: 3, statements: 4, resources: 5 };

    fn count(template: &Json, kind: &str) -> usize {
        let resources = template.get("Resources").and_then(Json::as_object).unwrap();
        resources.values().filter(|one| one.get("Type").unwrap() == kind).count()
    }

    /// The statements of all roles.
    fn statements(template: &Json) -> Vec<Json> {
        let resources = template.get("Resources").and_then(Json::as_object).unwrap();
        let lists = resources.values().filter_map(|one| {
            one.pointer("/Properties/Policies/0/PolicyDocument/Statement")?.as_array().cloned()
        });
        lists.flatten().collect()
    }

    fn differences(old: &Json, new: &Json) -> usize {
        let (old, new) = (statements(old), statements(new));
        assert_eq!(old.len(), new.len());
        old.iter().zip(&new).filter(|(old, new)| old != new).count()
    }

    #[test]
    fn roles_have_the_requested_size() {
        let template = roles(SIZE, 0);
        assert_eq!(count(&template, "AWS::IAM::Role"), 3);
        assert_eq!(template.get("Resources").and_then(Json::as_object).unwrap().len(), 3 + 5);
        assert_eq!(statements(&template).len(), 3 * 4);
        assert_eq!(template, roles(SIZE, 0));
    }

    #[test]
    fn the_requested_number_of_statements_changes_in_each_role() {
        assert_eq!(differences(&roles(SIZE, 0), &roles(SIZE, 2)), 3 * 2);
        let managed = |actions| managed_roles_with_statement(4, actions);
        let (old, new) = (managed(&["s3:GetObject"]), managed(&["s3:GetObject", "s3:ListBucket"]));
        assert_eq!(differences(&old, &new), 4);
        assert_eq!(differences(&one_role(9, false), &one_role(9, true)), 9);
    }

    #[test]
    fn managed_roles_name_both_policies() {
        let template = managed_roles(2);
        let policies = template.pointer("/Resources/Role001/Properties/ManagedPolicyArns");
        assert_eq!(policies.and_then(Json::as_array).map(Vec::len), Some(2));
        assert_eq!(count(&template, "AWS::IAM::Role"), 2);
    }
}
