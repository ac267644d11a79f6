//! Looks up the codes of the registry by any of their names, and has an example for each code that `validate` reports on a
//! template.

mod example;
mod examples;
#[cfg(test)]
mod tests;

use constructs::Code;
use constructs::diagnostic::CodeInfo;
use constructs_matching::nearest_word;

pub(crate) use example::{Example, Side};
use examples::EXAMPLES;

use crate::codes::REGISTRY;
use crate::failure::Failure;

/// All codes, sorted.
fn all() -> Vec<&'static CodeInfo> {
    let parts = REGISTRY.iter().flat_map(|(_, parts)| *parts).copied();
    let mut all: Vec<&CodeInfo> = parts.flatten().collect();
    all.sort_by_key(|info| info.code);
    all
}

/// The documentation of a code that a text names.
pub(crate) fn find(code: &str) -> Option<&'static CodeInfo> {
    all().into_iter().find(|info| info.code.as_str() == code)
}

/// The codes that a name means: a code, a retired code, or the id of a rule of cfn-lint or cdk-nag. An unknown name is an
/// error with the nearest known one.
pub(crate) fn find_by_name(name: &str) -> Result<Vec<&'static CodeInfo>, Failure> {
    find_where(name, |known| known.eq_ignore_ascii_case(name))
}

/// The codes that a name or the beginning of a name means. An unknown one is an error with the nearest known name.
pub(crate) fn find_by_prefix(prefix: &str) -> Result<Vec<Code>, Failure> {
    let starts = |known: &str| {
        known.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    Ok(find_where(prefix, starts)?.into_iter().map(|info| info.code).collect())
}

/// The example of a code.
pub(crate) fn example(code: Code) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.is_of(code))
}

fn find_where(
    name: &str,
    is_match: impl Fn(&str) -> bool,
) -> Result<Vec<&'static CodeInfo>, Failure> {
    let mut found = all();
    found.retain(|info| !name.is_empty() && names(info).any(&is_match));
    if found.is_empty() { Err(unknown(name)) } else { Ok(found) }
}

/// The code, its retired codes, and the ids of the equivalent rules of other tools.
fn names(info: &CodeInfo) -> impl Iterator<Item = &'static str> {
    let others = [info.formerly, info.cfn_lint, info.cdk_nag];
    std::iter::once(info.code.as_str()).chain(others.into_iter().flatten().copied())
}

fn unknown(name: &str) -> Failure {
    let nearest = all().into_iter().flat_map(names).collect::<Vec<_>>();
    let help = match nearest_word(&name.to_ascii_uppercase(), nearest) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => {
            "docs/diagnostics.md lists all codes, with the equivalent rules of cfn-lint and cdk-nag"
                .to_owned()
        }
    };
    Failure::Usage { problem: format!("no code or rule is named `{name}`"), help }
}
