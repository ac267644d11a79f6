//! Generates `new` and the setters of a resource type or property type.

use super::{docs, types};
use crate::model::cloudformation::{Body, Property, ResourceType};

/// Methods of operator traits, for which clippy reports a setter of the same name.
const OPERATORS: &[&str] =
    &["add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub"];

/// `new` with the required properties, `Default` if none is required, and a setter for each other property.
pub(super) fn inherent(rust: &str, holder: &str, body: &Body, resource: &ResourceType) -> String {
    let find = |name: &String| body.properties.iter().find(|property| property.name == *name);
    let required: Vec<&Property> = body.arguments.iter().filter_map(find).collect();
    let optional =
        body.properties.iter().filter(|property| !body.arguments.contains(&property.name));
    let setters: String = optional.map(|property| setter(property, resource)).collect();
    let new = constructor(holder, &required, resource);
    let default = if required.is_empty() {
        format!(
            "impl Default for {rust} {{ #[inline] fn default() -> Self {{ Self::new() }} }}\n\n"
        )
    } else {
        String::new()
    };
    format!("impl {rust} {{\n{new}{setters}}}\n\n{default}")
}

fn constructor(holder: &str, required: &[&Property], resource: &ResourceType) -> String {
    if required.is_empty() {
        return format!(
            "/// Starts with nothing set.\n#[inline]\npub fn new() -> Self {{ Self(::constructs::{holder}::new()) }}\n\n"
        );
    }
    let each = |write: &dyn Fn(&Property) -> String| -> String {
        required.iter().map(|property| write(property)).collect()
    };
    let documented =
        each(&|property| docs::property(property, resource).replacen("///", "/// -", 1));
    let arguments = each(&|property| {
        format!("{}: {},", property.rust, types::argument(&property.shape.kind, resource))
    });
    let sets = each(&|property| {
        format!("built.set({:?}, {}.into_expr());\n", property.name, property.rust)
    });
    let many = if required.len() > 7 {
        "#[expect(clippy::too_many_arguments, reason = \"CloudFormation requires all of them\")]\n"
    } else {
        ""
    };
    format!(
        "/// Starts with what CloudFormation requires.\n///\n{documented}{many}pub fn new({arguments}) -> Self {{\n\
         let mut built = ::constructs::{holder}::new();\n{sets}Self(built)\n}}\n\n"
    )
}

fn setter(property: &Property, resource: &ResourceType) -> String {
    let Property { name, rust, shape, .. } = property;
    let (documentation, argument) =
        (docs::property(property, resource), types::argument(&shape.kind, resource));
    let operator = if OPERATORS.contains(&rust.as_str()) {
        "#[expect(clippy::should_implement_trait, reason = \"named after the property\")]\n"
    } else {
        ""
    };
    format!(
        "{documentation}{operator}pub fn {rust}(mut self, value: {argument}) -> Self {{\n\
         self.0.set({name:?}, value.into_expr());\nself\n}}\n\n"
    )
}
