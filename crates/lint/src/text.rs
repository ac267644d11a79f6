//! Reads a value of a policy as text, with symbols for what only the deployment knows.

use constructs_diagnostics::escape::shorten;
use constructs_document::Node;

use constructs_access::template::{Fragment, Fragments};
use constructs_cloudformation::DYNAMIC_REFERENCE;
use constructs_cloudformation::function::{
    Join, Substitution, SubstitutionPart, join_attribute, substitution_parts,
};
use constructs_iam::{Domain, Symbol};

/// The fragments of a text; nothing if the value is not a text.
pub(super) fn read_fragments(node: &Node) -> Option<Fragments> {
    if let Some(text) = node.as_str() {
        return Some(vec![Fragment::Text(text.to_owned())]);
    }
    let (function, argument) = node.single()?;
    match function {
        "Ref" | DYNAMIC_REFERENCE => Some(vec![symbol(argument.as_str()?)]),
        "Fn::GetAtt" => {
            let (id, attribute) = join_attribute(argument)?;
            Some(vec![symbol(&format!("{id}.{attribute}"))])
        }
        "Fn::Sub" => read_sub(argument),
        "Fn::Join" => read_join(argument).or_else(|| Some(vec![unknown(node)])),
        name if name.starts_with("Fn::") => Some(vec![unknown(node)]),
        _ => None,
    }
}

/// Text that only the deployment knows, by its name: `AWS::Region`, `Queue.Arn`; any other expression as JSON.
fn symbol(name: &str) -> Fragment {
    Fragment::Symbol(Symbol::new(name, Domain::any()))
}

fn unknown(node: &Node) -> Fragment {
    symbol(&node.to_json().to_string())
}

fn read_join(argument: &Node) -> Option<Fragments> {
    let Join { delimiter, items } = Join::parse(argument)?;
    let (delimiter, mut all) = (delimiter.as_str()?, Vec::new());
    for (at, item) in items.as_list()?.iter().enumerate() {
        if at > 0 && !delimiter.is_empty() {
            all.push(Fragment::Text(delimiter.to_owned()));
        }
        all.extend(read_fragments(item)?);
    }
    Some(all)
}

fn read_sub(argument: &Node) -> Option<Fragments> {
    let substitution = Substitution::parse(argument)?;
    let mut all = Vec::new();
    for part in substitution_parts(substitution.text) {
        match part {
            SubstitutionPart::Text(text) => all.push(Fragment::Text(text.to_owned())),
            SubstitutionPart::Literal(name) => all.push(Fragment::Text(format!("${{{name}}}"))),
            SubstitutionPart::Variable(name) => match substitution.value(name) {
                Some(value) => all.extend(read_fragments(value)?),
                None => all.push(symbol(name)),
            },
            SubstitutionPart::Unclosed(_) => return None,
        }
    }
    Some(merge_texts(all))
}

/// Drops empty texts and joins neighboring ones: a policy variable can consist of several fragments.
fn merge_texts(fragments: Fragments) -> Fragments {
    let mut all: Fragments = Vec::new();
    for fragment in fragments {
        match (all.last_mut(), fragment) {
            (_, Fragment::Text(text)) if text.is_empty() => {}
            (Some(Fragment::Text(last)), Fragment::Text(text)) => last.push_str(&text),
            (_, fragment) => all.push(fragment),
        }
    }
    all
}

/// Whether the text is `*`, or several of them.
pub(super) fn is_anything(fragments: &[Fragment]) -> bool {
    !fragments.is_empty()
        && fragments.iter().all(|fragment| match fragment {
            Fragment::Text(text) => !text.is_empty() && text.bytes().all(|byte| byte == b'*'),
            Fragment::Symbol(_) => false,
        })
}

/// The text in messages, with symbols as `${…}`.
pub(super) fn describe(fragments: &[Fragment]) -> String {
    let text = fragments.iter().map(|fragment| match fragment {
        Fragment::Text(text) => text.clone(),
        Fragment::Symbol(symbol) => format!("${{{}}}", symbol.name),
    });
    shorten(&text.collect::<String>(), 120).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::node;
    use super::*;

    #[test]
    fn functions_are_read_as_far_as_they_go() {
        for (value, expected) in [
            (json!("a*"), "a*"),
            (
                json!({"Fn::Sub": "arn:${AWS::Partition}:s3:::${Bucket}/${!aws:username}"}),
                "arn:${AWS::Partition}:s3:::${Bucket}/${aws:username}",
            ),
            (json!({"Fn::Sub": ["${A}-${B}", {"A": "x"}]}), "x-${B}"),
            (json!({"Fn::Join": ["/", [{"Fn::GetAtt": ["B", "Arn"]}, "*"]]}), "${B.Arn}/*"),
            (json!({"Fn::ImportValue": "q"}), "${{\"Fn::ImportValue\":\"q\"}}"),
        ] {
            assert_eq!(describe(&read_fragments(&node(&value)).unwrap()), expected, "{value}");
        }
        assert_eq!(read_fragments(&node(&json!({"a": 1}))), None);
    }
}
