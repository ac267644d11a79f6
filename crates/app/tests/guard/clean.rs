//! The app breaks no rule, in any environment; what goes wrong on the way is no silence.

use std::process::Command;

use constructs_guard::{Engine, GuardError, Limits, Rules};

use crate::support::{engine, findings, rules, templates};

#[test]
fn the_app_breaks_no_rule() {
    for environment in ["dev", "prod"] {
        assert_eq!(findings(&templates(environment)), []);
    }
}

#[test]
fn every_rule_has_a_say_on_the_app() {
    assert!(rules().iter().flat_map(Rules::rule_names).count() >= 25);
    let never = Rules::new(
        "never.guard",
        "rule never when Resources exists {\n  Nothing exists <<never>>\n}\n",
    );
    let found = engine().check(&[never], &templates("dev")).expect("a verdict");
    assert_eq!(found.len(), 5);
}

#[test]
fn a_program_that_serves_no_child_is_an_error() {
    let stranger = Engine::new([env!("CARGO_BIN_EXE_app"), "list"], Limits::default());
    let error = stranger.check(&rules(), &templates("dev")).expect_err("no verdict");
    assert!(matches!(error, GuardError::Died { .. }), "{error}");
}

#[test]
fn the_childs_command_is_not_for_people() {
    let help = Command::new(env!("CARGO_BIN_EXE_app")).arg("--help").output().expect("it starts");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    assert!(help.contains("synth") && !help.contains("guard-engine"), "{help}");
}
