//! One policy document: its size, and IAM's grammar.

use std::panic::Location;

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_limits::iam as limits;
use constructs_limits::least_policy_size;
use constructs_policy::{
    GrammarRule, GrammarViolation, PolicyKind, PolicyPart, PolicySyntax, alternatives,
};

use super::policy_notation::ExpressionNotation;
use crate::linked::{Linked, Local};
use crate::resource::StatementOrigins;
use crate::value::Expr;

/// What a document is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Document {
    Managed,
    Inline,
    Trust,
}

/// The fewest characters that the document has once everything in it is known.
pub(super) fn size(document: &Local) -> usize {
    match document {
        // JSON as a text, whose white space IAM does not count.
        Expr::String(text) => text.split_whitespace().map(|word| word.chars().count()).sum(),
        _ => least_policy_size::<ExpressionNotation>(document),
    }
}

/// Checks `document`, which is at `pointer` of the resource at `index`: both sides of `Fn::If`, and nothing but the size
/// of what only the deployment knows.
pub(super) fn check(
    linked: &Linked,
    index: u32,
    document: &Local,
    pointer: &str,
    origins: &[StatementOrigins],
    kind: Document,
    diagnostics: &mut Diagnostics,
) {
    for part in alternatives::<ExpressionNotation>(document) {
        let pointer = format!("{pointer}{}", part.pointer);
        let statements = format!("{pointer}/Statement");
        let origins = origins.iter().find(|known| known.pointer == statements);
        let mut checker = Checker { linked, index, pointer, origins, kind, diagnostics };
        checker.check(&part);
    }
}

struct Checker<'c> {
    linked: &'c Linked,
    index: u32,
    /// The place of the document below the resource's properties.
    pointer: String,
    origins: Option<&'c StatementOrigins>,
    kind: Document,
    diagnostics: &'c mut Diagnostics,
}

impl Checker<'_> {
    fn check(&mut self, document: &PolicyPart<'_, Local>) {
        self.size(document.value);
        if !matches!(document.value, Expr::Map(_)) {
            return;
        }
        let syntax = PolicySyntax::read::<ExpressionNotation>(document.value);
        let kind = match self.kind {
            Document::Managed | Document::Inline => PolicyKind::Identity,
            Document::Trust => PolicyKind::Trust,
        };
        let violations = constructs_policy::check::<ExpressionNotation>(&syntax, kind).into_iter();
        let own = violations.filter(|violation| violation.rule.is_checked_at_synthesis());
        own.for_each(|violation| self.report(violation));
    }

    fn size(&mut self, document: &Local) {
        let size = || size(document);
        let broken = match self.kind {
            Document::Managed => limits::check_managed_policy(size()),
            Document::Trust => limits::check_trust_policy(size()),
            Document::Inline => None,
        };
        let property = self.pointer.trim_start_matches('/');
        let place = |one: Diagnostic| one.at(self.linked.property_place(self.index, property));
        self.diagnostics.extend(broken.map(place));
    }

    /// Reports a fault at its place, with the Rust lines of its statement.
    fn report(&mut self, fault: GrammarViolation) {
        let property = format!("{}{}", self.pointer, fault.pointer);
        let mut place = self.linked.property_place(self.index, property.trim_start_matches('/'));
        for line in self.lines(&fault.pointer).iter().rev() {
            place = place.line(line);
        }
        let help = help(fault.rule);
        let diagnostic = fault.into_diagnostic().at(place);
        self.diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    /// The lines that made the statement that a pointer leads to.
    fn lines(&self, pointer: &str) -> &[&'static Location<'static>] {
        let statement = pointer.strip_prefix("/Statement/");
        let position = statement.and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
        let statements = self.origins.map(|origins| &origins.statements);
        statements.zip(position).and_then(|(all, at)| all.get(at)).map_or(&[], Vec::as_slice)
    }
}

/// What to do in Rust, where that is another thing than in a template.
const fn help(rule: GrammarRule) -> Option<&'static str> {
    match rule {
        GrammarRule::MissingResource => Some("name the resources with `.on(…)`"),
        GrammarRule::MissingPrincipal => {
            Some("name the principal with `.principal(…)` or `.by(…)`")
        }
        GrammarRule::UnwantedPrincipal => Some("remove it: the role is the principal"),
        GrammarRule::UnwantedResource => Some("use `.by(principal)` instead of `.on(…)`"),
        _ => None,
    }
}
