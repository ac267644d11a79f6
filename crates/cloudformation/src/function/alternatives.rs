//! Follows `Fn::If`: the values that a node can have, each with its location and the conditions that select it.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html>

use constructs_document::Node;

/// `Fn::If`: a condition and a value for each of its results.
#[derive(Clone, Copy, Debug)]
pub struct If<'n> {
    /// The name of the condition. CloudFormation takes a text only.
    pub condition: &'n Node,
    /// The value where the condition is true.
    pub then: &'n Node,
    /// The value where it is false.
    pub otherwise: &'n Node,
}

impl<'n> If<'n> {
    /// Reads the argument of `Fn::If`: a list of three.
    #[must_use]
    pub fn parse(argument: &'n Node) -> Option<Self> {
        let [condition, then, otherwise] = argument.as_list()? else { return None };
        Some(Self { condition, then, otherwise })
    }

    /// Reads a value that calls `Fn::If`.
    #[must_use]
    pub fn from_node(node: &'n Node) -> Option<Self> {
        let ("Fn::If", argument) = node.single()? else { return None };
        Self::parse(argument)
    }

    /// The branches, each with its position in the list.
    #[must_use]
    pub const fn branches(self) -> [(usize, &'n Node); 2] {
        [(1, self.then), (2, self.otherwise)]
    }
}

/// A value that a node can have. Its mark is the node's.
#[derive(Clone, Debug)]
pub struct Alternative<'n> {
    /// The value, which is not an `Fn::If`. It can be `AWS::NoValue`.
    pub node: &'n Node,
    /// The conditions that select it, the outermost first, each with the result that it must have.
    pub conditions: Vec<(&'n Node, bool)>,
}

impl Alternative<'_> {
    /// The JSON pointer of the value, where `pointer` is that of the node with all its alternatives.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> String {
        let steps = self.conditions.iter();
        let steps = steps.map(|(_, holds)| if *holds { "/Fn::If/1" } else { "/Fn::If/2" });
        std::iter::once(pointer).chain(steps).collect()
    }
}

/// The values that a node can have, in the order of the text: the node itself, or those in the branches of its `Fn::If`.
///
/// A condition can select one value and another condition exclude it: no condition is evaluated. The number of values and
/// the depth are those of the document, which its reader limits. An `Fn::If` that is malformed is a value.
///
/// ```
/// use constructs_cloudformation::function::alternatives;
///
/// let text = b"A: !If [IsProd, !If [IsLarge, 8, 4], 1]\n";
/// let template = constructs_yaml::read(text).unwrap();
/// let pointers = alternatives(template.root().get("A").unwrap());
/// let pointers: Vec<String> = pointers.map(|value| value.pointer("/A")).collect();
/// assert_eq!(pointers, ["/A/Fn::If/1/Fn::If/1", "/A/Fn::If/1/Fn::If/2", "/A/Fn::If/2"]);
/// ```
pub fn alternatives(node: &Node) -> impl Iterator<Item = Alternative<'_>> {
    let mut first = Some(Alternative { node, conditions: Vec::new() });
    let mut open = Vec::new();
    std::iter::from_fn(move || {
        let mut next = first.take().or_else(|| open.pop())?;
        while let Some(If { condition, then, otherwise }) = If::from_node(next.node) {
            let mut other = Alternative { node: otherwise, ..next.clone() };
            other.conditions.push((condition, false));
            open.push(other);
            next.node = then;
            next.conditions.push((condition, true));
        }
        Some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(yaml: &str) -> Vec<String> {
        let text = format!("Value: {yaml}\n");
        let template = constructs_yaml::read(text.as_bytes()).unwrap();
        let node = template.root().get("Value").unwrap();
        let shown = |value: Alternative<'_>| {
            let conditions = value.conditions.iter().map(|(condition, holds)| {
                format!("{}{} ", if *holds { "" } else { "!" }, condition.as_str().unwrap())
            });
            format!("{}{}", conditions.collect::<String>(), value.node.to_json())
        };
        alternatives(node).map(shown).collect()
    }

    #[test]
    fn each_value_comes_with_the_conditions_that_select_it() {
        assert_eq!(selected("4"), ["4"]);
        assert_eq!(selected("!If [A, 1, !If [B, [2], 3]]"), ["A 1", "!A B [2]", "!A !B 3"]);
        assert_eq!(selected("!If [A, 1, !Ref 'AWS::NoValue']").len(), 2);
    }

    #[test]
    fn a_malformed_function_is_a_value() {
        assert_eq!(selected("!If [A, 1]"), [r#"{"Fn::If":["A",1]}"#]);
        assert_eq!(selected("{'Fn::If': [A, 1, 2], Other: 3}").len(), 1);
    }
}
