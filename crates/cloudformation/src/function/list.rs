//! Reads the functions that take a list of two: `Fn::Join`, `Fn::Select`, and `Fn::Split`.

use constructs_document::Node;

/// The argument of `Fn::Join`.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html>
#[derive(Clone, Copy, Debug)]
pub struct Join<'n> {
    /// The text between the items.
    pub delimiter: &'n Node,
    /// A list, or a function that returns one.
    pub items: &'n Node,
}

/// The argument of `Fn::Select`.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html>
#[derive(Clone, Copy, Debug)]
pub struct Select<'n> {
    /// The position in the list, counted from 0.
    pub index: &'n Node,
    /// A list, or a function that returns one.
    pub items: &'n Node,
}

/// The argument of `Fn::Split`.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html>
#[derive(Clone, Copy, Debug)]
pub struct Split<'n> {
    /// The text between the items.
    pub delimiter: &'n Node,
    /// The text to split.
    pub text: &'n Node,
}

impl<'n> Join<'n> {
    /// Reads the argument: a list of two.
    #[must_use]
    pub fn parse(argument: &'n Node) -> Option<Self> {
        let [delimiter, items] = argument.as_list()? else { return None };
        Some(Self { delimiter, items })
    }
}

impl<'n> Select<'n> {
    /// Reads the argument: a list of two.
    #[must_use]
    pub fn parse(argument: &'n Node) -> Option<Self> {
        let [index, items] = argument.as_list()? else { return None };
        Some(Self { index, items })
    }
}

impl<'n> Split<'n> {
    /// Reads the argument: a list of two.
    #[must_use]
    pub fn parse(argument: &'n Node) -> Option<Self> {
        let [delimiter, text] = argument.as_list()? else { return None };
        Some(Self { delimiter, text })
    }
}
