//! Mappings: constants of a template, looked up by two keys.

use crate::handle;
use crate::value::{
    Expr, IntoValue, List, NodeId, Object, ObjectKey, Reference, ReferenceKind, ResourceRef, Str,
    Value,
};

/// Constants of a template, under a first and a second key.
///
/// ```
/// use constructs::{App, Mapping, REGION, Stack};
/// let app = App::new();
/// let stack = app.stack("Stack", Stack::named("demo"));
/// let sizes = stack.add("Sizes", Mapping::new().row("eu-central-1", [("database", "db.t4g.micro")]));
/// let class = sizes.find(REGION, "database");
/// # let _ = class;
/// ```
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    pub(crate) rows: Object,
    pub(crate) logical_id: Option<String>,
}

impl Mapping {
    /// A mapping without rows.
    #[must_use]
    pub const fn new() -> Self {
        Self { rows: Object::new(), logical_id: None }
    }

    /// Sets the logical id, which otherwise follows from the path.
    #[must_use]
    pub fn logical_id(mut self, id: impl Into<String>) -> Self {
        self.logical_id = Some(id.into());
        self
    }

    /// Adds the values under the first key `key`: literals, or lists of literals.
    #[must_use]
    pub fn row<K: Into<ObjectKey>, V: Into<Expr>>(
        mut self,
        key: impl Into<ObjectKey>,
        values: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let mut row = Object::new();
        for (second, value) in values {
            row.set(second, value.into());
        }
        self.rows.set(key, row.into());
        self
    }

    /// Sets the value of the first key `key`, which is not checked.
    #[must_use]
    pub fn raw(mut self, key: impl Into<ObjectKey>, value: impl Into<Expr>) -> Self {
        self.rows.set(key, value.into());
        self
    }
}

handle! {
    /// A reference to a [`Mapping`].
    pub MappingRef
}

impl MappingRef {
    /// `Fn::FindInMap`: the value under two keys, which may be pseudo-parameters or parameters.
    pub fn find(self, first: impl IntoValue<Str>, second: impl IntoValue<Str>) -> Value<Str> {
        Value::new(self.lookup(first.into_expr(), second.into_expr(), None))
    }

    /// As [`find`](Self::find), for a list.
    pub fn find_list(
        self,
        first: impl IntoValue<Str>,
        second: impl IntoValue<Str>,
    ) -> Value<List<Str>> {
        Value::new(self.lookup(first.into_expr(), second.into_expr(), None))
    }

    /// As [`find`](Self::find), with a value for keys that the mapping does not have.
    ///
    /// Synthesis adds the transform `AWS::LanguageExtensions`, which it requires.
    pub fn find_or(
        self,
        first: impl IntoValue<Str>,
        second: impl IntoValue<Str>,
        default: impl IntoValue<Str>,
    ) -> Value<Str> {
        let default = Object::new().with("DefaultValue", default.into_expr());
        Value::new(self.lookup(first.into_expr(), second.into_expr(), Some(default.into())))
    }

    fn lookup(self, first: Expr, second: Expr, default: Option<Expr>) -> Expr {
        let name = Expr::Reference(Reference::new(self.node(), ReferenceKind::Name, ""));
        let mut arguments = vec![name, first, second];
        arguments.extend(default);
        Expr::function("Fn::FindInMap", Expr::List(arguments))
    }
}

impl From<MappingRef> for NodeId {
    fn from(handle: MappingRef) -> Self {
        handle.node()
    }
}
