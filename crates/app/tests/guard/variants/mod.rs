//! The app's templates, each broken in one way by a small edit: which rule has to say so, and where.

mod data;
mod permissions;
mod policies;
mod roles;

use constructs_guard::TemplateText;
use serde_json::Value as Json;

use crate::support::document;

/// One template broken in one way.
pub(crate) struct Variant {
    /// What is wrong, fit for a file's name.
    pub(crate) name: &'static str,
    /// The template, e.g. `dev-iam`.
    pub(crate) stack: &'static str,
    edits: Vec<Edit>,
    /// The one rule that it breaks.
    pub(crate) rule: &'static str,
    /// Where.
    pub(crate) pointer: String,
}

/// A pointer: a known beginning, and the rest.
type Place = (&'static str, &'static str);

/// A value put somewhere, or taken away.
struct Edit {
    pointer: String,
    value: Option<&'static str>,
}

/// Every variant.
pub(crate) fn variants() -> Vec<Variant> {
    let parts =
        [policies::variants(), permissions::variants(), roles::variants(), data::variants()];
    parts.into_iter().flatten().collect()
}

/// Puts a value, as JSON, where one is or after the last of a list.
fn set(place: Place, value: &'static str) -> Edit {
    Edit { pointer: joined(place), value: Some(value) }
}

/// Takes the value away that has to be there.
fn remove(place: Place) -> Edit {
    Edit { pointer: joined(place), value: None }
}

fn joined((beginning, rest): Place) -> String {
    format!("{beginning}{rest}")
}

impl Variant {
    fn new<const N: usize>(
        name: &'static str,
        stack: &'static str,
        edits: [Edit; N],
        rule: &'static str,
        place: Place,
    ) -> Self {
        Self { name, stack, edits: edits.into(), rule, pointer: joined(place) }
    }

    /// The broken template, under the variant's name.
    pub(crate) fn template(&self) -> TemplateText {
        let mut document = document(&format!("chat-{}", self.stack));
        self.edits.iter().for_each(|edit| edit.apply(&mut document));
        TemplateText::new(self.name, document.to_string())
    }
}

impl Edit {
    fn apply(&self, document: &mut Json) {
        let (parent, key) = self.pointer.rsplit_once('/').expect("a pointer");
        let parent = document.pointer_mut(parent).expect("what is edited is there");
        let value = self.value.map(|value| serde_json::from_str(value).expect("JSON"));
        match (parent, value) {
            (Json::Object(entries), Some(value)) => {
                entries.insert(key.to_owned(), value);
            }
            (Json::Object(entries), None) => {
                entries.remove(key).expect("what is removed is there");
            }
            (Json::Array(items), value) => {
                let index: usize = key.parse().expect("an index");
                let end = (index + 1).min(items.len());
                items.splice(index..end, value);
            }
            (other, _) => panic!("`{}` leads into {other}", self.pointer),
        }
    }
}
