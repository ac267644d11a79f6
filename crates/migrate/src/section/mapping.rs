//! A mapping -> `Mapping::new().row("key", [("second", value)])`.

use constructs_document::{Node, Value};

use super::Made;
use crate::author::{Author, What};
use crate::code::{self, Code};
use crate::value::Typed;

impl Author<'_> {
    pub(super) fn mapping(&mut self, node: &Node) -> Option<Made> {
        let rows = node.as_map()?;
        let mut code = Code::call("Mapping::new", []);
        for row in rows {
            let values = row.node.as_map().filter(|values| !values.is_empty())?;
            let values = values.iter().map(|entry| (entry.key.as_str(), &entry.node));
            let values: Vec<_> = values.collect();
            if values.iter().any(|(_, node)| matches!(node.value, Value::Null)) {
                return None;
            }
            let values = values.into_iter().map(|(key, node)| (key, self.plain(node)));
            code = code.method("row", [code::text(&row.key), pairs(values.collect())]);
        }
        Some(Made { code, what: Some(What::Name), noun: "mapping".to_owned() })
    }
}

/// Pairs of keys and values: of one type as they are, of several as expressions.
fn pairs(values: Vec<(&str, Typed)>) -> Code {
    let first = values.first().map(|(_, value)| value.is.clone());
    let is_one = values.iter().all(|(_, value)| Some(&value.is) == first.as_ref());
    let pairs = values.into_iter().map(|(key, value)| {
        let value = if is_one { value.code } else { value.expr().code };
        Code::Tuple(vec![code::text(key), value])
    });
    Code::Array(pairs.collect())
}
