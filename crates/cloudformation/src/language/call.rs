//! Checks a call of a function: that CloudFormation knows the function and evaluates it in this place, and its argument.

use constructs_document::{Entry, Map, Node};

use super::{argument, codes, condition, early, mapping, transform};
use crate::check::{Path, Report};
use crate::function::{
    FunctionPlace, INTRINSIC_FUNCTIONS, IntrinsicFunction, LANGUAGE_EXTENSIONS, is_function_name,
};
use crate::{Declarations, is_expanded};

/// Checks the calls that the object `node` contains itself.
pub(super) fn check(
    template: &Declarations<'_>,
    node: &Node,
    path: &Path<'_>,
    place: FunctionPlace,
    report: &mut Report,
) {
    let Some(map) = node.as_map() else { return };
    for entry in map.iter().filter(|entry| is_call(entry, map, place)) {
        let at = path.entry(entry);
        let Some(function) = IntrinsicFunction::find_by_key(&entry.key) else {
            report_unknown(&entry.key, &at, report);
            continue;
        };
        if map.len() > 1 && !is_expanded(&entry.key) {
            let message = format!("an object that calls `{}` has other keys", entry.key);
            let help = "move the other keys out of the object, or remove them".to_owned();
            report.add_with_help(codes::FUNCTION_WITH_KEYS, &at, message, Some(help));
            continue;
        }
        if check_place(template, function, place, &at, report) {
            argument::check(template, function, &entry.node, &at, report);
            check_names(template, function.name, &entry.node, &at, report);
            check_early(template, (function.name, &entry.node), place, &at, report);
        }
    }
}

/// Checks a loop among the entries of a section.
pub(super) fn check_loop(
    template: &Declarations<'_>,
    entry: &Entry,
    path: &Path<'_>,
    report: &mut Report,
) {
    let Some(function) = IntrinsicFunction::find_by_key(&entry.key) else { return };
    if check_place(template, function, FunctionPlace::Properties, path, report) {
        argument::check(template, function, &entry.node, path, report);
    }
}

/// Checks the names of conditions and mappings.
fn check_names(
    template: &Declarations<'_>,
    function: &str,
    argument: &Node,
    path: &Path<'_>,
    report: &mut Report,
) {
    let name = match function {
        "Fn::FindInMap" => return mapping::check_lookup(template, argument, path, report),
        "Fn::If" => argument.as_list().and_then(|items| items.first()?.as_str()),
        "Condition" => argument.as_str(),
        _ => None,
    };
    if let Some(name) = name {
        condition::check_name(template, name, path, report);
    }
}

/// Checks what CloudFormation needs before it creates resources.
fn check_early(
    template: &Declarations<'_>,
    call: (&str, &Node),
    place: FunctionPlace,
    path: &Path<'_>,
    report: &mut Report,
) {
    if matches!(place, FunctionPlace::ConditionValue | FunctionPlace::Rule) {
        early::check_parameters(template, call, path, report);
    } else if let ("Fn::ImportValue", name) = call {
        early::check_no_resource(template, "the name of an import", name, path, report);
    }
}

/// Whether an entry calls a function. `Ref` next to other keys is a key like any other, and so is `Condition` outside of conditions.
fn is_call(entry: &Entry, map: &Map, place: FunctionPlace) -> bool {
    let is_condition = matches!(place, FunctionPlace::ConditionValue | FunctionPlace::Rule);
    match entry.key.as_str() {
        "Ref" => map.len() == 1,
        "Condition" => is_condition && map.len() == 1,
        key => is_function_name(key),
    }
}

fn report_unknown(name: &str, path: &Path<'_>, report: &mut Report) {
    let help = report.suggest(name, INTRINSIC_FUNCTIONS.iter().map(|function| function.name));
    report.add_with_help(codes::UNKNOWN_FUNCTION, path, format!("unknown function `{name}`"), help);
}

/// Returns whether the function is evaluated here.
fn check_place(
    template: &Declarations<'_>,
    function: &IntrinsicFunction,
    place: FunctionPlace,
    path: &Path<'_>,
    report: &mut Report,
) -> bool {
    let has_extensions = template.has_language_extensions();
    if function.transform == Some(LANGUAGE_EXTENSIONS) && !has_extensions {
        let subject = format!("`{}`", function.name);
        transform::report_missing(&subject, LANGUAGE_EXTENSIONS, path, report);
        return false;
    }
    let is_loop = is_expanded(function.name) || function.name == "Fn::ForEach";
    if is_loop || function.is_allowed_in(place, has_extensions) {
        return true;
    }
    if function.is_allowed_in(place, true) {
        let subject = format!("`{}` in {}", function.name, place.name());
        transform::report_missing(&subject, LANGUAGE_EXTENSIONS, path, report);
        return false;
    }
    let message =
        format!("CloudFormation does not evaluate `{}` in {}", function.name, place.name());
    let help = format!("the places where it is allowed are on {}", function.page());
    report.add_with_help(codes::MISPLACED_FUNCTION, path, message, Some(help));
    false
}
