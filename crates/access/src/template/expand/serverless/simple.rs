//! Expands serverless resources that become one resource: tables, layers, applications, and capacity providers.

use constructs_document::Node;

use super::role::Role;
use super::source::{Expansion, Source};

/// Expands a table.
pub(super) fn table(source: Source<'_>) -> Option<Expansion> {
    let known = [
        "PointInTimeRecoverySpecification",
        "PrimaryKey",
        "ProvisionedThroughput",
        "SSESpecification",
        "TableName",
        "Tags",
    ];
    let names = [("TableName", "TableName"), ("SSESpecification", "SSESpecification")];
    expand_single(source, &known, "AWS::DynamoDB::Table", &names)
}

/// Expands a layer. The transform adds a hash to its logical id, which only `Ref` to the layer needs.
pub(super) fn layer(source: Source<'_>) -> Option<Expansion> {
    let known = [
        "CompatibleArchitectures",
        "CompatibleRuntimes",
        "ContentUri",
        "Description",
        "LayerName",
        "LicenseInfo",
        "PublishLambdaVersion",
        "RetentionPolicy",
    ];
    expand_single(source, &known, "AWS::Lambda::LayerVersion", &[("LayerName", "LayerName")])
}

/// Expands an application into a nested stack, whose template is read like that of any nested stack.
pub(super) fn application(source: Source<'_>) -> Option<Expansion> {
    let known =
        ["Location", "NotificationARNs", "Parameters", "Tags", "TemplateUrl", "TimeoutInMinutes"];
    let names = [("Parameters", "Parameters"), ("Location", "TemplateURL")];
    expand_single(source, &known, "AWS::CloudFormation::Stack", &names)
}

/// Expands a capacity provider and the role of its operator.
pub(super) fn capacity_provider(source: Source<'_>) -> Option<Expansion> {
    let known = [
        "CapacityProviderName",
        "InstanceRequirements",
        "KmsKeyArn",
        "LoggingConfig",
        "ManagedResourceTags",
        "OperatorRole",
        "PropagateTags",
        "ScalingConfig",
        "Tags",
        "VpcConfig",
    ];
    let names = [("CapacityProviderName", "CapacityProviderName")];
    let mut expansion = expand_single(source, &known, "AWS::Lambda::CapacityProvider", &names)?;
    if source.get_truthy("OperatorRole").is_none() {
        let at = source.at;
        let id = format!("{}OperatorRole", source.id);
        let mut role = Role::for_service(id, at, source.condition(), "lambda.amazonaws.com");
        role.policies.add_managed(at.managed_policy("AWSLambdaManagedEC2ResourceOperator"));
        role.tags = Some(match source.get_truthy("PropagateTags") {
            Some(_) => source.tags(CREATED_BY)?,
            None => at.list(vec![own_tag(source)]),
        });
        expansion.add(role.into_entry());
    }
    Some(expansion)
}

const CREATED_BY: &str = "lambda:createdBy";

fn own_tag(source: Source<'_>) -> Node {
    let at = source.at;
    at.map(vec![("Key", at.text(CREATED_BY)), ("Value", at.text("SAM"))])
}

fn expand_single(
    source: Source<'_>,
    known: &[&str],
    kind: &str,
    copied: &[(&str, &str)],
) -> Option<Expansion> {
    let mut expansion = Expansion::default();
    expansion.add(source.become_type(kind, source.rename_properties(copied)));
    source.has_only(known).then_some(expansion)
}
