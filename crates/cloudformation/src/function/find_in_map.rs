//! Reads `Fn::FindInMap`: a mapping and two keys, and with `AWS::LanguageExtensions` a default value.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html>

use constructs_document::Node;

/// The argument of `Fn::FindInMap`.
#[derive(Clone, Copy, Debug)]
pub struct FindInMap<'n> {
    /// The name of the mapping.
    pub mapping: &'n Node,
    /// The key in the mapping.
    pub first_key: &'n Node,
    /// The key below the first.
    pub second_key: &'n Node,
    /// `{"DefaultValue": …}`, which needs `AWS::LanguageExtensions`.
    pub options: Option<&'n Node>,
}

impl<'n> FindInMap<'n> {
    /// Reads the argument: a list of three or four.
    #[must_use]
    pub fn parse(argument: &'n Node) -> Option<Self> {
        let (mapping, first_key, second_key, options) = match argument.as_list()? {
            [mapping, first, second] => (mapping, first, second, None),
            [mapping, first, second, options] => (mapping, first, second, Some(options)),
            _ => return None,
        };
        Some(Self { mapping, first_key, second_key, options })
    }

    /// The value where the mapping does not have the keys.
    #[must_use]
    pub fn default_value(self) -> Option<&'n Node> {
        self.options?.get("DefaultValue")
    }
}
