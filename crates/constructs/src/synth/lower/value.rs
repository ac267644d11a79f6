//! Writes values: literals, references, and functions in CloudFormation's JSON.
//!
//! A text of several parts becomes `Fn::Sub` if a template can contain all its parts, and `Fn::Join` otherwise.

use super::Writer;
use crate::linked::{Linked, Local};
use crate::value::{Expr, Function, LocalReference, ReferenceKind};

impl Writer<'_> {
    pub(super) fn value(&mut self, value: &Local) {
        match value {
            Expr::Null => self.json.scalar(()),
            Expr::Bool(value) => self.json.scalar(value),
            Expr::Integer(value) => self.json.scalar(value),
            Expr::Number(value) => self.json.scalar(value.get()),
            Expr::String(text) => self.json.text(text),
            Expr::Pseudo(pseudo) => self.single("Ref", pseudo.name()),
            Expr::Reference(reference) => self.reference(reference),
            Expr::Concat(parts) => self.text(parts),
            Expr::List(items) => {
                self.json.open(b'[');
                for item in items {
                    self.json.item();
                    self.value(item);
                }
                self.json.close(b']');
            }
            Expr::Map(entries) => self.object(entries),
            Expr::Function(function) => {
                self.json.open(b'{');
                self.json.key(&function.name);
                self.argument(function);
                self.json.close(b'}');
            }
            Expr::Dynamic(inner) => self.value(inner),
        }
    }

    /// Writes the argument of a function. The template of `Fn::Sub`, and `Id.Attribute` of `Fn::GetAtt`, can have several
    /// parts: texts without an escape, and references as names.
    fn argument(&mut self, function: &Function<LocalReference>) {
        match (&*function.name, &function.argument) {
            ("Fn::Sub" | "Fn::GetAtt", parts @ Expr::Concat(_)) => self.template_text(parts),
            ("Fn::Sub", Expr::List(items)) if matches!(items[..], [Expr::Concat(_), _]) => {
                self.json.open(b'[');
                for item in items {
                    self.json.item();
                    self.template_text(item);
                }
                self.json.close(b']');
            }
            (_, argument) => self.value(argument),
        }
    }

    fn template_text(&mut self, value: &Local) {
        let text = match value {
            Expr::Concat(parts) => template_of(self.linked, parts),
            _ => None,
        };
        match text {
            Some(text) => self.json.text(&text),
            None => self.value(value),
        }
    }

    fn single(&mut self, key: &str, text: &str) {
        self.json.open(b'{');
        self.json.key(key).text(text);
        self.json.close(b'}');
    }

    fn reference(&mut self, reference: &LocalReference) {
        let linked = self.linked;
        match reference {
            LocalReference::Declared { node, kind: ReferenceKind::Name, .. } => {
                self.json.text(linked.logical_id(*node));
            }
            LocalReference::Declared { node, attribute, .. } if attribute.is_empty() => {
                self.single("Ref", linked.logical_id(*node));
            }
            LocalReference::Declared { node, attribute, .. } => {
                self.json.open(b'{');
                self.json.key("Fn::GetAtt").open(b'[');
                self.json.item().text(linked.logical_id(*node));
                self.json.item().text(attribute);
                self.json.close(b']');
                self.json.close(b'}');
            }
            LocalReference::Import(at) => {
                let name = linked.exports.get(*at as usize).map_or("", |export| &export.name);
                self.single("Fn::ImportValue", name);
            }
        }
    }

    fn text(&mut self, parts: &[Local]) {
        let mut flat = Vec::with_capacity(parts.len());
        flatten(parts, &mut flat);
        if let Some(literal) = literal(&flat) {
            return self.json.text(&literal);
        }
        match substitution(self.linked, &flat) {
            Some(template) => self.single("Fn::Sub", &template),
            None => self.join(&flat),
        }
    }

    fn join(&mut self, parts: &[&Local]) {
        self.json.open(b'{');
        self.json.key("Fn::Join").open(b'[');
        self.json.item().text("");
        self.json.item().open(b'[');
        for part in parts {
            self.json.item();
            self.value(part);
        }
        self.json.close(b']');
        self.json.close(b']');
        self.json.close(b'}');
    }
}

/// Collects the parts of a text, including those of dynamic references.
fn flatten<'t>(parts: &'t [Local], flat: &mut Vec<&'t Local>) {
    for part in parts {
        match part {
            Expr::Concat(inner) => flatten(inner, flat),
            Expr::Dynamic(inner) => flatten(std::slice::from_ref(&**inner), flat),
            other => flat.push(other),
        }
    }
}

/// The text, if every part is a literal.
fn literal(parts: &[&Local]) -> Option<String> {
    parts.iter().map(|part| part.as_str()).collect()
}

/// A template for `Fn::Sub` whose texts are template text already, if a template can contain every part.
fn template_of(linked: &Linked, parts: &[Local]) -> Option<String> {
    let mut flat = Vec::with_capacity(parts.len());
    flatten(parts, &mut flat);
    let mut template = String::new();
    for part in flat {
        match part {
            Expr::String(text) => template.push_str(text),
            Expr::Reference(LocalReference::Declared {
                node, kind: ReferenceKind::Name, ..
            }) => template.push_str(linked.logical_id(*node)),
            part => push_placeholder(linked, part, &mut template)?,
        }
    }
    Some(template)
}

/// Appends `${…}` for a part that has a name.
fn push_placeholder(linked: &Linked, part: &Local, template: &mut String) -> Option<()> {
    match part {
        Expr::Pseudo(pseudo) => template.extend(["${", pseudo.name(), "}"]),
        Expr::Reference(LocalReference::Declared {
            node,
            kind: ReferenceKind::Scalar,
            attribute,
        }) => {
            let dot = if attribute.is_empty() { "" } else { "." };
            template.extend(["${", linked.logical_id(*node), dot, attribute, "}"]);
        }
        _ => return None,
    }
    Some(())
}

/// The template for `Fn::Sub`, if a template can contain every part. Literals are data: `${` is escaped.
fn substitution(linked: &Linked, parts: &[&Local]) -> Option<String> {
    let (mut template, mut literal) = (String::new(), String::new());
    for part in parts {
        if let Expr::String(text) = part {
            literal.push_str(text);
            continue;
        }
        template.push_str(&escape(&std::mem::take(&mut literal))?);
        push_placeholder(linked, part, &mut template)?;
    }
    template.push_str(&escape(&literal)?);
    Some(template)
}

/// A literal inside `Fn::Sub`. `None` if a `${` does not close in the literal: `${!` would include the text that follows.
fn escape(literal: &str) -> Option<String> {
    let closes = literal.split("${").skip(1).all(|rest| rest.contains('}'));
    closes.then(|| literal.replace("${", "${!"))
}
