//! `list`: the stacks in the order to deploy them, for people, programs and shells.

use std::io::{self, Write};

use constructs::Assembly;
use constructs::assembly::{Format, StackArtifact};
use serde::Serialize;

use crate::args::ListOptions;
use crate::failure::Failure;

pub(crate) fn run(assembly: Assembly, options: &ListOptions) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let result = if options.json {
        json(&mut out, &assembly)
    } else {
        let line: fn(&StackArtifact) -> String = match (options.long, options.commands) {
            (true, _) => long,
            (_, true) => command,
            _ => |stack| stack.name().to_owned(),
        };
        assembly.stacks().try_for_each(|stack| writeln!(out, "{}", line(stack)))
    };
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'s> {
    name: &'s str,
    path: &'s str,
    template_file: String,
    account: Option<&'s str>,
    region: Option<&'s str>,
    dependencies: &'s [String],
    capabilities: &'s [&'static str],
    tags: indexmap::IndexMap<&'s str, &'s str>,
    termination_protection: bool,
}

fn json(out: &mut impl Write, assembly: &Assembly) -> io::Result<()> {
    let stacks: Vec<Listed<'_>> = assembly.stacks().map(listed).collect();
    serde_json::to_writer_pretty(&mut *out, &stacks)?;
    writeln!(out)
}

fn listed(stack: &StackArtifact) -> Listed<'_> {
    Listed {
        name: stack.name(),
        path: stack.path(),
        template_file: stack.file_name(Format::Json),
        account: stack.account(),
        region: stack.region(),
        dependencies: stack.dependencies(),
        capabilities: stack.capabilities(),
        tags: stack.tags().iter().map(|(key, value)| (&**key, &**value)).collect(),
        termination_protection: stack.termination_protection(),
    }
}

fn long(stack: &StackArtifact) -> String {
    let place = match (stack.account(), stack.region()) {
        (None, None) => "any account and region".to_owned(),
        (account, region) => {
            format!("{}/{}", account.unwrap_or("any account"), region.unwrap_or("any region"))
        }
    };
    let needs = match stack.dependencies() {
        [] => String::new(),
        some => format!(", after {}", some.join(", ")),
    };
    format!("{} ({}): {place}{needs}", stack.name(), stack.path())
}

/// The command that deploys a stack, to be run in the folder that holds `cdk.out`.
fn command(stack: &StackArtifact) -> String {
    let mut words =
        ["aws", "cloudformation", "deploy", "--stack-name", stack.name(), "--template-file"]
            .map(str::to_owned)
            .to_vec();
    words.push(format!("cdk.out/{}", stack.file_name(Format::Json)));
    if let Some(region) = stack.region() {
        words.extend(["--region".to_owned(), region.to_owned()]);
    }
    if !stack.capabilities().is_empty() {
        words.push("--capabilities".to_owned());
        words.extend(stack.capabilities().iter().map(|&capability| capability.to_owned()));
    }
    if !stack.tags().is_empty() {
        words.push("--tags".to_owned());
        words.extend(stack.tags().iter().map(|(key, value)| format!("{key}={value}")));
    }
    words.push("--no-fail-on-empty-changeset".to_owned());
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// A word as a POSIX shell takes it for one.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_are_quoted_for_a_shell() {
        for (word, expected) in [
            ("team=chat", "team=chat"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
            ("$x", "'$x'"),
        ] {
            assert_eq!(quoted(word), expected);
        }
    }
}
