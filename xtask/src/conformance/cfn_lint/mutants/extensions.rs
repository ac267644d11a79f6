//! Makes values that break or satisfy the rules of cfn-lint that are schemas of their own.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::bases::Bases;
use super::super::mutant::Mutant;
use super::super::peer::SchemaRule;
use super::super::schema::{Schema, boundaries, breaks, sample, satisfy};
use super::places;

/// Places of one rule that are tried.
const PLACES: usize = 4;
/// Bases of one place that are tried.
const BASES: usize = 6;

/// The mutants of all rules that are schemas.
pub(super) fn derive(
    rules: &[SchemaRule],
    bases: &Bases,
    schemas: &BTreeMap<String, Value>,
) -> Vec<Mutant> {
    let mut all = Vec::new();
    for rule in rules {
        let usable = |place: &&String| {
            !place.contains("::Serverless::") && *place != "Globals" && *place != "*"
        };
        for place in rule.places.iter().filter(usable).take(PLACES) {
            let steps: Vec<&str> = place.split('/').collect();
            match steps.as_slice() {
                ["Resources", kind, "Properties", below @ ..] if kind.contains("::") => {
                    all.extend(
                        schemas
                            .get(*kind)
                            .into_iter()
                            .flat_map(|schema| of_type(rule, kind, schema, below)),
                    );
                }
                _ => all.extend(of_files(rule, place, bases)),
            }
        }
    }
    all
}

/// The mutants of a resource that is sampled from the schema of its type.
fn of_type(rule: &SchemaRule, kind: &str, schema: &Value, below: &[&str]) -> Vec<Mutant> {
    let whole = Schema::new(schema);
    let mut properties = sample(whole, 0);
    let (mut pointer, mut shape) = (String::new(), whole);
    for step in below {
        let (key, next) = match *step {
            "*" => ("0", shape.items()),
            name => (name, shape.member(name)),
        };
        let Some(next) = next else { return Vec::new() };
        pointer = constructs_diagnostics::pointer::child(&pointer, key);
        if properties.pointer(&pointer).is_none() {
            let value = sample(next, 1);
            let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
            let (at, value) =
                if key == "0" { (parent, json!([value])) } else { (pointer.as_str(), value) };
            properties = places::set(&properties, at, value);
        }
        shape = next;
    }
    let start = properties.pointer(&pointer).cloned().unwrap_or_default();
    let template = json!({"Resources": {"Tested": {"Type": kind, "Properties": properties}}});
    vary(rule, &template, &format!("/Resources/Tested/Properties{pointer}"), &start, shape)
        .map(|(operator, template)| Mutant {
            rule: rule.id.clone(),
            operator,
            base: template.to_string(),
            template,
        })
        .collect()
}

/// The mutants of what the bases have at this place.
fn of_files(rule: &SchemaRule, place: &str, bases: &Bases) -> Vec<Mutant> {
    let mut all = Vec::new();
    for base in &bases.files {
        for pointer in places::find(&base.template, place).into_iter().take(BASES) {
            let Some(value) = base.template.pointer(&pointer).cloned() else { continue };
            let schema = Schema::new(&rule.schema);
            let varied = vary(rule, &base.template, &pointer, &value, schema);
            all.extend(varied.map(|(operator, template)| Mutant {
                rule: rule.id.clone(),
                operator,
                base: base.name.clone(),
                template,
            }));
        }
    }
    all
}

/// The template with each variation of the value at a pointer, and the operator.
fn vary<'v>(
    rule: &'v SchemaRule,
    template: &'v Value,
    pointer: &'v str,
    value: &Value,
    shape: Schema<'_>,
) -> impl Iterator<Item = (String, Value)> + use<'v> {
    let schema = Schema::new(&rule.schema);
    let valid = satisfy(schema, value.clone(), shape, 0);
    let broken = breaks(schema, &valid, shape, 0)
        .into_iter()
        .map(|change| ("breaks", change.keyword, change.value));
    let mut all: Vec<(&str, String, Value)> = broken.collect();
    let kept = boundaries(schema, &valid, shape, 0).into_iter();
    all.extend(kept.map(|change| ("keeps", change.keyword, change.value)));
    all.push(("keeps", "all".to_owned(), valid));
    all.into_iter().map(move |(effect, keyword, value)| {
        (format!("{effect} `{keyword}` of the rule"), places::set(template, pointer, value))
    })
}
