//! The stacks of a synthesized assembly, as the checks and the access questions read them.

use std::collections::BTreeMap;

use constructs::Assembly;
use constructs::assembly::StackArtifact;
use constructs::diagnostic::{Place, Severity};
use constructs::{Diagnostic, Diagnostics};
use constructs_access::template::{StackTemplate, section};
use constructs_document::Node;
use constructs_schema::check_template;

/// Checks the templates of an assembly against the schemas, and the policies in them against IAM's facts.
///
/// Each diagnostic has the construct's path and the Rust line. In a stack that was adopted, mistakes are warnings.
#[must_use]
pub fn check(assembly: &Assembly) -> Diagnostics {
    assembly.stacks().flat_map(|stack| check_stack(assembly, stack)).collect()
}

fn check_stack(assembly: &Assembly, stack: &StackArtifact) -> Vec<Diagnostic> {
    // The writer reports a template that is too large to read.
    let Ok(template) = constructs_yaml::read(stack.template().as_bytes()) else {
        return Vec::new();
    };
    let schema = check_template(template.root());
    let schema = schema.into_iter().map(|diagnostic| placed(assembly, stack, diagnostic));
    let policies = constructs_lint::check(template.root());
    let policies = policies.into_iter().map(|diagnostic| located(assembly, stack, diagnostic));
    let mut found: Vec<Diagnostic> = schema.chain(policies).collect();
    if stack.is_adopted() {
        found.iter_mut().for_each(|diagnostic| {
            diagnostic.severity = diagnostic.severity.max(Severity::Warning)
        });
    }
    found
}

fn placed(assembly: &Assembly, stack: &StackArtifact, diagnostic: Diagnostic) -> Diagnostic {
    let resource = diagnostic.place.resource();
    let place = resource.and_then(|(id, pointer)| assembly.place(stack.name(), &id, &pointer));
    let place = place.or_else(|| {
        let pointer = diagnostic.place.pointer.as_deref().unwrap_or_default();
        let stack = assembly.stack_place(stack.name())?;
        Some(stack.property(pointer.trim_start_matches('/')))
    });
    diagnostic.at(place.unwrap_or_default())
}

fn located(assembly: &Assembly, stack: &StackArtifact, diagnostic: Diagnostic) -> Diagnostic {
    let Place { logical_id: Some(id), property: Some(property), .. } = &diagnostic.place else {
        return diagnostic;
    };
    match assembly.place(stack.name(), id, &format!("/{property}")) {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}

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
