//! Reads `Fn::GetAtt`: a resource and one of its attributes, as a list or as `Resource.Attribute`.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html>

use std::borrow::Cow;

use constructs_document::Node;

/// The argument of `Fn::GetAtt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GetAtt<'n> {
    /// The logical id. `None`: a function returns it, which needs `AWS::LanguageExtensions`.
    pub id: Option<&'n str>,
    /// The attribute, which can have dots. `None`: a function returns it; a `Ref` can without a transform.
    pub attribute: Option<&'n str>,
}

impl<'n> GetAtt<'n> {
    /// Reads the argument: a text with a dot, of which the first ends the logical id, or a list of two.
    #[must_use]
    pub fn parse(argument: &'n Node) -> Option<Self> {
        if let Some(text) = argument.as_str() {
            let (id, attribute) = text.split_once('.')?;
            return Some(Self { id: Some(id), attribute: Some(attribute) });
        }
        let [id, attribute] = argument.as_list()? else { return None };
        Some(Self { id: id.as_str(), attribute: attribute.as_str() })
    }

    /// The logical id and the attribute, if both are texts.
    #[must_use]
    pub fn names(self) -> Option<(&'n str, &'n str)> {
        Some((self.id?, self.attribute?))
    }
}

/// The logical id and the attribute of a list of any number of texts, or of one text: the items after the first are joined by
/// dots. Checks use it to name what the author wrote; [`GetAtt::parse`] takes lists of two only, as AWS documents them.
#[must_use]
pub fn join_attribute(argument: &Node) -> Option<(&str, Cow<'_, str>)> {
    match argument.as_list() {
        None | Some([_, _]) => {
            let (id, attribute) = GetAtt::parse(argument)?.names()?;
            Some((id, attribute.into()))
        }
        Some(items) => {
            let (id, attribute) = items.split_first()?;
            let attribute: Option<Vec<&str>> = attribute.iter().map(Node::as_str).collect();
            Some((id.as_str()?, attribute?.join(".").into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn argument(yaml: &str) -> Node {
        let text = format!("Value: {yaml}\n");
        let template = constructs_yaml::read(text.as_bytes()).unwrap();
        template.root().get("Value").unwrap().clone()
    }

    #[test]
    fn both_forms_are_read() {
        for (yaml, expected) in [
            ("A.B", Some((Some("A"), Some("B")))),
            ("A.Outputs.C", Some((Some("A"), Some("Outputs.C")))),
            ("[A, Outputs.C]", Some((Some("A"), Some("Outputs.C")))),
            ("[A, !Ref P]", Some((Some("A"), None))),
            ("[!Ref P, B]", Some((None, Some("B")))),
            ("A", None),
            ("[A]", None),
            ("[A, B, C]", None),
            ("{A: B}", None),
        ] {
            let node = argument(yaml);
            let found = GetAtt::parse(&node).map(|found| (found.id, found.attribute));
            assert_eq!(found, expected, "{yaml}");
        }
    }

    #[test]
    fn a_longer_list_of_texts_is_joined() {
        for (yaml, expected) in [
            ("[A, B, C]", Some(("A", "B.C"))),
            ("[A]", Some(("A", ""))),
            ("A.B.C", Some(("A", "B.C"))),
            ("[A, B, !Ref P]", None),
            ("[A, !Ref P]", None),
        ] {
            let node = argument(yaml);
            let found = join_attribute(&node);
            assert_eq!(found.as_ref().map(|(id, name)| (*id, &**name)), expected, "{yaml}");
        }
    }
}
