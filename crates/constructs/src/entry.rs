//! Entries of a template's sections that have no type of their own.

use crate::value::{Expr, ObjectKey};

/// A literal entry of a section: the value of `key` in `section` of the template.
///
/// For entries that no other construct can express: a loop (`Fn::ForEach::Topics`), a macro (`Fn::Transform`), a resource
/// without a type. The key is the logical id. References in the value are resolved; the rest of it is not checked.
///
/// ```
/// use constructs::{App, Entry, Expr, Object, Stack, Text, Value};
/// let app = App::new();
/// let stack = app.stack("Topics", Stack::named("topics").transform("AWS::LanguageExtensions"));
/// let topic = Object::new().with("Type", "AWS::SNS::Topic");
/// let name: Text = Value::by_name("Name");
/// let each = [
///     Expr::from("Name"),
///     Expr::from(["Orders", "Refunds"]),
///     Object::new().with("Topic${Name}", topic.with("Properties", Object::new().with("TopicName", name))).into(),
/// ];
/// stack.add("Topics", Entry::new("Resources", "Fn::ForEach::Topics", each));
/// # let _ = app.synth().expect("no mistakes");
/// ```
#[derive(Debug)]
pub struct Entry {
    pub(crate) section: ObjectKey,
    pub(crate) key: ObjectKey,
    pub(crate) value: Expr,
}

impl Entry {
    /// Creates the entry `key` of `section`.
    pub fn new(
        section: impl Into<ObjectKey>,
        key: impl Into<ObjectKey>,
        value: impl Into<Expr>,
    ) -> Self {
        Self { section: section.into(), key: key.into(), value: value.into() }
    }
}
