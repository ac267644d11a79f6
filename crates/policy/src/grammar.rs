//! IAM's grammar: what a policy of a kind needs and must not have.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use crate::syntax::{Element, PolicyPart, StatementSyntax, leaves};
use crate::violation::{GrammarRule, GrammarViolation};
use crate::{Notation, PolicyKind, PolicySyntax, PrincipalKind, ValueView, sids, version};

/// What IAM's grammar has against a policy of a kind: first what concerns the document and its Sids, then each statement.
///
/// Values that only the deployment knows may be anything. Statements with a function beside their keys are left out.
#[must_use]
pub fn check<N: Notation>(
    policy: &PolicySyntax<'_, N::Value>,
    kind: PolicyKind,
) -> Vec<GrammarViolation> {
    let mut faults = Vec::new();
    if !policy.entries.is_empty() {
        faults.extend(version::check::<N>(policy));
    }
    faults.extend(policy.faults.iter().cloned());
    sids::check::<N>(policy, kind, &mut faults);
    for statement in policy.statements.iter().filter(|statement| statement.is_object) {
        let faults = &mut faults;
        Checker::<N> { statement, kind, first: faults.len(), faults }.check();
    }
    let is_weak = |fault: &GrammarViolation| match fault.rule {
        GrammarRule::EmptyList => true,
        GrammarRule::NoStatements | GrammarRule::EmptyElement => !kind.is_of_iam(),
        _ => false,
    };
    let faults = faults.into_iter();
    faults.map(|fault| if is_weak(&fault) { fault.warning() } else { fault }).collect()
}

struct Checker<'c, 'v, N: Notation> {
    statement: &'c StatementSyntax<'v, N::Value>,
    kind: PolicyKind,
    /// The number of faults before those of this statement.
    first: usize,
    faults: &'c mut Vec<GrammarViolation>,
}

impl<N: Notation> Checker<'_, '_, N> {
    fn check(&mut self) {
        self.faults.extend(self.statement.faults.iter().cloned());
        self.effect();
        self.actions();
        self.resources();
        self.principals();
        self.conditions();
        if self.kind.is_of_iam() {
            self.characters();
        }
        if let Some(own) = self.faults.get_mut(self.first..) {
            own.sort_by(|one, other| one.pointer.cmp(&other.pointer));
        }
        self.needed_elements();
    }

    fn fault(&mut self, rule: GrammarRule, pointer: &str, message: impl Into<String>, help: &str) {
        self.faults.push(GrammarViolation::new(rule, pointer, message, help));
    }

    /// A fault at the statement as a whole.
    fn missing(&mut self, rule: GrammarRule, message: &str, help: &str) {
        let pointer = self.statement.part.pointer.clone();
        self.fault(rule, &pointer, message, help);
    }

    fn effect(&mut self) {
        let help = "write `Allow` or `Deny`";
        match &self.statement.effect {
            None => self.missing(GrammarRule::Effect, "the statement has no `Effect`", help),
            Some(part) => match N::view(part.value) {
                ValueView::Text("Allow" | "Deny") | ValueView::Unknown | ValueView::If { .. } => {}
                ValueView::NoValue => {
                    self.missing(GrammarRule::Effect, "the statement has no `Effect`", help)
                }
                _ => {
                    let message = format!("`{}` is not an effect", N::display(part.value));
                    self.fault(GrammarRule::Effect, &part.pointer, message, help);
                }
            },
        }
    }

    fn actions(&mut self) {
        let Some(element) = self.element(&self.statement.actions) else {
            if !self.is_reported(&["Action", "NotAction"]) {
                let help = "name the actions that the statement is about";
                self.missing(GrammarRule::MissingAction, "the statement has no `Action`", help);
            }
            return;
        };
        let part = element.part.clone();
        self.list(&part, GrammarRule::EmptyElement, "the statement names no action");
        for part in leaves::<N>(&part) {
            if let Some(name) = self.text(&part).filter(|name| !is_action_name(name)) {
                let message = format!("`{name}` is not the name of an action");
                let help = "write `service:Action`, such as `sqs:SendMessage`, or `*`";
                self.fault(GrammarRule::ActionForm, &part.pointer, message, help);
            }
        }
    }

    fn resources(&mut self) {
        let Some(element) = self.element(&self.statement.resources) else { return };
        let part = element.part.clone();
        self.list(&part, GrammarRule::EmptyElement, "the statement names no resource");
        leaves::<N>(&part).iter().for_each(|part| {
            self.text(part);
        });
    }

    /// The elements that policies of the kind need, and those that they must not have.
    fn needed_elements(&mut self) {
        let resources = self.element(&self.statement.resources).map(|one| one.part.pointer.clone());
        let has_principals = self.statement.principal_pointer.is_some()
            || self.is_reported(&["Principal", "NotPrincipal"]);
        match (self.kind, &self.statement.principal_pointer) {
            (PolicyKind::Identity, Some(pointer)) => {
                let message = "a policy of a user, group, or role names no principal: its principal has the policy";
                let help = "remove it, or put the statement into a resource's policy";
                self.fault(GrammarRule::UnwantedPrincipal, pointer, message, help);
            }
            (PolicyKind::Trust, _) if !has_principals => {
                let help = "name the principal that may assume the role";
                self.missing(
                    GrammarRule::MissingPrincipal,
                    "the trust policy has no `Principal`",
                    help,
                );
            }
            (PolicyKind::Resource, _) if !has_principals => {
                let help = "name the principals that the statement is about";
                let message = "the resource's policy has no `Principal`";
                self.missing(GrammarRule::MissingPrincipal, message, help);
            }
            _ => {}
        }
        let is_reported = self.is_reported(&["Resource", "NotResource"]);
        match (self.kind, resources) {
            (PolicyKind::Identity, None) if !is_reported => {
                let help = "name the resources that the statement is about";
                self.missing(GrammarRule::MissingResource, "the statement has no `Resource`", help);
            }
            (PolicyKind::Trust, Some(pointer)) => {
                let message = "a trust policy names no resource: its resource is the role";
                self.fault(GrammarRule::UnwantedResource, &pointer, message, "remove it");
            }
            _ => {}
        }
    }

    fn principals(&mut self) {
        let Some(elements) = &self.statement.principals else { return };
        for principal in elements.list().iter().filter(|principal| !principal.is_bare) {
            self.list(&principal.part, GrammarRule::EmptyList, "the list of principals is empty");
            for part in leaves::<N>(&principal.part) {
                let is_account = matches!(N::view(part.value), ValueView::Number(_))
                    && principal.kind == PrincipalKind::Aws;
                if !is_literal::<N>(&part) && !is_account {
                    let message = format!("`{}` is not a principal", N::display(part.value));
                    self.fault(
                        GrammarRule::PrincipalForm,
                        &part.pointer,
                        message,
                        "write a string",
                    );
                }
            }
        }
    }

    fn conditions(&mut self) {
        for condition in &self.statement.conditions {
            self.list(&condition.part, GrammarRule::EmptyList, "the list of values is empty");
            for part in leaves::<N>(&condition.part) {
                let is_scalar =
                    matches!(N::view(part.value), ValueView::Number(_) | ValueView::Bool(_));
                if !is_literal::<N>(&part) && !is_scalar {
                    let message =
                        format!("`{}` is not a value of a condition", N::display(part.value));
                    let help = "write a string, a number or a boolean";
                    self.fault(GrammarRule::Form, &part.pointer, message, help);
                }
            }
        }
    }

    fn characters(&mut self) {
        let mut rejected = None;
        N::visit_texts(self.statement.part.value, &mut |text| {
            if rejected.is_none() && !text.chars().all(is_policy_character) {
                rejected = Some(text);
            }
        });
        if let Some(text) = rejected {
            let message = format!("`{}` has a character that IAM rejects", text.escape_default());
            self.missing(
                GrammarRule::Character,
                &message,
                "use tab, line breaks, and U+0020 to U+00FF only",
            );
        }
    }

    /// Reports an empty list.
    fn list(&mut self, part: &PolicyPart<'_, N::Value>, rule: GrammarRule, message: &str) {
        if matches!(N::view(part.value), ValueView::List([])) {
            self.fault(rule, &part.pointer, message, "name at least one, or leave the element out");
        }
    }

    /// The text of a value; what is not a text is a fault.
    fn text<'v>(&mut self, part: &PolicyPart<'v, N::Value>) -> Option<&'v str> {
        if let ValueView::Text(text) = N::view(part.value) {
            return Some(text);
        }
        if !is_literal::<N>(part) {
            let message = format!("`{}` is not a string", N::display(part.value));
            self.fault(
                GrammarRule::Form,
                &part.pointer,
                message,
                "write a string, or a list of strings",
            );
        }
        None
    }

    /// An element that exists.
    fn element<'e, 'v>(
        &self,
        element: &'e Option<Element<'v, N::Value>>,
    ) -> Option<&'e Element<'v, N::Value>> {
        element
            .as_ref()
            .filter(|element| !matches!(N::view(element.part.value), ValueView::NoValue))
    }

    /// Whether the reader has reported one of these elements.
    fn is_reported(&self, elements: &[&str]) -> bool {
        self.statement.reported.iter().any(|known| elements.contains(known))
    }
}

/// A text, or what only the deployment knows.
fn is_literal<N: Notation>(part: &PolicyPart<'_, N::Value>) -> bool {
    matches!(N::view(part.value), ValueView::Text(_) | ValueView::Unknown)
}

/// Whether IAM accepts the character in a policy.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html>
#[must_use]
pub const fn is_policy_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{ff}') && character != '\u{7f}'
}

/// Whether an action has IAM's form: `*`, or a service and an action, both possibly with wildcards.
///
/// ```
/// use constructs_policy::is_action_name;
/// assert!(is_action_name("sqs:SendMessage") && is_action_name("s3:Get*"));
/// assert!(!is_action_name("SendMessage") && !is_action_name("sqs: Send"));
/// ```
#[must_use]
pub fn is_action_name(name: &str) -> bool {
    let word = |text: &str, also: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c))
    };
    name == "*"
        || name
            .split_once(':')
            .is_some_and(|(service, action)| word(service, "-*?") && word(action, "*?_"))
}
