//! Parses the command line: an unknown command gets a pointer to what to use instead.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{CommandFactory, FromArgMatches};
use constructs::diagnostic::escape::escape_text;

use crate::args::Arguments;
use crate::failure::Failure;
use crate::output::{print_styled, show_styled};
use crate::report::{self, PLAIN, RED};

/// Commands of other tools, and what to use here.
const ELSEWHERE: [(&str, &str); 17] = [
    (
        "acknowledge",
        "acknowledge a finding where the resource is added: `.acknowledge(CODE, REASON)`",
    ),
    (
        "bootstrap",
        "run `cdk bootstrap`: this program needs no credentials and calls nothing on AWS",
    ),
    ("check", "run `synth --check` to compare the folder, `validate` to check the templates"),
    ("deploy", "run `cdk deploy`, or the commands that `list --commands` prints"),
    ("destroy", "run `cdk destroy`, or `aws cloudformation delete-stack --stack-name NAME`"),
    (
        "diff",
        "run `synth` and `git diff cdk.out` for templates, `access diff OLD NEW` for permissions, `cdk diff` for deployed stacks",
    ),
    ("doctor", "run `validate`: it checks the app's templates and says where a mistake is"),
    ("drift", "run `cdk drift`"),
    ("gc", "run `cdk gc`"),
    ("import", "run `cdk import` for resources, `migrate TEMPLATE` for a template"),
    (
        "init",
        "run `migrate TEMPLATE --output DIR` for a project from a template, or `cargo new` and add `constructs-toolkit`",
    ),
    ("lint", "run `validate`"),
    (
        "new",
        "run `migrate TEMPLATE --output DIR` for a project from a template, or `cargo new` and add `constructs-toolkit`",
    ),
    ("rollback", "run `cdk rollback`"),
    ("synthesize", "run `synth`"),
    ("test", "run `cargo test`; `validate` checks the templates"),
    ("watch", "run `cdk watch`; it needs a key `watch` in `cdk.json`"),
];

/// The arguments, or the exit code after the help, the version or an error was shown.
pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Arguments, ExitCode> {
    let mut words = words.into_iter().peekable();
    let name = words.peek().map(program_name).unwrap_or_default();
    let matches = command(name).try_get_matches_from(words);
    matches.and_then(|matches| Arguments::from_arg_matches(&matches)).map_err(|error| show(&error))
}

/// The command line of a program of this name: its version is the app's own affair, so the library's is shown.
fn command(name: String) -> clap::Command {
    let version = concat!("(constructs ", env!("CARGO_PKG_VERSION"), ")");
    Arguments::command().display_name(name.clone()).bin_name(name).version(version)
}

/// The name of the program's file, or `app` where that could mislead.
fn program_name(word: &OsString) -> String {
    let name = Path::new(word).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let is_plain = !name.is_empty() && name.len() <= 40 && name.chars().all(is_plain);
    if is_plain { name.to_owned() } else { "app".to_owned() }
}

fn show(error: &Error) -> ExitCode {
    if !error.use_stderr() {
        let shown = print_styled(&error.render().ansi().to_string());
        return shown.map_or_else(|failure| fail(&failure), |()| ExitCode::SUCCESS);
    }
    if let Some(failure) = pointer(error) {
        return fail(&failure);
    }
    let text = escape_text(&error.render().to_string());
    match text.strip_prefix("error") {
        Some(rest) => show_styled(&format!("{RED}error{PLAIN}{rest}")),
        None => show_styled(&text),
    }
    ExitCode::from(2)
}

fn fail(failure: &Failure) -> ExitCode {
    report::failure(failure);
    ExitCode::from(failure.exit_code())
}

/// What to use in place of a command that other tools have.
fn pointer(error: &Error) -> Option<Failure> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let (_, help) = ELSEWHERE.iter().find(|(name, _)| name == word)?;
    let problem = format!("there is no command `{word}`");
    Some(Failure::Usage { problem, help: (*help).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(words: &[&str]) -> Error {
        command("shop".to_owned()).try_get_matches_from(words).expect_err("no command")
    }

    #[test]
    fn commands_of_other_tools_get_a_pointer() {
        for word in ["diff", "deploy", "init", "new", "destroy", "watch", "doctor", "bootstrap"] {
            let failure = pointer(&error(&["shop", word])).expect(word);
            assert_eq!(failure.exit_code(), 2);
            assert_eq!(failure.to_string(), format!("there is no command `{word}`"));
        }
        assert!(pointer(&error(&["shop", "synt"])).is_none());
        assert!(error(&["shop", "synt"]).render().to_string().contains("'synth'"));
        assert_eq!(error(&["shop", "help"]).kind(), ErrorKind::DisplayHelp);
    }

    #[test]
    fn the_version_is_that_of_the_library() {
        let version = error(&["shop", "--version"]).render().to_string();
        assert_eq!(version, format!("shop (constructs {})\n", env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn a_program_with_an_odd_name_is_called_app() {
        for (path, name) in [
            ("target/debug/shop", "shop"),
            ("C:/shop.exe", "shop"),
            ("a\n::error::", "app"),
            ("", "app"),
            ("/", "app"),
        ] {
            assert_eq!(program_name(&path.into()), name);
        }
    }

    #[test]
    fn help_texts_fit_a_terminal_of_80_columns() {
        fn check(command: &mut clap::Command, path: &str) {
            let path = format!("{path} {}", command.get_name());
            for help in [command.render_help(), command.render_long_help()] {
                for line in help.to_string().lines() {
                    let columns = line.chars().count();
                    assert!(columns <= 80, "`{path}`, {columns} columns: {line}");
                }
            }
            let mut inner: Vec<_> = command.get_subcommands().cloned().collect();
            inner.iter_mut().for_each(|inner| check(inner, &path));
        }
        let mut command = command("shop".to_owned());
        command.build();
        check(&mut command, "");
        insta::assert_snapshot!(command.render_help());
    }
}
