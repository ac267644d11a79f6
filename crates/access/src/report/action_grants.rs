//! Decides whether a principal's policies grant one action on the resources of a table.
//!
//! A table has thousands of cells, and most have the same answer: actions that match the same statements get the same answer on a
//! resource, and a statement about one resource does not match another resource of the templates.

use std::collections::BTreeMap;

use crate::ask::ActionFilter;
use crate::matrix::ExpandedMatrix;
use constructs_iam::ActionUniverse;
use constructs_iam::actions_of;
use constructs_iam::implies::{
    ComparisonOptions, FutureActions, Grants, Verdict, action_may_match, is_subset, never,
};
use constructs_iam::{Document, Effect, Elements, PolicyStatement};
use constructs_iam::{PolicyText, TextPart};

/// The answers by the matching statements and the resource.
pub(super) type KnownAnswers = BTreeMap<(Vec<usize>, String), bool>;

/// The part of a principal's grants that may match one action.
pub(super) struct ActionGrants<'a> {
    action: &'a str,
    grants: Grants,
    universe: ActionUniverse,
    /// The numbers of the statements that may match the action.
    statements: Vec<usize>,
}

impl<'a> ActionGrants<'a> {
    pub(super) fn new(grants: &Grants, action: &'a str) -> Self {
        let letters: Vec<char> = action.to_lowercase().chars().collect();
        let own = grants.statements().enumerate();
        let own = own.filter(|(_, statement)| is_about(statement, &letters));
        let statements = own.map(|(number, _)| number).collect();
        let grants = ActionFilter::new(action).filter(grants.clone());
        // For a pattern, decide all actions that it matches.
        let universe = if is_pattern(&letters) {
            let one =
                Document::new(vec![PolicyStatement::allow(vec![PolicyText::parse(action, false)])]);
            actions_of(grants.documents().chain([&one]))
        } else {
            ActionUniverse::new([action])
        };
        Self { action, grants, universe, statements }
    }

    /// Whether the action is granted: on a single resource in some request, on every resource as some cell of the row states it.
    pub(super) fn is_granted(
        &self,
        expanded: &ExpandedMatrix,
        (resource, texts): (&str, &[PolicyText]),
        known: &mut KnownAnswers,
    ) -> bool {
        if texts.iter().any(PolicyText::is_anything) {
            return self.is_granted_everywhere(expanded, resource);
        }
        let is_possible = texts.iter().any(|text| self.may_grant_on(text));
        if !is_possible {
            return false;
        }
        let options = self.options();
        let may = |text| never(&self.grants, self.action, text, &options).result != Verdict::Proved;
        if self.action.contains(['*', '?']) {
            return texts.iter().any(may);
        }
        let key = (self.statements.clone(), resource.to_owned());
        *known.entry(key).or_insert_with(|| texts.iter().any(may))
    }

    fn is_granted_everywhere(&self, expanded: &ExpandedMatrix, resource: &str) -> bool {
        let asks = |statement: &&PolicyStatement| {
            let own = statement.actions.list().iter();
            own.into_iter().any(|own| own.to_string().eq_ignore_ascii_case(self.action))
        };
        let cells = expanded.cells.iter().filter(|cell| cell.row == resource);
        let Some(statement) = cells.map(|cell| &cell.statement).find(asks) else { return false };
        let actions = Elements::Only(vec![PolicyText::parse(self.action, false)]);
        let only = Document::new(vec![PolicyStatement { actions, ..statement.clone() }]);
        let asked = Grants::new(vec![only]);
        is_subset(&asked, &self.grants, &self.options()).result == Verdict::Proved
    }

    fn options(&self) -> ComparisonOptions<'_> {
        ComparisonOptions {
            future: FutureActions::Assumed,
            ..ComparisonOptions::new(&self.universe)
        }
    }

    /// Whether some statement allows the action on what may be this resource.
    fn may_grant_on(&self, resource: &PolicyText) -> bool {
        let statements = self.grants.statements();
        let mut allows = statements.filter(|statement| statement.effect == Effect::Allow);
        allows.any(|statement| match &statement.resources {
            Some(Elements::Only(own)) => own.iter().any(|own| !are_distinct(own, resource)),
            _ => true,
        })
    }
}

/// Whether two texts are exactly the ARNs of two different resources of the templates.
fn are_distinct(one: &PolicyText, other: &PolicyText) -> bool {
    match (one.parts(), other.parts()) {
        ([TextPart::Symbol(one)], [TextPart::Symbol(other)]) => {
            one != other && one.domain.is_distinct_from(&other.domain)
        }
        _ => false,
    }
}

fn is_pattern(action: &[char]) -> bool {
    action.contains(&'*') || action.contains(&'?')
}

/// Whether a statement may match an action; any statement may match a pattern.
fn is_about(statement: &PolicyStatement, action: &[char]) -> bool {
    let may = |text: &PolicyText| action_may_match(text, action);
    match &statement.actions {
        _ if is_pattern(action) => true,
        Elements::Only(texts) => texts.iter().any(may),
        Elements::Except(texts) => {
            texts.is_empty()
                || !texts.iter().any(|text| text.symbols().next().is_none() && may(text))
        }
    }
}
