//! A shape <-> its word and limits: `list(string)` with `items=1..5 item.length=1..80`.

use super::line::{Token, Writer};
use crate::error::{Context, Error};
use crate::model::cloudformation::{Kind, Limit, Mark, Shape};

/// The word for a kind of value.
pub(super) fn kind_word(kind: &Kind) -> String {
    match kind {
        Kind::String => "string".into(),
        Kind::Integer => "integer".into(),
        Kind::Double => "double".into(),
        Kind::Boolean => "boolean".into(),
        Kind::Json => "json".into(),
        Kind::Tag => "tag".into(),
        Kind::Struct(key) => format!("struct({key})"),
        Kind::Enum(key) => format!("enum({key})"),
        Kind::List(element) => format!("list({})", kind_word(&element.kind)),
        Kind::Map(element) => format!("map({})", kind_word(&element.kind)),
    }
}

/// The kind of value that a word stands for, without limits.
pub(super) fn read_kind(word: &str) -> Result<Kind, Error> {
    let plain = match word {
        "string" => Some(Kind::String),
        "integer" => Some(Kind::Integer),
        "double" => Some(Kind::Double),
        "boolean" => Some(Kind::Boolean),
        "json" => Some(Kind::Json),
        "tag" => Some(Kind::Tag),
        _ => None,
    };
    if let Some(kind) = plain {
        return Ok(kind);
    }
    let inner = word.strip_suffix(')').and_then(|word| word.split_once('('));
    let (outer, inner) = inner.context(|| format!("`{word}` is not a kind of value"))?;
    let element = || Ok(Box::new(Shape { kind: read_kind(inner)?, limits: Vec::new() }));
    match outer {
        "struct" => Ok(Kind::Struct(inner.into())),
        "enum" => Ok(Kind::Enum(inner.into())),
        "list" => element().map(Kind::List),
        "map" => element().map(Kind::Map),
        _ => Err(Error::new(format!("`{word}` is not a kind of value"))),
    }
}

/// Adds a shape's limits, its elements' behind `item.`.
pub(super) fn write_limits(line: Writer, shape: &Shape, prefix: &str) -> Writer {
    let line = shape.limits.iter().fold(line, |line, limit| {
        let name = format!("{prefix}{}", limit.name);
        match &limit.value {
            Some(value) => line.value(&name, value),
            None => line.word(&name),
        }
    });
    match &shape.kind {
        Kind::List(element) | Kind::Map(element) => {
            write_limits(line, element, &format!("{prefix}item."))
        }
        _ => line,
    }
}

/// Puts what follows the kind into its place: marks are returned, limits go to the shape or its elements.
pub(super) fn read_limits(shape: &mut Shape, tokens: &[Token]) -> Result<Vec<Mark>, Error> {
    let mut marks = Vec::new();
    for token in tokens {
        let mark =
            Mark::ALL.into_iter().find(|mark| mark.word() == token.word && token.value.is_none());
        match mark {
            Some(mark) => marks.push(mark),
            None => add_limit(shape, &token.word, token)?,
        }
    }
    Ok(marks)
}

fn add_limit(shape: &mut Shape, name: &str, token: &Token) -> Result<(), Error> {
    let Some(name) = name.strip_prefix("item.") else {
        shape.limits.push(Limit { name: name.into(), value: token.value.clone() });
        return Ok(());
    };
    match &mut shape.kind {
        Kind::List(element) | Kind::Map(element) => add_limit(element, name, token),
        _ => Err(Error::new(format!("`{}` stands on something that has no items", token.word))),
    }
}
