//! Reads cfn-lint's rules that are data: JSON schemas on several properties, and lists of values by region or by engine.
//!
//! A rule is a JSON file of `data/schemas/extensions`; a Python file names the properties that it is about.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use regex::Regex;
use serde_json::Value;

use crate::error::{Context, Error};
use crate::files;
use crate::fixups;
use crate::json;
use crate::model::service_rules::{Rule, RuleContent, ServiceRules};
use crate::sources::value_lists;

/// Reads the rules in cfn-lint's folder, sorted by name.
pub(crate) fn read(folder: &Path) -> Result<ServiceRules, Error> {
    let schemas = folder.join("data/schemas/extensions");
    let mut subjects = read_subjects(&folder.join("rules"), &schemas)?;
    let mut rules = Vec::new();
    for file in files::files_below(&schemas)? {
        let Some(name) = files::with_slashes(&file).strip_suffix(".json").map(str::to_owned) else {
            continue;
        };
        let subjects = subjects.remove(&name).context(|| format!("no rule uses `{name}`"))?;
        let schema = json::read_file(&schemas.join(&file))?;
        let content = match value_lists::read(&schema) {
            Some(lists) => RuleContent::Values(lists),
            None => RuleContent::Schema(without_remarks(schema)),
        };
        rules.push(Rule { name, subjects: subjects.into_iter().collect(), content });
    }
    rules.sort_by(|one, other| one.name.cmp(&other.name));
    let mut rules = ServiceRules { rules };
    fixups::apply_to_rules(&mut rules)?;
    Ok(rules)
}

/// The types and paths that each file is about: `("AWS::SQS::Queue", "RedrivePolicy")`.
type Subjects = BTreeMap<String, BTreeSet<(String, String)>>;

fn read_subjects(folder: &Path, schemas: &Path) -> Result<Subjects, Error> {
    let pattern = |text| Regex::new(text).context(|| "a pattern of this command".into());
    let module = pattern(r"data\.schemas\.extensions\.(\w+)")?;
    let file = pattern(r#""(\w+)\.json""#)?;
    let subject = pattern(r#""Resources/([^/"]+)/Properties/?([^"]*)""#)?;
    let mut found = Subjects::new();
    for path in files::files_below(folder)? {
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        let text = files::read(&folder.join(&path))?;
        let all = |pattern: &Regex| -> BTreeSet<String> {
            let found = pattern.captures_iter(&text).filter_map(|found| found.get(1));
            found.map(|part| part.as_str().to_owned()).collect()
        };
        let (modules, names) = (all(&module), all(&file));
        let pairs = modules
            .iter()
            .flat_map(|module| names.iter().map(move |name| format!("{module}/{name}")));
        let Some(rule) =
            pairs.into_iter().find(|rule| schemas.join(format!("{rule}.json")).is_file())
        else {
            continue;
        };
        let subjects = subject.captures_iter(&text).map(|found| {
            let part = |at| found.get(at).map(|part| part.as_str().to_owned()).unwrap_or_default();
            (part(1), part(2))
        });
        found.entry(rule).or_default().extend(subjects);
    }
    Ok(found)
}

/// A schema without the texts that describe it.
fn without_remarks(mut schema: Value) -> Value {
    if let Some(map) = schema.as_object_mut() {
        map.retain(|key, value| {
            !(key.starts_with("$comment") || key == "description" && value.is_string())
        });
    }
    schema
}
