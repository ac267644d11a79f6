//! Entries of a template's sections that have no type of their own.

use crate::value::{Expr, ObjectKey};

/// An entry of a section, written out: what stands under `key` in `section` of the template.
///
/// For what no other construct says: a loop (`Fn::ForEach::Topics`), a macro (`Fn::Transform`), a resource without a
/// type. The key is kept as it is, whatever the path. References in the value are followed; nothing else about it is
/// looked at.
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
    /// What stands under `key` in `section`.
    pub fn new(
        section: impl Into<ObjectKey>,
        key: impl Into<ObjectKey>,
        value: impl Into<Expr>,
    ) -> Self {
        Self { section: section.into(), key: key.into(), value: value.into() }
    }
}
