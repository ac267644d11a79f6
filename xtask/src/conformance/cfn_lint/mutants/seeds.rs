//! Varies small templates that are written by hand, for rules whose values no schema describes.
//!
//! Each seed is tried alone, with a literal in a parameter's default, under `Fn::If`, and beside another resource.

use serde_json::{Value, json};

use super::super::mutant::Mutant;
use super::super::stable::hash;
use super::places;
use crate::error::{Context, Error};
use crate::files::{self, Workspace};

/// A file for each rule, `E3057.yaml`, with templates as YAML documents between lines of `---`.
const FOLDER: &str = "tests/conformance/cfn-lint/seeds";
/// Literals of a seed that are replaced, each in a mutant of its own.
const LITERALS: usize = 6;

/// The mutants of all seeds.
pub(super) fn derive(workspace: &Workspace) -> Result<Vec<Mutant>, Error> {
    let folder = workspace.path(FOLDER);
    let mut all = Vec::new();
    for name in files::names_in(&folder)? {
        let rule = name.trim_end_matches(".yaml");
        for text in
            files::read(&folder.join(&name))?.split("---\n").filter(|text| !text.trim().is_empty())
        {
            let template =
                constructs_yaml::read(text.as_bytes()).context(|| format!("`{FOLDER}/{name}`"))?;
            all.extend(vary(rule, &template.root().to_json()));
        }
    }
    Ok(all)
}

fn vary(rule: &str, seed: &Value) -> Vec<Mutant> {
    let mutant = |operator: &str, template: Value| Mutant {
        rule: rule.to_owned(),
        operator: format!("{operator}: {:x}", hash(&seed.to_string()) & 0xffff),
        base: seed.to_string(),
        template,
    };
    let mut all = vec![mutant("seed", seed.clone())];
    let mut literals = Vec::new();
    let is_literal = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
    places::collect(seed, "", &is_literal, &mut literals);
    literals.retain(|pointer| {
        pointer.contains("/Properties/") && !pointer.ends_with("/Ref") && !pointer.contains("/Fn::")
    });
    literals.sort_by_key(|pointer| hash(pointer));
    for pointer in literals.iter().take(LITERALS) {
        let Some(value) = seed.pointer(pointer) else { continue };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let template = places::set(seed, pointer, json!({"Ref": "Chosen"}));
        let parameter = json!({"Type": "String", "Default": text});
        all.push(mutant("parameter", places::set(&template, "/Parameters/Chosen", parameter)));
        let choice = json!({"Fn::If": ["IsChosen", value, {"Ref": "AWS::NoValue"}]});
        let template = places::set(seed, pointer, choice);
        let condition = json!({"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]});
        all.push(mutant("condition", places::set(&template, "/Conditions/IsChosen", condition)));
    }
    let beside = json!({"Type": "AWS::SQS::Queue"});
    all.push(mutant("beside", places::set(seed, "/Resources/Beside", beside)));
    all
}
