//! The app complies with every rule, in every environment; an error of the engine is never a pass.

use std::fs;
use std::process::Command;

use constructs_guard::{Engine, GuardError, Limits, Rules, TemplateText};

use crate::support::{CODE, engine, findings, project, rules, templates};

#[test]
fn the_app_breaks_no_rule() {
    for environment in ["dev", "prod"] {
        assert_eq!(findings(&templates(environment)), []);
    }
}

/// Settings that change the templates of the dev environment.
const SETTINGS: [&[&str]; 3] = [
    &["environments.dev.imports=external"],
    &[
        "environments.dev.trustSourceAccount=true",
        "environments.dev.logGroupPrefix=/ecs/chat-dev",
        r#"environments.dev.kmsServices=["ssm"]"#,
        r#"environments.dev.kmsKeys=["arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]"#,
        "environments.dev.permissionsBoundary=arn:aws:iam::111122223333:policy/boundary",
        "environments.dev.rolePath=/chat/",
        "environments.dev.roleNamesWithRegion=true",
    ],
    &[
        r#"environments.dev.account="111122223333""#,
        "environments.dev.region=eu-central-1",
        "environments.dev.roleNamesWithRegion=true",
        "environments.dev.deletionProtection=true",
    ],
];

#[test]
fn no_setting_of_the_app_makes_it_break_a_rule() {
    for settings in SETTINGS {
        let folder = tempfile::tempdir().expect("a folder");
        let mut synth = Command::new(env!("CARGO_BIN_EXE_app"));
        synth
            .args(["synth", "--quiet", "--env", "dev", "--output"])
            .arg(folder.path())
            .current_dir(project());
        for setting in settings {
            synth.args(["-c", setting]);
        }
        assert!(synth.status().expect("it starts").success(), "{settings:?}");
        let files = fs::read_dir(folder.path())
            .expect("the assembly")
            .map(|entry| entry.expect("a file").path());
        let templates: Vec<TemplateText> = files
            .filter_map(|path| {
                let name = path.file_name()?.to_str()?.strip_suffix(".template.json")?.to_owned();
                Some(TemplateText::new(name, fs::read_to_string(&path).ok()?))
            })
            .collect();
        assert!(!templates.is_empty());
        assert_eq!(findings(&templates), [], "{settings:?}");
    }
}

#[test]
fn every_rule_has_a_say_on_the_app() {
    assert!(rules().iter().flat_map(Rules::rule_names).count() >= 25);
    let never = Rules::new(
        "never.guard",
        "rule never when Resources exists {\n  Nothing exists <<never>>\n}\n",
    );
    let found = engine().check(&[never], &templates("dev"), CODE).expect("a verdict");
    assert_eq!(found.len(), 5);
}

#[test]
fn a_program_that_serves_no_child_is_an_error() {
    let stranger = Engine::new([env!("CARGO_BIN_EXE_app"), "list"], Limits::default());
    let error = stranger.check(&rules(), &templates("dev"), CODE).expect_err("no verdict");
    assert!(matches!(error, GuardError::Died { .. }), "{error}");
}

#[test]
fn the_childs_command_is_not_for_people() {
    let help = Command::new(env!("CARGO_BIN_EXE_app")).arg("--help").output().expect("it starts");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    assert!(help.contains("synth") && !help.contains("guard-engine"), "{help}");
}
