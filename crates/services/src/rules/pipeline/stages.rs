//! The stages of a pipeline with their actions.

use constructs_document::Node;

use crate::resource::Resources;
use crate::value::Value;

/// The stages of one list, which a condition can select.
pub(super) struct Stages<'t> {
    pub(super) stages: Vec<Stage<'t>>,
}

/// One stage.
pub(super) struct Stage<'t> {
    /// Whether it is the first stage; unknown after a stage that a condition can remove.
    pub(super) is_first: Option<bool>,
    /// Its actions.
    pub(super) actions: Vec<Value<'t>>,
}

impl<'t> Stages<'t> {
    /// Reads the list.
    pub(super) fn read(list: &Value<'t>, resources: &Resources<'t>) -> Self {
        let items = list.node.as_list().unwrap_or_default();
        let is_plain = |item: &Node| item.get("Actions").is_some();
        let first_plain = items.iter().position(is_plain);
        let stages = items.iter().enumerate().map(|(index, item)| Stage {
            is_first: match first_plain {
                Some(plain) if index > plain => Some(false),
                _ => (index == 0 && is_plain(item)).then_some(true),
            },
            actions: list.find(&format!("{index}/Actions/*"), resources.conditions()),
        });
        Self { stages: stages.collect() }
    }

    /// All actions, in the order of the text.
    pub(super) fn actions(&self) -> impl Iterator<Item = &Value<'t>> {
        self.stages.iter().flat_map(|stage| &stage.actions)
    }
}
