//! The words of an answer that depends on values of the deployment.

use constructs_access::ask::Dependence;

/// What an answer depends on: `depends on <iam.Env> = prod: no where …; yes where …`.
pub(super) fn dependence(dependence: &Dependence) -> String {
    let mut on = dependence.on.clone();
    on.dedup();
    let more = on.len().saturating_sub(MAX_NAMES);
    on.truncate(MAX_NAMES);
    let names: Vec<String> = on.iter().map(|name| quote(name)).collect();
    let mut text = format!("depends on {}", names.join(", "));
    if more > 0 {
        text += &format!(" and {more} more");
    }
    let cases: Vec<String> =
        dependence.cases.iter().map(|(case, answer)| format!("{answer} where {case}")).collect();
    if !cases.is_empty() {
        text += &format!(": {}", cases.join("; "));
    }
    text
}

/// The most names of values in one answer.
const MAX_NAMES: usize = 5;

fn quote(name: &str) -> String {
    if name.contains('`') { name.to_owned() } else { format!("`{name}`") }
}
