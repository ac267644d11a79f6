//! Resolves a resource of the matrix in one environment: the texts for `Resource`, and the conditions.

use constructs_diagnostics::{Diagnostic, Diagnostics};

use super::codes::{MALFORMED, NO_REASON, NO_RESOURCE};
use super::permission_matrix::{MatrixEntry, MatrixResource, Word};
use super::reader::suggest_name;
use super::words::EnvironmentView;
use crate::template::{Fragments, Notes, Resolver, arn, policy_text, resource_text, text_of};
use constructs_iam::Operator;
use constructs_iam::PolicyCondition;
use constructs_iam::PolicyText;

/// A resource in the terms of a policy.
#[derive(Clone, Debug, Default)]
pub(super) struct ResolvedResource {
    pub(super) texts: Vec<PolicyText>,
    pub(super) conditions: Vec<PolicyCondition>,
}

impl EnvironmentView<'_, '_> {
    /// Resolves a resource; `None` if it was reported as a mistake.
    pub(super) fn resource(
        &self,
        entry: &MatrixEntry<MatrixResource>,
        notes: &mut Notes,
        diagnostics: &mut Diagnostics,
    ) -> Option<ResolvedResource> {
        let mut resolved = ResolvedResource::default();
        let resource = &entry.value;
        if resource.places.is_empty() {
            resolved.texts.push(PolicyText::parse("*", false));
        }
        let last = resource.places.len();
        for (index, place) in resource.places.iter().enumerate() {
            let found = self.place(place, index + 1 == last, notes, diagnostics);
            if let Some(found) = found {
                resolved.texts = found
                    .iter()
                    .map(|fragments| resource_text(self.stacks, fragments, true))
                    .collect();
                break;
            }
            if index + 1 == last {
                self.report_missing(entry, place, diagnostics);
                return None;
            }
        }
        let is_every = resolved.texts.iter().any(PolicyText::is_anything);
        if is_every && resource.every.is_none() {
            let message = format!("`{}` is every resource, but has no reason", entry.name.text);
            let place = self.matrix.place(entry.name.mark, "");
            let help = "add `every:` with the reason";
            diagnostics.push(Diagnostic::error(NO_REASON, message).at(place).help(help));
        }
        for (operator, key, values) in &resource.when {
            resolved.conditions.extend(self.condition(operator, key, values, diagnostics));
        }
        Some(resolved)
    }

    /// The texts of one place; `None` if the templates do not contain it.
    fn place(
        &self,
        word: &Word,
        is_last: bool,
        notes: &mut Notes,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<Fragments>> {
        let before = diagnostics.len();
        let texts = self.texts(word, diagnostics);
        if diagnostics.len() > before {
            return Some(Vec::new());
        }
        let mut all = Vec::new();
        for fragments in texts {
            let text = text_of(&fragments);
            if text.starts_with("arn:") || text == "*" {
                all.push(fragments);
            } else if let Some(name) = text.strip_prefix("export ") {
                if !is_last && self.stacks.export(self.stack, name).is_none() {
                    return None;
                }
                let found = Resolver::new(self.stacks, self.stack, notes).resolve_export(name);
                all.extend(found.into_iter().map(|one| one.fragments));
            } else {
                all.push(arn(self.stacks, self.stacks.at_path(&self.path(&text))?));
            }
        }
        Some(all)
    }

    fn report_missing(
        &self,
        entry: &MatrixEntry<MatrixResource>,
        place: &Word,
        diagnostics: &mut Diagnostics,
    ) {
        let path = self.path(&place.text);
        let message = format!("`{}` is `{path}`, which is not in any template", entry.name.text);
        let help = suggest_name(&place.text, &self.known_paths());
        let place = self.matrix.place(place.mark, "");
        diagnostics.push(Diagnostic::error(NO_RESOURCE, message).at(place).help(help));
    }

    fn condition(
        &self,
        operator: &Word,
        key: &Word,
        values: &[Word],
        diagnostics: &mut Diagnostics,
    ) -> Option<PolicyCondition> {
        let Some(parsed) = Operator::parse(&operator.text) else {
            let message = format!("there is no condition operator `{}`", operator.text);
            let help = suggest_name(
                &operator.text,
                &[
                    "StringEquals",
                    "StringLike",
                    "ArnLike",
                    "Bool",
                    "IpAddress",
                    "NumericEquals",
                    "Null",
                ],
            );
            let place = self.matrix.place(operator.mark, "");
            diagnostics.push(Diagnostic::error(MALFORMED, message).at(place).help(help));
            return None;
        };
        let texts = values.iter().flat_map(|value| self.texts(value, diagnostics));
        let values = texts.map(|fragments| policy_text(&fragments, true)).collect();
        Some(PolicyCondition { operator: parsed, key: key.text.clone(), values })
    }
}
