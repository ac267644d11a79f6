//! Reports references that CloudFormation can't resolve.

use constructs_diagnostics::Diagnostic;

use super::linker::Linker;
use crate::codes;
use crate::value::{Expr, ReferenceKind};

impl Linker<'_> {
    /// Checks that mappings and parameters have literal values.
    pub(super) fn check_literal(&mut self, expr: &Expr) {
        if let (Some(noun @ ("mapping" | "parameter")), Expr::Pseudo(_) | Expr::Function(_)) =
            (self.early, expr)
        {
            let message = format!("a {noun} contains a value that only the deployment knows");
            let refused = Diagnostic::error(codes::EARLY_REFERENCE, message);
            self.report(refused.help("write a literal value"));
        }
    }

    /// Whether a value is known before CloudFormation creates resources: parameters, and the names of conditions and
    /// mappings. Mappings and parameters themselves accept only literals.
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
            format!("{article} {noun} refers to `{path}`, which CloudFormation creates later");
        let refused = Diagnostic::error(codes::EARLY_REFERENCE, message)
            .related("its target", self.skeleton.place(node));
        let help = match noun {
            "mapping" | "parameter" => "write a literal value",
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
        self.report(refused.help(format!("declare a {noun} in this stack too")));
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
                .related("its target is declared here", self.skeleton.place(node))
                .help("an export can be imported only in its own account and region: give the resource a physical name and write its ARN");
            self.report(crossing);
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic.at(self.skeleton.place(self.index)));
    }
}
