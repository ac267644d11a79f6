//! The lines of one resource type -> the resource type.

use std::sync::OnceLock;

use super::line::{Line, Token};
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
    for line in Line::all(text) {
        let mut tokens = line.tokens();
        match (line.depth, line.keyword) {
            (0, _) => {
                tokens.next();
                (found.rust, found.module) = (tokens.word(), tokens.word());
            }
            (_, "is") => {
                let property = last_body(&mut found).properties.last_mut();
                property.into_iter().for_each(|property| property.exact = Some(line.rest()));
            }
            (1, "identifier") => found.identifier = line.words(),
            (1, "returns") => found.returns = Some(attribute(&line)),
            (1, "tags") => found.tags = Some((tokens.word(), tokens.word())),
            (1, "arn") => found.arn = Some(tokens.word()),
            (1, "attribute") => found.attributes.push(attribute(&line)),
            (1, "readable") => found.readable = line.words(),
            (1, "read-only") => found.read_only = line.words(),
            (1, "nested") => found.nested.push((tokens.word(), tokens.word())),
            (1, "defines") => {
                let (name, json) = line.rest().split_once(' ').unwrap_or((line.rest(), "{}"));
                found.exact.push((Text::Borrowed(name), json));
            }
            (1, "struct" | "enum") => {
                let content = if line.keyword == "enum" {
                    Content::Enum(Vec::new())
                } else {
                    Content::Struct(Body::default())
                };
                let (key, rust) = (tokens.word(), tokens.word());
                found.definitions.push(Definition { key, rust, content });
            }
            (_, "value") => {
                if let Some(Content::Enum(values)) =
                    found.definitions.last_mut().map(|last| &mut last.content)
                {
                    values.push((tokens.word(), tokens.word()));
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

fn read_body(body: &mut Body, line: &Line) {
    match line.keyword {
        "arguments" => body.arguments = line.words(),
        "schema" => body.schema = Some(line.rest()),
        "rule" => {
            let mut words = line.words().into_iter();
            body.rules.extend(words.next().map(|name| (name, words.collect())));
        }
        "property" => {
            let mut tokens = line.tokens();
            let (name, rust) = (tokens.word(), tokens.word());
            let mut shape = Shape { kind: kind(&tokens.word()), limits: Vec::new() };
            let mut marks = Vec::new();
            for token in tokens {
                if token.value.is_none() && MARKS.contains(&&*token.word) {
                    marks.push(token.word);
                } else {
                    limit(&mut shape, token);
                }
            }
            body.properties.push(Property { name, rust, shape, marks, exact: None });
        }
        _ => {}
    }
}

const MARKS: &[&str] = &[
    "create-only",
    "conditional-create-only",
    "write-only",
    "read-only",
    "deprecated",
    "alternative",
];

fn attribute(line: &Line) -> Attribute {
    let mut tokens = line.tokens();
    Attribute { name: tokens.word(), rust: tokens.word(), kind: kind(&tokens.word()) }
}

/// Puts a limit where it belongs: behind `item.` it is the element's.
fn limit(shape: &mut Shape, token: Token) {
    let Some(inner) = token.word.strip_prefix("item.") else {
        shape.limits.push((token.word, token.value));
        return;
    };
    if let Kind::List(element) | Kind::Map(element) = &mut shape.kind {
        let word = Text::Owned(inner.to_owned());
        limit(element, Token { word, value: token.value });
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
