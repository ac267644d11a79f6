//! Writes values of a list into the bases: functions, parameters, outputs, and attributes, right and wrong.
//!
//! A line of the list is a rule, a path, and a JSON value: `E3035 Resources/*/DeletionPolicy "Keep"`. The step `@text` of a path
//! matches a text in the properties of a resource, and `@list` a list of texts.

use serde_json::Value;

use super::super::bases::{Base, Bases, cut};
use super::super::mutant::Mutant;
use super::super::stable::hash;
use super::places;
use crate::error::{Context, Error};
use crate::files::{self, Workspace};

const LIST: &str = "tests/conformance/cfn-lint/snippets.txt";
/// Bases that each line is tried in.
const BASES: usize = 6;

/// The mutants of all lines.
pub(super) fn derive(workspace: &Workspace, bases: &Bases) -> Result<Vec<Mutant>, Error> {
    let text = files::read(&workspace.path(LIST))?;
    let mut all = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let wrong = || format!("`{LIST}`: can't read `{line}`");
        let (rule, rest) = line.split_once(' ').context(wrong)?;
        let (path, value) = rest.split_once(' ').context(wrong)?;
        let value: Value = serde_json::from_str(value).context(wrong)?;
        all.extend(of_line(rule, path, &value, bases));
    }
    Ok(all)
}

fn of_line(rule: &str, path: &str, value: &Value, bases: &Bases) -> Vec<Mutant> {
    let mut places: Vec<(u64, &str, Value)> = Vec::new();
    for base in &bases.files {
        let template = small(rule, value, base);
        let found = find(&template, path);
        let rank = |pointer: &String| hash(&format!("{rule}{value}{}{pointer}", base.name));
        let chosen = found.into_iter().min_by_key(rank);
        places.extend(chosen.map(|pointer| {
            (rank(&pointer), base.name.as_str(), places::set(&template, &pointer, value.clone()))
        }));
    }
    places.sort_by_key(|(rank, ..)| *rank);
    let mutant = |(_, base, template): (u64, &str, Value)| Mutant {
        rule: rule.to_owned(),
        operator: format!("{path} = {value}"),
        base: base.to_owned(),
        template,
    };
    places.into_iter().take(BASES).map(mutant).collect()
}

/// The base with one of its resources, chosen by a hash.
fn small(rule: &str, value: &Value, base: &Base) -> Value {
    let resources = crate::json::entries(base.template.get("Resources"));
    let rank = |id: &&str| hash(&format!("{rule}{value}{}{id}", base.name));
    let chosen = resources.into_iter().map(|(id, _)| id).min_by_key(rank);
    chosen.map_or_else(|| base.template.clone(), |id| cut(&base.template, id))
}

/// The places of a path in a template.
fn find(template: &Value, path: &str) -> Vec<String> {
    let is_text = |value: &Value| value.is_string();
    let is_list =
        |value: &Value| value.as_array().is_some_and(|list| list.iter().all(Value::is_string));
    let wants: &dyn Fn(&Value) -> bool = match path {
        "@text" => &is_text,
        "@list" => &is_list,
        _ => return places::find(template, path),
    };
    let mut found = Vec::new();
    for (id, resource) in crate::json::entries(template.get("Resources")) {
        let properties = resource.get("Properties").into_iter();
        let pointer = format!("/Resources/{id}/Properties");
        properties.for_each(|properties| places::collect(properties, &pointer, wants, &mut found));
    }
    found.retain(|pointer| {
        !pointer.contains("Fn::") && !pointer.ends_with("/Ref") && !pointer.contains("Policy")
    });
    found
}
