//! Parses a command line. A command of another tool is an error that says what to use instead.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{CommandFactory, FromArgMatches};
use constructs::diagnostic::escape::escape_text;

use crate::elsewhere::Elsewhere;
use crate::failure::Failure;
use crate::output::{print_styled, show_styled};
use crate::report::{PLAIN, RED, fail};

/// The arguments, or the exit code after the help, the version or an error was shown.
pub(crate) fn parse<A: CommandFactory + FromArgMatches>(
    words: impl IntoIterator<Item = OsString>,
    elsewhere: &Elsewhere,
) -> Result<A, ExitCode> {
    let mut words = words.into_iter().peekable();
    let name = words.peek().map(program_name).unwrap_or_default();
    let matches = command::<A>(name).try_get_matches_from(words);
    let arguments = matches.and_then(|matches| A::from_arg_matches(&matches));
    arguments.map_err(|error| show(&error, elsewhere))
}

/// The command line of a program of this name. Its version is the library's: an app's version is its own affair.
fn command<A: CommandFactory>(name: String) -> clap::Command {
    let version = concat!("(constructs ", env!("CARGO_PKG_VERSION"), ")");
    A::command().display_name(name.clone()).bin_name(name).version(version)
}

/// The name of the program's file, or `app` where that could mislead.
fn program_name(word: &OsString) -> String {
    let name = Path::new(word).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let is_plain = !name.is_empty() && name.len() <= 40 && name.chars().all(is_plain);
    if is_plain { name.to_owned() } else { "app".to_owned() }
}

fn show(error: &Error, elsewhere: &Elsewhere) -> ExitCode {
    if !error.use_stderr() {
        let shown = print_styled(&error.render().ansi().to_string());
        return shown.map_or_else(|failure| fail(&failure), |()| ExitCode::SUCCESS);
    }
    if let Some(failure) = pointer(error, elsewhere) {
        return fail(&failure);
    }
    let text = escape_text(&error.render().to_string());
    match text.strip_prefix("error") {
        Some(rest) => show_styled(&format!("{RED}error{PLAIN}{rest}")),
        None => show_styled(&text),
    }
    ExitCode::from(2)
}

/// The failure for a command in `elsewhere`.
fn pointer(error: &Error, elsewhere: &Elsewhere) -> Option<Failure> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let (_, help) = elsewhere.iter().find(|(name, _)| name == word)?;
    let problem = format!("there is no command `{word}`");
    Some(Failure::Usage { problem, help: (*help).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Arguments;
    use crate::elsewhere::FROM_APP;

    fn error(words: &[&str]) -> Error {
        let command = command::<Arguments>("shop".to_owned());
        command.try_get_matches_from(words).expect_err("no command")
    }

    #[test]
    fn commands_of_other_tools_get_a_pointer() {
        for word in
            ["diff", "deploy", "init", "new", "destroy", "watch", "doctor", "bootstrap", "migrate"]
        {
            let failure = pointer(&error(&["shop", word]), &FROM_APP).expect(word);
            assert_eq!(failure.exit_code(), 2);
            assert_eq!(failure.to_string(), format!("there is no command `{word}`"));
        }
        assert!(pointer(&error(&["shop", "synt"]), &FROM_APP).is_none());
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

    /// Checks that the help of a command and of those below it fits a terminal of 80 columns.
    fn check_columns(command: &mut clap::Command, path: &str) {
        let path = format!("{path} {}", command.get_name());
        for help in [command.render_help(), command.render_long_help()] {
            for line in help.to_string().lines() {
                let columns = line.chars().count();
                assert!(columns <= 80, "`{path}`, {columns} columns: {line}");
            }
        }
        let mut inner: Vec<_> = command.get_subcommands().cloned().collect();
        inner.iter_mut().for_each(|inner| check_columns(inner, &path));
    }

    #[test]
    fn help_texts_fit_a_terminal_of_80_columns() {
        let mut command = command::<Arguments>("shop".to_owned());
        command.build();
        check_columns(&mut command, "");
        insta::assert_snapshot!(command.render_help());
    }

    #[cfg(feature = "migrate")]
    #[test]
    fn help_texts_of_the_program_without_an_app_fit_too() {
        let mut command = command::<crate::standalone::Arguments>("constructs".to_owned());
        command.build();
        check_columns(&mut command, "");
        insta::assert_snapshot!(command.render_help());
    }
}
