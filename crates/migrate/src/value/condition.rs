//! Condition functions -> predicates of the library.

use constructs_cloudformation::function::ConditionFunction;
use constructs_document::Node;

use super::node::items;
use super::want::{TEXT, TEXTS};
use crate::author::Author;
use crate::code::Code;

/// Whether a predicate is a handle or already a predicate.
enum Predicate {
    Handle(Code),
    Made(Code),
}

impl Author<'_> {
    /// What a condition or a rule says, for a place that takes anything that turns into a predicate.
    pub(crate) fn predicate(&mut self, node: &Node) -> Code {
        match self.any_predicate(node) {
            Predicate::Handle(code) | Predicate::Made(code) => code,
        }
    }

    fn any_predicate(&mut self, node: &Node) -> Predicate {
        if let Some(("Condition", name)) = node.single()
            && let Some(handle) = name.as_str().and_then(|id| self.condition_handle(id))
        {
            return Predicate::Handle(handle);
        }
        let known = match ConditionFunction::from_node(node) {
            Some(function) => self.known_predicate(function),
            None => self.known_rule(node),
        };
        Predicate::Made(known.unwrap_or_else(|| {
            let raw = self.raw_predicate(node);
            Code::call("Predicate::raw", [raw])
        }))
    }

    /// A predicate in CloudFormation's own words; `Condition` is a function here.
    fn raw_predicate(&mut self, node: &Node) -> Code {
        match node.single() {
            Some(("Condition", name)) => self.any_function("Condition", name).code,
            _ => self.raw(node).loose().code,
        }
    }

    fn known_predicate(&mut self, function: ConditionFunction<'_>) -> Option<Code> {
        match function {
            ConditionFunction::Condition(_) => None,
            ConditionFunction::Equals(left, right) => {
                let sides = [self.write_as(left, TEXT).code, self.write_as(right, TEXT).code];
                Some(Code::call("equals", sides))
            }
            ConditionFunction::Not(part) => {
                let part = self.predicate(part);
                Some(Code::call("not", [part]))
            }
            ConditionFunction::And(parts) => self.junction("and", parts),
            ConditionFunction::Or(parts) => self.junction("or", parts),
        }
    }

    /// A function of two arguments that only rules have.
    fn known_rule(&mut self, node: &Node) -> Option<Code> {
        let (name, argument) = node.single()?;
        let [list, other] = items(argument)?;
        let (function, takes_lists) = match name {
            "Fn::Contains" => ("contains", false),
            "Fn::EachMemberEquals" => ("each_member_equals", false),
            "Fn::EachMemberIn" => ("each_member_in", true),
            _ => return None,
        };
        let list = self.typed(list, *TEXTS)?;
        let other =
            if takes_lists { self.typed(other, *TEXTS)? } else { self.write_as(other, TEXT) };
        Some(Code::call(function, [list.code, other.code]))
    }

    /// `and` or `or` of 2 to 10 predicates of one type.
    fn junction(&mut self, function: &'static str, parts: &[Node]) -> Option<Code> {
        let all = Some(parts).filter(|all| (2..=10).contains(&all.len()))?;
        let all: Vec<Predicate> = all.iter().map(|one| self.any_predicate(one)).collect();
        let is_handles = all.iter().all(|one| matches!(one, Predicate::Handle(_)));
        let all = all.into_iter().map(|one| match one {
            Predicate::Handle(code) if !is_handles => Code::call("Predicate::from", [code]),
            Predicate::Handle(code) | Predicate::Made(code) => code,
        });
        let all = all.collect();
        Some(Code::call(function, [Code::Array(all)]))
    }
}
