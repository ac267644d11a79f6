//! `access can`: yes, no, or under which conditions, and the statements that decide.

use constructs::Assembly;
use constructs::diagnostic::escape::push_line;
use constructs_access::ask::{
    AccessAnswer, AccessQuery, RelevantStatement, can, find_unread, programs_elsewhere,
    relevant_statements,
};
use constructs_access::prove::describe_request;
use constructs_access::template::{Stack, Stacks, principals};
use constructs_iam::Assumption;
use constructs_iam::Effect;

use super::arguments::CanOptions;
use super::{output, who};
use crate::failure::Failure;
use crate::output::print;

pub(super) fn run(
    stacks: &[Stack],
    aliases: &who::Aliases,
    assembly: Option<&Assembly>,
    options: &CanOptions,
) -> Result<(), Failure> {
    print(&answer(stacks, aliases, assembly, options)?)
}

/// The answer with its reasons and assumptions.
pub(super) fn answer(
    stacks: &[Stack],
    aliases: &who::Aliases,
    assembly: Option<&Assembly>,
    options: &CanOptions,
) -> Result<String, Failure> {
    let stacks = Stacks::new(stacks);
    let all = principals(&stacks);
    let principal = who::principal(aliases, &options.principal, &all, &stacks)?;
    let (resource, deployed) = who::resource(aliases, &options.resource, &stacks)?;
    let doubt = who::action(&options.action)?;
    let query = AccessQuery {
        action: options.action.clone(),
        resource,
        context: context(&options.context)?,
    };
    let what = format!("`{}` on `{}`", query.action, query.resource);
    let answer = can(principal, &query, &stacks);
    let is_open = !matches!(answer, AccessAnswer::No | AccessAnswer::Undecided(_));
    let unread = find_unread(&stacks, &query.action).filter(|_| is_open);
    let unread = unread.map(|unread| Assumption::UnreadDeniesNothing { unread });
    let name = &principal.name;
    let mut text = String::new();
    let mut line = |line: std::fmt::Arguments<'_>| push_line(&mut text, line);
    match answer {
        AccessAnswer::Yes => line(format_args!("yes: `{name}` can do {what}")),
        AccessAnswer::No => line(format_args!("no: nothing lets `{name}` do {what}")),
        AccessAnswer::Depends(dependence) => {
            let on = output::dependence(&dependence);
            line(format_args!("depends: whether `{name}` can do {what} {on}"));
        }
        AccessAnswer::Undecided(reason) => {
            line(format_args!("undecided: whether `{name}` can do {what}: {reason}"));
        }
        AccessAnswer::Sometimes(with, without) => {
            line(format_args!("sometimes: `{name}` can do {what} in some requests"));
            line(format_args!("  it can: {}", describe_request(&with)));
            if let Some(without) = without {
                line(format_args!("  it can't: {}", describe_request(&without)));
            }
        }
    }
    for one in relevant_statements(principal, &query) {
        let verb = if one.statement.effect == Effect::Allow { "allows" } else { "denies" };
        let name = match &one.statement.sid {
            Some(sid) => format!("statement `{sid}`"),
            None => format!("statement {}", one.statement.index),
        };
        let place = place(&stacks, assembly, &one).map(|place| format!(" ({place})"));
        let place = place.unwrap_or_default();
        line(format_args!("  {verb}: {name} of `{}`{place}", one.policy.name));
    }
    let key = who::key_assumption(&query, &stacks);
    let own = [doubt, deployed, key, unread, principal.existence().filter(|_| is_open)];
    let assumptions = principal.all_notes().assumptions;
    let programs = programs_elsewhere(&stacks);
    for assumption in own.into_iter().flatten().chain(assumptions).chain(programs) {
        line(format_args!("  assumed: {assumption}"));
    }
    Ok(text)
}

/// The Rust line of a statement, or its line in the template.
fn place(
    stacks: &Stacks<'_>,
    assembly: Option<&Assembly>,
    one: &RelevantStatement<'_, '_>,
) -> Option<String> {
    let id = one.policy.id?;
    let stack = stacks.get(id.stack)?;
    let pointer = format!("{}/Statement/{}", one.policy.pointer, one.statement.index);
    let origin = assembly.and_then(|assembly| assembly.place(&stack.name, id.id, &pointer));
    let line = origin.and_then(|place| place.origins.first().map(|origin| origin.location));
    if let Some(line) = line {
        return Some(format!("{}:{}", line.file(), line.line()));
    }
    if assembly.is_some() {
        return None; // The template may not be on disk.
    }
    let mark = stacks.statement_mark(id, &one.policy.pointer, one.statement.index)?;
    Some(format!("{}:{}", stack.file, mark.line))
}

/// `key=value` pairs; a key that is there twice has both values.
fn context(pairs: &[String]) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let mut context: Vec<(String, Vec<String>)> = Vec::new();
    for pair in pairs {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(Failure::Usage {
                problem: format!("`--context {pair}` has no value"),
                help: "write `--context aws:SourceIp=10.0.0.1`".to_owned(),
            });
        };
        match context.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(key)) {
            Some((_, values)) => values.push(value.to_owned()),
            None => context.push((key.to_owned(), vec![value.to_owned()])),
        }
    }
    Ok(context)
}
