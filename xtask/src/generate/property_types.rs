//! Writes the Rust type of a property type, or of a string with known values.

use super::setters::inherent;
use crate::model::cloudformation::{Body, Content, Definition, EnumValue, ResourceType};

/// The text of a property type of `resource`. `owners` are the names of all resource types that have it.
pub(super) fn text(resource: &ResourceType, definition: &Definition, owners: &[&str]) -> String {
    let owners = enumeration(owners);
    match &definition.content {
        Content::Struct(body) => structure(resource, &definition.rust, body, &owners),
        Content::Enum(values) => known_values(&definition.rust, values, &owners),
    }
}

/// Names as code: `A`, `B` and `C`.
fn enumeration(names: &[&str]) -> String {
    match names {
        [others @ .., before, last] => {
            let others = others.iter().map(|name| format!("`{name}`, "));
            format!("{}`{before}` and `{last}`", others.collect::<String>())
        }
        _ => names.iter().map(|name| format!("`{name}`")).collect(),
    }
}

fn structure(resource: &ResourceType, rust: &str, body: &Body, owners: &str) -> String {
    format!(
        "/// `{rust}` of {owners}.\n\
         #[must_use = \"a property type does nothing until a setter takes it\"]\n\
         pub struct {rust}(::constructs::Object);\n\n{}\
         impl ::constructs::IntoValue<{rust}> for {rust} {{\n\
         #[inline]\nfn into_expr(self) -> ::constructs::Expr {{ self.0.into() }}\n}}\n\n",
        inherent(rust, "Object", body, resource)
    )
}

fn known_values(rust: &str, values: &[EnumValue], owners: &str) -> String {
    let constants: String = values.iter().map(known_value).collect();
    format!(
        "/// The values of `{rust}` of {owners}; [`custom`](Self::custom) takes others.\n\
         #[must_use = \"a value does nothing until a setter takes it\"]\n\
         pub struct {rust}(::constructs::Value<::constructs::Str>);\n\n\
         impl {rust} {{\n{constants}\
         /// A value that is newer than these facts, or known only at deployment.\n\
         pub fn custom(value: impl ::constructs::IntoValue<::constructs::Str>) -> Self {{\n\
         Self(::constructs::Value::new(value.into_expr()))\n}}\n}}\n\n\
         impl ::constructs::IntoValue<{rust}> for {rust} {{\n\
         #[inline]\nfn into_expr(self) -> ::constructs::Expr {{ self.0.into_expr() }}\n}}\n\n"
    )
}

fn known_value(value: &EnumValue) -> String {
    let EnumValue { value, rust } = value;
    format!(
        "/// `{value:?}`.\npub const {rust}: Self = Self(::constructs::Value::constant({value:?}));\n"
    )
}
