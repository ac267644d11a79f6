//! Writes and reads a shape's word and limits: `list(string)` with `items=1..5 item.length=1..80`.

use constructs_schema::facts::line::FactsWord;

use super::line::LineWriter;
use crate::error::{Context, Error};
use crate::model::cloudformation::{Limit, Mark, Shape, ValueKind};

/// The word for a kind of value.
pub(super) fn kind_word(kind: &ValueKind) -> String {
    match kind {
        ValueKind::String => "string".into(),
        ValueKind::Integer => "integer".into(),
        ValueKind::Double => "double".into(),
        ValueKind::Boolean => "boolean".into(),
        ValueKind::Json => "json".into(),
        ValueKind::Tag => "tag".into(),
        ValueKind::Struct(key) => format!("struct({key})"),
        ValueKind::Enum(key) => format!("enum({key})"),
        ValueKind::List(element) => format!("list({})", kind_word(&element.kind)),
        ValueKind::Map(element) => format!("map({})", kind_word(&element.kind)),
    }
}

/// The kind of value of a word, without limits.
pub(super) fn read_kind(word: &str) -> Result<ValueKind, Error> {
    let plain = match word {
        "string" => Some(ValueKind::String),
        "integer" => Some(ValueKind::Integer),
        "double" => Some(ValueKind::Double),
        "boolean" => Some(ValueKind::Boolean),
        "json" => Some(ValueKind::Json),
        "tag" => Some(ValueKind::Tag),
        _ => None,
    };
    if let Some(kind) = plain {
        return Ok(kind);
    }
    let inner = word.strip_suffix(')').and_then(|word| word.split_once('('));
    let (outer, inner) = inner.context(|| format!("`{word}` is not a kind of value"))?;
    let element = || Ok(Box::new(Shape { kind: read_kind(inner)?, limits: Vec::new() }));
    match outer {
        "struct" => Ok(ValueKind::Struct(inner.into())),
        "enum" => Ok(ValueKind::Enum(inner.into())),
        "list" => element().map(ValueKind::List),
        "map" => element().map(ValueKind::Map),
        _ => Err(Error::new(format!("`{word}` is not a kind of value"))),
    }
}

/// Adds a shape's limits, those of its elements with the prefix `item.`.
pub(super) fn write_limits(line: LineWriter, shape: &Shape, prefix: &str) -> LineWriter {
    let line = shape.limits.iter().fold(line, |line, limit| {
        let name = format!("{prefix}{}", limit.name);
        match &limit.value {
            Some(value) => line.value(&name, value),
            None => line.word(&name),
        }
    });
    match &shape.kind {
        ValueKind::List(element) | ValueKind::Map(element) => {
            write_limits(line, element, &format!("{prefix}item."))
        }
        _ => line,
    }
}

/// Reads the words after the kind: returns the marks, and adds the limits to the shape or its elements.
pub(super) fn read_limits(shape: &mut Shape, words: &[FactsWord<'_>]) -> Result<Vec<Mark>, Error> {
    let mut marks = Vec::new();
    for word in words {
        let mark =
            Mark::ALL.into_iter().find(|mark| mark.word() == word.text && word.value.is_none());
        match mark {
            Some(mark) => marks.push(mark),
            None => add_limit(shape, &word.text, word)?,
        }
    }
    Ok(marks)
}

fn add_limit(shape: &mut Shape, name: &str, word: &FactsWord<'_>) -> Result<(), Error> {
    let Some(name) = name.strip_prefix("item.") else {
        shape
            .limits
            .push(Limit { name: name.into(), value: word.value.as_deref().map(str::to_owned) });
        return Ok(());
    };
    match &mut shape.kind {
        ValueKind::List(element) | ValueKind::Map(element) => add_limit(element, name, word),
        _ => Err(Error::new(format!(
            "`{}` is a limit of items, but the value has no items",
            word.text
        ))),
    }
}
