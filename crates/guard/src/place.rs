//! Paths as the engine writes them -> JSON pointers into templates as they are written.
//!
//! The engine joins keys with `/` and escapes none. It also follows what only the resolved view has: there a place ends where the
//! template as it is written does.

use std::collections::BTreeMap;

use constructs::diagnostic::{Place, pointer};
use constructs::{Code, Diagnostic};
use serde_json::Value as Json;

use crate::error::GuardError;
use crate::protocol::RawFinding;
use crate::rules::Rules;
use crate::template::TemplateText;

/// Errors with `code` in the templates' order, then by place, each once.
pub(crate) fn diagnostics(
    raw: Vec<RawFinding>,
    rules: &[Rules],
    templates: &[TemplateText],
    code: Code,
) -> Result<Vec<Diagnostic>, GuardError> {
    let mut found = BTreeMap::new();
    for raw in raw {
        let template = templates.get(raw.template).filter(|_| raw.rules < rules.len());
        let lost =
            || GuardError::Child { problem: "the answer is not about what was asked".to_owned() };
        let template = template.ok_or_else(lost)?;
        let keys = keys(&raw, template.value());
        let pointer: String = keys.iter().map(|key| pointer::child("", key)).collect();
        let mut place = Place::in_template(pointer.clone(), (0, 0)).template(raw.template);
        place.file = Some(template.name().to_owned());
        let message = format!("the rule `{}` does not hold", raw.rule);
        let error = Diagnostic::error(code, message).at(place);
        let error = error.rule(raw.rule.clone()).help(raw.message.clone());
        found.insert((raw.template, pointer, raw.rules, raw.rule, raw.message), error);
    }
    Ok(found.into_values().collect())
}

/// The keys that lead to the place, as far as the template has them.
fn keys(raw: &RawFinding, document: Option<&Json>) -> Vec<String> {
    let mut rest = raw.path.strip_prefix('/').unwrap_or_default();
    let mut keys = Vec::new();
    let Some(mut value) = document else {
        keys.extend(rest.split('/').filter(|key| !key.is_empty()).map(str::to_owned));
        keys.extend(raw.key.clone().filter(|_| raw.path == "/Resources"));
        return keys;
    };
    while let Some((key, below)) = longest_key(value, rest) {
        keys.push(key.to_owned());
        rest = rest.get(key.len()..).unwrap_or_default();
        rest = rest.strip_prefix('/').unwrap_or_default();
        value = below;
    }
    // A logical id that a rule has captured has the path of all resources.
    let id = raw.key.as_ref().filter(|id| raw.path == "/Resources" && value.get(id).is_some());
    keys.extend(id.cloned());
    keys
}

/// What of the template the path goes on with: keys may have `/` in them.
fn longest_key<'a>(value: &'a Json, path: &'a str) -> Option<(&'a str, &'a Json)> {
    let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
    let mut parts = ends.filter_map(|end| path.get(..end)).filter(|part| !part.is_empty());
    match value {
        Json::Object(entries) => {
            parts.filter_map(|part| entries.get(part).map(|value| (part, value))).next_back()
        }
        Json::Array(items) => {
            let part = parts.next()?;
            Some((part, items.get(part.parse::<usize>().ok()?)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn pointer(path: &str, key: Option<&str>) -> (Option<String>, String) {
        let document = json!({
            "Parameters": {"P": {"Default": "*"}},
            "Resources": {"A": {"Properties": {"a/b": [{"Fn::ImportValue": "e"}], "a": {"c": 1}}}},
        });
        let raw = RawFinding {
            template: 0,
            rules: 0,
            rule: "r".into(),
            message: "do".into(),
            path: path.into(),
            key: key.map(str::to_owned),
        };
        let rules = Rules::new("a.guard", "rule r {");
        let template = TemplateText::new("t", document.to_string());
        let found = diagnostics(vec![raw], &[rules], &[template], Code::new("X0001"));
        let place = found.expect("one finding").remove(0).place;
        (place.logical_id, place.pointer.expect("a pointer"))
    }

    #[test]
    fn paths_become_pointers() {
        let a = || Some("A".to_owned());
        assert_eq!(
            pointer("/Resources/A/Properties/a/b/0", None),
            (a(), "/Resources/A/Properties/a~1b/0".into())
        );
        assert_eq!(
            pointer("/Resources/A/Properties/a/c", None),
            (a(), "/Resources/A/Properties/a/c".into())
        );
        assert_eq!(pointer("/Parameters/P/Default", None), (None, "/Parameters/P/Default".into()));
        assert_eq!(pointer("/Resources", Some("A")), (a(), "/Resources/A".into()));
        assert_eq!(pointer("/Resources", Some("B")), (None, "/Resources".into()));
        assert_eq!(pointer("", None), (None, String::new()));
    }

    #[test]
    fn a_place_ends_where_the_template_as_written_does() {
        let import = "/Resources/A/Properties/a~1b/0/Fn::ImportValue";
        assert_eq!(pointer("/Resources/A/Properties/a/b/0/Fn::ImportValue/Type", None).1, import);
        assert_eq!(
            pointer("/Resources/A/Properties/a/b/7", None).1,
            "/Resources/A/Properties/a~1b"
        );
    }
}
