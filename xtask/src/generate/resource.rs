//! One resource type -> its module: the resource, its reference, its actions, its property types.

use super::access::Access;
use super::shared::Shared;
use super::{constants, docs, generated_from, property_types, reference, types};
use crate::model::cloudformation::{Body, Kind, Mark, Property, ResourceType, TagShape};
use crate::naming;

/// Methods of operator traits that a setter could be confused with.
const OPERATORS: &[&str] =
    &["add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub"];

/// The text of the module.
pub(super) fn file(resource: &ResourceType, shared: &Shared, access: &Access) -> String {
    let mut text = format!("//! `{}` and its property types.\n", resource.name);
    text.push_str(&generated_from(&format!("facts/cloudformation/{}.txt", shared.service)));
    text.push_str(&shared.exports(resource));
    text.push_str(&description(resource));
    text.push_str(&contract(resource));
    text.push_str(&reference::text(resource, access));
    text.push_str(&actions(&resource.rust, access.on_type(&resource.name)));
    for definition in shared.own(resource) {
        text.push_str(&property_types::text(resource, definition, &[resource.name.as_str()]));
    }
    text
}

/// The resource's struct, its `new` and its setters.
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

/// `new` with the required properties, `Default` where there are none, and a setter for each of the others.
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

/// What synthesis has to know of the type.
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

/// The property by which a person names the resource: `Name`, `QueueName`, or an identifier that is a name.
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
        property.marks.contains(&Mark::CreateOnly) && property.shape.kind == Kind::String
    };
    let candidates =
        || resource.body.properties.iter().filter(fixed).map(|property| property.name.as_str());
    candidates().find(|name| identifies(name)).or_else(|| candidates().find(|name| is_own(name)))
}

/// The constants of the actions that act on a type.
pub(super) fn actions(rust: &str, found: &[super::access::Constant]) -> String {
    if found.is_empty() {
        return String::new();
    }
    format!(
        "/// What IAM can allow on it.\nimpl {rust} {{\n{}}}\n\n",
        constants::text(found, "Self", "::constructs", true)
    )
}

#[cfg(test)]
mod tests {
    use crate::fault::Fault;
    use crate::generate::{ServiceFacts, access::Access, shared::Shared};
    use crate::text::{cloudformation, iam};

    #[test]
    fn a_resource_becomes_a_module() -> Result<(), Fault> {
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
        let access = Access::of(std::slice::from_ref(&service));
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
