//! What synthesis reports: all mistakes at once, and each code by a small app of its own.

mod codes;
mod iam;
mod places;
mod policies;
mod six;
mod warnings;

use constructs::diagnostic::Severity;
use constructs::prelude::*;
use constructs::{Code, Diagnostic};

use crate::support::refused;

/// An app with one mistake, and where it is.
struct Mistake {
    code: Code,
    path: &'static str,
    describe: fn(&App),
}

const fn mistake(code: Code, path: &'static str, describe: fn(&App)) -> Mistake {
    Mistake { code, path, describe }
}

/// Each app gets its one diagnostic and nothing else; all that differ are shown together.
fn check(mistakes: &[Mistake]) {
    let mut failures = String::new();
    for Mistake { code, path, describe } in mistakes {
        let found = refused(describe);
        let wrong = match &found.iter().collect::<Vec<_>>()[..] {
            [only] => flaw(only, *code, path),
            several => Some(format!("{} diagnostics", several.len())),
        };
        if let Some(wrong) = wrong {
            failures += &format!("{code} at {path}: {wrong}\n{found}\n\n");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn flaw(found: &Diagnostic, code: Code, path: &str) -> Option<String> {
    let line = found.place.primary().map(|origin| origin.location);
    let is_here =
        line.is_some_and(|line| line.file().contains("tests/mistakes/") && line.line() > 1);
    let shown = found.to_string();
    let at_line =
        line.is_some_and(|line| shown.contains(&format!("--> {}:{}", line.file(), line.line())));
    [
        (found.code != code, "another code"),
        (found.severity != Severity::Error, "no error"),
        (found.place.path.as_deref() != Some(path), "another path"),
        (!is_here || !at_line, "no Rust line of the author's"),
        (found.help.as_deref().is_none_or(str::is_empty), "no help"),
        (found.message.ends_with('.') || found.message.contains('\n'), "the message's form"),
        (
            found.message.contains("Ref") && found.message.contains("::"),
            "a Rust name in the message",
        ),
    ]
    .into_iter()
    .find_map(|(is_wrong, what)| is_wrong.then(|| what.to_owned()))
}

/// The codes that have an app here; the others are listed with the reason.
#[test]
fn every_code_has_an_app() {
    let tried: Vec<Code> = [codes::MISTAKES, codes::WITH_A_FOLLOW_UP, iam::MISTAKES]
        .iter()
        .flat_map(|mistakes| mistakes.iter().map(|mistake| mistake.code))
        .collect();
    let missing: Vec<&str> = constructs::codes::CODES
        .iter()
        .copied()
        .flatten()
        .map(|info| info.code)
        .filter(|code| !tried.contains(code))
        .map(Code::as_str)
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}
