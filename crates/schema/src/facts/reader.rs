//! The lines of one resource type -> the resource type.

use std::sync::OnceLock;

use super::line::{FactsLine, FactsWord, Words};
use super::text::Text;
use super::types::{Attribute, Body, Content, Definition, Kind, Property, ResourceType, Shape};

/// Where a type stands in `constructs-aws`.
pub(super) struct Home {
    pub(super) name: &'static str,
    pub(super) service: &'static str,
    pub(super) feature: Option<&'static str>,
}

/// Reads a type's lines.
pub(super) fn read(home: &Home, text: &'static str) -> ResourceType {
    let mut found = empty(home);
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
            (1, "returns") => found.returns = Some(attribute(&line)),
            (1, "tags") => found.tags = Some((next_text(&mut words), next_text(&mut words))),
            (1, "arn") => found.arn = Some(next_text(&mut words)),
            (1, "attribute") => found.attributes.push(attribute(&line)),
            (1, "readable") => found.readable = texts(&line),
            (1, "read-only") => found.read_only = texts(&line),
            (1, "nested") => found.nested.push((next_text(&mut words), next_text(&mut words))),
            (1, "defines") => {
                let (name, json) = line.rest.split_once(' ').unwrap_or((line.rest, "{}"));
                found.exact.push((Text::Borrowed(name), json));
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
    // The facts keep the order of the names; a search needs that of the bytes.
    found.definitions.sort_by(|one, other| one.key.cmp(&other.key));
    found
}

fn empty(home: &Home) -> ResourceType {
    ResourceType {
        name: home.name,
        service: home.service,
        feature: home.feature,
        rust: Text::Borrowed(""),
        module: Text::Borrowed(""),
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

/// The body that a line two levels in belongs to.
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
            let mut shape = Shape { kind: kind(&next_text(&mut words)), limits: Vec::new() };
            let mut marks = Vec::new();
            for word in words.flatten() {
                if word.value.is_none() && MARKS.contains(&&*word.text) {
                    marks.push(word.text);
                } else {
                    limit(&mut shape, word);
                }
            }
            body.properties.push(Property { name, rust, shape, marks, exact: None });
        }
        _ => {}
    }
}

/// The next word; empty if the line has no more words.
fn next_text(words: &mut Words<'static>) -> Text {
    words.next().and_then(Result::ok).map_or(Text::Borrowed(""), |word| word.text)
}

/// The words after the keyword.
fn texts(line: &FactsLine<'static>) -> Vec<Text> {
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

fn attribute(line: &FactsLine<'static>) -> Attribute {
    let mut words = line.words();
    Attribute {
        name: next_text(&mut words),
        rust: next_text(&mut words),
        kind: kind(&next_text(&mut words)),
    }
}

/// Puts a limit where it belongs: behind `item.` it is the element's.
fn limit(shape: &mut Shape, word: FactsWord<'static>) {
    let Some(inner) = word.text.strip_prefix("item.") else {
        shape.limits.push((word.text, word.value));
        return;
    };
    if let Kind::List(element) | Kind::Map(element) = &mut shape.kind {
        let text = Text::Owned(inner.to_owned());
        limit(element, FactsWord { text, value: word.value });
    }
}

fn kind(word: &Text) -> Kind {
    match &**word {
        "string" => return Kind::String,
        "integer" => return Kind::Integer,
        "double" => return Kind::Double,
        "boolean" => return Kind::Boolean,
        "tag" => return Kind::Tag,
        _ => {}
    }
    let Some((outer, inner)) = word.strip_suffix(')').and_then(|word| word.split_once('(')) else {
        return Kind::Json;
    };
    let inner = Text::Owned(inner.to_owned());
    match outer {
        "struct" => Kind::Struct(inner),
        "enum" => Kind::Enum(inner),
        "list" => Kind::List(Box::new(Shape { kind: kind(&inner), limits: Vec::new() })),
        "map" => Kind::Map(Box::new(Shape { kind: kind(&inner), limits: Vec::new() })),
        _ => Kind::Json,
    }
}
