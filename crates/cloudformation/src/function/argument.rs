//! Describes the arguments that a function takes, and what it returns.

/// An argument that a function takes. `Fn::If` and `Fn::Transform` can return any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArgumentShape {
    /// A text that is written out.
    Name,
    /// A text, or a function that returns one.
    Text,
    /// A list that is written out.
    Items {
        /// The fewest items.
        min: usize,
        /// The most items.
        max: usize,
        /// The items in their order; the last one is also the shape of all that follow.
        items: &'static [Item],
    },
    /// A list of any length, or a function that returns one.
    AnyList,
    /// An object.
    Object,
}

/// An item of the list that a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is, for messages: `the delimiter`.
    pub name: &'static str,
    /// The values that it can have.
    pub shape: ItemShape,
}

/// The values that an item can have. A function that returns such a value is one of them, unless the item is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ItemShape {
    /// A text that is written out.
    WrittenText,
    /// A text that is written out; with `AWS::LanguageExtensions` also a function.
    Name,
    /// A text, a number, or a boolean.
    Text,
    /// An integer between these bounds, inclusive.
    Integer(i64, i64),
    /// A list of texts.
    TextList,
    /// A list.
    List,
    /// An object with texts as values.
    TextObject,
    /// `{"DefaultValue": …}`.
    DefaultValue,
    /// A function that is true or false.
    Condition,
    /// Any value.
    Any,
}

/// What a function returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Returns {
    /// A text, or a number that becomes one.
    Text,
    /// A list.
    List,
    /// True or false, as in a condition.
    Truth,
    /// A value of any type, which the argument decides.
    Any,
}
