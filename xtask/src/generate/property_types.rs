//! The property types and known values of a resource type -> Rust types beside it.

use super::resource::inherent;
use crate::model::cloudformation::{Body, Content, EnumValue, ResourceType};

/// All of them, in the order of the facts.
pub(super) fn text(resource: &ResourceType) -> String {
    let definitions = resource.definitions.iter();
    let each = definitions.map(|definition| match &definition.content {
        Content::Struct(body) => structure(resource, &definition.rust, body),
        Content::Enum(values) => known_values(resource, &definition.rust, values),
    });
    each.collect()
}

fn structure(resource: &ResourceType, rust: &str, body: &Body) -> String {
    format!(
        "/// `{rust}` of `{}`.\n\
         #[must_use = \"a property type does nothing until a setter takes it\"]\n\
         pub struct {rust}(::constructs::Object);\n\n{}\
         impl ::constructs::IntoValue<{rust}> for {rust} {{\n\
         #[inline]\nfn into_expr(self) -> ::constructs::Expr {{ self.0.into() }}\n}}\n\n",
        resource.name,
        inherent(rust, "Object", body, resource)
    )
}

fn known_values(resource: &ResourceType, rust: &str, values: &[EnumValue]) -> String {
    let constants: String = values.iter().map(known_value).collect();
    format!(
        "/// The values of `{rust}` of `{}`; [`custom`](Self::custom) takes others.\n\
         #[must_use = \"a value does nothing until a setter takes it\"]\n\
         pub struct {rust}(::constructs::Value<::constructs::Str>);\n\n\
         impl {rust} {{\n{constants}\
         /// A value that is newer than these facts, or known only at deployment.\n\
         pub fn custom(value: impl ::constructs::IntoValue<::constructs::Str>) -> Self {{\n\
         Self(::constructs::Value::new(value.into_expr()))\n}}\n}}\n\n\
         impl ::constructs::IntoValue<{rust}> for {rust} {{\n\
         #[inline]\nfn into_expr(self) -> ::constructs::Expr {{ self.0.into_expr() }}\n}}\n\n",
        resource.name
    )
}

fn known_value(value: &EnumValue) -> String {
    let EnumValue { value, rust } = value;
    format!(
        "/// `{value:?}`.\npub const {rust}: Self = Self(::constructs::Value::constant({value:?}));\n"
    )
}
