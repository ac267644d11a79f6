//! The template of `Fn::Sub` -> its parts: texts as they are written, and references where a placeholder names something
//! of the template.

use constructs::{Expr, NodeId, Pseudo};
use constructs_cloudformation::function::{Substitution, SubstitutionPart, substitution_parts};

use super::literal::{scalar, text_of};
use super::names::Names;

/// The expression for the text of `substitution`; a plain text if there is no reference in it. Variables that the argument
/// itself has values for stay as they are written.
pub(super) fn template(substitution: Substitution<'_>, names: &Names) -> Expr {
    let mut parts = Vec::new();
    let mut text = String::new();
    for part in substitution_parts(substitution.text) {
        match part {
            SubstitutionPart::Text(written) => text.push_str(written),
            SubstitutionPart::Literal(name) => text.extend(["${!", name, "}"]),
            SubstitutionPart::Unclosed(rest) => text.extend(["${", rest]),
            SubstitutionPart::Variable(name) => {
                let reference = reference(name, names);
                match reference.filter(|_| substitution.value(name).is_none()) {
                    Some(reference) => {
                        flush(&mut text, &mut parts);
                        parts.push(reference);
                    }
                    None => text.extend(["${", name, "}"]),
                }
            }
        }
    }
    if parts.is_empty() {
        return text_of(&text);
    }
    flush(&mut text, &mut parts);
    Expr::Concat(parts)
}

/// Adds the text that was read so far, if there is any.
fn flush(text: &mut String, parts: &mut Vec<Expr>) {
    if !text.is_empty() {
        parts.push(text_of(&std::mem::take(text)));
    }
}

/// The value of `${name}`, if it names a pseudo-parameter or something of the template.
fn reference(name: &str, names: &Names) -> Option<Expr> {
    if let Some(pseudo) = Pseudo::named(name) {
        return Some(Expr::Pseudo(pseudo));
    }
    if let Some(named) = names.value(name) {
        return Some(scalar(named.node, String::new()));
    }
    let (id, attribute) = name.split_once('.')?;
    let node = NodeId::from(names.resource(id)?);
    (!attribute.is_empty()).then(|| scalar(node, attribute.to_owned()))
}
