//! `list`: the stacks in the order to deploy them, for people, programs and shells.

use std::io;

use constructs::Assembly;
use constructs::assembly::{StackArtifact, TemplateFormat};
use constructs::diagnostic::escape::{escape_line, push_line};
use serde::Serialize;

use crate::args::ListOptions;
use crate::failure::Failure;
use crate::output::{print, print_json};
use crate::selection;

pub(crate) fn run(assembly: Assembly, options: &ListOptions) -> Result<(), Failure> {
    let assembly = selection::stacks(assembly, &options.stacks)?;
    if options.json {
        return print_json(&json(&assembly)?);
    }
    let line: fn(&StackArtifact) -> String = match (options.long, options.commands) {
        (true, _) => long,
        (_, true) => command,
        _ => |stack| stack.name().to_owned(),
    };
    let mut text = String::new();
    assembly.stacks().for_each(|stack| push_line(&mut text, format_args!("{}", line(stack))));
    print(&text)
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

fn json(assembly: &Assembly) -> io::Result<String> {
    let stacks: Vec<Listed<'_>> = assembly.stacks().map(to_listed).collect();
    Ok(serde_json::to_string_pretty(&stacks)? + "\n")
}

fn to_listed(stack: &StackArtifact) -> Listed<'_> {
    Listed {
        name: stack.name(),
        path: stack.path(),
        template_file: stack.file_name(TemplateFormat::Json),
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
    words.push(format!("cdk.out/{}", stack.file_name(TemplateFormat::Json)));
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
    words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" ")
}

/// A word as a POSIX shell takes it for one. Characters that are not safe to show are written by their bytes.
fn quote(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    if escape_line(word) != word {
        let byte = |byte: u8| match byte {
            b' '..=b'~' if !b"'\\#:".contains(&byte) => char::from(byte).to_string(),
            _ => format!("\\{byte:03o}"),
        };
        return format!("$'{}'", word.bytes().map(byte).collect::<String>());
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn words_are_quoted_for_a_shell() {
        for (word, expected) in [
            ("team=chat", "team=chat"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
            ("$x", "'$x'"),
            ("a\n::b'\u{1b}", r"$'a\012\072\072b\047\033'"),
            ("\u{202e}", r"$'\342\200\256'"),
        ] {
            assert_eq!(quote(word), expected);
        }
    }
}
