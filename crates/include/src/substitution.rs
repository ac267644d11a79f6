//! The template of `Fn::Sub` -> its parts: texts as they are written, and references where a placeholder names something
//! of the template.

use constructs::{Expr, NodeId, Pseudo};

use super::expression::{scalar, text_of};
use super::names::Names;
use constructs_document::Map;

/// The parts of `template`; a plain text if there is no reference in it. What `values` has is not looked up.
pub(super) fn parts(template: &str, names: &Names, values: Option<&Map>) -> Expr {
    let mut parts = Vec::new();
    let mut rest = template;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else { break };
        text.push_str(before);
        rest = behind;
        let is_variable = values.is_some_and(|values| values.get(name).is_some());
        match reference(name, names).filter(|_| !is_variable) {
            Some(reference) => {
                if !text.is_empty() {
                    parts.push(text_of(&std::mem::take(&mut text)));
                }
                parts.push(reference);
            }
            None => text.extend(["${", name, "}"]),
        }
    }
    text.push_str(rest);
    if parts.is_empty() {
        return text_of(&text);
    }
    if !text.is_empty() {
        parts.push(text_of(&text));
    }
    Expr::Concat(parts)
}

/// What `${name}` stands for, if it names a pseudo-parameter or something of the template.
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
