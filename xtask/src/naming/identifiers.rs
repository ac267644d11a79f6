//! Makes Rust identifiers of names: methods, modules, types, constants.

use std::collections::BTreeSet;

use super::words;

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that can't be written with `r#`.
const PATH_WORDS: &[&str] = &["crate", "self", "super"];

/// Methods that every generated type has already.
const TAKEN_METHODS: &[&str] = &["default", "into_expr", "new"];

/// Methods that every resource has in addition: those of `constructs::Resource` and `constructs::Construct`.
const RESOURCE_METHODS: &[&str] = &[
    "build",
    "condition",
    "creation_policy",
    "declaration",
    "deletion_policy",
    "depends_on",
    "facts",
    "into_declaration",
    "logical_id",
    "metadata",
    "raw",
    "update_policy",
    "update_replace_policy",
];

/// Names that generated modules use without a path.
const TAKEN_TYPES: &[&str] = &["Default", "None", "Option", "Self", "Some"];

/// The method for a property, an attribute: `QueueName` -> `queue_name`, `Type` -> `r#type`.
pub(crate) fn method(name: &str) -> String {
    let snake = starting_with_letter(words(name).join("_"), "n");
    if KEYWORDS.contains(&snake.as_str()) {
        format!("r#{snake}")
    } else if PATH_WORDS.contains(&snake.as_str()) {
        format!("{snake}_")
    } else if TAKEN_METHODS.contains(&snake.as_str()) {
        format!("{snake}_property")
    } else {
        snake
    }
}

/// The setter on a resource: `Metadata` -> `metadata_property`, because every resource has `metadata` already.
pub(crate) fn resource_method(name: &str) -> String {
    let name = method(name);
    if RESOURCE_METHODS.contains(&name.as_str()) { format!("{name}_property") } else { name }
}

/// The module for a resource type: `DBInstance` -> `db_instance`.
pub(crate) fn module(name: &str) -> String {
    method(name)
}

/// The type for a resource or a property type: AWS's own spelling, `DBInstance`.
pub(crate) fn type_name(name: &str) -> String {
    let parts = name.split(|character: char| !character.is_ascii_alphanumeric());
    let joined: String = parts.map(capitalize).collect();
    let named = starting_with_letter(joined, "Type");
    if TAKEN_TYPES.contains(&named.as_str()) { format!("{named}Property") } else { named }
}

/// The constant for an action or a value: `SendMessage` -> `SEND_MESSAGE`, `2012-10-17` -> `V2012_10_17`.
pub(crate) fn constant(name: &str) -> String {
    let named = match name {
        "" => "EMPTY".to_owned(),
        "*" => "ALL".to_owned(),
        _ => words(name).join("_").to_ascii_uppercase(),
    };
    starting_with_letter(named, "V")
}

/// `wanted`, or `wanted` with the first free number after it. Adds the name to the taken ones.
pub(crate) fn unique(wanted: String, taken: &mut BTreeSet<String>) -> String {
    let mut name = wanted.clone();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{wanted}_{number}");
        number += 1;
    }
    name
}

fn starting_with_letter(name: String, prefix: &str) -> String {
    if name.is_empty() {
        format!("{prefix}_other")
    } else if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("{prefix}{name}")
    } else {
        name
    }
}

fn capitalize(part: &str) -> String {
    let mut characters = part.chars();
    characters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + characters.as_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{constant, method, resource_method, type_name, unique};
    use std::collections::BTreeSet;

    #[test]
    fn methods_avoid_keywords_and_what_is_taken() {
        for (name, expected) in [
            ("Type", "r#type"),
            ("Self", "self_"),
            ("New", "new_property"),
            ("Metadata", "metadata"),
            ("QueueName", "queue_name"),
            ("3xx", "n3xx"),
        ] {
            assert_eq!(method(name), expected);
        }
        assert_eq!(resource_method("Metadata"), "metadata_property");
    }

    #[test]
    fn types_keep_the_spelling_of_aws() {
        for (name, expected) in [
            ("DBInstance", "DBInstance"),
            ("log-stream", "LogStream"),
            ("Option", "OptionProperty"),
            ("task", "Task"),
        ] {
            assert_eq!(type_name(name), expected);
        }
    }

    #[test]
    fn constants_are_upper_case() {
        for (name, expected) in [
            ("SendMessage", "SEND_MESSAGE"),
            ("CreateDBInstance", "CREATE_DB_INSTANCE"),
            ("2012-10-17", "V2012_10_17"),
            ("aws:kms", "AWS_KMS"),
            ("", "EMPTY"),
            ("*", "ALL"),
        ] {
            assert_eq!(constant(name), expected);
        }
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let mut taken = BTreeSet::new();
        let names: Vec<String> = (0..3).map(|_| unique("A".into(), &mut taken)).collect();
        assert_eq!(names, ["A", "A_2", "A_3"]);
    }
}
