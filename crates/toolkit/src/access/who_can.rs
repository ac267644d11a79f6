//! `access who-can`: everybody in the templates who can do something, or might.

use std::fmt::Write;

use constructs_analysis::access::ask::{Answered, Asked, who_can};
use constructs_analysis::access::prove::request;
use constructs_analysis::access::template::{Estate, StackTemplate, principals};

use super::arguments::WhoCanOptions;
use super::{output, who};
use crate::failure::Failure;

pub(super) fn run(
    stacks: &[StackTemplate],
    aliases: &who::Aliases,
    options: &WhoCanOptions,
) -> Result<(), Failure> {
    let estate = Estate::new(stacks);
    let all = principals(&estate);
    let (resource, deployed) = who::resource(aliases, &options.resource, &estate)?;
    let asked =
        Asked { action: who::action(&options.action)?.to_owned(), resource, context: Vec::new() };
    let mut text = String::new();
    for (principal, answer) in who_can(&all, &asked) {
        let name = &principal.name;
        let _ = match answer {
            Answered::Yes => writeln!(text, "{name}"),
            Answered::Sometimes(with, _) => {
                writeln!(text, "{name}, in some requests: {}", request(&with))
            }
            Answered::Undecided(reason) => writeln!(text, "{name}, perhaps: {reason}"),
            Answered::No => Ok(()),
        };
    }
    if text.is_empty() {
        text = format!(
            "nobody in these templates can do `{}` on `{}`\n",
            asked.action, asked.resource
        );
    }
    if let Some(assumption) = deployed {
        let _ = writeln!(text, "assumed: {assumption}");
    }
    output::print(&text)
}
