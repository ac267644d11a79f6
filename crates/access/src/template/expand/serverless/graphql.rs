//! Expands `AWS::Serverless::GraphQLApi` into an AppSync API, roles for its logs and data sources, and permissions of
//! authorizers.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-graphqlapi.html>

use constructs_document::{Entry, Node, Value};

use super::connector::{self, Connector};
use super::node::{At, function, is_truthy};
use super::role::Role;
use super::source::{Expansion, Source, has_only};

const PROPERTIES: &[&str] = &[
    "ApiKeys",
    "Auth",
    "Cache",
    "DataSources",
    "DomainName",
    "Functions",
    "IntrospectionConfig",
    "Logging",
    "Name",
    "OwnerContact",
    "QueryDepthLimit",
    "ResolverCountLimit",
    "Resolvers",
    "SchemaInline",
    "SchemaUri",
    "Tags",
    "Visibility",
    "XrayEnabled",
];

const SERVICE: &str = "appsync.amazonaws.com";
const DATA_SOURCE: &str = "AWS::AppSync::DataSource";

/// Expands an API. `None` if it has a part that is not supported.
pub(super) fn expand(source: Source<'_>) -> Option<Expansion> {
    if !source.has_only(PROPERTIES) {
        return None;
    }
    let mut expansion = Expansion::default();
    expansion.add(
        source
            .become_type("AWS::AppSync::GraphQLApi", source.rename_properties(&[("Name", "Name")])),
    );
    add_authorizers(source, &mut expansion)?;
    add_log_role(source, &mut expansion)?;
    let Some(sources) = source.get_truthy("DataSources") else { return Some(expansion) };
    if function(sources).is_some() || !has_only(Some(sources), &["DynamoDb", "Lambda"]) {
        return None;
    }
    for (name, kind) in [("DynamoDb", Kind::Table), ("Lambda", Kind::Function)] {
        let Some(all) = sources.get(name).filter(|all| is_truthy(all)) else { continue };
        if function(all).is_some() {
            return None;
        }
        for entry in all.as_map()? {
            add_data_source(source, entry, kind, &mut expansion)?;
        }
    }
    Some(expansion)
}

/// Adds the permissions to invoke the functions that authorize requests.
fn add_authorizers(source: Source<'_>, expansion: &mut Expansion) -> Option<()> {
    let auth = source.get("Auth")?;
    if function(auth).is_some() {
        return None;
    }
    let others = match auth.get("Additional").filter(|others| is_truthy(others)) {
        Some(others) => others.as_list()?,
        None => &[],
    };
    let mut number = 0;
    for own in std::iter::once(auth).chain(others) {
        if own.get("Type")?.as_str()? != "AWS_LAMBDA" {
            continue;
        }
        number += 1;
        let at = At(own.mark);
        let arn = own.get("LambdaAuthorizer")?.get("AuthorizerUri")?.clone();
        let from = at.map(vec![
            ("Type", at.text("AWS::AppSync::GraphQLApi")),
            ("Arn", at.reference(source.id)),
            ("ResourceId", at.attribute(source.id, "ApiId")),
        ]);
        let to = at.map(vec![("Type", at.text("AWS::Lambda::Function")), ("Arn", arn)]);
        let id = format!("{}ToLambdaAuthConnector{number}", source.id);
        add_connector(id, at, from, to, at.list(vec![at.text("Write")]), expansion)?;
    }
    Some(())
}

/// Adds the role to write logs, unless logs are off or have a role.
fn add_log_role(source: Source<'_>, expansion: &mut Expansion) -> Option<()> {
    let logging = source.get("Logging");
    if let Some(logging) = logging {
        let has_role = logging.get("CloudWatchLogsRoleArn").is_some_and(is_truthy);
        if logging.value == Value::Bool(false) || has_role {
            return Some(());
        }
        if function(logging).is_some() {
            return None;
        }
    }
    let at = At(logging.map_or(source.at.0, |logging| logging.mark));
    let id = format!("{}CloudWatchRole", source.id);
    let mut role = Role::for_service(id, at, source.condition(), SERVICE);
    let name = "service-role/AWSAppSyncPushToCloudWatchLogs";
    role.policies.add_managed(at.managed_policy(name));
    expansion.add(role.into_entry());
    Some(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Table,
    Function,
}

/// Adds a data source, with a role that may use its table or function.
fn add_data_source(
    source: Source<'_>,
    entry: &Entry,
    kind: Kind,
    expansion: &mut Expansion,
) -> Option<()> {
    let (at, own) = (At(entry.node.mark), &entry.node);
    if function(own).is_some() {
        return None;
    }
    let (word, target) = match kind {
        Kind::Table => ("DynamoDB", "Table"),
        Kind::Function => ("Lambda", "Lambda"),
    };
    let id = format!("{}{}{word}DataSource", source.id, entry.key);
    let own_role = own.get("ServiceRoleArn").filter(|role| is_truthy(role)).cloned();
    let role = format!("{id}Role");
    let arn = own_role.clone().unwrap_or_else(|| at.attribute(&role, "Arn"));
    let node = at.resource(DATA_SOURCE, source.condition(), vec![("ServiceRoleArn", arn)]);
    expansion.add(at.entry(&id, node));
    if own_role.is_some() {
        return Some(());
    }
    let (destination, permissions) = match kind {
        Kind::Function => (own.get("FunctionArn")?.clone(), None),
        Kind::Table => (table_arn(own, at)?, own.get("Permissions").cloned()),
    };
    expansion.add(Role::for_service(&role, at, source.condition(), SERVICE).into_entry());
    let from = at.map(vec![
        ("Type", at.text(DATA_SOURCE)),
        ("Arn", at.reference(&id)),
        ("RoleName", at.reference(&role)),
    ]);
    let type_name = match kind {
        Kind::Table => "AWS::DynamoDB::Table",
        Kind::Function => "AWS::Lambda::Function",
    };
    let to = at.map(vec![("Type", at.text(type_name)), ("Arn", destination)]);
    let default = match kind {
        Kind::Table => at.list(vec![at.text("Read"), at.text("Write")]),
        Kind::Function => at.list(vec![at.text("Write")]),
    };
    let permissions = permissions.filter(is_truthy).unwrap_or(default);
    add_connector(format!("{id}To{target}Connector"), at, from, to, permissions, expansion)
}

fn table_arn(own: &Node, at: At) -> Option<Node> {
    if let Some(arn) = own.get("TableArn").filter(|arn| is_truthy(arn)) {
        return Some(arn.clone());
    }
    let region = own.get("Region").filter(|region| is_truthy(region)).cloned();
    let region = region.unwrap_or_else(|| at.reference("AWS::Region"));
    let text =
        "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}";
    let name = own.get("TableName")?.clone();
    Some(at.substitution(text, vec![("__TableName__", name), ("__Region__", region)]))
}

fn add_connector(
    id: String,
    at: At,
    from: Node,
    to: Node,
    permissions: Node,
    expansion: &mut Expansion,
) -> Option<()> {
    let properties =
        at.map(vec![("Source", from), ("Destination", to), ("Permissions", permissions)]);
    let connector = Connector { id, at, condition: None, properties: &properties };
    let found = connector::expand(&connector, |_| None)?;
    found.resources.into_values().for_each(|entry| expansion.add(entry));
    Some(())
}
