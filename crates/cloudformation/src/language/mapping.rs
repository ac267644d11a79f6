//! Checks the mappings of a template, and the keys that are looked up in them.

use constructs_document::{Entry, Node, Value};
use constructs_limits::codes::SECTION_COUNT;
use constructs_limits::template::MAX_OTHER_ENTRIES;

use super::{codes, name};
use crate::check::{Path, Report};
use crate::function::FindInMap;
use crate::{Declarations, entries, has_expanded_entries, is_expanded};

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for mapping in entries(template.root.get("Mappings")).filter(|entry| !is_expanded(&entry.key)) {
        let section = Path::ROOT.key("Mappings", mapping.mark);
        check_mapping(template, mapping, &section.entry(mapping), report);
    }
}

fn check_mapping(
    template: &Declarations<'_>,
    mapping: &Entry,
    path: &Path<'_>,
    report: &mut Report,
) {
    if has_expanded_entries(&mapping.node) {
        return;
    }
    let Some(rows) = mapping.node.as_map() else {
        let message =
            format!("the mapping `{}` is {}, not an object", mapping.key, mapping.node.noun());
        return report.add(codes::WRONG_MAPPING, path, message);
    };
    check_count(rows.len(), &format!("the mapping `{}`", mapping.key), path, report);
    for row in rows.iter().filter(|row| !has_expanded_entries(&row.node)) {
        let path = path.entry(row);
        // The language extensions read mappings themselves, with keys of any characters.
        let has_names = !template.has_language_extensions();
        if has_names {
            name::check_mapping_key(&row.key, true, &path, report);
        }
        let Some(values) = row.node.as_map() else {
            let message = format!("`{}` is {}, not an object of values", row.key, row.node.noun());
            report.add(codes::WRONG_MAPPING, &path, message);
            continue;
        };
        check_count(values.len(), &format!("`{}` of the mapping", row.key), &path, report);
        for value in values.iter().filter(|_| has_names) {
            name::check_mapping_key(&value.key, false, &path.entry(value), report);
        }
        for value in values.iter().filter(|value| !is_value(&value.node)) {
            let message =
                format!("the value of `{}` is not a string or a list of strings", value.key);
            let help = "write the value itself: CloudFormation evaluates no function in a mapping";
            let path = path.entry(value);
            report.add_with_help(codes::WRONG_MAPPING, &path, message, Some(help.to_owned()));
        }
    }
}

/// Checks that a mapping, or an object in it, has no more keys than CloudFormation takes.
fn check_count(count: usize, owner: &str, path: &Path<'_>, report: &mut Report) {
    if count > MAX_OTHER_ENTRIES {
        let message = format!("{owner} has {count} keys; the limit is {MAX_OTHER_ENTRIES}");
        let help = "move some of the keys to another mapping".to_owned();
        report.add_with_help(SECTION_COUNT, path, message, Some(help));
    }
}

fn is_value(node: &Node) -> bool {
    match &node.value {
        Value::List(items) => {
            items.iter().all(|item| !matches!(item.value, Value::Map(_) | Value::List(_)))
        }
        Value::Map(_) => false,
        _ => true,
    }
}

/// Checks that a lookup names a mapping of the template, and keys that the mapping has.
pub(super) fn check_lookup(
    template: &Declarations<'_>,
    argument: &Node,
    path: &Path<'_>,
    report: &mut Report,
) {
    let Some(lookup) = FindInMap::parse(argument) else { return };
    let Some(name) = lookup.mapping.as_str() else { return };
    if lookup.options.is_some() || template.has_hidden_entries("Mappings") {
        return;
    }
    let Some(rows) = template.root.get("Mappings").and_then(|all| all.get(name)) else {
        let help = report.suggest(name, template.mappings.iter().copied());
        let message = format!("the template has no mapping `{name}`");
        return report.add_with_help(codes::UNKNOWN_MAPPING, path, message, help);
    };
    let rows_of_key: Vec<&Entry> = match lookup.first_key.as_str() {
        Some(key) => match rows.as_map().and_then(|rows| rows.entry(key)) {
            Some(row) => vec![row],
            None if has_expanded_entries(rows) => return,
            None => {
                let at = path.item(1, lookup.first_key);
                return report_key(key, &format!("the mapping `{name}`"), rows, &at, report);
            }
        },
        None => entries(Some(rows)).collect(),
    };
    let Some(key) = lookup.second_key.as_str() else { return };
    let has_key = |row: &&Entry| row.node.get(key).is_some() || has_expanded_entries(&row.node);
    // With a key that only the deployment knows, one row with the second key is enough.
    if let Some(row) = rows_of_key.first()
        && !rows_of_key.iter().any(has_key)
    {
        let owner = match lookup.first_key.as_str() {
            Some(first) => format!("`{first}` of the mapping `{name}`"),
            None => format!("the mapping `{name}`"),
        };
        report_key(key, &owner, &row.node, &path.item(2, lookup.second_key), report);
    }
}

fn report_key(key: &str, owner: &str, known: &Node, path: &Path<'_>, report: &mut Report) {
    let known: Vec<&str> = entries(Some(known)).map(|entry| entry.key.as_str()).collect();
    let help = report.suggest(key, known);
    report.add_with_help(
        codes::UNKNOWN_MAPPING_KEY,
        path,
        format!("{owner} has no key `{key}`"),
        help,
    );
}
