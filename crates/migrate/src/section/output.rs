//! An output -> `Output::new(value).export("…")`.

use constructs_document::Node;

use super::Made;
use crate::author::Author;
use crate::code::{self, Code};
use crate::value::{TEXT, exactly, plain_text};

impl Author<'_> {
    pub(super) fn output(&mut self, node: &Node) -> Option<Made> {
        let map = node.as_map()?;
        "Value".clone_into(&mut self.place.1);
        let value = self.write_as(map.get("Value")?, TEXT).code;
        let start = Code::call("Output::new", [value]);
        let others = map.iter().filter(|entry| entry.key != "Value");
        let code = others.fold(start, |built, entry| {
            entry.key.clone_into(&mut self.place.1);
            let typed = self.output_attribute(&entry.key, &entry.node);
            match typed {
                Some((setter, value)) => built.method(setter, [value]),
                None => {
                    let value = self.raw(&entry.node).loose().code;
                    built.method("raw", [code::text(&entry.key), value])
                }
            }
        });
        Some(Made { code, what: None, noun: "output".to_owned() })
    }

    fn output_attribute(&mut self, key: &str, node: &Node) -> Option<(&'static str, Code)> {
        match key {
            "Description" => Some(("description", self.literal(plain_text(node)?))),
            "Condition" => Some(("condition", self.condition_handle(node.as_str()?)?)),
            "Export" => {
                let [name] = exactly(node.as_map()?, ["Name"])?;
                self.is_early = true;
                let name = self.write_as(name, TEXT).code;
                self.is_early = false;
                Some(("export", name))
            }
            _ => None,
        }
    }
}
