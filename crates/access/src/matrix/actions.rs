//! Expands the action sets of a permission matrix, and checks that each action exists.

use std::collections::BTreeSet;

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_document::Mark;
use constructs_iam_facts::{ActionLookup, suggest_action};

use super::codes::{UNKNOWN_ACTION, UNKNOWN_NAME};
use super::permission_matrix::PermissionMatrix;
use super::reader::suggest_name;

/// The most sets inside each other.
const MAX_SET_DEPTH: usize = 8;

impl PermissionMatrix {
    /// Adds the actions of the set `word`, or the action `word` itself.
    pub(crate) fn add_actions(
        &self,
        word: &str,
        column: &str,
        mark: Mark,
        actions: &mut Vec<String>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut todo = vec![(word, column, mark, 0_usize)];
        let mut seen = BTreeSet::new();
        while let Some((name, column, mark, depth)) = todo.pop() {
            // A set that several other sets name is expanded once.
            if !seen.insert((name, column)) {
                continue;
            }
            let set = self.set(name, column).filter(|_| depth < MAX_SET_DEPTH);
            let Some(set) = set else {
                self.add_action(name, mark, actions, diagnostics);
                continue;
            };
            // The set of one column may contain the set of the same name for all columns.
            let is_own = set.name.text != name;
            todo.extend(set.value.iter().rev().map(|member| {
                let column = if is_own && member.text == name { "" } else { column };
                (member.text.as_str(), column, member.mark, depth + 1)
            }));
        }
    }

    fn add_action(
        &self,
        name: &str,
        mark: Mark,
        actions: &mut Vec<String>,
        diagnostics: &mut Diagnostics,
    ) {
        if !name.contains(':') {
            let known: Vec<&str> = self.sets.iter().map(|set| set.name.text.as_str()).collect();
            let message = format!("there is no action set `{name}`");
            let place = self.place(mark, "");
            let help = suggest_name(name, &known);
            diagnostics.push(Diagnostic::error(UNKNOWN_NAME, message).at(place).help(help));
            return;
        }
        if let Some(help) = suggest_spelling(name) {
            let message = format!("there is no action `{name}`");
            let place = self.place(mark, "");
            diagnostics.push(Diagnostic::error(UNKNOWN_ACTION, message).at(place).help(help));
        }
        if !actions.iter().any(|action| action.eq_ignore_ascii_case(name)) {
            actions.push(name.to_owned());
        }
    }
}

/// Suggests a replacement for an action that does not exist.
fn suggest_spelling(action: &str) -> Option<String> {
    Some(match suggest_action(action) {
        ActionLookup::Action
        | ActionLookup::Spelled(_)
        | ActionLookup::Pattern
        | ActionLookup::Elsewhere => return None,
        ActionLookup::Operation(allowed_by) => {
            format!("it is an operation that `{}` allows", allowed_by.join("`, `"))
        }
        ActionLookup::EmptyPattern(Some(near)) | ActionLookup::UnknownAction(Some(near)) => {
            format!("did you mean `{near}`?")
        }
        ActionLookup::UnknownService(Some(near)) => format!("did you mean the service `{near}`?"),
        _ => "write `service:Action` as AWS spells it".to_owned(),
    })
}
