//! A stack's template, of the app or from a folder, and its resources and exports.

use std::path::Path;

use serde_json::Value as Json;

use crate::assembly::ReadStack;

/// A stack as its template has it.
pub(crate) struct Stack {
    pub(crate) name: String,
    pub(crate) template: Json,
}

/// The stacks of the assembly in a folder; none where there is no assembly that can be read.
pub(crate) fn read_folder(folder: &Path) -> Vec<Stack> {
    let read = crate::assembly::read(&[folder.to_owned()]).and_then(crate::assembly::Read::stacks);
    let stack = |stack: ReadStack| Stack { name: stack.name, template: stack.root.to_json() };
    read.unwrap_or_default().into_iter().map(stack).collect()
}

impl Stack {
    fn section<'s>(&'s self, name: &str) -> impl Iterator<Item = (&'s String, &'s Json)> + use<'s> {
        self.template.get(name).and_then(Json::as_object).into_iter().flatten()
    }

    /// Logical id and declaration of every resource.
    pub(crate) fn resources(&self) -> impl Iterator<Item = (&String, &Json)> {
        self.section("Resources")
    }

    /// Name and value of every export whose name is written out.
    pub(crate) fn exports(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.section("Outputs").filter_map(|(_, output)| {
            Some((output.get("Export")?.get("Name")?.as_str()?, output.get("Value")?))
        })
    }

    /// Whether the template imports what is exported under `name`.
    pub(crate) fn imports(&self, name: &str) -> bool {
        fn has(json: &Json, name: &str) -> bool {
            match json {
                Json::Object(map) => {
                    map.get("Fn::ImportValue").and_then(Json::as_str) == Some(name)
                        || map.values().any(|value| has(value, name))
                }
                Json::Array(items) => items.iter().any(|item| has(item, name)),
                _ => false,
            }
        }
        has(&self.template, name)
    }
}
