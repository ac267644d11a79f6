//! Logical ids of stacks that the AWS CDK has deployed -> the reference app's `dev` with those ids and the CDK's export
//! names, which updates the stacks in place: `cargo run --example takeover -- CDK_JSON IDS OUT [--as-deployed]`.
//!
//! IDS has a construct's path and its id on each line. Every resource that the CDK gave another id has to be there,
//! and every path of the list in the app.
//! With `--as-deployed` managed policies keep the `Description` and the `Path` that the CDK always writes: both can only
//! be set when a policy is made, and without them CloudFormation would replace it, and fail on its name.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use constructs::ExportNames;
use constructs::assembly::{TemplateFormat, WriteOptions};
use constructs_toolkit::{Context, Json};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (paths, flags) = arguments.split_at(arguments.len().min(3));
    let keeps = flags == ["--as-deployed"];
    let ([settings, ids, out], true) = (paths, keeps || flags.is_empty()) else {
        eprintln!("usage: takeover CDK_JSON IDS OUT [--as-deployed]");
        return ExitCode::from(2);
    };
    match take_over(settings, ids, out, keeps) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}

fn take_over(
    settings: &str,
    ids: &str,
    out: &str,
    keeps: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut settings: Json = serde_json::from_str(&std::fs::read_to_string(settings)?)?;
    let context = settings.get_mut("context").and_then(Json::as_object_mut);
    let context = context.ok_or("the settings have no `context`")?;
    if let Some(environments) = context.get_mut("environments").and_then(Json::as_object_mut) {
        environments.retain(|name, _| name == "dev");
    }
    let app = app::build(&Context::new(context.clone()))?.export_names(ExportNames::Cdk);
    let ids = read_ids(&std::fs::read_to_string(ids)?);
    let unused = Rc::new(RefCell::new(ids.clone()));
    let left = Rc::clone(&unused);
    app.root().aspect(move |resource| {
        left.borrow_mut().remove(resource.path());
        if let Some(id) = ids.get(resource.path()).cloned() {
            resource.set_logical_id(id);
        }
        if keeps && resource.resource_type() == "AWS::IAM::ManagedPolicy" {
            resource.set("Description", "");
            resource.set("Path", "/");
        }
    });
    let assembly = app.synth()?;
    if let Some(path) = unused.borrow().keys().next() {
        return Err(format!("there is no `{path}` to give an id").into());
    }
    assembly.write(Path::new(out), TemplateFormat::Json, &WriteOptions::default())?;
    Ok(())
}

fn read_ids(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(char::is_whitespace));
    pairs.map(|(path, id)| (path.to_owned(), id.trim().to_owned())).collect()
}
