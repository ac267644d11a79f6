//! References that CloudFormation has no way to follow, and why.

use constructs_diagnostics::Diagnostic;

use super::linker::Linker;
use crate::codes;
use crate::value::{Expr, ReferenceKind};

impl Linker<'_> {
    /// Mappings and parameters are made of what is written out.
    pub(super) fn check_literal(&mut self, expr: &Expr) {
        if let (Some(noun @ ("mapping" | "parameter")), Expr::Pseudo(_) | Expr::Function(_)) =
            (self.early, expr)
        {
            let message = format!("a {noun} holds a value that is known at deployment only");
            let refused = Diagnostic::error(codes::EARLY_REFERENCE, message);
            self.report(refused.help("write the value out"));
        }
    }

    /// Parameters are known before anything is made, and so are conditions and mappings by their names;
    /// a mapping and a parameter itself are made of literals only.
    pub(super) fn is_known_early(&self, node: u32, kind: ReferenceKind, noun: &str) -> bool {
        let is_parameter =
            self.parameters.contains(&node) && !matches!(noun, "mapping" | "parameter");
        let is_here = self.skeleton.stack_of(node) == self.stack;
        kind == ReferenceKind::Name || is_parameter && is_here
    }

    pub(super) fn refuse_early(&mut self, noun: &str, node: u32) {
        let article = if noun.starts_with('e') { "an" } else { "a" };
        let path = self.skeleton.path(node);
        let message =
            format!("{article} {noun} refers to `{path}`, and is needed before that is made");
        let refused = Diagnostic::error(codes::EARLY_REFERENCE, message)
            .related("its target", self.skeleton.place(node));
        let help = match noun {
            "mapping" | "parameter" => "write the value out",
            _ => "refer to parameters of this stack and to pseudo-parameters only",
        };
        self.report(refused.help(help));
    }

    pub(super) fn refuse_export(&mut self, node: u32) {
        let noun = self.nouns.get(&node).copied().unwrap_or("construct");
        let message = format!(
            "the {noun} `{}` belongs to another stack, and can't be exported",
            self.skeleton.path(node)
        );
        let refused = Diagnostic::error(codes::NOT_EXPORTABLE, message)
            .related("declared here", self.skeleton.place(node));
        self.report(refused.help(format!("declare a {noun} of its own in this stack")));
    }

    pub(super) fn check_environments(&mut self, node: u32) {
        let other = self.skeleton.stack_of(node);
        let (Some(ours), Some(theirs)) =
            (self.environments.get(&self.stack), self.environments.get(&other))
        else {
            return;
        };
        let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
        if differ(&ours.0, &theirs.0) || differ(&ours.1, &theirs.1) {
            let message = format!(
                "a reference to `{}` crosses accounts or regions",
                self.skeleton.path(node)
            );
            let crossing = Diagnostic::error(codes::OTHER_ENVIRONMENT, message)
                .related("its target is made here", self.skeleton.place(node))
                .help("exports are imported in their own account and region only: give it a physical name and write its ARN out");
            self.report(crossing);
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic.at(self.skeleton.place(self.index)));
    }
}
