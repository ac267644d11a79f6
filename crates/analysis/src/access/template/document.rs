//! A policy document in a template -> what it grants at most and at least, as policies with symbols.
//!
//! Conditions of the template are not decided: what stands under one may be there or not. So each document is read
//! twice: widely, with all that may grant and only what surely denies, and narrowly, the other way round.

use constructs_template::Node;

use super::settle::{resource_texts, settled};
use super::value::{Given, Pieces, Resolver, policy_text, shown};
use crate::access::document::{
    Condition, Document, Effect, PrincipalEntry, PrincipalKind, Scope, Statement,
};
use crate::access::operator::{Comparison, Operator};
use crate::access::text::Text;

/// A document read twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) most: Document,
    pub(crate) least: Document,
}

/// Reads the document at `node`; `is_sure`: it is there whatever conditions say.
pub(super) fn read(resolver: &mut Resolver<'_, '_, '_>, node: &Node, is_sure: bool) -> Reading {
    let mut reading = Reading::default();
    for (document, is_sure) in ways(node, is_sure) {
        let Some(statements) = document.get("Statement") else {
            resolver.notes.gap(format!("`{}` is no policy document", shown(document)));
            continue;
        };
        let version = document.get("Version").and_then(Node::as_str).map(str::to_owned);
        let has_variables = version.as_deref() == Some("2012-10-17");
        reading.most.version.clone_from(&version);
        reading.least.version = version;
        let list = statements.as_list().unwrap_or(std::slice::from_ref(statements));
        for (index, item) in list.iter().enumerate() {
            for (body, is_sure) in ways(item, is_sure) {
                let mut reader = Reader { resolver, has_variables, is_wide: true };
                let Some(wide) = reader.statement(body, index) else {
                    resolver.notes.gap(format!("the statement `{}` can't be read", shown(body)));
                    continue;
                };
                reader.is_wide = false;
                let narrow = reader.statement(body, index).unwrap_or_else(|| wide.clone());
                let grants = wide.effect == Effect::Allow;
                if is_sure || grants {
                    reading.most.statements.push(wide);
                }
                if is_sure || !grants {
                    reading.least.statements.push(narrow);
                }
            }
        }
    }
    reading
}

/// The values that stand behind `Fn::If`, and whether each is there in any case.
pub(super) fn ways(node: &Node, is_sure: bool) -> Vec<(&Node, bool)> {
    match node.single() {
        Some(("Fn::If", arguments)) => {
            // As in a world where the condition is known.
            if let Some([_, holds, fails]) = arguments.as_list()
                && holds == fails
            {
                return ways(holds, is_sure);
            }
            let branches = arguments.as_list().unwrap_or_default().iter().skip(1);
            branches.flat_map(|branch| ways(branch, false)).collect()
        }
        Some(("Ref", name)) if name.as_str() == Some("AWS::NoValue") => Vec::new(),
        _ => vec![(node, is_sure)],
    }
}

/// Whether a value may come to nothing, and take its key with it.
fn may_vanish(node: &Node) -> bool {
    match node.single() {
        Some(("Fn::If", arguments)) => {
            arguments.as_list().unwrap_or_default().iter().skip(1).any(may_vanish)
        }
        Some(("Ref", name)) => name.as_str() == Some("AWS::NoValue"),
        _ => false,
    }
}

struct Reader<'r, 'e, 't, 'n> {
    resolver: &'r mut Resolver<'e, 't, 'n>,
    has_variables: bool,
    /// Whether the statement is to reach as far as it may; else as far as it surely does.
    is_wide: bool,
}

impl Reader<'_, '_, '_, '_> {
    fn statement(&mut self, body: &Node, index: usize) -> Option<Statement> {
        let effect = match body.get("Effect").and_then(Node::as_str)? {
            "Allow" => Effect::Allow,
            "Deny" => Effect::Deny,
            _ => return None,
        };
        // A denial that is read widely takes away as little as it may.
        let grants_more = self.is_wide;
        self.is_wide = grants_more == (effect == Effect::Allow);
        let statement = self.parts(body, index, effect);
        self.is_wide = grants_more;
        statement
    }

    fn parts(&mut self, body: &Node, index: usize, effect: Effect) -> Option<Statement> {
        let actions = self.scope(body, "Action", "NotAction", true)?;
        let resources = self.scope(body, "Resource", "NotResource", false);
        let principals = self.principals(body);
        let conditions = self.conditions(body);
        let sid = body.get("Sid").and_then(Node::as_str).map(str::to_owned);
        Some(Statement { index, sid, effect, actions, resources, principals, conditions })
    }

    fn scope(
        &mut self,
        body: &Node,
        only: &str,
        except: &str,
        is_action: bool,
    ) -> Option<Scope<Text>> {
        if let Some(node) = body.get(only) {
            return Some(Scope::Only(self.texts(node, self.is_wide, is_action)));
        }
        let node = body.get(except)?;
        Some(Scope::Except(self.texts(node, !self.is_wide, is_action)))
    }

    /// All that may stand there, or only what surely does.
    fn texts(&mut self, node: &Node, is_wide: bool, is_action: bool) -> Vec<Text> {
        let has_variables = self.has_variables && !is_action;
        let chosen = self.chosen(node, is_wide);
        if is_action {
            return chosen.iter().map(|pieces| policy_text(pieces, has_variables)).collect();
        }
        let estate = self.resolver.estate;
        chosen.iter().flat_map(|pieces| resource_texts(estate, pieces, has_variables)).collect()
    }

    fn chosen(&mut self, node: &Node, is_wide: bool) -> Vec<Pieces> {
        let given = self.resolver.each(node);
        let is_chosen = |given: &Given| is_wide || given.is_sure;
        given.into_iter().filter(is_chosen).map(|given| given.pieces).collect()
    }

    fn principals(&mut self, body: &Node) -> Option<Scope<PrincipalEntry>> {
        if let Some(node) = body.get("Principal") {
            return Some(Scope::Only(self.entries(node, self.is_wide)));
        }
        let node = body.get("NotPrincipal")?;
        Some(Scope::Except(self.entries(node, !self.is_wide)))
    }

    fn entries(&mut self, node: &Node, is_wide: bool) -> Vec<PrincipalEntry> {
        if node.as_str() == Some("*") {
            let text = Text::parse("*", false);
            return vec![PrincipalEntry { kind: PrincipalKind::Everyone, text }];
        }
        let mut entries = Vec::new();
        for (node, is_sure) in ways(node, true) {
            for entry in node.as_map().into_iter().flatten() {
                let kind = match entry.key.as_str() {
                    "AWS" => PrincipalKind::Aws,
                    "Service" => PrincipalKind::Service,
                    "Federated" => PrincipalKind::Federated,
                    "CanonicalUser" => PrincipalKind::CanonicalUser,
                    other => {
                        self.resolver.notes.gap(format!("there is no kind of principal `{other}`"));
                        continue;
                    }
                };
                if is_sure || is_wide {
                    let chosen = self.chosen(&entry.node, is_wide);
                    let estate = self.resolver.estate;
                    let texts =
                        chosen.iter().map(|pieces| policy_text(&settled(estate, pieces), false));
                    entries.extend(texts.map(|text| PrincipalEntry { kind, text }));
                }
            }
        }
        entries
    }

    /// Read widely, a condition that may not be there is left out; read narrowly, all that may be there have to hold.
    fn conditions(&mut self, body: &Node) -> Vec<Condition> {
        let Some(node) = body.get("Condition") else { return Vec::new() };
        let mut conditions = Vec::new();
        for (block, block_is_sure) in ways(node, true) {
            for entry in block.as_map().into_iter().flatten() {
                let Some(operator) = Operator::parse(&entry.key) else {
                    let text = format!("there is no condition operator `{}`", entry.key);
                    self.resolver.notes.gap(text);
                    continue;
                };
                for (keys, is_sure) in ways(&entry.node, block_is_sure) {
                    if self.is_wide && !is_sure {
                        continue;
                    }
                    for key in keys.as_map().into_iter().flatten() {
                        if self.is_wide && may_vanish(&key.node) {
                            continue;
                        }
                        conditions.extend(self.condition(operator, &key.key, &key.node));
                    }
                }
            }
        }
        conditions
    }

    fn condition(&mut self, operator: Operator, key: &str, node: &Node) -> Option<Condition> {
        let has_variables = self.has_variables && operator.comparison != Comparison::Null;
        let is_wide = self.is_wide != operator.is_negated;
        let given = self.resolver.each(node);
        let is_optional = given.is_empty();
        let values = given.iter().filter(|given| is_wide || given.is_sure);
        let estate = self.resolver.estate;
        let text = |given: &Given| policy_text(&settled(estate, &given.pieces), has_variables);
        let values = values.map(text).collect();
        (!is_optional).then(|| Condition { operator, key: key.to_owned(), values })
    }
}
