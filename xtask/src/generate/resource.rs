//! Writes the module of a resource type: the resource, its reference, its actions, and its property types.

use super::access::Access;
use super::header::generated_from;
use super::setters::inherent;
use super::shared::Shared;
use super::{constants, docs, property_types, reference};
use crate::model::cloudformation::{Mark, Property, ResourceType, TagShape, ValueKind};
use crate::naming;

/// The text of the module.
pub(super) fn file(resource: &ResourceType, shared: &Shared, access: &Access) -> String {
    let mut text = format!("//! `{}` and its property types.\n", resource.name);
    text.push_str(&generated_from(&format!("facts/cloudformation/{}.txt", shared.service)));
    text.push_str(&shared.exports(resource));
    text.push_str(&description(resource));
    text.push_str(&contract(resource));
    text.push_str(&reference::text(resource, access));
    text.push_str(&constants::implementation(
        &resource.rust,
        access.type_constants(&resource.name),
    ));
    for definition in shared.own(resource) {
        text.push_str(&property_types::text(resource, definition, &[resource.name.as_str()]));
    }
    text
}

/// The resource's struct, its `new`, and its setters.
fn description(resource: &ResourceType) -> String {
    let ResourceType { name, rust, body, .. } = resource;
    let tags = resource
        .tags
        .as_ref()
        .map_or("takes no tags".into(), |tags| format!("takes tags as `{}`", tags.property));
    let link = docs::link(resource);
    format!(
        "/// `{name}`, which {tags}.\n///\n/// [AWS's page on it]({link})\n\
         #[must_use = \"a resource is in a template once it is added to a scope\"]\n\
         pub struct {rust}(::constructs::Declaration);\n\n{}",
        inherent(rust, "Declaration", body, resource)
    )
}

/// The implementation of `Resource`, which synthesis reads.
fn contract(resource: &ResourceType) -> String {
    let ResourceType { name, rust, .. } = resource;
    let tagging = tagging(resource).map_or(String::new(), |tagging| {
        format!(
            "const TAGGING: Option<::constructs::Tagging> = Some(::constructs::Tagging::{}({:?}));\n",
            tagging.0, tagging.1
        )
    });
    let physical_name = physical_name(resource).map_or(String::new(), |name| {
        format!("const PHYSICAL_NAME: Option<&'static str> = Some({name:?});\n")
    });
    let create_only = create_only(resource);
    format!(
        "impl ::constructs::Resource for {rust} {{\n\
         const TYPE: &'static str = {name:?};\n{tagging}{physical_name}{create_only}\
         type Ref = {rust}Ref;\n\n\
         #[inline]\nfn declaration(&mut self) -> &mut ::constructs::Declaration {{ &mut self.0 }}\n\n\
         #[inline]\nfn into_declaration(self) -> ::constructs::Declaration {{ self.0 }}\n}}\n\n"
    )
}

fn tagging(resource: &ResourceType) -> Option<(&'static str, &str)> {
    let tags = resource.tags.as_ref()?;
    let shape = match tags.shape {
        TagShape::List => "List",
        TagShape::Map => "Map",
        TagShape::AutoScaling => "AutoScaling",
        TagShape::Other => return None,
    };
    Some((shape, &tags.property))
}

fn create_only(resource: &ResourceType) -> String {
    let fixed = resource
        .body
        .properties
        .iter()
        .filter(|property| property.marks.contains(&Mark::CreateOnly));
    let names: Vec<String> = fixed.map(|property| format!("{:?}", property.name)).collect();
    if names.is_empty() {
        return String::new();
    }
    format!("const CREATE_ONLY: &'static [&'static str] = &[{}];\n", names.join(", "))
}

/// The property with which an author names the resource: `Name`, `QueueName`, or an identifier that is a name.
fn physical_name(resource: &ResourceType) -> Option<&str> {
    let own = naming::words(resource.short_name());
    let is_own = |name: &str| {
        let words = naming::words(name);
        let rest = words.strip_prefix(own.as_slice()).unwrap_or(&words);
        matches!(rest, [only] if only == "name")
            || (rest.len() < words.len()
                && matches!(rest, [only] if only == "identifier" || only == "id"))
    };
    let identifies = |name: &str| {
        resource.identifier == [name]
            && naming::words(name).last().is_some_and(|last| last == "name")
    };
    let fixed = |property: &&Property| {
        property.marks.contains(&Mark::CreateOnly) && property.shape.kind == ValueKind::String
    };
    let candidates =
        || resource.body.properties.iter().filter(fixed).map(|property| property.name.as_str());
    candidates().find(|name| identifies(name)).or_else(|| candidates().find(|name| is_own(name)))
}

#[cfg(test)]
mod tests {
    use crate::error::Error;
    use crate::generate::{ServiceFacts, access::Access, shared::Shared};
    use crate::text::{cloudformation, iam};

    #[test]
    fn a_resource_becomes_a_module() -> Result<(), Error> {
        let types = cloudformation::parse(
            "type AWS::SQS::Queue Queue queue\n  identifier QueueUrl\n  returns QueueUrl url string\n  tags Tags list\n\
             \x20 arguments Mode\n  property Mode mode enum(Mode)\n\
             \x20 property QueueName queue_name string create-only length=1..80\n\
             \x20 attribute Arn arn string\n  enum Mode Mode\n    value fifo FIFO\n",
        )?;
        let actions = iam::parse(
            "prefix sqs\nresource queue arn:q:${Name} type=AWS::SQS::Queue\naction SendMessage SEND_MESSAGE Write\n  on queue\n",
        )?;
        let service =
            ServiceFacts { name: "sqs".into(), types: Some(types), actions: Some(actions) };
        let access = Access::new(std::slice::from_ref(&service));
        let shared = Shared::new("sqs", service.resource_types().iter());
        let text: String = service
            .resource_types()
            .iter()
            .map(|queue| super::file(queue, &shared, &access))
            .collect();
        assert_eq!(text, include_str!("resource.golden"));
        Ok(())
    }
}
