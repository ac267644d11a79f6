//! Policies and an action -> the same policies with what may be about the action, and nothing else.
//!
//! A policy of a thousand actions is asked of one of them. Every answer about the action stays what it was.

use std::sync::Arc;

use crate::access::document::{Document, Scope, Statement};
use crate::access::implies::{Grants, Layer, action_may_match};
use crate::access::text::Text;

pub(crate) fn narrowed(grants: &Grants, action: &str) -> Grants {
    if action.contains(['*', '?']) {
        return grants.clone();
    }
    let name: Vec<char> = action.to_lowercase().chars().collect();
    let layers = grants.layers.iter().map(|layer| Layer {
        documents: layer.documents.iter().map(|document| narrowed_document(document, &name)).collect(),
        presence: layer.presence.clone(),
    });
    Grants { layers: layers.collect() }
}

fn narrowed_document(document: &Document, name: &[char]) -> Arc<Document> {
    let statements = document.statements.iter().filter_map(|statement| narrowed_statement(statement, name));
    let (version, id) = (document.version.clone(), None);
    Arc::new(Document { version, id, statements: statements.collect() })
}

fn narrowed_statement(statement: &Statement, name: &[char]) -> Option<Statement> {
    let own = |texts: &[Text]| -> Vec<Text> {
        texts.iter().filter(|text| action_may_match(text, name)).cloned().collect()
    };
    let actions = match &statement.actions {
        Scope::Only(texts) => Scope::Only(own(texts)),
        Scope::Except(texts) => Scope::Except(own(texts)),
    };
    if matches!(&actions, Scope::Only(texts) if texts.is_empty()) {
        return None;
    }
    Some(Statement {
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
