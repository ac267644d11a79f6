//! Reads a mapping: keys as the texts that JSON has for them, `<<` merged in.

use constructs_document::{Entry, Map, Mark, Node, ReadError, ReadFault, Value};
use saphyr_parser::{Event, ScalarStyle, Span};

use crate::reader::Reader;
use crate::tag::Tag;

/// A key as YAML has it.
enum Key {
    Text(String),
    /// `<<`
    Merge,
}

impl<'t> Reader<'t> {
    /// The entries up to the mapping's end. What is merged comes first, the mapping's own entries win, and of several
    /// merged ones the first: as PyYAML has it.
    pub(crate) fn mapping(&mut self, level: usize) -> Result<Map, ReadError> {
        let mut entries = Vec::new();
        let mut merged = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                break;
            }
            let mark = self.place(&span);
            let key = self.key(event, span, level)?;
            if matches!(key, Key::Merge) {
                self.first_alias.get_or_insert(mark);
            }
            let node = self.value_of(mark, level)?;
            match key {
                Key::Text(key) => entries.push(Entry { key, mark, node }),
                Key::Merge => merged.extend(mergeable(node)?),
            }
        }
        let own = Map::from_written(entries, &mut self.duplicates);
        Ok(if merged.is_empty() { own } else { Map::merge(merged, own) })
    }

    /// A value that is not written has the place of its key.
    fn value_of(&mut self, key: Mark, level: usize) -> Result<Node, ReadError> {
        let (event, span) = self.next()?;
        let is_written = !is_absent(&event);
        let mut node = self.node(event, span, level)?;
        if !is_written {
            node.mark = key;
        }
        Ok(node)
    }

    fn key(&mut self, event: Event<'t>, span: Span, level: usize) -> Result<Key, ReadError> {
        if let Event::Scalar(text, style, _, tag) = &event
            && *style == ScalarStyle::Plain
            && Tag::of(tag.as_deref()).is_merge(text)
        {
            return Ok(Key::Merge);
        }
        let node = self.node(event, span, level)?;
        let text = match node.value {
            Value::String(text) => text,
            Value::Bool(is_true) => is_true.to_string(),
            Value::Integer(integer) => integer.to_string(),
            // `Debug` writes `1.0` and `1e300` as JSON does, `Display` would write `1` and three hundred zeros.
            Value::Number(number) => format!("{number:?}"),
            Value::Null | Value::List(_) | Value::Map(_) => {
                return Err(ReadError::new(ReadFault::Key { found: node.noun() }, node.mark));
            }
        };
        Ok(Key::Text(text))
    }
}

/// Whether the event is a value that the text leaves out. The parser reports the place of the next token for it.
fn is_absent(event: &Event<'_>) -> bool {
    matches!(event, Event::Scalar(text, ScalarStyle::Plain, 0, None) if text.is_empty())
}

/// The objects under a merge key, the one that wins last.
fn mergeable(node: Node) -> Result<Vec<Map>, ReadError> {
    let refused = |node: &Node| ReadError::new(ReadFault::Merge { found: node.noun() }, node.mark);
    match node.value {
        Value::Map(map) => Ok(vec![map]),
        Value::List(items) => items
            .into_iter()
            .rev()
            .map(|item| match item.value {
                Value::Map(map) => Ok(map),
                _ => Err(refused(&item)),
            })
            .collect(),
        _ => Err(refused(&node)),
    }
}
