//! Removes general diagnostics of schemas and policies at the places where a limit reports a particular one.
//!
//! The checks that are named here look at the same values as the limits of templates, whose codes begin with `C`.

use std::collections::BTreeSet;

use constructs::Diagnostic;

/// Codes of schemas.
const OF_SCHEMAS: [&str; 5] = ["F0109", "F0110", "F0111", "F0112", "F0119"];
/// Codes of policies.
const OF_POLICIES: [&str; 3] = ["A0301", "A0304", "A0306"];
/// The start of the codes of the checks of actions.
const OF_ACTIONS: &str = "A01";
/// The code of a policy's list; the limit is at the value that has the list.
const OF_LISTS: &str = "A0305";

/// Removes the diagnostics of the other checks at the places of limits.
pub(super) fn remove_general(found: &mut Vec<Diagnostic>) {
    let of_limits = found.iter().filter(|one| one.code.as_str().starts_with('C'));
    let limited: BTreeSet<(usize, String)> = of_limits.filter_map(place).map(owned).collect();
    let is_limited = |place: (usize, &str)| limited.contains(&owned(place));
    found.retain(|one| {
        let (Some(place), code) = (place(one), one.code.as_str()) else { return true };
        let is_general = OF_SCHEMAS.contains(&code)
            || OF_POLICIES.contains(&code)
            || code.starts_with(OF_ACTIONS)
            || code == OF_LISTS;
        let holder = holder(place).filter(|_| code == OF_LISTS);
        !(is_general && (is_limited(place) || holder.is_some_and(is_limited)))
    });
}

/// The template and the pointer of a diagnostic.
fn place(diagnostic: &Diagnostic) -> Option<(usize, &str)> {
    let pointer = diagnostic.place.pointer.as_deref().unwrap_or_default();
    diagnostic.place.template.map(|template| (template, pointer))
}

fn owned((template, pointer): (usize, &str)) -> (usize, String) {
    (template, pointer.to_owned())
}

/// What has the value at a place.
fn holder((template, pointer): (usize, &str)) -> Option<(usize, &str)> {
    pointer.rsplit_once('/').map(|(holder, _)| (template, holder))
}
