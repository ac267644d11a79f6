//! Selects stacks by the words of a command line: names, paths, the scopes above them, and patterns.

use constructs::Assembly;
use constructs::assembly::StackArtifact;
use constructs_matching::nearest_word;
use glob::{MatchOptions, Pattern};

use crate::failure::Failure;

/// The most names that a help lists.
const MAX_LISTED: usize = 12;

/// `*` does not match a `/`; `**` does.
const OPTIONS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

/// Fails if `name` is not one of `known`.
pub(crate) fn check<'k>(
    noun: &str,
    name: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Result<(), Failure> {
    if known.clone().any(|known| known == name) {
        return Ok(());
    }
    Err(unknown(noun, name, known.clone(), known))
}

/// The assembly with the stacks that the words select, and those that they need. Without words it is left whole.
pub(crate) fn stacks(assembly: Assembly, words: &[String]) -> Result<Assembly, Failure> {
    if words.is_empty() {
        return Ok(assembly);
    }
    let selectors: Vec<Selector<'_>> =
        words.iter().map(|word| Selector::parse(word)).collect::<Result<_, _>>()?;
    for selector in &selectors {
        if !assembly.stacks().any(|stack| selector.matches(stack)) {
            return Err(no_stack(selector.word, &assembly));
        }
    }
    Ok(assembly.select(|stack| selectors.iter().any(|selector| selector.matches(stack))))
}

/// A word that selects stacks.
struct Selector<'w> {
    word: &'w str,
    pattern: Option<Pattern>,
}

impl<'w> Selector<'w> {
    fn parse(word: &'w str) -> Result<Self, Failure> {
        if !word.contains(['*', '?', '[']) {
            return Ok(Self { word, pattern: None });
        }
        let pattern = Pattern::new(word).map_err(|error| Failure::Usage {
            problem: format!("`{word}` is not a pattern: {}", error.msg),
            help: "write a pattern like `dev/*`, `**/Iam` or `chat-*-iam`".to_owned(),
        })?;
        Ok(Self { word, pattern: Some(pattern) })
    }

    /// A name, a path, a scope above the stack, or a pattern of a name or path.
    fn matches(&self, stack: &StackArtifact) -> bool {
        let (name, path) = (stack.name(), stack.path());
        if let Some(pattern) = &self.pattern {
            return [name, path].iter().any(|text| pattern.matches_with(text, OPTIONS));
        }
        let is_below = || path.strip_prefix(self.word).is_some_and(|rest| rest.starts_with('/'));
        self.word == name || self.word == path || is_below()
    }
}

fn no_stack(word: &str, assembly: &Assembly) -> Failure {
    let names: Vec<&str> = assembly.stacks().map(StackArtifact::name).collect();
    let paths = assembly.stacks().map(StackArtifact::path);
    let scopes = assembly.stacks().filter_map(|stack| Some(stack.path().rsplit_once('/')?.0));
    let near: Vec<&str> = names.iter().copied().chain(paths).chain(scopes).collect();
    unknown("stack", word, near.into_iter(), names.into_iter())
}

/// `near` are the names that may be suggested, `listed` those that are listed where none is near, each once.
fn unknown<'k>(
    noun: &str,
    name: &str,
    near: impl Iterator<Item = &'k str>,
    listed: impl Iterator<Item = &'k str> + Clone,
) -> Failure {
    let help = match nearest_word(name, near) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let count = listed.clone().count();
            let mut names: Vec<String> =
                listed.take(MAX_LISTED).map(|name| format!("`{name}`")).collect();
            if count > MAX_LISTED {
                names.push(format!("{} more", count - MAX_LISTED));
            }
            format!("there are: {}", names.join(", "))
        }
    };
    Failure::Usage { problem: format!("there is no {noun} `{name}`"), help }
}

#[cfg(test)]
mod tests {
    use constructs::prelude::*;
    use constructs::{App, GenericResource};

    use super::*;

    fn assembly() -> Assembly {
        let app = App::new();
        for environment in ["dev", "prod"] {
            let scope = app.scope(environment);
            for id in ["Iam", "Queues"] {
                let name = format!("chat-{environment}-{}", id.to_lowercase());
                scope
                    .stack(id, Stack::named(name))
                    .add("Q", GenericResource::new("AWS::SQS::Queue"));
            }
        }
        app.stack("Shared", Stack::named("shared"))
            .add("Q", GenericResource::new("AWS::SQS::Queue"));
        app.synth().expect("no mistakes")
    }

    fn select(words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        match stacks(assembly(), &words) {
            Ok(assembly) => {
                assembly.stacks().map(StackArtifact::path).collect::<Vec<_>>().join(" ")
            }
            Err(failure) => format!("{failure}; {}", failure.help().unwrap_or_default()),
        }
    }

    #[test]
    fn words_select_names_paths_scopes_and_patterns() {
        let deep = "*a".repeat(50_000);
        for (words, expected) in [
            (&["chat-dev-iam"][..], "dev/Iam"),
            (&["dev/Iam"], "dev/Iam"),
            (&["dev"], "dev/Iam dev/Queues"),
            (&["dev/*"], "dev/Iam dev/Queues"),
            (&["*"], "dev/Iam dev/Queues prod/Iam prod/Queues Shared"),
            (&["**"], "dev/Iam dev/Queues prod/Iam prod/Queues Shared"),
            (&["*/Iam"], "dev/Iam prod/Iam"),
            (&["**/Iam", "Shared"], "dev/Iam prod/Iam Shared"),
            (&["chat-*-iam"], "dev/Iam prod/Iam"),
            (&["prodd"], "there is no stack `prodd`; did you mean `prod`?"),
            (&["dev/"], "there is no stack `dev/`; did you mean `dev`?"),
            (
                &["dev", "x*y"],
                "there is no stack `x*y`; there are: `chat-dev-iam`, `chat-dev-queues`, `chat-prod-iam`, `chat-prod-queues`, `shared`",
            ),
            (
                &["["],
                "`[` is not a pattern: invalid range pattern; write a pattern like `dev/*`, `**/Iam` or `chat-*-iam`",
            ),
        ] {
            assert_eq!(select(words), expected, "{words:?}");
        }
        assert!(select(&[&deep]).starts_with("there is no stack `*a*a"));
    }
}
