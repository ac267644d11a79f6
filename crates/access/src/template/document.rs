//! Reads a policy document of a template into statements with symbols, each with the formula of its presence.
//!
//! Each document is read once. A part of a list of actions, resources, or principals under `Fn::If` becomes a statement of its
//! own. For conditions and `Not…` elements under `Fn::If`, each combination of branches becomes a statement. A part that can't be
//! read may allow or deny anything: it becomes two statements that are [`Formula::Unread`].

use std::collections::BTreeMap;

use constructs_cloudformation::TemplateNotation;
use constructs_document::{Entry, Node};
use constructs_policy::{Branch, Element, PolicyPart, PolicySyntax, StatementSyntax, alternatives};

use super::canonical::{canonical, resource_text};
use super::fragments::{Fragment, policy_text, text_of};
use super::lookup;
use super::resolution::Resolution;
use super::resolver::Resolver;
use super::value::display_value;
use constructs_iam::Assumption;
use constructs_iam::PolicyText;
use constructs_iam::cases::Formula;
use constructs_iam::{Comparison, Operator};
use constructs_iam::{
    Document, Effect, Elements, PolicyCondition, PolicyStatement, PrincipalEntry, PrincipalKind,
};

/// What a document is attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// A user, group, or role: it has no `Principal`.
    Identity,
    /// A resource, or a role's trust policy: it has a `Principal`.
    Resource,
}

/// The most statements that one statement of a template can become.
const MAX_STATEMENTS: usize = 64;
/// The most formulas in the conditions and `Not…` elements of a statement.
const MAX_FORMULAS: usize = 4;

/// Parses a document that is written as JSON text.
fn json_text(body: &Node) -> Option<Node> {
    let text = body.as_str().filter(|text| text.trim_start().starts_with('{'))?;
    Some(constructs_yaml::read(text.as_bytes()).ok()?.into_root())
}

/// Reads the document at `node`, which is present where `presence` holds.
pub fn read_document(
    resolver: &mut Resolver<'_, '_, '_>,
    node: &Node,
    presence: &Formula,
    kind: DocumentKind,
) -> Document {
    let mut document = Document::default();
    for (body, presence) in resolve_alternatives(resolver, node, presence) {
        let written = json_text(body);
        let body = written.as_ref().unwrap_or(body);
        let mut reader = Reader {
            resolver,
            has_variables: false,
            kind,
            conditions: BTreeMap::new(),
            statements: Vec::new(),
        };
        let version = match reader.document(body, &presence) {
            Some(version) => version,
            None => {
                let reason =
                    format!("`{}` is not a policy document that can be read", display_value(body));
                reader.statements = reader.unread(body, &reason, &presence, 0);
                None
            }
        };
        let statements = reader.statements;
        // Documents with different versions under one `Fn::If` are read as the newer version, which has variables.
        document.version = document.version.take().max(version);
        document.statements.extend(statements);
    }
    document
}

/// A document outside these templates.
pub(super) fn unread_document(id: &str, reason: &str, presence: &Formula) -> Document {
    Document::new(unread_statements(id, reason, presence, DocumentKind::Identity, 0))
}

/// The branches of a value that may be under `Fn::If`, each with its presence.
pub(super) fn resolve_alternatives<'n>(
    resolver: &mut Resolver<'_, '_, '_>,
    node: &'n Node,
    presence: &Formula,
) -> Vec<(&'n Node, Formula)> {
    let mut conditions = BTreeMap::new();
    let parts = alternatives::<TemplateNotation>(node).into_iter();
    let found = parts.filter_map(|part| {
        let own = presence_of(resolver, &mut conditions, &part.branches, presence);
        let is_there = part.branches.is_empty() || own != Formula::Known(false);
        is_there.then_some((part.value, own))
    });
    found.collect()
}

/// `presence` together with the branches of `Fn::If`. Each condition is read once into `conditions`.
fn presence_of(
    resolver: &mut Resolver<'_, '_, '_>,
    conditions: &mut BTreeMap<String, Formula>,
    branches: &[Branch<'_, Node>],
    presence: &Formula,
) -> Formula {
    branches.iter().fold(presence.clone(), |presence, branch| {
        let name = branch.condition.as_str().unwrap_or_default();
        let read = conditions.entry(name.to_owned());
        let condition = read.or_insert_with(|| resolver.condition(name)).clone();
        presence.and(if branch.holds { condition } else { condition.negate() })
    })
}

/// Statements that may allow or deny anything.
fn unread_statements(
    id: &str,
    reason: &str,
    presence: &Formula,
    kind: DocumentKind,
    index: usize,
) -> Vec<PolicyStatement> {
    let presence = presence.clone().and(Formula::unread(id, reason));
    let everything = || vec![PolicyText::parse("*", false)];
    let everyone =
        || PrincipalEntry { kind: PrincipalKind::Everyone, text: PolicyText::parse("*", false) };
    let of = |effect| PolicyStatement {
        index,
        effect,
        resources: Some(Elements::Only(everything())),
        principals: (kind == DocumentKind::Resource).then(|| Elements::Only(vec![everyone()])),
        presence: presence.clone(),
        ..PolicyStatement::allow(everything())
    };
    vec![of(Effect::Allow), of(Effect::Deny)]
}

/// One of several elements, and its presence.
type Part<T> = (T, Formula);

struct Reader<'r, 'e, 't, 'n> {
    resolver: &'r mut Resolver<'e, 't, 'n>,
    has_variables: bool,
    kind: DocumentKind,
    /// The conditions of `Fn::If`, by name.
    conditions: BTreeMap<String, Formula>,
    statements: Vec<PolicyStatement>,
}

impl Reader<'_, '_, '_, '_> {
    /// Reads the statements and returns the version. `None` if the document can't be read.
    #[expect(clippy::option_option, reason = "a document may have no version, or be unreadable")]
    fn document(&mut self, body: &Node, presence: &Formula) -> Option<Option<String>> {
        // A transform next to the statements may change them.
        let is_plain = |entry: &Entry| !entry.key.starts_with("Fn::");
        if !body.as_map()?.into_iter().all(is_plain) || body.get("Statement").is_none() {
            return None;
        }
        let syntax = PolicySyntax::read::<TemplateNotation>(body);
        let version = match &syntax.version {
            // Some YAML dialects read a version without quotes as a date or a number; here it stays text.
            Some(part) => Some(self.resolver.literal(part.value)?),
            None => None,
        };
        self.has_variables = version.as_deref() == Some("2012-10-17");
        for statement in &syntax.statements {
            self.add(statement, presence);
        }
        Some(version)
    }

    fn add(&mut self, statement: &StatementSyntax<'_, Node>, presence: &Formula) {
        let branches = &statement.part.branches;
        let presence = presence_of(self.resolver, &mut self.conditions, branches, presence);
        if presence == Formula::Known(false) {
            return;
        }
        let found = self.statement(statement, &presence).unwrap_or_else(|| {
            let body = statement.part.value;
            let reason = format!("the statement `{}` can't be read", display_value(body));
            self.unread(body, &reason, &presence, statement.index)
        });
        self.statements.extend(found);
    }

    /// The presence of a part of a statement, where the statement itself is present.
    fn presence_within(
        &mut self,
        statement: &StatementSyntax<'_, Node>,
        part: &PolicyPart<'_, Node>,
    ) -> Formula {
        let own = part.branches.get(statement.part.branches.len()..).unwrap_or_default();
        presence_of(self.resolver, &mut self.conditions, own, &Formula::TRUE)
    }

    fn unread(
        &self,
        node: &Node,
        reason: &str,
        presence: &Formula,
        index: usize,
    ) -> Vec<PolicyStatement> {
        let stack = self.resolver.template().map_or("", |stack| &stack.id);
        // The identity needs the whole expression; a message shows only its beginning.
        let id = format!("{stack}#{}", self.resolver.expression_identity(node));
        unread_statements(&id, reason, presence, self.kind, index)
    }

    /// The statements that one statement becomes; `None` if it can't be read in full.
    fn statement(
        &mut self,
        syntax: &StatementSyntax<'_, Node>,
        presence: &Formula,
    ) -> Option<Vec<PolicyStatement>> {
        if !syntax.is_complete || !syntax.has_known_elements {
            return None;
        }
        let index = syntax.index;
        let effect = syntax.effect.as_ref()?.value;
        let effects = lookup::match_words(self.resolver, effect, &["Allow", "Deny"]);
        let sid = syntax.sid.as_ref().and_then(|part| self.resolver.literal(part.value));
        let actions = self.elements(syntax.actions.as_ref()?, true)?;
        let resources = match &syntax.resources {
            None => vec![(None, Formula::TRUE)],
            Some(element) => wrap_optional(self.elements(element, false)?),
        };
        let principals = self.principals(syntax)?;
        let conditions = self.conditions(syntax)?;
        let count = effects.len() * actions.len() * resources.len() * principals.len();
        if count * conditions.len() > MAX_STATEMENTS {
            return None;
        }
        let mut found = Vec::new();
        for (effect, in_effect) in &effects {
            let effect = if *effect == "Allow" { Effect::Allow } else { Effect::Deny };
            for (actions, in_actions) in &actions {
                for (resources, in_resources) in &resources {
                    for (principals, in_principals) in &principals {
                        for (conditions, in_conditions) in &conditions {
                            let parts = [in_effect, in_actions, in_resources, in_principals];
                            let parts = parts.into_iter().chain([in_conditions]).cloned();
                            found.push(PolicyStatement {
                                index,
                                sid: sid.clone(),
                                effect,
                                actions: actions.clone(),
                                resources: resources.clone(),
                                principals: principals.clone(),
                                conditions: conditions.clone(),
                                presence: presence.clone().and(Formula::all(parts.collect())),
                            });
                        }
                    }
                }
            }
        }
        found.retain(|one| one.presence != Formula::Known(false));
        Some(found)
    }

    /// `Action`/`NotAction`, `Resource`/`NotResource`.
    fn elements(
        &mut self,
        element: &Element<'_, Node>,
        is_action: bool,
    ) -> Option<Vec<Part<Elements<PolicyText>>>> {
        let (node, is_negated) = (element.part.value, element.is_negated);
        let stacks = self.resolver.stacks;
        let has_variables = self.has_variables && !is_action;
        let found = self.resolver.resolve(node);
        let text = |one: &Resolution| match is_action {
            true => policy_text(&one.fragments, false),
            false => resource_text(stacks, &one.fragments, has_variables),
        };
        let texts: Vec<Part<PolicyText>> =
            found.iter().map(|one| (text(one), one.presence.clone())).collect();
        split_by_presence(texts, is_negated)
    }

    fn principals(
        &mut self,
        statement: &StatementSyntax<'_, Node>,
    ) -> Option<Vec<Part<Option<Elements<PrincipalEntry>>>>> {
        let Some(principals) = &statement.principals else {
            return Some(vec![(None, Formula::TRUE)]);
        };
        let mut entries: Vec<Part<PrincipalEntry>> = Vec::new();
        for principal in principals.list() {
            let presence = self.presence_within(statement, &principal.part);
            match principal.kind {
                _ if principal.is_bare => return None,
                _ if presence == Formula::Known(false) => {}
                PrincipalKind::Everyone => {
                    let text = PolicyText::parse("*", false);
                    entries
                        .push((PrincipalEntry { kind: PrincipalKind::Everyone, text }, presence));
                }
                kind => self.add_entries(kind, principal.part.value, &presence, &mut entries),
            }
        }
        Some(wrap_optional(split_by_presence(entries, principals.is_negated())?))
    }

    fn add_entries(
        &mut self,
        kind: PrincipalKind,
        node: &Node,
        presence: &Formula,
        entries: &mut Vec<Part<PrincipalEntry>>,
    ) {
        for one in self.resolver.resolve(node) {
            let stacks = self.resolver.stacks;
            let mut fragments = canonical(stacks, &one.fragments);
            if kind == PrincipalKind::Service {
                self.name_service(&mut fragments);
            }
            let text = policy_text(&fragments, false);
            entries.push((PrincipalEntry { kind, text }, one.presence.and(presence.clone())));
        }
    }

    /// `sqs.<AWS::URLSuffix>` is `sqs.amazonaws.com` in all regions of most partitions.
    fn name_service(&mut self, fragments: &mut Vec<Fragment>) {
        if let [Fragment::Text(start), Fragment::Symbol(symbol)] = fragments.as_slice()
            && &*symbol.id == "AWS::URLSuffix"
        {
            let name = format!("{start}amazonaws.com");
            let written = text_of(fragments);
            self.resolver.notes.assume(Assumption::ServiceName { written, name: name.clone() });
            *fragments = vec![Fragment::Text(name)];
        }
    }

    /// The conditions, for each combination of branches of `Fn::If`.
    fn conditions(
        &mut self,
        statement: &StatementSyntax<'_, Node>,
    ) -> Option<Vec<Part<Vec<PolicyCondition>>>> {
        let mut entries: Vec<(Operator, String, Vec<Part<PolicyText>>, Formula)> = Vec::new();
        for condition in &statement.conditions {
            let presence = self.presence_within(statement, &condition.part);
            if presence == Formula::Known(false) {
                continue;
            }
            let operator = condition.operator;
            let (values, presence) = self.values(operator, condition.part.value, &presence);
            entries.push((operator, condition.key.to_owned(), values, presence));
        }
        let formulas: Vec<Formula> = entries
            .iter()
            .flat_map(|(_, _, values, presence)| {
                std::iter::once(presence).chain(values.iter().map(|(_, presence)| presence))
            })
            .cloned()
            .collect();
        let mut found = Vec::new();
        for (truths, presence) in assignments(formulas)? {
            let is_there = |formula: &Formula| truths.get(formula).copied().unwrap_or(true);
            let own = entries.iter().filter(|(_, _, _, presence)| is_there(presence));
            let own = own.map(|(operator, key, values, _)| {
                let values = values.iter().filter(|(_, presence)| is_there(presence));
                let values = values.map(|(text, _)| text.clone()).collect();
                PolicyCondition { operator: *operator, key: key.clone(), values }
            });
            found.push((own.collect(), presence));
        }
        Some(found)
    }

    /// The values of a key and the presence of the key, which is absent if its only value is.
    fn values(
        &mut self,
        operator: Operator,
        node: &Node,
        presence: &Formula,
    ) -> (Vec<Part<PolicyText>>, Formula) {
        let has_variables = self.has_variables && operator.comparison != Comparison::Null;
        let stacks = self.resolver.stacks;
        let found = self.resolver.resolve(node);
        let text = |one: &Resolution| {
            let fragments = canonical(stacks, &one.fragments);
            (policy_text(&fragments, has_variables), one.presence.clone())
        };
        let values: Vec<Part<PolicyText>> = found.iter().map(text).collect();
        if node.as_list().is_some() {
            return (values, presence.clone());
        }
        let presences = values.iter().map(|(_, presence)| presence.clone()).collect();
        (values, presence.clone().and(Formula::any(presences)))
    }
}

/// Wraps each element as one that a statement may lack.
fn wrap_optional<T>(elements: Vec<Part<T>>) -> Vec<Part<Option<T>>> {
    elements.into_iter().map(|(element, presence)| (Some(element), presence)).collect()
}

/// Groups elements by their presence. In a list without `Not`, the elements of each presence become a list of their own, because
/// the statement applies if any element matches.
fn split_by_presence<T: Clone + PartialEq>(
    elements: Vec<Part<T>>,
    is_negated: bool,
) -> Option<Vec<Part<Elements<T>>>> {
    if !is_negated {
        let mut lists: Vec<(Vec<T>, Formula)> = Vec::new();
        for (element, presence) in elements {
            match lists.iter_mut().find(|(_, own)| *own == presence) {
                Some((list, _)) => list.push(element),
                None => lists.push((vec![element], presence)),
            }
        }
        if lists.is_empty() {
            lists.push((Vec::new(), Formula::TRUE));
        }
        return Some(lists.into_iter().map(|(list, own)| (Elements::Only(list), own)).collect());
    }
    let formulas = elements.iter().map(|(_, presence)| presence.clone()).collect();
    let ways = assignments(formulas)?.into_iter().map(|(truths, presence)| {
        let is_there = |formula: &Formula| truths.get(formula).copied().unwrap_or(true);
        let own = elements.iter().filter(|(_, presence)| is_there(presence));
        (Elements::Except(own.map(|(element, _)| element.clone()).collect()), presence)
    });
    Some(ways.collect())
}

/// Every combination of truth values of the formulas, each with its formula; `None` if there are too many.
fn assignments(mut formulas: Vec<Formula>) -> Option<Vec<(BTreeMap<Formula, bool>, Formula)>> {
    formulas.sort();
    formulas.dedup();
    formulas.retain(|formula| *formula != Formula::TRUE);
    if formulas.len() > MAX_FORMULAS {
        return None;
    }
    let mut ways = vec![(BTreeMap::new(), Formula::TRUE)];
    for formula in formulas {
        let next = ways.iter().flat_map(|(truths, presence)| {
            [true, false].map(|truth| {
                let mut truths = truths.clone();
                truths.insert(formula.clone(), truth);
                let own = if truth { formula.clone() } else { formula.clone().negate() };
                (truths, presence.clone().and(own))
            })
        });
        ways = next.filter(|(_, presence)| *presence != Formula::Known(false)).collect();
    }
    Some(ways)
}
