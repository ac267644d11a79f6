//! Finds and changes values of a template by a path in which `*` matches any key: `Resources/*/DeletionPolicy`.

use serde_json::{Map, Value};

/// A resource type in place of a logical id, and `*`, match several keys.
fn matches(step: &str, key: &str, value: &Value) -> bool {
    let is_type = || step.contains("::") && value.get("Type").and_then(Value::as_str) == Some(step);
    step == "*" || step == key || is_type()
}

/// The pointers to the values at a path. The last steps may name keys that do not exist.
pub(super) fn find(template: &Value, path: &str) -> Vec<String> {
    let steps: Vec<&str> = path.split('/').collect();
    let mut found = Vec::new();
    find_below(template, "", &steps, &mut found);
    found
}

fn find_below(value: &Value, pointer: &str, steps: &[&str], found: &mut Vec<String>) {
    let Some((step, rest)) = steps.split_first() else {
        found.push(pointer.to_owned());
        return;
    };
    let children = children(value);
    let children = children.iter().filter(|(key, child)| matches(step, key, child));
    let mut is_present = false;
    for (key, child) in children {
        is_present = true;
        find_below(child, &constructs_diagnostics::pointer::child(pointer, key), rest, found);
    }
    let is_literal =
        |step: &&str| *step != "*" && (!step.contains("::") || step.starts_with("Fn::"));
    if !is_present && value.is_object() && steps.iter().all(is_literal) {
        found.push(steps.iter().fold(pointer.to_owned(), |at, step| {
            constructs_diagnostics::pointer::child(&at, step)
        }));
    }
}

fn children(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => {
            list.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect()
        }
        _ => Vec::new(),
    }
}

/// The template with another value at a pointer. Creates missing objects on the way.
pub(super) fn set(template: &Value, pointer: &str, value: Value) -> Value {
    let mut template = template.clone();
    let keys: Vec<String> = constructs_diagnostics::pointer::keys(pointer).collect();
    set_below(&mut template, &keys, value);
    template
}

fn set_below(place: &mut Value, keys: &[String], value: Value) {
    let Some((key, rest)) = keys.split_first() else {
        *place = value;
        return;
    };
    if let Value::Array(list) = place {
        let item = key.parse().ok().and_then(|at: usize| list.get_mut(at));
        item.into_iter().for_each(|item| set_below(item, rest, value.clone()));
        return;
    }
    let mut object = match std::mem::take(place) {
        Value::Object(object) => object,
        _ => Map::new(),
    };
    set_below(object.entry(key.clone()).or_insert(Value::Null), rest, value);
    *place = Value::Object(object);
}

/// The pointers to all values that `wants` accepts, below a pointer, in the order of the template.
pub(super) fn collect(
    value: &Value,
    pointer: &str,
    wants: &dyn Fn(&Value) -> bool,
    found: &mut Vec<String>,
) {
    if wants(value) {
        found.push(pointer.to_owned());
    }
    for (key, child) in children(value) {
        collect(child, &constructs_diagnostics::pointer::child(pointer, &key), wants, found);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{find, set};

    #[test]
    fn a_star_matches_every_key_and_a_type_its_resources() {
        let template = json!({"Resources": {"A": {"Type": "T::T::T"}, "B": {"Type": "U::U::U", "List": [1, 2]}}});
        assert_eq!(find(&template, "Resources/*/Type"), ["/Resources/A/Type", "/Resources/B/Type"]);
        assert_eq!(find(&template, "Resources/T::T::T/New"), ["/Resources/A/New"]);
        assert_eq!(
            find(&template, "Resources/B/List/*"),
            ["/Resources/B/List/0", "/Resources/B/List/1"]
        );
        assert_eq!(find(&template, "Parameters/P"), ["/Parameters/P"]);
        let changed = set(&template, "/Resources/B/List/1", json!(3));
        assert_eq!(changed.pointer("/Resources/B/List"), Some(&json!([1, 3])));
        assert_eq!(set(&json!({}), "/A/B", json!(1)), json!({"A": {"B": 1}}));
    }
}
