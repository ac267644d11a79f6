//! Condition functions -> predicates of the library.

use constructs_document::Node;

use super::{TEXT, TEXTS, items};
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
        let known = node.single().and_then(|(name, argument)| self.known_predicate(name, argument));
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

    fn known_predicate(&mut self, name: &str, argument: &Node) -> Option<Code> {
        match name {
            "Fn::Equals" => {
                let [left, right] = items(argument)?;
                let sides = [self.wanted(left, TEXT).code, self.wanted(right, TEXT).code];
                Some(Code::call("equals", sides))
            }
            "Fn::Not" => {
                let [only] = items(argument)?;
                let only = self.predicate(only);
                Some(Code::call("not", [only]))
            }
            "Fn::And" => self.junction("and", argument),
            "Fn::Or" => self.junction("or", argument),
            "Fn::Contains" => {
                let [list, value] = items(argument)?;
                let sides = [self.typed(list, *TEXTS)?.code, self.wanted(value, TEXT).code];
                Some(Code::call("contains", sides))
            }
            "Fn::EachMemberEquals" => {
                let [list, value] = items(argument)?;
                let sides = [self.typed(list, *TEXTS)?.code, self.wanted(value, TEXT).code];
                Some(Code::call("each_member_equals", sides))
            }
            "Fn::EachMemberIn" => {
                let [list, of] = items(argument)?;
                let sides = [self.typed(list, *TEXTS)?.code, self.typed(of, *TEXTS)?.code];
                Some(Code::call("each_member_in", sides))
            }
            _ => None,
        }
    }

    /// `and` or `or` of 2 to 10 predicates of one type.
    fn junction(&mut self, function: &'static str, argument: &Node) -> Option<Code> {
        let all = argument.as_list().filter(|all| (2..=10).contains(&all.len()))?;
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
