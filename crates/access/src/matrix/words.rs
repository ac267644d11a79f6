//! Replaces `${name}` in the texts of a matrix: variables of the app, and the partition, region, and account of the deployment.
//! `${key}` with a `:` is a policy variable and stays.

use constructs_diagnostics::{Diagnostic, Diagnostics};

use super::codes::NO_VARIABLE;
use super::permission_matrix::{PermissionMatrix, Word};
use super::reader::suggest_name;
use super::variables::Variables;
use crate::template::{Fragment, Fragments, Notes, Resolver, Stacks};

/// Names of pseudo parameters in a matrix, and in CloudFormation.
const PSEUDO_PARAMETERS: &[(&str, &str)] =
    &[("Partition", "AWS::Partition"), ("Region", "AWS::Region"), ("Account", "AWS::AccountId")];

/// A matrix in one environment.
pub(super) struct EnvironmentView<'a, 't> {
    pub(super) matrix: &'a PermissionMatrix,
    pub(super) stacks: &'a Stacks<'t>,
    /// The path prefix of the matrix's own paths; may be empty.
    pub(super) environment: &'a str,
    pub(super) variables: &'a Variables,
    /// The stack whose account and region `${Account}` and `${Region}` name.
    pub(super) stack: usize,
}

impl<'t> EnvironmentView<'_, 't> {
    /// Every text that a word can become.
    pub(super) fn texts(&self, word: &Word, diagnostics: &mut Diagnostics) -> Vec<Fragments> {
        let mut ways: Vec<Fragments> = vec![Vec::new()];
        let mut rest = word.text.as_str();
        while let Some((before, after)) = rest.split_once("${") {
            append_each(&mut ways, &[vec![Fragment::Text(before.to_owned())]]);
            let Some((name, after)) = after.split_once('}') else {
                append_each(&mut ways, &[vec![Fragment::Text(format!("${{{after}"))]]);
                rest = "";
                break;
            };
            rest = after;
            append_each(&mut ways, &self.variable(name, word, diagnostics));
        }
        append_each(&mut ways, &[vec![Fragment::Text(rest.to_owned())]]);
        ways
    }

    fn variable(&self, name: &str, word: &Word, diagnostics: &mut Diagnostics) -> Vec<Fragments> {
        if name.contains(':') {
            return vec![vec![Fragment::Text(format!("${{{name}}}"))]];
        }
        if let Some((_, pseudo)) = PSEUDO_PARAMETERS.iter().find(|(known, _)| *known == name) {
            let mut notes = Notes::default();
            let found = Resolver::new(self.stacks, self.stack, &mut notes).reference(pseudo);
            return found.into_iter().map(|one| one.fragments).collect();
        }
        if let Some(values) = self.variables.get(name) {
            // A value may contain the names of pseudo parameters, but not other variables.
            let own = EnvironmentView { variables: &Variables::new(), ..*self };
            let value = |text: &String| Word { text: text.clone(), mark: word.mark };
            return values.iter().flat_map(|text| own.texts(&value(text), diagnostics)).collect();
        }
        let known: Vec<&str> =
            self.variables.names().chain(PSEUDO_PARAMETERS.iter().map(|(name, _)| *name)).collect();
        let message = format!("`${{{name}}}` has no value");
        let place = self.matrix.place(word.mark, "");
        diagnostics.push(
            Diagnostic::error(NO_VARIABLE, message).at(place).help(suggest_name(name, &known)),
        );
        Vec::new()
    }

    /// The full path of a construct in this environment.
    pub(super) fn path(&self, below: &str) -> String {
        if self.environment.is_empty() {
            return below.to_owned();
        }
        format!("{}/{below}", self.environment)
    }

    /// The paths of the templates, without the environment's prefix.
    pub(super) fn known_paths(&self) -> Vec<&str> {
        let start = self.path("");
        self.stacks.paths().filter_map(|path| path.strip_prefix(&start)).collect()
    }
}

fn append_each(ways: &mut Vec<Fragments>, more: &[Fragments]) {
    let mut next = Vec::new();
    for way in ways.iter() {
        for fragments in more {
            let mut all = way.clone();
            for fragment in fragments {
                match (all.last_mut(), fragment) {
                    (Some(Fragment::Text(text)), Fragment::Text(more)) => text.push_str(more),
                    (_, Fragment::Text(text)) if text.is_empty() => {}
                    (_, fragment) => all.push(fragment.clone()),
                }
            }
            next.push(all);
        }
    }
    next.truncate(MAX_TEXTS);
    *ways = next;
}

/// The most texts that a word may become.
const MAX_TEXTS: usize = 256;
