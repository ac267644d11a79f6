//! Writes outputs: the author's, and those for references from other stacks.

use super::Writer;
use crate::linked::{Export, LinkedOutput, LinkedStack};
use crate::value::{Expr, LocalReference, ReferenceKind};

impl Writer<'_> {
    /// Writes the outputs for references from other stacks.
    pub(super) fn exports(&mut self, stack: &LinkedStack) {
        let linked = self.linked;
        for export in stack.exports.iter().filter_map(|at| linked.exports.get(*at as usize)) {
            if let Some(output) = &export.output {
                self.json.key(output);
                self.export(export);
            }
        }
    }

    pub(super) fn output(&mut self, output: &LinkedOutput) {
        let is_typed = |key: &str| !output.raw.iter().any(|(raw, _)| raw == key);
        self.json.open(b'{');
        if let Some(description) = output.description.as_ref().filter(|_| is_typed("Description")) {
            self.json.key("Description").text(description);
        }
        if let Some(condition) = output.condition.filter(|_| is_typed("Condition")) {
            self.json.key("Condition").text(self.linked.logical_id(condition));
        }
        if is_typed("Value") {
            self.json.key("Value");
            self.value(&output.value);
        }
        if let Some(name) = output.export.as_ref().filter(|_| is_typed("Export")) {
            self.json.key("Export").open(b'{');
            self.json.key("Name");
            self.value(name);
            self.json.close(b'}');
        }
        self.entries(&output.raw);
        self.json.close(b'}');
    }

    fn export(&mut self, export: &Export) {
        let (node, kind, attribute) =
            (export.wanted.node, export.wanted.kind, export.wanted.attribute.clone());
        let reference = Expr::Reference(LocalReference::Declared { node, kind, attribute });
        let value = match kind {
            ReferenceKind::List => {
                Expr::function("Fn::Join", Expr::List(vec![Expr::String("||".into()), reference]))
            }
            _ => reference,
        };
        let attributes =
            self.linked.resource(node).and_then(|resource| resource.attributes.as_ref());
        self.json.open(b'{');
        if let Some(condition) = attributes.and_then(|attributes| attributes.condition) {
            self.json.key("Condition").text(self.linked.logical_id(condition));
        }
        self.json.key("Value");
        self.value(&value);
        self.json.key("Export").open(b'{');
        self.json.key("Name").text(&export.name);
        self.json.close(b'}');
        self.json.close(b'}');
    }
}
