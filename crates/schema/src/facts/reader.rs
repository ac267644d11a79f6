//! Reads a resource type from its lines in the facts.

use std::sync::OnceLock;

use super::line::{FactsLine, FactsWord, Words};
use super::text::FactsText;
use super::types::{
    Attribute, Body, Content, Definition, Property, ResourceType, Shape, ValueKind,
};

/// What the index contains about a type.
pub(super) struct IndexedType {
    pub(super) name: &'static str,
    pub(super) service: &'static str,
    pub(super) feature: Option<&'static str>,
}

/// Reads a type from its lines.
pub(super) fn read_type(indexed: &IndexedType, text: &'static str) -> ResourceType {
    let mut found = empty_type(indexed);
    for line in FactsLine::parse_all(text) {
        let mut words = line.words();
        match (line.depth, line.keyword) {
            (0, _) => {
                words.next();
                (found.rust, found.module) = (next_text(&mut words), next_text(&mut words));
            }
            (_, "is") => {
                let property = last_body(&mut found).properties.last_mut();
                property.into_iter().for_each(|property| property.exact = Some(line.rest));
            }
            (1, "identifier") => found.identifier = texts(&line),
            (1, "returns") => found.returns = Some(read_attribute(&line)),
            (1, "tags") => found.tags = Some((next_text(&mut words), next_text(&mut words))),
            (1, "arn") => found.arn = Some(next_text(&mut words)),
            (1, "attribute") => found.attributes.push(read_attribute(&line)),
            (1, "readable") => found.readable = texts(&line),
            (1, "read-only") => found.read_only = texts(&line),
            (1, "nested") => found.nested.push((next_text(&mut words), next_text(&mut words))),
            (1, "defines") => {
                let (name, json) = line.rest.split_once(' ').unwrap_or((line.rest, "{}"));
                found.exact.push((FactsText::Borrowed(name), json));
            }
            (1, "struct" | "enum") => {
                let content = if line.keyword == "enum" {
                    Content::Enum(Vec::new())
                } else {
                    Content::Struct(Body::default())
                };
                let (key, rust) = (next_text(&mut words), next_text(&mut words));
                found.definitions.push(Definition { key, rust, content });
            }
            (_, "value") => {
                if let Some(Content::Enum(values)) =
                    found.definitions.last_mut().map(|last| &mut last.content)
                {
                    values.push((next_text(&mut words), next_text(&mut words)));
                }
            }
            (1, _) => read_body(&mut found.body, &line),
            _ => read_body(last_body(&mut found), &line),
        }
    }
    // The facts are in the order of the names; a binary search needs the order of the bytes.
    found.definitions.sort_by(|one, other| one.key.cmp(&other.key));
    found
}

fn empty_type(indexed: &IndexedType) -> ResourceType {
    ResourceType {
        name: indexed.name,
        service: indexed.service,
        feature: indexed.feature,
        rust: FactsText::Borrowed(""),
        module: FactsText::Borrowed(""),
        identifier: Vec::new(),
        returns: None,
        tags: None,
        arn: None,
        body: Body::default(),
        attributes: Vec::new(),
        readable: Vec::new(),
        read_only: Vec::new(),
        nested: Vec::new(),
        definitions: Vec::new(),
        exact: Vec::new(),
        schema: OnceLock::new(),
    }
}

/// The body that a line at the second level belongs to.
fn last_body(found: &mut ResourceType) -> &mut Body {
    match found.definitions.last_mut().map(|last| &mut last.content) {
        Some(Content::Struct(body)) => body,
        _ => &mut found.body,
    }
}

fn read_body(body: &mut Body, line: &FactsLine<'static>) {
    match line.keyword {
        "arguments" => body.arguments = texts(line),
        "schema" => body.schema = Some(line.rest),
        "rule" => {
            let mut texts = texts(line).into_iter();
            body.rules.extend(texts.next().map(|name| (name, texts.collect())));
        }
        "property" => {
            let mut words = line.words();
            let (name, rust) = (next_text(&mut words), next_text(&mut words));
            let mut shape = Shape { kind: parse_kind(&next_text(&mut words)), limits: Vec::new() };
            let mut marks = Vec::new();
            for word in words.flatten() {
                if word.value.is_none() && MARKS.contains(&&*word.text) {
                    marks.push(word.text);
                } else {
                    add_limit(&mut shape, word);
                }
            }
            body.properties.push(Property { name, rust, shape, marks, exact: None });
        }
        _ => {}
    }
}

/// The next word; empty if the line has no more words.
fn next_text(words: &mut Words<'static>) -> FactsText {
    words.next().and_then(Result::ok).map_or(FactsText::Borrowed(""), |word| word.text)
}

/// The words after the keyword.
fn texts(line: &FactsLine<'static>) -> Vec<FactsText> {
    line.words().flatten().map(|word| word.text).collect()
}

const MARKS: &[&str] = &[
    "create-only",
    "conditional-create-only",
    "write-only",
    "read-only",
    "deprecated",
    "alternative",
];

fn read_attribute(line: &FactsLine<'static>) -> Attribute {
    let mut words = line.words();
    Attribute {
        name: next_text(&mut words),
        rust: next_text(&mut words),
        kind: parse_kind(&next_text(&mut words)),
    }
}

/// Adds a limit to the shape, or to its element if the name begins with `item.`.
fn add_limit(shape: &mut Shape, word: FactsWord<'static>) {
    let Some(inner) = word.text.strip_prefix("item.") else {
        shape.limits.push((word.text, word.value));
        return;
    };
    if let ValueKind::List(element) | ValueKind::Map(element) = &mut shape.kind {
        let text = FactsText::Owned(inner.to_owned());
        add_limit(element, FactsWord { text, value: word.value });
    }
}

fn parse_kind(word: &FactsText) -> ValueKind {
    match &**word {
        "string" => return ValueKind::String,
        "integer" => return ValueKind::Integer,
        "double" => return ValueKind::Double,
        "boolean" => return ValueKind::Boolean,
        "tag" => return ValueKind::Tag,
        _ => {}
    }
    let Some((outer, inner)) = word.strip_suffix(')').and_then(|word| word.split_once('(')) else {
        return ValueKind::Json;
    };
    let inner = FactsText::Owned(inner.to_owned());
    match outer {
        "struct" => ValueKind::Struct(inner),
        "enum" => ValueKind::Enum(inner),
        "list" => ValueKind::List(Box::new(Shape { kind: parse_kind(&inner), limits: Vec::new() })),
        "map" => ValueKind::Map(Box::new(Shape { kind: parse_kind(&inner), limits: Vec::new() })),
        _ => ValueKind::Json,
    }
}
