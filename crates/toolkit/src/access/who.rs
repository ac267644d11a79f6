//! Words of a command line -> the principals and resources that they mean.

use constructs_access::ask::{AccessQuery, resource_if_deployed_there, resource_text};
use constructs_access::template::{Principal, ResourceId, Stacks};
use constructs_iam::Assumption;
use constructs_iam::PolicyText;
use constructs_lint::check_action;
use constructs_matching::nearest_word;

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

/// The principal of this path; or, where only one has it, of this end of a path, logical id, name, ARN or export.
pub(super) fn principal<'p, 't>(
    aliases: &Aliases,
    word: &str,
    all: &'p [Principal<'t>],
    stacks: &Stacks<'_>,
) -> Result<&'p Principal<'t>, Failure> {
    let word = meant(word, aliases)?;
    if let Some(found) = all.iter().find(|principal| principal.name == word) {
        return Ok(found);
    }
    let exported = match word.starts_with("export ") {
        true => resource_text(word, stacks).map(|text| text.to_string()),
        false => None,
    };
    let path =
        exported.as_deref().map(|text| text.trim_matches(['<', '>']).trim_end_matches(" (name)"));
    let is_meant = |principal: &&Principal<'_>| {
        let own = principal.id.and_then(|id| stacks.name(id).map(|name| (id, name)));
        is_end(&principal.name, word)
            || path == Some(principal.name.as_str())
            || principal.id.is_some_and(|id| id.id == word)
            || own.is_some_and(|(id, name)| name == word || is_arn_of(word, name, stacks.kind(id)))
    };
    let found: Vec<&Principal<'_>> = all.iter().filter(is_meant).collect();
    match found.as_slice() {
        [only] => Ok(*only),
        [one, other, ..] => Err(several(word, &one.name, &other.name)),
        [] => {
            let names = all.iter().filter_map(|one| stacks.name(one.id?));
            let paths = all.iter().map(|one| one.name.as_str());
            let ids = all.iter().filter_map(|one| one.id.map(|id| id.id));
            Err(Failure::Usage {
                problem: format!("there is nobody called `{word}`"),
                help: suggestion(word, paths, names.chain(ids)),
            })
        }
    }
}

/// `dev/Iam/Role` for `Iam/Role`, and for `Role`.
fn is_end(path: &str, word: &str) -> bool {
    path.strip_suffix(word).is_some_and(|start| start.ends_with(['/', '.']))
        || path.strip_suffix("/Resource").is_some_and(|path| {
            path == word || path.strip_suffix(word).is_some_and(|start| start.ends_with('/'))
        })
}

/// Whether a word is the ARN of a role, user or group of this name, in whatever account.
fn is_arn_of(word: &str, name: &str, kind: &str) -> bool {
    let kind = kind.rsplit("::").next().unwrap_or_default().to_ascii_lowercase();
    let resource = word.starts_with("arn:").then(|| word.splitn(6, ':').nth(5)).flatten();
    let rest = resource.and_then(|resource| resource.strip_prefix(&format!("{kind}/")));
    rest.and_then(|rest| rest.rsplit('/').next()) == Some(name)
}

/// The resource of this path, logical id, name, export or ARN; and the assumption that it relies on.
pub(super) fn resource(
    aliases: &Aliases,
    word: &str,
    stacks: &Stacks<'_>,
) -> Result<(PolicyText, Option<Assumption>), Failure> {
    let word = meant(word, aliases)?;
    if word.starts_with("arn:") && word.split(':').count() < 6 {
        return Err(Failure::Usage {
            problem: format!("`{word}` is not an ARN"),
            help: "write all six parts, `arn:aws:sqs:eu-west-1:111122223333:push`".to_owned(),
        });
    }
    if let Some((text, path)) = resource_if_deployed_there(word, stacks)
        && resource_text(word, stacks).is_some_and(|own| own.as_plain().is_some())
    {
        return Ok((text, Some(Assumption::DeployedThere { resource: path })));
    }
    if let Some(text) = resource_text(word, stacks) {
        return Ok((text, None));
    }
    let is_meant = |id: &ResourceId<'_>| {
        id.id == word || is_end(&stacks.path(*id), word) || stacks.name(*id) == Some(word)
    };
    let found: Vec<String> =
        stacks.resources().map(|(id, _)| id).filter(is_meant).map(|id| stacks.path(id)).collect();
    match found.as_slice() {
        [only] => {
            let text = resource_text(only, stacks).ok_or_else(|| no_resource(word, stacks))?;
            Ok((text, None))
        }
        [one, other, ..] => Err(several(word, one, other)),
        [] => Err(no_resource(word, stacks)),
    }
}

fn no_resource(word: &str, stacks: &Stacks<'_>) -> Failure {
    if let Some(name) = word.strip_prefix("export ") {
        return Failure::Usage {
            problem: format!("nothing is exported as `{name}`"),
            help: suggestion(name, stacks.export_names(), std::iter::empty()),
        };
    }
    let names = stacks.resources().filter_map(|(id, _)| stacks.name(id));
    let ids = stacks.resources().map(|(id, _)| id.id);
    Failure::Usage {
        problem: format!("there is no resource `{word}`"),
        help: suggestion(word, stacks.paths(), names.chain(ids)),
    }
}

/// The nearest of what is known, by its whole, its end or another name.
fn suggestion<'k>(
    word: &str,
    paths: impl Iterator<Item = &'k str>,
    others: impl Iterator<Item = &'k str>,
) -> String {
    let paths: Vec<&str> = paths.collect();
    let short = paths.iter().filter_map(|path| path.strip_suffix("/Resource"));
    let whole: Vec<&str> = paths.iter().copied().chain(short).collect();
    let ends = whole
        .iter()
        .flat_map(|path| path.match_indices(['/', '.']).filter_map(|(at, _)| path.get(at + 1..)));
    let known: Vec<&str> = whole.iter().copied().chain(others).chain(ends).collect();
    match nearest_word(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if paths.is_empty() => "these templates declare none".to_owned(),
        None => {
            let first: Vec<&str> = paths.into_iter().take(12).collect();
            let listed = first.join(", ");
            format!(
                "name one by its path, logical id, name, ARN or `export NAME`, such as: {listed}"
            )
        }
    }
}

/// Checks an action, perhaps with wildcards. Returns an assumption where the facts can't tell whether it exists.
pub(super) fn action(word: &str) -> Result<Option<Assumption>, Failure> {
    match check_action(word) {
        Ok(doubt) => Ok(doubt.map(|doubt| {
            let (action, doubt) = (word.to_owned(), Some(doubt));
            Assumption::ActionExists { action, doubt }
        })),
        Err(finding) => {
            Err(Failure::Usage { problem: finding.message, help: finding.help.unwrap_or_default() })
        }
    }
}

/// What an answer about an action of KMS assumes of the policy of a key that is not in the templates.
pub(super) fn key_assumption(query: &AccessQuery, stacks: &Stacks<'_>) -> Option<Assumption> {
    let is_of_kms = query.action.to_ascii_lowercase().starts_with("kms:");
    let mut keys = stacks
        .resources()
        .map(|(id, _)| id)
        .filter(|id| matches!(stacks.kind(*id), "AWS::KMS::Key" | "AWS::KMS::ReplicaKey"));
    let is_own = |id| resource_text(&stacks.path(id), stacks).as_ref() == Some(&query.resource);
    (is_of_kms && !keys.any(is_own)).then_some(Assumption::KeyPolicyDelegates)
}
