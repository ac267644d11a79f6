//! Reads a policy document from JSON.
//!
//! Nothing is guessed: what can't be read is left out, and [`ParsedDocument::is_complete`] is false, so that no caller decides on half a
//! policy. The order of keys has no meaning.

use constructs_policy::{
    Comparison, ConditionSyntax, Effect, Element, Elements, GrammarRule, GrammarViolation,
    JsonNotation as Notation, PolicyKind, PolicySyntax, PrincipalSyntax, StatementSyntax, check,
    leaves,
};
use serde_json::Value as Json;

use super::cases::Formula;
use super::document::{Document, PolicyCondition, PolicyStatement, PrincipalEntry};
use super::text::PolicyText;

/// A policy document that was read, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParsedDocument {
    /// What could be read.
    pub document: Document,
    /// What is wrong, in the document's order.
    pub faults: Vec<GrammarViolation>,
    /// Whether nothing that decides was left out.
    pub is_complete: bool,
}

impl Document {
    /// Reads a policy document.
    #[must_use]
    pub fn parse(json: &Json) -> ParsedDocument {
        let syntax = PolicySyntax::read::<Notation>(json);
        let text = |part: &Option<SyntaxPart<'_>>| part.as_ref()?.value.as_str().map(str::to_owned);
        let version = text(&syntax.version);
        let has_variables = version.as_deref() == Some("2012-10-17");
        let mut reader = Reader { has_variables, is_complete: syntax.is_complete };
        let statements = syntax.statements.iter();
        let statements = statements.filter_map(|statement| reader.statement(statement)).collect();
        // Neither keeps the policy from being read.
        let is_harmless =
            |rule| matches!(rule, GrammarRule::VersionOfVariables | GrammarRule::ActionForm);
        let mut faults = check::<Notation>(&syntax, PolicyKind::Other);
        faults.retain(|fault| !is_harmless(fault.rule));
        faults.sort_by(|one, other| one.pointer.cmp(&other.pointer));
        let document = Document { version, id: text(&syntax.id), statements };
        ParsedDocument { document, faults, is_complete: reader.is_complete }
    }
}

type SyntaxPart<'v> = constructs_policy::PolicyPart<'v, Json>;

struct Reader {
    has_variables: bool,
    is_complete: bool,
}

impl Reader {
    fn statement(&mut self, syntax: &StatementSyntax<'_, Json>) -> Option<PolicyStatement> {
        let effect = syntax.effect.as_ref().and_then(|part| Effect::parse(part.value.as_str()?));
        self.is_complete &= effect.is_some();
        let actions = syntax.actions.as_ref().and_then(|element| self.texts(element));
        let resources = syntax.resources.as_ref().and_then(|element| self.texts(element));
        let principals = syntax.principals.as_ref().map(|elements| self.principals(elements));
        let conditions = syntax.conditions.iter().map(|own| self.condition(own)).collect();
        let sid = syntax.sid.as_ref().and_then(|part| part.value.as_str());
        Some(PolicyStatement {
            index: syntax.index,
            sid: sid.map(str::to_owned),
            effect: effect?,
            actions: actions?,
            resources,
            principals,
            conditions,
            presence: Formula::TRUE,
        })
    }

    /// The texts of an element; `None` where one of them is something else.
    fn texts(&mut self, element: &Element<'_, Json>) -> Option<Elements<PolicyText>> {
        let leaves = leaves::<Notation>(&element.part);
        let text = |part: &SyntaxPart<'_>| {
            Some(PolicyText::parse(part.value.as_str()?, self.has_variables))
        };
        let texts: Option<Vec<PolicyText>> = leaves.iter().map(text).collect();
        self.is_complete &= texts.is_some();
        let texts = texts?;
        Some(if element.is_negated { Elements::Except(texts) } else { Elements::Only(texts) })
    }

    fn principals(
        &mut self,
        elements: &Elements<PrincipalSyntax<'_, Json>>,
    ) -> Elements<PrincipalEntry> {
        let list = elements.list().iter().flat_map(|own| self.principal(own)).collect();
        if elements.is_negated() { Elements::Except(list) } else { Elements::Only(list) }
    }

    fn principal(&mut self, syntax: &PrincipalSyntax<'_, Json>) -> Vec<PrincipalEntry> {
        let has_variables = self.has_variables && syntax.part.value.as_str() != Some("*");
        let mut entries = Vec::new();
        for part in leaves::<Notation>(&syntax.part) {
            let text = match part.value {
                Json::String(text) => PolicyText::parse(text, has_variables && !syntax.is_bare),
                Json::Number(number) => PolicyText::parse(&number.to_string(), false),
                _ => {
                    self.is_complete = false;
                    continue;
                }
            };
            entries.push(PrincipalEntry { kind: syntax.kind, text });
        }
        entries
    }

    fn condition(&mut self, syntax: &ConditionSyntax<'_, Json>) -> PolicyCondition {
        let operator = syntax.operator;
        let has_variables = self.has_variables && operator.comparison != Comparison::Null;
        let mut values = Vec::new();
        for part in leaves::<Notation>(&syntax.part) {
            match part.value {
                Json::String(text) => values.push(PolicyText::parse(text, has_variables)),
                Json::Bool(_) | Json::Number(_) => {
                    values.push(PolicyText::parse(&part.value.to_string(), false));
                }
                _ => self.is_complete = false,
            }
        }
        PolicyCondition { operator, key: syntax.key.to_owned(), values }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(json: Json) -> Vec<String> {
        let parsed = Document::parse(&json);
        parsed.faults.iter().map(|fault| format!("{}: {}", fault.pointer, fault.message)).collect()
    }

    #[test]
    fn one_statement_or_a_list_one_value_or_a_list() {
        let statement = json!({"Effect": "Allow", "Action": "s3:*", "Resource": ["*"]});
        let one = Document::parse(&json!({"Version": "2012-10-17", "Statement": statement}));
        let list = Document::parse(&json!({"Version": "2012-10-17", "Statement": [statement]}));
        assert_eq!(one, list);
        assert!(one.is_complete && one.faults.is_empty());
    }

    #[test]
    fn values_of_conditions_may_be_numbers_and_booleans() {
        let parsed = Document::parse(&json!({"Statement": {
            "Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": {"boolifexists": {"aws:MultiFactorAuthPresent": false}, "NumericLessThan": {"s3:max-keys": [10, 1.5]}},
        }}));
        assert_eq!(parsed.faults, []);
        let conditions = &parsed.document.statements[0].conditions;
        let shown: Vec<String> = conditions
            .iter()
            .flat_map(|one| one.values.iter().map(PolicyText::to_string))
            .collect();
        assert_eq!(shown, ["10", "1.5", "false"]);
    }

    #[test]
    fn each_fault_has_its_place() {
        let found = faults(json!({"Statement": [
            {"Action": "s3:*", "Resource": "*"},
            {"Effect": "allow", "Action": 1, "NotAction": [], "Resource": [], "Principal": {"Aws": "*"}, "Extra": 1},
            {"Effect": "Allow", "Condition": {"StringLikes": {}, "Bool": [1]}},
            7,
        ]}));
        insta::assert_snapshot!(found.join("\n"), @r#"
        /Statement/0: the statement has no `Effect`
        /Statement/1: the statement has both `Action` and `NotAction`
        /Statement/1/Effect: `"allow"` is not an effect
        /Statement/1/Extra: a policy has no element `Extra`
        /Statement/1/Principal/Aws: `Aws` is not a kind of principal
        /Statement/1/Resource: the statement names no resource
        /Statement/2: the statement has no `Action`
        /Statement/2/Condition/Bool: `[1]` is not a condition
        /Statement/2/Condition/StringLikes: `StringLikes` is not a condition operator
        /Statement/3: a statement is an object
        "#);
    }

    #[test]
    fn what_is_no_object_is_a_fault_too() {
        assert_eq!(faults(json!([])), [": a policy is an object"]);
        assert_eq!(
            faults(json!({"Version": "2013-01-01"})),
            [
                ": the policy has no `Statement`",
                "/Version: `2013-01-01` is not a version of the policy language"
            ]
        );
    }
}
