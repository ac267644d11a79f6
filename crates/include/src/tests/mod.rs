//! Includes templates: the result is the same template, its references are followed, and mistakes are reported.

mod documents;
mod same;
mod uses;

use constructs::{App, Assembly, Diagnostics, Scope, Stack};
use serde_json::Value as Json;

use super::{Include, Included};

/// A stack of its own for a template.
fn included(text: &str, then: impl FnOnce(Scope<'_>, Included)) -> Result<Assembly, Diagnostics> {
    included_in(Stack::named("stack"), text, then)
}

fn included_in(
    stack: Stack,
    text: &str,
    then: impl FnOnce(Scope<'_>, Included),
) -> Result<Assembly, Diagnostics> {
    let app = App::new();
    let stack = app.stack("Stack", stack);
    let legacy = stack.add("Legacy", Include::template(text));
    then(stack, legacy);
    app.synth()
}

fn template(assembly: &Assembly, stack: &str) -> Json {
    serde_json::from_str(assembly.stack(stack).expect("a stack").template()).expect("JSON")
}
