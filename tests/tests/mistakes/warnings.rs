//! What is reported and stops nothing.

use constructs::codes;
use constructs::prelude::*;
use constructs::{Resource, diagnostic::Severity};

use crate::support::{filler, synthesized};

#[test]
fn a_template_too_large_to_send_is_a_warning() {
    let assembly = synthesized(|app| {
        let stack = app.stack("Stack", Stack::named("stack"));
        stack.add("Filler", filler().metadata("Note", "x".repeat(51_201)));
    });
    let found: Vec<_> = assembly.warnings().iter().collect();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].severity), (codes::TEMPLATE_SIZE, Severity::Warning));
    assert!(found[0].help.is_some() && found[0].place.primary().is_some());
}
