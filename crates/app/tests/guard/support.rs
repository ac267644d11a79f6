//! The committed assembly and rules, and an engine whose children are the app's own program.

use std::fs;
use std::path::{Path, PathBuf};

use constructs_guard::{Engine, GuardFinding, Limits, Rules, Template, read_rules};
use serde_json::Value as Json;

pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn rules() -> Vec<Rules> {
    let all = read_rules(&project().join("rules")).expect("the rules can be read");
    let relative = |rules: &Rules| {
        let (_, name) = rules.name().rsplit_once("../../").expect("below the project");
        Rules::new(name, rules.text())
    };
    all.iter().map(relative).collect()
}

/// The stacks of one environment.
pub(crate) const STACKS: [&str; 5] = ["network", "database", "cache", "queues", "iam"];

/// A committed template, e.g. `chat-dev-iam`.
pub(crate) fn document(stack: &str) -> Json {
    let path = project().join("cdk.out").join(format!("{stack}.template.json"));
    let text = fs::read_to_string(path).expect("the template is committed");
    serde_json::from_str(&text).expect("it is JSON")
}

pub(crate) fn template(stack: &str) -> Template {
    let path = project().join("cdk.out").join(format!("{stack}.template.json"));
    Template::new(stack, fs::read_to_string(path).expect("the template is committed"))
}

/// All templates of one environment.
pub(crate) fn templates(environment: &str) -> Vec<Template> {
    STACKS.iter().map(|stack| template(&format!("chat-{environment}-{stack}"))).collect()
}

pub(crate) fn engine() -> Engine {
    Engine::new([env!("CARGO_BIN_EXE_app"), "guard-engine"], Limits::default())
}

pub(crate) fn findings(templates: &[Template]) -> Vec<GuardFinding> {
    engine().check(&rules(), templates).expect("a verdict")
}
