//! Parses the templates of a synthesized assembly, each once, for the checks and the access questions.

use constructs::Assembly;
use constructs::assembly::{StackArtifact, TemplateFormat};
use constructs_cloudformation::{SourceConstruct, Stack};

/// The stacks of an assembly, with their templates as they are written. Parses every template.
///
/// A template that is too large to be read is left out; synthesis reports it.
#[must_use]
pub fn stacks(assembly: &Assembly) -> Vec<Stack> {
    assembly.stacks().filter_map(|artifact| read_stack(assembly, artifact)).collect()
}

fn read_stack(assembly: &Assembly, artifact: &StackArtifact) -> Option<Stack> {
    let text = artifact.template();
    let mut stack = Stack::new(artifact.name(), constructs_yaml::read(text.as_bytes()).ok()?);
    stack.id = artifact.path().to_owned();
    stack.path = artifact.path().to_owned();
    stack.is_named = true;
    stack.account = artifact.account().map(str::to_owned);
    stack.region = artifact.region().map(str::to_owned);
    stack.file = format!("cdk.out/{}", artifact.file_name(TemplateFormat::Json));
    stack.text = text.to_owned();
    let mut paths = assembly.construct_paths(artifact.name());
    let construct = |(id, _): (&str, _)| {
        let (id, path) = paths.remove_entry(id)?;
        Some((id, SourceConstruct { path, made_at: None }))
    };
    let constructs = stack.resources().filter_map(construct).collect();
    stack.constructs = constructs;
    Some(stack)
}
