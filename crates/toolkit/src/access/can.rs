//! `access can`: yes, no, or under which conditions, and the statements that decide.

use std::fmt::Write;

use constructs_analysis::access::Effect;
use constructs_analysis::access::ask::{Answered, Asked, can, deciding};
use constructs_analysis::access::prove::request;
use constructs_analysis::access::template::{Estate, StackTemplate, principals};

use super::arguments::CanOptions;
use super::{output, who};
use crate::failure::Failure;

pub(super) fn run(
    stacks: &[StackTemplate],
    aliases: &who::Aliases,
    options: &CanOptions,
) -> Result<(), Failure> {
    let estate = Estate::new(stacks);
    let all = principals(&estate);
    let principal = who::principal(aliases, &options.principal, &all)?;
    let asked = Asked {
        action: who::action(&options.action)?.to_owned(),
        resource: who::resource(aliases, &options.resource, &estate)?,
        context: context(&options.context)?,
    };
    let what = format!("`{}` on `{}`", asked.action, asked.resource);
    let mut text = match can(principal, &asked) {
        Answered::Yes => format!("yes: `{}` can do {what}\n", principal.name),
        Answered::No => format!("no: nothing lets `{}` do {what}\n", principal.name),
        Answered::Undecided(reason) => {
            format!("not decided whether `{}` can do {what}: {reason}\n", principal.name)
        }
        Answered::Sometimes(with, without) => {
            let mut text =
                format!("sometimes: `{}` can do {what} in some requests\n", principal.name);
            let _ = writeln!(text, "  it can: {}", request(&with));
            if let Some(without) = without {
                let _ = writeln!(text, "  it can't: {}", request(&without));
            }
            text
        }
    };
    for one in deciding(principal, &asked) {
        let verb = if one.statement.effect == Effect::Allow { "allows" } else { "denies" };
        let name = match &one.statement.sid {
            Some(sid) => format!("statement `{sid}`"),
            None => format!("statement {}", one.statement.index),
        };
        let _ = writeln!(text, "  {verb}: {name} of `{}`", one.policy.name);
    }
    for assumption in principal.all_notes().assumptions {
        let _ = writeln!(text, "  assumed: {assumption}");
    }
    output::print(&text)
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
