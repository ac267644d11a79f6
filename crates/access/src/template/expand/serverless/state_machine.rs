//! Expands `AWS::Serverless::StateMachine` into a state machine, its role, and its alias.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html>

use constructs_document::{Node, Value};

use super::events;
use super::function::tracing_managed_policy;
use super::node::At;
use super::role::Role;
use super::source::{Expansion, Source};

const PROPERTIES: &[&str] = &[
    "AutoPublishAlias",
    "Definition",
    "DefinitionSubstitutions",
    "DefinitionUri",
    "DeploymentPreference",
    "Events",
    "Logging",
    "Name",
    "PermissionsBoundary",
    "Policies",
    "PropagateTags",
    "Role",
    "RolePath",
    "Tags",
    "Tracing",
    "Type",
    "UseAliasAsEventTarget",
];

const RENAMED_PROPERTIES: &[(&str, &str)] = &[
    ("Name", "StateMachineName"),
    ("Type", "StateMachineType"),
    ("Logging", "LoggingConfiguration"),
    ("Tracing", "TracingConfiguration"),
    ("DefinitionSubstitutions", "DefinitionSubstitutions"),
];

/// Expands a state machine. `None` if it has a part that is not supported.
pub(super) fn expand(source: Source<'_>) -> Option<Expansion> {
    if !source.has_only(PROPERTIES) {
        return None;
    }
    let at = source.at;
    let mut expansion = Expansion::default();
    let role = source.get_truthy("Role");
    if role.is_none() {
        expansion.add(new_role(source)?.into_entry());
    } else if source.get_truthy("Policies").is_some() {
        return None;
    }
    let alias = add_alias(source, &mut expansion)?;
    let target = match source.get_truthy("UseAliasAsEventTarget") {
        Some(_) => alias?,
        None => source.id.to_owned(),
    };
    events::expand_state_machine_events(source, &target, &mut expansion)?;
    let mut properties = source.rename_properties(RENAMED_PROPERTIES);
    let created = || at.attribute(&format!("{}Role", source.id), "Arn");
    properties.push(("RoleArn", role.cloned().unwrap_or_else(created)));
    properties.push(("Tags", source.propagated_tags()?.or(source.tags(CREATED_BY))?));
    expansion.add(source.become_type("AWS::StepFunctions::StateMachine", properties));
    Some(expansion)
}

const CREATED_BY: &str = "stateMachine:createdBy";

fn new_role(source: Source<'_>) -> Option<Role<'_>> {
    let id = format!("{}Role", source.id);
    let service = "states.amazonaws.com";
    let mut role = Role::for_service(&id, source.at, source.condition(), service);
    role.policies.add(source.get("Policies"), &id)?;
    // The transform adds the policy for `true` only.
    let tracing = source.get_truthy("Tracing").and_then(|tracing| tracing.get("Enabled"));
    if let Some(enabled) = tracing.filter(|enabled| enabled.value == Value::Bool(true)) {
        role.policies.add_managed(tracing_managed_policy(At(enabled.mark)));
    }
    role.path = source.get("RolePath");
    role.boundary = source.get("PermissionsBoundary");
    role.tags = Some(source.propagated_tags()?.or(source.tags(CREATED_BY))?);
    Some(role)
}

/// Adds the version and the alias of `AutoPublishAlias`; returns the alias's logical id.
fn add_alias(source: Source<'_>, expansion: &mut Expansion) -> Option<Option<String>> {
    let Some(name) = source.get_truthy("AutoPublishAlias") else { return Some(None) };
    let at = At(name.mark);
    let alias = format!("{}Alias{}", source.id, name.as_str()?);
    let version = format!("{}Version", source.id);
    let condition = source.condition();
    let of_version = vec![("StateMachineArn", at.reference(source.id))];
    let node = at.resource("AWS::StepFunctions::StateMachineVersion", condition, of_version);
    expansion.add(at.entry(&version, node));
    let of_alias: Vec<(&str, Node)> = vec![("Name", name.clone())];
    let node = at.resource("AWS::StepFunctions::StateMachineAlias", condition, of_alias);
    expansion.add(at.entry(&alias, node));
    Some(Some(alias))
}
