//! A condition -> `Condition::new(equals(…))`.

use constructs_document::Node;

use super::Made;
use crate::author::{Author, What};
use crate::code::Code;

impl Author<'_> {
    pub(super) fn condition_entry(&mut self, node: &Node) -> Made {
        self.is_early = true;
        let predicate = self.predicate(node);
        self.is_early = false;
        let code = Code::call("Condition::new", [predicate]);
        Made { code, what: Some(What::Name), noun: "condition".to_owned() }
    }
}
