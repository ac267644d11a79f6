//! Writes the rules of services as text.
//!
//! A value such as `db.m5.large` is written by what comes before its last dot: `db.m5 large xlarge`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::line::LineWriter;
use crate::json;
use crate::model::service_rules::{Rule, RuleContent, ServiceRules, ValueList, Wanted};

/// The text of `facts/service-rules.txt`.
pub(crate) fn render(header: &[String], rules: &ServiceRules) -> String {
    let mut text = super::line::header(header);
    let mut lists = Lists::default();
    let body: String = rules.rules.iter().map(|rule| render_rule(rule, &mut lists)).collect();
    for (regions, number) in sorted(&lists.regions) {
        LineWriter::new(0, "regions").word(&number.to_string()).words(regions).end(&mut text);
    }
    for (values, number) in sorted(&lists.values) {
        text += &format!("values {number}\n");
        for (family, members) in families(values) {
            LineWriter::new(1, &family).words(&members).end(&mut text);
        }
    }
    text + &body
}

/// Lists that several rules share, each with its number.
#[derive(Default)]
struct Lists {
    regions: BTreeMap<Vec<String>, usize>,
    values: BTreeMap<Vec<String>, usize>,
}

fn number_of(lists: &mut BTreeMap<Vec<String>, usize>, list: &[String]) -> usize {
    let next = lists.len() + 1;
    *lists.entry(list.to_vec()).or_insert(next)
}

fn sorted(lists: &BTreeMap<Vec<String>, usize>) -> Vec<(&Vec<String>, usize)> {
    let mut found: Vec<_> = lists.iter().map(|(list, number)| (list, *number)).collect();
    found.sort_by_key(|(_, number)| *number);
    found
}

fn render_rule(rule: &Rule, lists: &mut Lists) -> String {
    let mut text = format!("rule {}\n", rule.name);
    for (kind, path) in &rule.subjects {
        let subject = LineWriter::new(1, "at").word(kind);
        let subject = if path.is_empty() { subject } else { subject.word(path) };
        subject.end(&mut text);
    }
    match &rule.content {
        RuleContent::Schema(schema) => text += &format!("  schema {}\n", canonical(schema)),
        RuleContent::Values(all) => {
            text.extend(all.iter().map(|list| render_list(list, lists)));
        }
    }
    text
}

fn render_list(list: &ValueList, lists: &mut Lists) -> String {
    let mut head = LineWriter::new(1, "list");
    if !list.property.is_empty() {
        head = head.word(&list.property);
    }
    for (name, wanted) in &list.when {
        head = match wanted {
            Wanted::Equal(text) => head.word("when").word(name).word("is").word(text),
            Wanted::Versions(all) => {
                head.word("when").word(name).word("version").word(&all.join("|"))
            }
            Wanted::Absent => head.word("when").word(name).word("absent"),
        };
    }
    let mut text = String::new();
    head.end(&mut text);
    for (regions, values) in &list.values {
        let mut values = values.clone();
        values.sort();
        let part =
            LineWriter::new(2, "has").word(&number_of(&mut lists.values, &values).to_string());
        let part = match regions.as_slice() {
            [] => part,
            regions => part.word(&number_of(&mut lists.regions, regions).to_string()),
        };
        part.end(&mut text);
    }
    text
}

/// The values by what comes before their last dot.
fn families(values: &[String]) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for value in values {
        let (family, member) = value.rsplit_once('.').unwrap_or(("-", value));
        found.entry(family.to_owned()).or_default().push(member.to_owned());
    }
    found
}

/// JSON with the members of its objects sorted by name.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(_) => {
            let member =
                |(key, value): (&str, &Value)| format!("{}:{}", Value::from(key), canonical(value));
            let members: Vec<_> = json::entries(Some(value)).into_iter().map(member).collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        scalar => scalar.to_string(),
    }
}
