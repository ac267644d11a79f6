//! A template, ours or of what stands in a folder, and the questions that are asked of it.

use std::path::Path;

use constructs::file::{self, Links};
use serde_json::Value as Json;

/// A stack as its template has it.
pub(crate) struct Stack {
    pub(crate) name: String,
    pub(crate) template: Json,
}

/// The stacks that a folder's manifest lists; none where there is no manifest that can be read.
///
/// A manifest is somebody's input: only plain names are followed, and no link.
pub(crate) fn read_folder(folder: &Path) -> Vec<Stack> {
    let manifest = read_plain(folder, "manifest.json")
        .and_then(|text| serde_json::from_str::<Json>(&text).ok());
    let Some(artifacts) =
        manifest.as_ref().and_then(|manifest| manifest.get("artifacts")?.as_object())
    else {
        return Vec::new();
    };
    artifacts.values().filter_map(|artifact| read_stack(folder, artifact)).collect()
}

fn read_stack(folder: &Path, artifact: &Json) -> Option<Stack> {
    let properties = artifact.get("properties")?;
    let file = properties.get("templateFile")?.as_str()?;
    let name = properties.get("stackName")?.as_str()?.to_owned();
    let text = read_plain(folder, file)?;
    let template = constructs_template::read(text.as_bytes()).ok()?;
    Some(Stack { name, template: template.root().to_json() })
}

fn read_plain(folder: &Path, name: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if name.starts_with('.') || !name.chars().all(is_plain) {
        return None;
    }
    file::read_text(&folder.join(name), Links::Refuse).ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_files_of_the_folder_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["../x", "/etc/passwd", "a/b", ".hidden", ""] {
            assert_eq!(read_plain(folder.path(), name), None, "{name}");
        }
    }
}
