//! A rule -> `Rule::when(…).assert(…, "…")`, if it has no other form.

use constructs_document::Node;

use super::Made;
use crate::author::Author;
use crate::code::{self, Code};
use crate::value::{exactly, plain_text};

impl Author<'_> {
    pub(super) fn rule(&mut self, node: &Node) -> Option<Made> {
        let map = node.as_map()?;
        let (condition, assertions) = match exactly(map, ["RuleCondition", "Assertions"]) {
            Some([condition, assertions]) => (Some(condition), assertions),
            None => (None, exactly(map, ["Assertions"]).map(|[assertions]| assertions)?),
        };
        self.is_early = true;
        let code = self.rule_of(condition, assertions.as_list()?);
        self.is_early = false;
        Some(Made { code: code?, what: None, noun: "rule".to_owned() })
    }

    fn rule_of(&mut self, condition: Option<&Node>, assertions: &[Node]) -> Option<Code> {
        let mut rule = match condition {
            Some(condition) => Code::call("Rule::when", [self.predicate(condition)]),
            None => Code::call("Rule::new", []),
        };
        for assertion in assertions {
            let [assert, description] =
                exactly(assertion.as_map()?, ["Assert", "AssertDescription"])?;
            let description = code::text(plain_text(description)?);
            rule = rule.method("assert", [self.predicate(assert), description]);
        }
        Some(rule)
    }
}
