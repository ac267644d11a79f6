//! `Principal` of a statement -> principals of the library.

use constructs_document::Node;

use super::statement::{is_list_of_one, values_of};
use crate::author::Author;
use crate::code::Code;
use crate::value::TEXT;

impl Author<'_> {
    /// One principal of a kind, by a text.
    pub(super) fn principal(&mut self, kind: &str, id: &Node) -> Option<Code> {
        let constructor = match kind {
            "Service" => "Principal::service",
            "AWS" => "Principal::arn",
            "Federated" => "Principal::web_identity",
            "CanonicalUser" => "Principal::canonical_user",
            _ => return None,
        };
        Some(Code::call(constructor, [self.typed(id, TEXT)?.code]))
    }

    /// All principals that a statement names, one for each text, and whether one of a kind is in a list.
    pub(super) fn principals(&mut self, node: &Node) -> Option<(Vec<Code>, bool)> {
        if let Some(text) = node.as_str() {
            return (text == "*").then(|| (vec![Code::call("Principal::any", [])], false));
        }
        let mut found = Vec::new();
        let (mut is_list, mut is_single) = (false, false);
        for entry in node.as_map().filter(|map| !map.is_empty())? {
            let several = values_of(&entry.node)?;
            is_list |= is_list_of_one(&entry.node);
            is_single |= entry.node.as_list().is_none();
            for one in several {
                found.push(self.principal(&entry.key, one)?);
            }
        }
        // The library writes all kinds in the same way.
        (!(is_list && is_single)).then_some((found, is_list))
    }
}
