//! The permission matrix in one environment -> JSON: roles, resources as that environment has them, who may do what on
//! which: `cargo run --example matrix -- CDK_JSON ENVIRONMENT ACCOUNT REGION`.
//!
//! A resource of the templates goes by its stack, its logical id and the name that the template gives it. Any other has
//! patterns of ARNs, `*` for every resource, and the conditions that its grants are under.

use std::process::ExitCode;

use constructs_access::matrix::{MatrixEntry, MatrixResource, PermissionMatrix};
use constructs_access::template::{ResourceId, Stacks, principals};
use constructs_document::Node;
use constructs_iam::{Elements, PolicyStatement, PolicyText};
use constructs_toolkit::stacks;
use constructs_toolkit::{Context, Json};
use serde_json::json;

/// Types that have a name, and the property of the name.
const NAMES: [(&str, &str); 3] = [
    ("AWS::IAM::Role", "RoleName"),
    ("AWS::SQS::Queue", "QueueName"),
    ("AWS::SecretsManager::Secret", "Name"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [settings, environment, account, region] = arguments.as_slice() else {
        eprintln!("usage: matrix CDK_JSON ENVIRONMENT ACCOUNT REGION");
        return ExitCode::from(2);
    };
    match expanded(settings, environment, account, region) {
        Ok(text) => {
            println!("{text:#}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}

fn expanded(
    settings: &str,
    environment: &str,
    account: &str,
    region: &str,
) -> Result<Json, Box<dyn std::error::Error>> {
    let mut settings: Json = serde_json::from_str(&std::fs::read_to_string(settings)?)?;
    let place = settings.pointer_mut(&format!("/context/environments/{environment}"));
    let place = place.and_then(Json::as_object_mut).ok_or("there is no such environment")?;
    place.insert("account".to_owned(), account.into());
    place.insert("region".to_owned(), region.into());
    let context = settings.get("context").and_then(Json::as_object).cloned();
    let context = Context::new(context.unwrap_or_default());
    let (_, variables) = app::permissions(&context)?
        .into_iter()
        .find(|(id, _)| id == environment)
        .ok_or("the app does not know the environment")?;
    let stacks = stacks(&app::build(&context)?.synth()?);
    let stacks = Stacks::new(&stacks);
    let everybody = principals(&stacks);
    let matrix = PermissionMatrix::read(app::PERMISSIONS, "permissions.yaml")?;
    let expanded = matrix.expand(environment, &variables, &stacks, &everybody)?;
    let column = |number: usize| expanded.columns.get(number).map_or("", |column| &column.name);
    let roles = expanded.columns.iter().filter_map(|column| {
        let id = everybody.get(column.principal)?.id?;
        Some(json!({"column": column.name, "deployed": deployed(&stacks, id)}))
    });
    let resources = matrix.resources.iter().map(|entry| {
        let stated = expanded.cells.iter().find(|cell| cell.row == entry.name.text);
        resource(&stacks, environment, entry, stated.map(|cell| &cell.statement))
    });
    let grants = expanded.cells.iter().map(
        |cell| json!({"column": column(cell.column), "row": cell.row, "actions": cell.actions}),
    );
    Ok(json!({
        "roles": roles.collect::<Vec<_>>(),
        "resources": resources.collect::<Vec<_>>(),
        "grants": grants.collect::<Vec<_>>(),
    }))
}

/// A row: the construct that it is, or patterns and conditions.
fn resource(
    stacks: &Stacks<'_>,
    environment: &str,
    entry: &MatrixEntry<MatrixResource>,
    statement: Option<&PolicyStatement>,
) -> Json {
    let mut paths = entry.value.places.iter().map(|word| format!("{environment}/{}", word.text));
    if let Some(id) = paths.find_map(|path| stacks.at_path(&path)) {
        return json!({"row": entry.name.text, "deployed": deployed(stacks, id)});
    }
    let texts = |texts: &[PolicyText]| texts.iter().map(PolicyText::to_string).collect::<Vec<_>>();
    let patterns = match statement.map(|statement| &statement.resources) {
        Some(Some(Elements::Only(patterns))) => texts(patterns),
        _ => Vec::new(),
    };
    let conditions = statement.iter().flat_map(|statement| &statement.conditions);
    // The operator as the matrix spells it.
    let operators = entry.value.when.iter().map(|(operator, _, _)| &operator.text);
    let conditions = conditions.zip(operators).map(|(condition, operator)| {
        json!({"operator": operator, "key": condition.key, "values": texts(&condition.values)})
    });
    let conditions: Vec<Json> = conditions.collect();
    json!({"row": entry.name.text, "patterns": patterns, "conditions": conditions})
}

fn deployed(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Json {
    let stack = stacks.get(id.stack).map_or("", |stack| &stack.name);
    let kind = stacks.kind(id);
    let property = NAMES.iter().find(|(known, _)| *known == kind).map_or("", |(_, name)| name);
    let properties = stacks.resource(id).and_then(|resource| resource.get("Properties"));
    let name = properties.and_then(|all| all.get(property)).and_then(Node::as_str);
    json!({"stack": stack, "id": id.id, "type": kind, "name": name})
}
