//! Writes documentation comments that consist of facts: names, kinds, limits, links.

use crate::model::cloudformation::{Limit, Mark, Property, ResourceType, Shape, ValueKind};

/// The longest pattern that a comment shows.
const LONGEST_PATTERN: usize = 60;

const DERIVES: &[&str] =
    &["Clone", "Copy", "Debug", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];

/// The line on a property: `QueueName`: string, 1 to 80 characters. Changing it replaces the resource.
pub(super) fn property(property: &Property, resource: &ResourceType) -> String {
    let mut parts = vec![shape(&property.shape, resource)];
    parts.extend(property.shape.limits.iter().filter_map(limit));
    if let ValueKind::List(element) | ValueKind::Map(element) = &property.shape.kind {
        parts.extend(element.limits.iter().filter_map(limit).map(|limit| format!("each {limit}")));
    }
    let marks: String = property.marks.iter().filter_map(|mark| sentence(*mark)).collect();
    format!("/// `{}`: {}.{marks}\n", property.name, parts.join(", "))
}

/// Whether the documentation of a property shows this limit.
pub(super) fn is_limit_shown(found: &Limit) -> bool {
    limit(found).is_some()
}

/// Whether the documentation of a property shows this mark.
pub(super) fn is_mark_shown(mark: Mark) -> bool {
    sentence(mark).is_some()
}

/// The link to AWS's page on a resource type.
pub(super) fn link(resource: &ResourceType) -> String {
    let page = resource.name.trim_start_matches("AWS::").replace("::", "-").to_lowercase();
    format!(
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-{page}.html"
    )
}

/// A kind of value in words.
fn shape(shape: &Shape, resource: &ResourceType) -> String {
    match &shape.kind {
        ValueKind::List(element) => format!("list of {}", plural(element, resource)),
        ValueKind::Map(element) => format!("map from text to {}", singular(element, resource)),
        _ => singular(shape, resource),
    }
}

fn singular(shape: &Shape, resource: &ResourceType) -> String {
    match &shape.kind {
        ValueKind::String => "string".into(),
        ValueKind::Integer => "integer".into(),
        ValueKind::Double => "number".into(),
        ValueKind::Boolean => "boolean".into(),
        ValueKind::Json => "JSON".into(),
        ValueKind::Tag => "tag".into(),
        ValueKind::Struct(key) | ValueKind::Enum(key) => {
            resource.definition(key).map_or("JSON".into(), |definition| type_link(&definition.rust))
        }
        ValueKind::List(_) | ValueKind::Map(_) => self::shape(shape, resource),
    }
}

/// A link to a property type. Some have the name of a derive macro.
fn type_link(rust: &str) -> String {
    if DERIVES.contains(&rust) {
        format!("[`{rust}`](struct@{rust})")
    } else {
        format!("[`{rust}`]")
    }
}

fn plural(shape: &Shape, resource: &ResourceType) -> String {
    match &shape.kind {
        ValueKind::Json | ValueKind::Struct(_) | ValueKind::Enum(_) => singular(shape, resource),
        ValueKind::List(element) => format!("lists of {}", plural(element, resource)),
        ValueKind::Map(element) => format!("maps from text to {}", singular(element, resource)),
        _ => format!("{}s", singular(shape, resource)),
    }
}

fn limit(limit: &Limit) -> Option<String> {
    let value = limit.value.as_deref().unwrap_or_default();
    match limit.name.as_str() {
        "length" => Some(range(value, "characters")),
        "range" => Some(range(value, "")),
        "items" => Some(range(value, "items")),
        "properties" => Some(range(value, "entries")),
        "unique" => Some("no duplicates".into()),
        "default" => code(value).map(|value| format!("{value} by default")),
        "pattern" if value.len() <= LONGEST_PATTERN => {
            code(value).map(|value| format!("pattern {value}"))
        }
        "any-case" => Some(format!(
            "`{}` in upper or lower case",
            escape_controls(value).replace('|', "`, `")
        )),
        _ => None,
    }
}

fn range(value: &str, unit: &str) -> String {
    let said = match value.split_once("..") {
        Some((least, "")) => format!("at least {least} {unit}"),
        Some(("", most)) => format!("at most {most} {unit}"),
        Some((least, most)) if least == most => format!("exactly {least} {unit}"),
        Some((least, most)) => format!("{least} to {most} {unit}"),
        None => format!("{value} {unit}"),
    };
    said.trim_end().to_owned()
}

/// A value as code, unless a comment can't contain it.
fn code(value: &str) -> Option<String> {
    (!value.is_empty() && !value.contains(['`', '\n', '\r']))
        .then(|| format!("`{}`", escape_controls(value)))
}

/// Escapes control characters as in patterns and JSON: `\\u0000`.
fn escape_controls(text: &str) -> String {
    let character = |character: char| {
        if character.is_control() {
            format!("\\u{:04x}", u32::from(character))
        } else {
            character.to_string()
        }
    };
    text.chars().map(character).collect()
}

fn sentence(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::CreateOnly => Some(" Changing it replaces the resource."),
        Mark::ConditionalCreateOnly => Some(" Changing it can replace the resource."),
        Mark::WriteOnly => Some(" It can't be read back."),
        Mark::Deprecated => Some(" AWS has deprecated it."),
        Mark::ReadOnly | Mark::Alternative => None,
    }
}

#[cfg(test)]
mod tests {
    use super::limit;
    use crate::model::cloudformation::Limit;

    #[test]
    fn control_characters_are_escaped() {
        for (name, value, expected) in [
            ("pattern", "^[^\0-\u{7f}]+$", r"pattern `^[^\u0000-\u007f]+$`"),
            ("default", "a\u{1b}b", r"`a\u001bb` by default"),
            ("any-case", "a\t|b", r"`a\u0009`, `b` in upper or lower case"),
        ] {
            let found = Limit { name: name.into(), value: Some(value.into()) };
            assert_eq!(limit(&found).as_deref(), Some(expected));
        }
    }
}
