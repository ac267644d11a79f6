//! Reduces policies to the statements and actions that may match one action.
//!
//! A policy may have a thousand actions. The answers for the one action do not change.

use std::collections::HashMap;
use std::sync::Arc;

use constructs_iam::PolicyText;
use constructs_iam::implies::{Grants, Layer, action_may_match};
use constructs_iam::{Document, Elements, PolicyStatement};

/// Reduces policies to one action. A document that several principals share is reduced once.
pub(crate) struct ActionFilter {
    /// In lower case. `None` if the action is a pattern: then nothing is removed.
    name: Option<Vec<char>>,
    /// Each reduced document, by the address of the original. The original is kept so that its address is not reused.
    known: HashMap<*const Document, (Arc<Document>, Arc<Document>)>,
}

impl ActionFilter {
    pub(crate) fn new(action: &str) -> Self {
        let is_pattern = action.contains(['*', '?']);
        let name = (!is_pattern).then(|| action.to_lowercase().chars().collect());
        Self { name, known: HashMap::new() }
    }

    pub(crate) fn filter(&mut self, grants: Grants) -> Grants {
        let Self { name: Some(name), known } = self else { return grants };
        let mut narrowed = |document: Arc<Document>| {
            let own = known.entry(Arc::as_ptr(&document)).or_insert_with(|| {
                let narrowed = Arc::new(filter_document(&document, name));
                (document, narrowed)
            });
            own.1.clone()
        };
        let layers = grants.layers.into_iter().map(|layer| Layer {
            documents: layer.documents.into_iter().map(&mut narrowed).collect(),
            presence: layer.presence,
        });
        Grants { layers: layers.collect() }
    }
}

fn filter_document(document: &Document, name: &[char]) -> Document {
    let statements =
        document.statements.iter().filter_map(|statement| filter_statement(statement, name));
    let (version, id) = (document.version.clone(), None);
    Document { version, id, statements: statements.collect() }
}

fn filter_statement(statement: &PolicyStatement, name: &[char]) -> Option<PolicyStatement> {
    let own = |texts: &[PolicyText]| -> Vec<PolicyText> {
        texts.iter().filter(|text| action_may_match(text, name)).cloned().collect()
    };
    let actions = match &statement.actions {
        Elements::Only(texts) => Elements::Only(own(texts)),
        Elements::Except(texts) => Elements::Except(own(texts)),
    };
    if matches!(&actions, Elements::Only(texts) if texts.is_empty()) {
        return None;
    }
    Some(PolicyStatement {
        index: statement.index,
        sid: statement.sid.clone(),
        effect: statement.effect,
        actions,
        resources: statement.resources.clone(),
        principals: statement.principals.clone(),
        conditions: statement.conditions.clone(),
        presence: statement.presence.clone(),
    })
}
