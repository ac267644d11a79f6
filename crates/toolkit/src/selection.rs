//! Names on the command line: known ones, or the nearest.

use constructs::Assembly;
use constructs::assembly::StackArtifact;
use constructs::diagnostic::nearest;

use crate::failure::Failure;

/// Fails where `name` is none of `known`.
pub(crate) fn check<'k>(
    noun: &str,
    name: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Result<(), Failure> {
    if known.clone().any(|known| known == name) {
        return Ok(());
    }
    let help = match nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.collect::<Vec<_>>().join(", ")),
    };
    Err(Failure::Usage { problem: format!("there is no {noun} `{name}`"), help })
}

/// The assembly with these stacks, by name or path, and those that they need.
pub(crate) fn stacks(assembly: Assembly, names: &[String]) -> Result<Assembly, Failure> {
    if names.is_empty() {
        return Ok(assembly);
    }
    for name in names {
        let known = assembly.stacks().flat_map(|stack| [stack.name(), stack.path()]);
        check("stack", name, known.collect::<Vec<_>>().into_iter())?;
    }
    let is_named = |stack: &StackArtifact| {
        names.iter().any(|name| name == stack.name() || name == stack.path())
    };
    Ok(assembly.select(is_named))
}
