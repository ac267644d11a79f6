//! An assembly -> its stacks with their templates and the paths of their constructs.

use std::collections::BTreeMap;

use constructs::Assembly;
use constructs_template::Node;

use super::estate::{StackTemplate, section};

/// The stacks of an assembly. A template that can't be read is left out; whoever writes it says why.
#[must_use]
pub fn stack_templates(assembly: &Assembly) -> Vec<StackTemplate> {
    let stacks = assembly.stacks().filter_map(|stack| {
        let root: Node = constructs_template::read(stack.template().as_bytes()).ok()?.into_root();
        let paths = section(&root, "Resources").filter_map(|(id, _)| {
            let path = assembly.place(stack.name(), id, "")?.path?;
            Some((id.to_owned(), path))
        });
        let paths = paths.collect();
        Some(
            StackTemplate {
                id: stack.path().to_owned(),
                is_named: true,
                name: stack.name().to_owned(),
                path: stack.path().to_owned(),
                account: stack.account().map(str::to_owned),
                region: stack.region().map(str::to_owned),
                root,
                paths,
                file: None,
                nested_in: None,
                tags: BTreeMap::new(),
            }
            .expanded(),
        )
    });
    stacks.collect()
}
