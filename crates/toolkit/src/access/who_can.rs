//! `access who-can`: everybody in the templates who can do something, or might.

use std::collections::BTreeSet;

use constructs::diagnostic::escape::push_line;
use constructs_access::ask::{AccessAnswer, AccessQuery, find_unread, programs_elsewhere, who_can};
use constructs_access::prove::describe_request;
use constructs_access::template::{Stack, Stacks, callers, holders, principals, unread_assignment};
use constructs_iam::Assumption;

use super::arguments::WhoCanOptions;
use super::{output, who};
use crate::failure::Failure;
use crate::output::print;

pub(super) fn run(
    stacks: &[Stack],
    aliases: &who::Aliases,
    options: &WhoCanOptions,
) -> Result<(), Failure> {
    print(&answer(stacks, aliases, options)?)
}

/// The answer with its assumptions.
pub(super) fn answer(
    stacks: &[Stack],
    aliases: &who::Aliases,
    options: &WhoCanOptions,
) -> Result<String, Failure> {
    let stacks = Stacks::new(stacks);
    let mut all = principals(&stacks);
    all.extend(holders(&stacks, &all));
    let (resource, deployed) = who::resource(aliases, &options.resource, &stacks)?;
    let doubt = who::action(&options.action)?;
    let query = AccessQuery { action: options.action.clone(), resource, context: Vec::new() };
    let mut text = String::new();
    let others = callers(&stacks, &all);
    let answers = who_can(&all, &query, &stacks);
    let mut own = vec![doubt, deployed, who::key_assumption(&query, &stacks)];
    for (principal, answer) in answers.into_iter().chain(who_can(&others, &query, &stacks)) {
        let name = &principal.name;
        let can = !matches!(answer, AccessAnswer::No);
        own.push(principal.existence().filter(|_| can));
        match answer {
            AccessAnswer::Yes => push_line(&mut text, format_args!("{name}")),
            AccessAnswer::Sometimes(with, _) => {
                let with = describe_request(&with);
                push_line(&mut text, format_args!("{name}, in some requests: {with}"));
            }
            AccessAnswer::Depends(dependence) => {
                let on = output::dependence(&dependence);
                push_line(&mut text, format_args!("{name}, {on}"));
            }
            AccessAnswer::Undecided(reason) => {
                push_line(&mut text, format_args!("{name}, undecided: {reason}"));
            }
            AccessAnswer::No => {}
        }
    }
    let unread = find_unread(&stacks, &query.action).or_else(|| unread_assignment(&stacks));
    if let Some(reason) = unread {
        push_line(&mut text, format_args!("undecided whether anybody else can: {reason}"));
    }
    if text.is_empty() {
        let (action, resource) = (&query.action, &query.resource);
        push_line(
            &mut text,
            format_args!("nobody in these templates can do `{action}` on `{resource}`"),
        );
    }
    let notes = all.iter().flat_map(|principal| principal.all_notes().assumptions);
    let notes = notes.chain(programs_elsewhere(&stacks));
    let assumptions: BTreeSet<Assumption> = notes.chain(own.into_iter().flatten()).collect();
    for assumption in assumptions {
        push_line(&mut text, format_args!("assumed: {assumption}"));
    }
    Ok(text)
}
