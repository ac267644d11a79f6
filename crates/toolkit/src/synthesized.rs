//! The stacks of a synthesized assembly, as the checks and the access questions read them.

use std::collections::BTreeMap;

use constructs::Assembly;
use constructs::assembly::StackArtifact;
use constructs_access::template::{StackTemplate, section};
use constructs_document::Node;

/// The stacks of an assembly. A template that can't be read is left out; the writer says why.
#[must_use]
pub fn stack_templates(assembly: &Assembly) -> Vec<StackTemplate> {
    assembly.stacks().filter_map(|stack| stack_template(assembly, stack)).collect()
}

fn stack_template(assembly: &Assembly, stack: &StackArtifact) -> Option<StackTemplate> {
    let root: Node = constructs_yaml::read(stack.template().as_bytes()).ok()?.into_root();
    let paths = section(&root, "Resources").filter_map(|(id, _)| {
        let path = assembly.place(stack.name(), id, "")?.path?;
        Some((id.to_owned(), path))
    });
    let paths = paths.collect();
    let template = StackTemplate {
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
    };
    Some(template.expanded())
}
