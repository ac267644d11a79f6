//! The committed assembly and rules, and an engine whose children are the app's own program.

use std::fs;
use std::path::{Path, PathBuf};

use constructs::{Code, Diagnostic};
use constructs_guard::{Engine, Limits, Rules, TemplateText, read_rules};
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

pub(crate) fn template(stack: &str) -> TemplateText {
    let path = project().join("cdk.out").join(format!("{stack}.template.json"));
    TemplateText::new(stack, fs::read_to_string(path).expect("the template is committed"))
}

/// All templates of one environment.
pub(crate) fn templates(environment: &str) -> Vec<TemplateText> {
    STACKS.iter().map(|stack| template(&format!("chat-{environment}-{stack}"))).collect()
}

pub(crate) fn engine() -> Engine {
    Engine::new([env!("CARGO_BIN_EXE_app"), "guard-engine"], Limits::default())
}

pub(crate) const CODE: Code = Code::new("X0001");

/// What breaks a rule, and where.
#[derive(Debug, PartialEq)]
pub(crate) struct Broken {
    pub(crate) template: String,
    pub(crate) rule: String,
    pub(crate) pointer: String,
}

impl From<Diagnostic> for Broken {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            template: diagnostic.place.file.expect("a template"),
            rule: diagnostic.rule.expect("a rule"),
            pointer: diagnostic.place.pointer.expect("a pointer"),
        }
    }
}

pub(crate) fn findings(templates: &[TemplateText]) -> Vec<Broken> {
    let found = engine().check(&rules(), templates, CODE).expect("a verdict");
    found.into_iter().map(Broken::from).collect()
}
