//! `Principal` of a statement -> principals of the library.

use constructs_template::Node;

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

    /// All principals that a statement names, one for each text.
    pub(super) fn principals(&mut self, node: &Node) -> Option<Vec<Code>> {
        if let Some(text) = node.as_str() {
            return (text == "*").then(|| vec![Code::call("Principal::any", [])]);
        }
        let mut found = Vec::new();
        for entry in node.as_map().filter(|map| !map.is_empty())? {
            match entry.node.as_list() {
                Some(several) if several.len() > 1 => {
                    for one in several {
                        found.push(self.principal(&entry.key, one)?);
                    }
                }
                Some(_) => return None,
                None => found.push(self.principal(&entry.key, &entry.node)?),
            }
        }
        Some(found)
    }
}
