//! Expands `AWS::Serverless::Function` into a function, its role, alias, URL, and destinations.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html>

use constructs_cloudformation::function::{If, NO_VALUE, is_no_value};
use constructs_document::{Node, Value};

use super::destinations;
use super::events;
use super::node::{At, function, is_truthy};
use super::policies::Policies;
use super::role::Role;
use super::source::{Deployment, Expansion, Source};

const PROPERTIES: &[&str] = &[
    "Architectures",
    "AssumeRolePolicyDocument",
    "AutoPublishAlias",
    "AutoPublishAliasAllProperties",
    "AutoPublishCodeSha256",
    "CapacityProviderConfig",
    "CodeSigningConfigArn",
    "CodeUri",
    "DeadLetterQueue",
    "DeploymentPreference",
    "Description",
    "DurableConfig",
    "Environment",
    "EphemeralStorage",
    "EventInvokeConfig",
    "Events",
    "FileSystemConfigs",
    "FunctionName",
    "FunctionScalingConfig",
    "FunctionUrlConfig",
    "Handler",
    "ImageConfig",
    "ImageUri",
    "InlineCode",
    "KmsKeyArn",
    "Layers",
    "LoggingConfig",
    "MemorySize",
    "PackageType",
    "PermissionsBoundary",
    "Policies",
    "PropagateTags",
    "ProvisionedConcurrencyConfig",
    "PublishToLatestPublished",
    "RecursiveLoop",
    "ReservedConcurrentExecutions",
    "Role",
    "RolePath",
    "Runtime",
    "RuntimeManagementConfig",
    "SnapStart",
    "SourceKMSKeyArn",
    "Tags",
    "TenancyConfig",
    "Timeout",
    "Tracing",
    "VersionDeletionPolicy",
    "VersionDescription",
    "VpcConfig",
];

/// Properties that the function has under the same name.
const RENAMED_PROPERTIES: &[(&str, &str)] = &[
    ("FunctionName", "FunctionName"),
    ("Handler", "Handler"),
    ("Runtime", "Runtime"),
    ("Description", "Description"),
    ("Environment", "Environment"),
    ("FileSystemConfigs", "FileSystemConfigs"),
    ("KmsKeyArn", "KmsKeyArn"),
    ("Layers", "Layers"),
    ("MemorySize", "MemorySize"),
    ("Timeout", "Timeout"),
    ("VpcConfig", "VpcConfig"),
];

/// Expands a function. `None` if it has a part that is not supported.
pub(super) fn expand(source: Source<'_>) -> Option<Expansion> {
    if !source.has_only(PROPERTIES) {
        return None;
    }
    let mut expansion = Expansion::default();
    let alias = add_alias(source, &mut expansion)?;
    add_url(source, alias.as_deref(), &mut expansion);
    expansion.deployment = deployment(source)?;
    let mut policies = default_policies(source, &mut expansion)?;
    policies.inline.extend(dead_letter_policy(source)?);
    policies.inline.extend(destinations::expand(source, &mut expansion)?);
    policies.add(source.get("Policies"), &format!("{}Role", source.id))?;
    events::expand_function_events(source, alias.as_deref(), &mut expansion, &mut policies)?;
    let role_arn = add_role(source, policies, &mut expansion)?;
    let mut properties = source.rename_properties(RENAMED_PROPERTIES);
    properties.push(("Role", role_arn));
    properties.push(("Tags", source.propagated_tags()?.or(source.tags("lambda:createdBy"))?));
    expansion.add(source.become_type("AWS::Lambda::Function", properties));
    Some(expansion)
}

/// Adds the version and the alias of `AutoPublishAlias`; returns the alias's logical id.
fn add_alias(source: Source<'_>, expansion: &mut Expansion) -> Option<Option<String>> {
    let Some(name) = source.get_truthy("AutoPublishAlias") else { return Some(None) };
    let text = match source.original.parameter(name) {
        Some((parameter, body)) => {
            body.get("Default").and_then(Node::as_str).unwrap_or(parameter).to_owned()
        }
        None => name.as_str()?.to_owned(),
    };
    let at = At(name.mark);
    let alias = format!("{}Alias{}", source.id, text.replace('-', "D").replace('_', "U"));
    let version = format!("{}Version", source.id);
    let named = || ("FunctionName", at.reference(source.id));
    let condition = source.condition();
    expansion
        .add(at.entry(&version, at.resource("AWS::Lambda::Version", condition, vec![named()])));
    let of_alias = vec![
        ("Name", name.clone()),
        named(),
        ("FunctionVersion", at.attribute(&version, "Version")),
    ];
    expansion.add(at.entry(&alias, at.resource("AWS::Lambda::Alias", condition, of_alias)));
    expansion.references.push((format!("{}.Alias", source.id), alias.clone()));
    expansion.references.push((format!("{}.Version", source.id), version));
    Some(Some(alias))
}

/// Adds the function's URL. Without authentication, everyone may invoke it.
fn add_url(source: Source<'_>, alias: Option<&str>, expansion: &mut Expansion) {
    let Some(config) = source.get_truthy("FunctionUrlConfig") else { return };
    let at = At(config.mark);
    let target = || at.reference(alias.unwrap_or(source.id));
    let condition = source.condition();
    let kind = config.get("AuthType").filter(|_| function(config).is_none());
    let mut of_url = vec![("TargetFunctionArn", target())];
    of_url.extend(kind.map(|kind| ("AuthType", kind.clone())));
    let url = at.resource("AWS::Lambda::Url", condition, of_url);
    expansion.add(at.entry(format!("{}Url", source.id), url));
    if kind.and_then(Node::as_str) != Some("NONE") {
        return;
    }
    let mut add = |name: &str, action: &str, key: &str, value: Node| {
        let properties = vec![
            ("Action", at.text(action)),
            ("FunctionName", target()),
            ("Principal", at.text("*")),
            (key, value),
        ];
        let permission = at.resource("AWS::Lambda::Permission", condition, properties);
        expansion.add(at.entry(format!("{}{name}", source.id), permission));
    };
    let none = at.text("NONE");
    add("UrlPublicPermissions", "lambda:InvokeFunctionUrl", "FunctionUrlAuthType", none);
    let invoked = at.flag(true);
    add("URLInvokeAllowPublicAccess", "lambda:InvokeFunction", "InvokedViaFunctionUrl", invoked);
}

/// The gradual deployment of `DeploymentPreference`. `None` if it is unknown whether it is enabled.
fn deployment(source: Source<'_>) -> Option<Option<Deployment>> {
    let Some(preference) = source.get_truthy("DeploymentPreference") else { return Some(None) };
    let is_false = |node: &Node| match &node.value {
        Value::Bool(flag) => Some(!flag),
        Value::String(text) => Some(text.is_empty() || ["false", "False"].contains(&text.as_str())),
        _ => None,
    };
    if function(preference).is_some() || preference.get("Enabled").map_or(Some(false), is_false)? {
        return function(preference).is_none().then_some(None);
    }
    let passes = preference.get("PassthroughCondition").map_or(Some(true), is_false)?;
    let condition = source.condition().filter(|_| !passes);
    Some(Some(Deployment {
        has_role: preference.get("Role").is_some_and(is_truthy),
        condition: match condition {
            Some(name) => Some(name.as_str()?.to_owned()),
            None => None,
        },
        at: At(preference.mark),
    }))
}

/// The managed policies that every function has.
fn default_policies(source: Source<'_>, expansion: &mut Expansion) -> Option<Policies> {
    let at = source.at;
    let mut policies = Policies::default();
    policies.add_managed(at.managed_policy(match source.get_truthy("DurableConfig") {
        Some(_) => "service-role/AWSLambdaBasicDurableExecutionRolePolicy",
        None => "service-role/AWSLambdaBasicExecutionRole",
    }));
    if let Some(policy) = tracing_policy(source, expansion)? {
        policies.add_managed(policy);
    }
    if let Some(config) = source.get_truthy("VpcConfig") {
        let name = "service-role/AWSLambdaVPCAccessExecutionRole";
        policies.add_managed(At(config.mark).managed_policy(name));
    }
    Some(policies)
}

/// The policy of X-Ray, unless `Tracing` is `Disabled`, which may depend on a parameter.
fn tracing_policy(source: Source<'_>, expansion: &mut Expansion) -> Option<Option<Node>> {
    let Some(tracing) = source.get_truthy("Tracing") else { return Some(None) };
    let at = At(tracing.mark);
    if tracing.as_str() == Some("Disabled") {
        return Some(None);
    }
    let policy = tracing_managed_policy(at);
    let Some((name, parameter)) = source.original.parameter(tracing) else {
        return Some(Some(policy));
    };
    if parameter.get("Type").and_then(Node::as_str) != Some("String") {
        return None;
    }
    let condition = format!("{name}IsNotDisabled");
    let is_disabled = at.list(vec![tracing.clone(), at.text("Disabled")]);
    let is_disabled = at.map(vec![("Fn::Equals", is_disabled)]);
    let is_not = at.map(vec![("Fn::Not", at.list(vec![is_disabled]))]);
    expansion.add_condition(at.entry(&condition, is_not));
    Some(Some(at.choose(&condition, policy, at.reference(NO_VALUE))))
}

/// The managed policy of X-Ray. Outside the partition `aws`, the transform uses `AWSXRayDaemonWriteAccess`, which allows the
/// same.
pub(super) fn tracing_managed_policy(at: At) -> Node {
    at.managed_policy("AWSXrayWriteOnlyAccess")
}

fn dead_letter_policy(source: Source<'_>) -> Option<Option<Node>> {
    let Some(queue) = source.get_truthy("DeadLetterQueue") else { return Some(None) };
    let at = At(queue.mark);
    let action = match queue.get("Type")?.as_str()? {
        "SQS" => "sqs:SendMessage",
        "SNS" => "sns:Publish",
        _ => return None,
    };
    let target = queue.get("TargetArn").filter(|target| is_truthy(target))?.clone();
    let document = at.document(vec![at.allow(&[action], target)]);
    Some(Some(at.policy("DeadLetterQueuePolicy", document)))
}

/// Adds the role if the function has none; returns the ARN of the function's role.
fn add_role(source: Source<'_>, policies: Policies, expansion: &mut Expansion) -> Option<Node> {
    let at = source.at;
    let id = format!("{}Role", source.id);
    let created = at.attribute(&id, "Arn");
    let trust = source.get("AssumeRolePolicyDocument").cloned();
    let tags = source.propagated_tags()?.or(source.tags("lambda:createdBy"));
    let mut role = Role {
        trust: trust.unwrap_or_else(|| at.trust("lambda.amazonaws.com")),
        policies,
        path: source.get("RolePath"),
        boundary: source.get("PermissionsBoundary"),
        tags: Some(tags?),
        ..Role::for_service(id, at, source.condition(), "lambda.amazonaws.com")
    };
    let Some(role_value) = source.get("Role") else {
        expansion.add(role.into_entry());
        return Some(created);
    };
    let Some(("Fn::If", _)) = function(role_value) else { return Some(role_value.clone()) };
    let If { condition, then, otherwise } = If::from_node(role_value)?;
    let condition = condition.as_str()?;
    let arn = match (is_no_value(then), is_no_value(otherwise)) {
        (false, false) => return Some(role_value.clone()),
        (true, true) => created,
        (true, false) => {
            role.condition = Some(at.text(condition));
            at.choose(condition, created, otherwise.clone())
        }
        (false, true) => {
            let fails_name = format!("NOT{condition}");
            let holds_it = at.map(vec![("Condition", at.text(condition))]);
            let not = at.map(vec![("Fn::Not", at.list(vec![holds_it]))]);
            expansion.add_condition(at.entry(&fails_name, not));
            role.condition = Some(at.text(&fails_name));
            at.choose(condition, then.clone(), created)
        }
    };
    expansion.add(role.into_entry());
    Some(arn)
}
