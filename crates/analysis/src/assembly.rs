//! An assembly -> findings in its templates, each at the construct and the Rust line that made it.

use constructs::Assembly;
use constructs::assembly::StackArtifact;
use constructs::diagnostic::Severity;
use constructs::{Diagnostic, Diagnostics};

use crate::check::check_template;
use crate::iam;

/// What the facts say against the templates of an assembly, and IAM's against the policies in them.
///
/// Constructs with generated types can hardly be wrong in what these checks look at; what was set with `raw`, comes from another
/// template or is known at synthesis only can. In a stack that was adopted mistakes are warnings.
#[must_use]
pub fn check(assembly: &Assembly) -> Diagnostics {
    assembly.stacks().flat_map(|stack| check_stack(assembly, stack)).collect()
}

fn check_stack(assembly: &Assembly, stack: &StackArtifact) -> Vec<Diagnostic> {
    // A template that is too large to read is reported by who writes it.
    let Ok(template) = constructs_template::read(stack.template().as_bytes()) else {
        return Vec::new();
    };
    let findings = check_template(template.root());
    let schema = findings.into_iter().map(|finding| placed(assembly, stack, finding));
    let iam = iam::check_stack(assembly, stack.name(), template.root());
    let mut found: Vec<Diagnostic> = schema.chain(iam).collect();
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
