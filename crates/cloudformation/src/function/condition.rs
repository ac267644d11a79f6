//! Reads the functions of the section `Conditions`.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html>

use constructs_document::Node;

/// A value that is true or false: the call of a condition function, or the name of another condition.
#[derive(Clone, Copy, Debug)]
pub enum ConditionFunction<'n> {
    /// `Condition`: the condition of this name.
    Condition(&'n str),
    /// `Fn::Equals`.
    Equals(&'n Node, &'n Node),
    /// `Fn::Not`.
    Not(&'n Node),
    /// `Fn::And`.
    And(&'n [Node]),
    /// `Fn::Or`.
    Or(&'n [Node]),
}

impl<'n> ConditionFunction<'n> {
    /// Reads a value that calls a condition function. `Fn::And` and `Fn::Or` can have any number of parts, because the limits
    /// of 2 and 10 do not change what they mean.
    #[must_use]
    pub fn from_node(node: &'n Node) -> Option<Self> {
        let (name, argument) = node.single()?;
        match (name, argument.as_list()) {
            ("Condition", _) => argument.as_str().map(Self::Condition),
            ("Fn::Equals", Some([left, right])) => Some(Self::Equals(left, right)),
            ("Fn::Not", Some([part])) => Some(Self::Not(part)),
            ("Fn::And", Some(parts)) => Some(Self::And(parts)),
            ("Fn::Or", Some(parts)) => Some(Self::Or(parts)),
            _ => None,
        }
    }
}
