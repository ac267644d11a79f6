//! Reads the templates that mutants start from: a folder of templates that deploy, and the app of every type.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value};

use super::super::bench::Bench;
use super::super::every_type;
use super::super::outcome::Stop;
use super::own::check;
use crate::error::Error;
use crate::files;

/// A template without mistakes.
pub(super) struct Base {
    /// The file, or the resource type in the app of every type.
    pub(super) name: String,
    /// The template.
    pub(super) template: Value,
}

/// All templates that mutants start from.
pub(super) struct Bases {
    /// The files of the folder.
    pub(super) files: Vec<Base>,
    /// One template for each resource type.
    pub(super) types: Vec<Base>,
}

impl Bases {
    /// Reads both. Builds the app of every type, unless an earlier run has.
    pub(super) fn read(bench: &Bench<'_>, folder: &Path) -> Result<Self, Stop> {
        let mut files = Vec::new();
        for name in files::names_in(folder)? {
            let text = files::read(&folder.join(&name))?;
            let Ok(template) = serde_json::from_str(&text) else { continue };
            files.push(Base { name, template });
        }
        if files.is_empty() {
            return Err(
                Error::new(format!("there are no templates in `{}`", folder.display())).into()
            );
        }
        files.retain(|base| is_clean(&base.template));
        Ok(Self { files, types: types(bench)? })
    }
}

/// Each resource of the app of every type, alone. Leaves out other regions, and those in which we find an error.
fn types(bench: &Bench<'_>) -> Result<Vec<Base>, Stop> {
    let folder = every_type::assembly(bench)?;
    let mut bases = Vec::new();
    for name in files::names_in(&folder)? {
        if !name.starts_with("types-us-east-1") {
            continue;
        }
        let template = crate::json::read_file(&folder.join(&name))?;
        for (id, _) in crate::json::entries(template.get("Resources")) {
            let template = cut(&template, id);
            let kind = template
                .pointer("/Resources")
                .and_then(|all| all.get(id)?.get("Type")?.as_str().map(str::to_owned));
            if is_clean(&template) {
                bases.extend(kind.map(|name| Base { name, template }));
            }
        }
    }
    Ok(bases)
}

fn is_clean(template: &Value) -> bool {
    !check(&template.to_string()).iter().any(|found| found.is_error)
}

/// The template with one resource and what it refers to, and without outputs.
pub(super) fn cut(template: &Value, id: &str) -> Value {
    let empty = Map::new();
    let all = template.get("Resources").and_then(Value::as_object).unwrap_or(&empty);
    let mut kept: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = all.keys().map(String::as_str).filter(|name| *name == id).collect();
    while let Some(name) = open.pop() {
        if !kept.insert(name) {
            continue;
        }
        let mut texts = BTreeSet::new();
        all.get(name).into_iter().for_each(|resource| collect_words(resource, &mut texts));
        open.extend(all.keys().map(String::as_str).filter(|name| texts.contains(*name)));
    }
    let resources = all.iter().filter(|(name, _)| kept.contains(name.as_str()));
    let resources: Map<String, Value> =
        resources.map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut template = template.clone();
    if let Some(sections) = template.as_object_mut() {
        sections.remove("Outputs");
        sections.insert("Resources".to_owned(), Value::Object(resources));
    }
    template
}

/// The words of all texts.
fn collect_words(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            words.extend(text.split(|found: char| !found.is_alphanumeric()).map(str::to_owned));
        }
        Value::Array(list) => list.iter().for_each(|item| collect_words(item, words)),
        Value::Object(object) => object.values().for_each(|value| collect_words(value, words)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::cut;

    #[test]
    fn a_cut_keeps_what_the_resource_refers_to() {
        let template = json!({"Resources": {
            "A": {"Type": "T", "DependsOn": "B"}, "B": {"Properties": {"X": {"Fn::Sub": "a-${C.Arn}"}}}, "C": {}, "D": {}
        }, "Outputs": {"O": 1}, "Parameters": {"P": {}}});
        let kept = cut(&template, "A");
        let names: Vec<&str> =
            crate::json::entries(kept.get("Resources")).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["A", "B", "C"]);
        assert!(kept.get("Outputs").is_none() && kept.get("Parameters").is_some());
    }
}
