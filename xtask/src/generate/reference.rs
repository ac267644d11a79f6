//! Writes the reference to a resource, with one accessor for each attribute.

use super::access::Access;
use super::{arn_template, types};
use crate::model::cloudformation::{Attribute, ResourceType, ValueKind};
use crate::names::name_reference;

/// The reference, its accessors, and its ARN if that is known.
pub(super) fn text(resource: &ResourceType, access: &Access) -> String {
    let rust = &resource.rust;
    let handle = name_reference(rust);
    let built = access.arn_type(&resource.name).and_then(|_| arn_template::expression(resource));
    let has_arn = built.is_some() || resource.attributes.iter().any(is_own_arn);
    let arn_type = arn_type(resource, access).filter(|_| has_arn);
    let mut accessors = accessors(resource, arn_type.as_deref());
    if let (Some(expression), Some(of)) = (built, &arn_type) {
        accessors.push_str(&built_arn(resource, &expression, of));
    }
    let into_arn = arn_type.map_or(String::new(), |of| {
        format!(
            "impl ::constructs::IntoArn<{of}> for {handle} {{\n\
             #[inline]\nfn into_arn(self) -> ::constructs::Arn<{of}> {{ self.arn() }}\n}}\n\n"
        )
    });
    format!(
        "::constructs::handle! {{\n    /// A reference to a [`{rust}`].\n    pub {handle}\n}}\n\n\
         impl {handle} {{\n{accessors}}}\n\n{into_arn}"
    )
}

/// Accessors for what `Ref` and `Fn::GetAtt` return; one accessor for both if they are the same.
fn accessors(resource: &ResourceType, arn_type: Option<&str>) -> String {
    let returns = resource.returns.as_ref();
    let returned = returns.map_or_else(unknown, |found| {
        let gettable = resource.attribute(&found.name).is_some();
        accessor(resource, found, gettable, true, arn_type)
    });
    let others = resource.attributes.iter();
    let others = others.filter(|found| returns.is_none_or(|returns| returns.name != found.name));
    let gettable = others.map(|found| accessor(resource, found, true, false, arn_type));
    std::iter::once(returned).chain(gettable).collect()
}

/// The accessor of what `Ref` returns, if no source describes it.
fn unknown() -> String {
    "/// What `Ref` returns.\n#[inline]\n\
     pub fn reference(self) -> ::constructs::Value<::constructs::Str> { ::constructs::Value::reference(self) }\n\n"
        .into()
}

/// The type of the resource's ARN: its own, or the type whose ARNs have the same pattern.
fn arn_type(resource: &ResourceType, access: &Access) -> Option<String> {
    let rust = access.arn_type(&resource.name)?;
    Some(if rust == resource.rust { rust.to_owned() } else { format!("super::{rust}") })
}

/// The accessor of an ARN that no attribute returns.
fn built_arn(resource: &ResourceType, expression: &str, of: &str) -> String {
    let template = resource.arn.as_deref().unwrap_or_default();
    format!(
        "/// `{template}`, put together here: no attribute gives it.\n\
         #[inline]\npub fn arn(self) -> ::constructs::Arn<{of}> {{ {expression} }}\n\n"
    )
}

fn is_own_arn(attribute: &Attribute) -> bool {
    attribute.rust == "arn" && attribute.kind == ValueKind::String
}

/// An ARN is read with `Fn::GetAtt` if possible, everything else that `Ref` returns with `Ref`.
fn accessor(
    resource: &ResourceType,
    attribute: &Attribute,
    gettable: bool,
    returned: bool,
    arn_type: Option<&str>,
) -> String {
    let Attribute { name, rust, kind } = attribute;
    let by_reference = returned && !(gettable && rust == "arn");
    let (how, call) = if by_reference {
        (format!("`{name}`, which `Ref` returns"), "reference(self)".to_owned())
    } else {
        (format!("`Fn::GetAtt {name}`"), format!("attribute(self, {name:?})"))
    };
    let (returns, maker) = match arn_type.filter(|_| is_own_arn(attribute)) {
        Some(of) => (format!("::constructs::Arn<{of}>"), "::constructs::Arn"),
        None => (
            format!("::constructs::Value<{}>", types::marker(kind, resource)),
            "::constructs::Value",
        ),
    };
    format!("/// {how}.\n#[inline]\npub fn {rust}(self) -> {returns} {{ {maker}::{call} }}\n\n")
}
