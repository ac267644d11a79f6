//! Renames the context keys that depend on the principal itself (its ARN, tags, name) and differ between the two states.
//!
//! A request in one state has that state's values. To compare it with the other state's policies on their own values, the keys in
//! their conditions and variables are renamed.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::template::{
    Principal, PrincipalType, Stacks, arn_symbol, expression_identity, principal_facts, tag_values,
};
use constructs_iam::implies::{Grants, Layer};
use constructs_iam::{Document, Elements, PolicyCondition, PolicyStatement};
use constructs_iam::{PolicyText, TextPart, Variable};

const TAG_KEY_PREFIX: &str = "aws:principaltag/";

/// The grants of the other state with the differing keys renamed, and the facts about these keys.
pub(super) fn rename_differing_keys(
    grants: &Grants,
    one: (&Principal<'_>, &Stacks<'_>),
    other: (&Principal<'_>, &Stacks<'_>),
) -> (Grants, Option<Layer>) {
    let keys = keys(grants);
    let differing: BTreeSet<String> =
        keys.into_iter().filter(|key| value(one, key) != value(other, key)).collect();
    if differing.is_empty() {
        return (grants.clone(), None);
    }
    let rename = Rename { keys: &differing };
    let known = principal_facts(other.0, other.1, grants.documents());
    let known = known.map(|layer| rename.rename_layer(&layer, true));
    let layers = grants.layers.iter().map(|layer| rename.rename_layer(layer, false)).collect();
    (Grants { layers }, known)
}

/// The keys of conditions and variables, in lower case.
fn keys(grants: &Grants) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for statement in grants.statements() {
        found.extend(statement.conditions.iter().map(|one| one.key.to_lowercase()));
        for part in statement.texts().flat_map(PolicyText::parts) {
            if let TextPart::Variable(variable) = part {
                found.insert(variable.key.to_lowercase());
            }
        }
    }
    found
}

/// Identifies the value of a key.
fn value((principal, stacks): (&Principal<'_>, &Stacks<'_>), key: &str) -> Option<String> {
    let id = principal.id?;
    if principal.kind == PrincipalType::PermissionSet {
        // The roles of a permission set contain its name in theirs.
        let name = stacks.resource(id)?.get("Properties")?.get("Name")?;
        return (key == "aws:principalarn").then(|| expression_identity(stacks, id.stack, name));
    }
    match key {
        "aws:principalarn" => arn_symbol(stacks, id).domain.glob(),
        "aws:username" => stacks.name(id).map(str::to_owned),
        _ => tag_values(stacks, id, key.strip_prefix(TAG_KEY_PREFIX)?),
    }
}

struct Rename<'a> {
    keys: &'a BTreeSet<String>,
}

impl Rename<'_> {
    /// With `is_known`, conditions on other keys are removed.
    fn rename_layer(&self, layer: &Layer, is_known: bool) -> Layer {
        let document = |document: &Arc<Document>| {
            let mut document = Document::clone(document);
            for statement in &mut document.statements {
                if is_known {
                    statement.conditions.retain(|one| self.is_renamed(&one.key));
                }
                self.rename_statement(statement);
            }
            Arc::new(document)
        };
        let documents = layer.documents.iter().map(document).collect();
        Layer { documents, presence: layer.presence.clone() }
    }

    fn rename_statement(&self, statement: &mut PolicyStatement) {
        statement.actions = self.rename_elements(&statement.actions);
        statement.resources = statement.resources.as_ref().map(|scope| self.rename_elements(scope));
        let condition = |one: &PolicyCondition| PolicyCondition {
            key: self.rename_key(&one.key),
            values: one.values.iter().map(|text| self.rename_text(text)).collect(),
            ..one.clone()
        };
        statement.conditions = statement.conditions.iter().map(condition).collect();
    }

    fn rename_elements(&self, scope: &Elements<PolicyText>) -> Elements<PolicyText> {
        scope.map(|text| self.rename_text(text))
    }

    fn rename_text(&self, text: &PolicyText) -> PolicyText {
        let part = |part: &TextPart| match part {
            TextPart::Variable(variable) => TextPart::Variable(Variable {
                key: self.rename_key(&variable.key),
                ..variable.clone()
            }),
            part => part.clone(),
        };
        PolicyText::new(text.parts().iter().map(part).collect())
    }

    fn is_renamed(&self, key: &str) -> bool {
        self.keys.contains(&key.to_lowercase())
    }

    /// The new name is a tag's, so that no other fact applies to it.
    fn rename_key(&self, key: &str) -> String {
        match self.is_renamed(key) {
            true => format!("aws:PrincipalTag/{key} in the other state"),
            false => key.to_owned(),
        }
    }
}
