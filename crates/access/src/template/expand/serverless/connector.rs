//! Expands `AWS::Serverless::Connector` into the policy that lets one resource use another.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html>

use constructs_document::{Entry, Map, Node, Value};

use super::facts;
use super::node::{At, function, is_truthy, named_id};
use super::source::{Expansion, has_only};

/// One end of a connector.
struct End {
    kind: String,
    /// Values that the facts name: `Arn`, `Url`, `ResourceId`, `Name`, and `Qualifier`.
    values: Vec<(&'static str, Node)>,
    role: Option<Node>,
}

impl End {
    fn value(&self, name: &str) -> Option<&Node> {
        self.values.iter().find(|(own, _)| *own == name).map(|(_, node)| node)
    }
}

/// The names of values in a connector, and in the facts.
const VALUES: [(&str, &str); 5] = [
    ("Arn", "Arn"),
    ("QueueUrl", "Url"),
    ("ResourceId", "Id"),
    ("Name", "Name"),
    ("Qualifier", "Qualifier"),
];

/// Serverless types that a connector may name, with the types that they become.
const KINDS: [(&str, &str); 5] = [
    ("AWS::Serverless::Function", "AWS::Lambda::Function"),
    ("AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"),
    ("AWS::Serverless::Api", "AWS::ApiGateway::RestApi"),
    ("AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Api"),
    ("AWS::Serverless::SimpleTable", "AWS::DynamoDB::Table"),
];

/// A connector, declared or added by another part of the transform.
pub(super) struct Connector<'t> {
    pub(super) id: String,
    pub(super) at: At,
    pub(super) condition: Option<&'t Node>,
    pub(super) properties: &'t Node,
}

/// Expands a connector; `find` returns a resource of the expanded template. `None` if it is not supported.
pub(super) fn expand<'r>(
    connector: &Connector<'_>,
    find: impl Fn(&str) -> Option<&'r Node>,
) -> Option<Expansion> {
    let properties = connector.properties;
    if !has_only(Some(properties), &["Source", "Destination", "Permissions"]) {
        return None;
    }
    let (source, destination) = (properties.get("Source")?, properties.get("Destination")?);
    let permissions = properties.get("Permissions")?.as_list()?.iter().map(Node::as_str);
    let permissions: Vec<&str> = permissions.collect::<Option<_>>()?;
    let (destinations, is_list) = match destination.as_list() {
        Some(list) => (list, true),
        None => (std::slice::from_ref(destination), false),
    };
    if destinations.is_empty() || permissions.is_empty() {
        return None;
    }
    let mut expansion = Expansion::default();
    for (index, destination) in destinations.iter().enumerate() {
        let suffix = if is_list { format!("Destination{index}") } else { String::new() };
        let from = end(source, destination, &find, connector.at)?;
        let to = end(destination, source, &find, connector.at)?;
        connect(connector, &from, &to, &permissions, &suffix, &mut expansion)?;
    }
    Some(expansion)
}

fn end<'r>(
    node: &Node,
    other: &Node,
    find: &impl Fn(&str) -> Option<&'r Node>,
    at: At,
) -> Option<End> {
    let own_value = |name: &str| node.get(name).filter(|value| value.value != Value::Null).cloned();
    let Some(id) = node.get("Id") else {
        let kind = node.get("Type")?.as_str()?;
        let known = KINDS.iter().find(|(serverless, _)| *serverless == kind);
        let kind = known.map_or(kind, |(_, kind)| *kind).to_owned();
        let values = VALUES.iter().filter_map(|(name, own)| Some((*own, own_value(name)?)));
        return Some(End { kind, values: values.collect(), role: own_value("RoleName") });
    };
    if !has_only(Some(node), &["Id", "Qualifier"]) {
        return None;
    }
    let id = id.as_str()?;
    let resource = find(id)?;
    let kind = resource.get("Type")?.as_str()?;
    let known = facts::connected_type(kind);
    let outputs = known.and_then(|known| known.get("Outputs"));
    let mut values = Vec::new();
    for (_, name) in VALUES {
        let output = outputs.and_then(|outputs| outputs.get(name));
        let output =
            output.and_then(|output| fill(output, at, &[("logicalId", Some(&at.text(id)))]));
        let own_value = own_value(name).filter(|_| name == "Qualifier");
        values.extend(own_value.or(output).map(|value| (name, value)));
    }
    let role = known.and_then(|known| role(known, resource, other));
    let role = role.and_then(named_id).map(|id| at.reference(id));
    Some(End { kind: kind.to_owned(), values, role })
}

/// The role in a resource's properties.
fn role<'r>(known: &Node, resource: &'r Node, other: &Node) -> Option<&'r Node> {
    let properties = resource.get("Properties")?;
    let input = known.get("Inputs")?.get("Role")?;
    if let Some(name) = input.as_str() {
        return properties.get(name);
    }
    // For a rule, the role of the target that is the other end.
    let (id, arn) = (other.get("Id").and_then(Node::as_str), other.get("Arn"));
    let is_other = |target: &&Node| {
        let own = target.get("Arn");
        let own_id = own.and_then(named_id);
        own_id.is_some() && own_id == id
            || matches!((own, arn), (Some(own), Some(arn)) if own.to_json() == arn.to_json())
    };
    properties.get("Targets")?.as_list()?.iter().find(is_other)?.get("RoleArn")
}

fn connect(
    connector: &Connector<'_>,
    from: &End,
    to: &End,
    permissions: &[&str],
    suffix: &str,
    expansion: &mut Expansion,
) -> Option<()> {
    let profile = facts::connector(&from.kind, &to.kind)?;
    let categories = profile.get("categories")?.as_map()?;
    if !permissions.iter().all(|name| categories.get(name).is_some()) {
        return None;
    }
    let values = [("Source", from), ("Destination", to)];
    let values: Vec<(String, Option<&Node>)> = values
        .iter()
        .flat_map(|(prefix, end)| {
            VALUES.iter().map(move |(name, own)| {
                let name = if *name == "QueueUrl" { "QueueUrl" } else { name };
                (format!("{prefix}.{name}"), end.value(own))
            })
        })
        .collect();
    let values: Vec<(&str, Option<&Node>)> =
        values.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let chosen = categories.iter().filter(|entry| permissions.contains(&entry.key.as_str()));
    let filled =
        |entry: &Entry| Some((entry.key.clone(), fill(&entry.node, connector.at, &values)?));
    let chosen: Vec<(String, Node)> = chosen.map(filled).collect::<Option<_>>()?;
    let is_of_source = profile.get("source_policy")?.value == Value::Bool(true);
    let holder = if is_of_source { from } else { to };
    let Connector { id, at, .. } = connector;
    let mut add = |name: String, kind: &str, properties: Vec<(&str, Node)>| {
        let node = at.resource(kind, connector.condition, properties);
        expansion.add(at.entry(format!("{id}{name}{suffix}"), node));
    };
    let kind = profile.get("type")?.as_str()?;
    if kind == "AWS_LAMBDA_PERMISSION" {
        for (name, permission) in chosen {
            let mut properties = vec![("FunctionName", holder.value("Arn")?.clone())];
            let own = ["Action", "Principal", "SourceArn", "SourceAccount"];
            properties.extend(
                own.into_iter().filter_map(|name| Some((name, permission.get(name)?.clone()))),
            );
            add(format!("{name}LambdaPermission"), "AWS::Lambda::Permission", properties);
        }
        return Some(());
    }
    let statements = chosen.iter().map(|(_, one)| one.get("Statement")?.as_list());
    let statements: Vec<&[Node]> = statements.collect::<Option<_>>()?;
    let document = ("PolicyDocument", at.document(statements.concat()));
    let (name, kind, holder) = match kind {
        "AWS_IAM_ROLE_MANAGED_POLICY" => {
            let roles = at.list(vec![holder.role.clone()?]);
            ("Policy", "AWS::IAM::ManagedPolicy", ("Roles", roles))
        }
        "AWS_SQS_QUEUE_POLICY" => {
            let queues = at.list(vec![holder.value("Url")?.clone()]);
            ("QueuePolicy", "AWS::SQS::QueuePolicy", ("Queues", queues))
        }
        "AWS_SNS_TOPIC_POLICY" => {
            let topics = at.list(vec![holder.value("Arn")?.clone()]);
            ("TopicPolicy", "AWS::SNS::TopicPolicy", ("Topics", topics))
        }
        _ => return None,
    };
    add(name.to_owned(), kind, vec![document, holder]);
    Some(())
}

/// Replaces `%{Source.Arn}` and similar patterns in a node of the facts. `None` if a value is missing.
fn fill(node: &Node, at: At, values: &[(&str, Option<&Node>)]) -> Option<Node> {
    let value = match &node.value {
        Value::String(text) => return fill_text(text, at, values),
        Value::List(items) => {
            Value::List(items.iter().map(|item| fill(item, at, values)).collect::<Option<_>>()?)
        }
        Value::Map(map) => {
            let entry = |own: &Entry| Some(at.entry(own.key.clone(), fill(&own.node, at, values)?));
            Value::Map(Map::new(map.iter().map(entry).collect::<Option<_>>()?))
        }
        other => other.clone(),
    };
    Some(Node::new(value, at.0))
}

fn fill_text(text: &str, at: At, values: &[(&str, Option<&Node>)]) -> Option<Node> {
    let mut filled = text.to_owned();
    let mut used: Vec<(String, Node)> = Vec::new();
    for (name, value) in values {
        let pattern = format!("%{{{name}}}");
        if !filled.contains(&pattern) {
            continue;
        }
        let value = value.filter(|value| is_truthy(value) || function(value).is_some())?;
        if filled == pattern {
            return Some(value.clone());
        }
        let own = name.replace('.', "");
        filled = filled.replace(&pattern, &format!("${{{own}}}"));
        used.push((own, value.clone()));
    }
    if filled.contains("%{") {
        return None;
    }
    if !filled.contains("${") {
        return Some(at.text(filled));
    }
    let used = used.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    Some(at.substitution(&filled, used))
}
