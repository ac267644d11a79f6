//! Words of a command line -> the principals and resources that they mean.

use constructs::diagnostic::nearest;
use constructs_analysis::access::Text;
use constructs_analysis::access::ask::resource_text;
use constructs_analysis::access::template::{Estate, Principal};

use crate::failure::Failure;

/// Names that people have for paths, such as the columns of a matrix.
pub(super) type Aliases = [(String, String)];

/// The path behind a name; the name itself where it has none.
fn meant<'w>(word: &'w str, aliases: &'w Aliases) -> Result<&'w str, Failure> {
    let mut paths = aliases.iter().filter(|(name, _)| name == word).map(|(_, path)| path.as_str());
    match (paths.next(), paths.next()) {
        (Some(one), Some(other)) => Err(several(word, one, other)),
        (only, _) => Ok(only.unwrap_or(word)),
    }
}

fn several(word: &str, one: &str, other: &str) -> Failure {
    Failure::Usage {
        problem: format!("`{word}` may be `{one}` or `{other}`"),
        help: "write the whole path, or name an environment with `--env`".to_owned(),
    }
}

/// The principal of this path, or, where only one has it, of this end of a path.
pub(super) fn principal<'p, 't>(
    aliases: &Aliases,
    word: &str,
    all: &'p [Principal<'t>],
) -> Result<&'p Principal<'t>, Failure> {
    let word = meant(word, aliases)?;
    if let Some(found) = all.iter().find(|principal| principal.name == word) {
        return Ok(found);
    }
    let is_end =
        |name: &str| name.strip_suffix(word).is_some_and(|start| start.ends_with(['/', '.']));
    let mut found = all.iter().filter(|principal| {
        is_end(&principal.name) || principal.id.is_some_and(|id| id.id == word)
    });
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (Some(one), Some(other)) => Err(several(word, &one.name, &other.name)),
        _ => Err(Failure::Usage {
            problem: format!("there is nobody called `{word}`"),
            help: suggestion(word, all.iter().map(|principal| principal.name.as_str())),
        }),
    }
}

/// The resource of this path, logical id or ARN.
pub(super) fn resource(
    aliases: &Aliases,
    word: &str,
    estate: &Estate<'_>,
) -> Result<Text, Failure> {
    let word = meant(word, aliases)?;
    if let Some(text) = resource_text(word, estate) {
        return Ok(text);
    }
    let ends = estate
        .paths()
        .filter(|path| path.strip_suffix(word).is_some_and(|start| start.ends_with('/')));
    let ends: Vec<&str> = ends.collect();
    match ends.as_slice() {
        [only] => resource_text(only, estate).ok_or_else(|| no_resource(word, estate)),
        [one, other, ..] => Err(several(word, one, other)),
        [] => Err(no_resource(word, estate)),
    }
}

fn no_resource(word: &str, estate: &Estate<'_>) -> Failure {
    Failure::Usage {
        problem: format!("there is no resource `{word}`"),
        help: suggestion(word, estate.paths()),
    }
}

fn suggestion<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> String {
    let known: Vec<&str> = known.collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let first: Vec<&str> = known.into_iter().take(12).collect();
            format!(
                "name one by its path, its logical id or its ARN, such as: {}",
                first.join(", ")
            )
        }
    }
}

/// Whether a word is an action, perhaps with wildcards.
pub(super) fn action(word: &str) -> Result<&str, Failure> {
    if word.contains(':') || word == "*" {
        return Ok(word);
    }
    Err(Failure::Usage {
        problem: format!("`{word}` is no action"),
        help: "write it like `sqs:SendMessage`".to_owned(),
    })
}
