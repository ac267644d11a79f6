//! `access who-can`: everybody in the templates who can do something, or might.

use std::collections::BTreeSet;
use std::fmt::Write;

use constructs_analysis::access::Assumption;
use constructs_analysis::access::ask::{
    AccessAnswer, AccessQuery, not_read, programs_elsewhere, who_can,
};
use constructs_analysis::access::prove::request;
use constructs_analysis::access::template::{Estate, StackTemplate, callers, principals};

use super::arguments::WhoCanOptions;
use super::{output, who};
use crate::failure::Failure;

pub(super) fn run(
    stacks: &[StackTemplate],
    aliases: &who::Aliases,
    options: &WhoCanOptions,
) -> Result<(), Failure> {
    output::print(&answer(stacks, aliases, options)?)
}

/// The answer with its assumptions.
pub(super) fn answer(
    stacks: &[StackTemplate],
    aliases: &who::Aliases,
    options: &WhoCanOptions,
) -> Result<String, Failure> {
    let estate = Estate::new(stacks);
    let all = principals(&estate);
    let (resource, deployed) = who::resource(aliases, &options.resource, &estate)?;
    let doubt = who::action(&options.action)?;
    let query = AccessQuery { action: options.action.clone(), resource, context: Vec::new() };
    let mut text = String::new();
    let others = callers(&estate, &all);
    let answers = who_can(&all, &query, &estate);
    for (principal, answer) in answers.into_iter().chain(who_can(&others, &query, &estate)) {
        let name = &principal.name;
        let _ = match answer {
            AccessAnswer::Yes => writeln!(text, "{name}"),
            AccessAnswer::Sometimes(with, _) => {
                writeln!(text, "{name}, in some requests: {}", request(&with))
            }
            AccessAnswer::Depends(dependence) => {
                writeln!(text, "{name}, {}", output::dependence(&dependence))
            }
            AccessAnswer::Undecided(reason) => writeln!(text, "{name}, undecided: {reason}"),
            AccessAnswer::No => Ok(()),
        };
    }
    if let Some(reason) = not_read(&estate, &query.action) {
        let _ = writeln!(text, "undecided whether anybody else can: {reason}");
    }
    if text.is_empty() {
        text = format!(
            "nobody in these templates can do `{}` on `{}`\n",
            query.action, query.resource
        );
    }
    let notes = all.iter().flat_map(|principal| principal.all_notes().assumptions);
    let notes = notes.chain(programs_elsewhere(&estate));
    let own = [doubt, deployed, who::key_assumption(&query, &estate)];
    let assumptions: BTreeSet<Assumption> = notes.chain(own.into_iter().flatten()).collect();
    for assumption in assumptions {
        let _ = writeln!(text, "assumed: {assumption}");
    }
    Ok(text)
}
