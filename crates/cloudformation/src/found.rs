//! Puts the diagnostics of a template in order.

use constructs_diagnostics::pointer;
use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_document::Node;

/// The diagnostics in the order of the template's text, each once. An error on what a macro of the template can rewrite is a
/// warning.
pub fn in_order(mut found: Vec<Diagnostic>, root: &Node) -> Diagnostics {
    found.sort_by(|one, other| {
        let key = |one: &Diagnostic| (one.place.position, one.code);
        key(one)
            .cmp(&key(other))
            .then_with(|| one.place.pointer.cmp(&other.place.pointer))
            .then_with(|| one.message.cmp(&other.message))
    });
    found.dedup();
    found.iter_mut().for_each(|one| soften(one, root));
    found.into_iter().collect()
}

/// Turns an error on what a macro of the template can rewrite into a warning.
pub fn soften(diagnostic: &mut Diagnostic, root: &Node) {
    let keys: Vec<String> =
        diagnostic.place.pointer.iter().flat_map(|at| pointer::keys(at)).collect();
    let path = keys.iter().map(String::as_str);
    crate::soften(root, path, &mut diagnostic.severity, &mut diagnostic.message);
}
