//! Checks templates against rules in the Guard language, with the engine in a child of this program.

use std::path::{Path, PathBuf};

use constructs::Diagnostic;
use constructs_cloudformation::Stack;

use super::rule_checker::RuleChecker;
use crate::codes::RULE_BROKEN;
use crate::failure::Failure;
use crate::guard::{Engine, Limits, Rules, TemplateText, engine};

/// The rules of a folder, and the engine that knows them.
pub(super) struct GuardRules {
    engine: Engine,
    rules: Vec<Rules>,
}

impl GuardRules {
    /// The rules in `folder` and in its folder `resolved`.
    pub(super) fn read(folder: &Path) -> Result<Self, Failure> {
        let rules = constructs_guard::read_rules(folder)?;
        if rules.is_empty() {
            return Err(Failure::Usage {
                problem: format!("there are no rules in `{}`", folder.display()),
                help: "name a folder with files that end in `.guard`".to_owned(),
            });
        }
        let engine = engine(Limits::default())
            .map_err(|error| Failure::Read { path: PathBuf::from("this program"), error })?;
        Ok(Self { engine, rules })
    }
}

impl RuleChecker for GuardRules {
    fn check(&self, stacks: &[Stack]) -> Result<Vec<Diagnostic>, Failure> {
        let template = |stack: &Stack| {
            TemplateText::parsed(name(stack, stacks), &stack.text, stack.root().to_json())
        };
        let templates: Vec<TemplateText> = stacks.iter().map(template).collect();
        Ok(self.engine.check(&self.rules, &templates, RULE_BROKEN)?)
    }
}

/// The stack's name, which rules with resolved imports see, or the file if two stacks have that name.
fn name<'s>(stack: &'s Stack, stacks: &[Stack]) -> &'s str {
    let name = stack.name_or_file();
    let same = stacks.iter().filter(|other| other.name_or_file() == name).count();
    if same == 1 { name } else { &stack.file }
}
