//! Outputs: those of the author, then those that references from other stacks made necessary.

use super::Writer;
use crate::synth::link::{Export, LinkedKind, LinkedOutput, LinkedStack};
use crate::value::{Expr, LocalReference, ReferenceKind};

impl Writer<'_> {
    pub(super) fn outputs(&mut self, stack: &LinkedStack) {
        let linked = self.linked;
        let declared =
            stack.members.iter().filter_map(|index| match linked.kinds.get(*index as usize) {
                Some(LinkedKind::Output(output)) => Some((linked.logical_id(*index), output)),
                _ => None,
            });
        let mut declared = declared.peekable();
        if declared.peek().is_none() && stack.exports.is_empty() {
            return;
        }
        self.json.key("Outputs").open(b'{');
        for (id, output) in declared {
            self.json.key(id);
            self.output(output);
        }
        for export in stack.exports.iter().filter_map(|at| linked.exports.get(*at as usize)) {
            if let Some(output) = &export.output {
                self.json.key(output);
                self.export(export);
            }
        }
        self.json.close(b'}');
    }

    fn output(&mut self, output: &LinkedOutput) {
        self.json.open(b'{');
        if let Some(description) = &output.description {
            self.json.key("Description").text(description);
        }
        if let Some(condition) = output.condition {
            self.json.key("Condition").text(self.linked.logical_id(condition));
        }
        self.json.key("Value");
        self.value(&output.value);
        if let Some(name) = &output.export {
            self.json.key("Export").open(b'{');
            self.json.key("Name");
            self.value(name);
            self.json.close(b'}');
        }
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
