//! The files of an assembly: one for each stack, each stack in the manifest.

use constructs::assembly::TemplateFormat;
use constructs::prelude::*;
use serde_json::Value as Json;

use crate::support::{filler, synthesized};

/// The names of all files, and the keys of the manifest's artifacts.
fn names(describe: impl FnOnce(&App)) -> (Vec<String>, Vec<String>) {
    let assembly = synthesized(describe);
    let files = assembly.files(TemplateFormat::Json);
    let manifest = files.iter().find(|file| file.name == "manifest.json").expect("a manifest");
    let manifest: Json = serde_json::from_slice(&manifest.bytes).expect("JSON");
    let artifacts = manifest["artifacts"].as_object().expect("artifacts").keys().cloned().collect();
    (files.iter().map(|file| file.name.to_string()).collect(), artifacts)
}

#[test]
fn each_stack_has_a_file_and_an_artifact() {
    let (files, artifacts) = names(|app| {
        app.stack("One", Stack::named("one")).add("Filler", filler());
        app.scope("dev").stack("Two", Stack::named("two")).add("Filler", filler());
    });
    assert_eq!(files, ["one.template.json", "two.template.json", "tree.json", "manifest.json"]);
    assert_eq!(artifacts, ["One", "dev-Two", "tree.json"]);
}

#[test]
fn one_stack_in_two_regions_has_two_files() {
    let (mut files, artifacts) = names(|app| {
        for region in ["eu-central-1", "eu-west-1"] {
            app.stack(region, Stack::named("chat").region(region)).add("Filler", filler());
        }
    });
    assert_eq!(artifacts.len(), 3);
    files.sort();
    files.dedup();
    assert_eq!(files.len(), 4, "{files:?}");
}

/// What the manifest can't tell apart is a diagnostic or gets another id.
#[test]
fn no_artifact_hides_another() {
    let nested: fn(&App) = |app| {
        app.scope("dev").stack("Iam", Stack::named("one")).add("Filler", filler());
        app.stack("dev-Iam", Stack::named("two")).add("Filler", filler());
    };
    let tree: fn(&App) = |app| {
        app.stack("Tree", Stack::named("one")).add("Filler", filler());
        app.stack("Other", Stack::named("two")).add("Filler", filler());
    };
    for describe in [nested, tree] {
        let app = App::new();
        describe(&app);
        if app.synth().is_ok() {
            let (_, artifacts) = names(describe);
            assert_eq!(artifacts.len(), 3, "{artifacts:?}");
        }
    }
}
