//! Facts without Rust names, and the facts of last time -> facts with names that never change.
//!
//! INVARIANT: what is still there keeps its Rust name, and required properties keep their order.

mod accessors;
mod actions;
mod condition_keys;
mod property_types;

use std::collections::BTreeSet;

pub(crate) use actions::name_actions;
pub(crate) use condition_keys::{name_global_keys, name_keys};

use crate::model::cloudformation::{Body, ResourceType, Service};
use crate::naming;

/// The modules of a service that are not of a resource type.
const OTHER_MODULES: [&str; 2] = ["markers", "shared"];

/// Names everything in a CloudFormation service.
pub(crate) fn name_types(service: &mut Service, before: &Service) {
    let mut taken = BTreeSet::new();
    let mut modules = BTreeSet::from(OTHER_MODULES.map(str::to_owned));
    let old = |resource: &ResourceType| before.types.iter().find(|old| old.name == resource.name);
    for resource in &mut service.types {
        if let Some(old) = old(resource) {
            resource.rust.clone_from(&old.rust);
            resource.module.clone_from(&old.module);
            taken.extend([old.rust.clone(), handle(&old.rust)]);
            modules.insert(old.module.clone());
        }
    }
    for resource in &mut service.types {
        if resource.rust.is_empty() {
            let name = naming::type_name(resource.short_name());
            resource.rust = naming::unique(name, &mut taken);
            taken.insert(handle(&resource.rust));
            resource.module = naming::unique(naming::module(resource.short_name()), &mut modules);
        }
        let old = old(resource).cloned().unwrap_or_default();
        name_body(&mut resource.body, &old.body, naming::resource_method);
        accessors::name(resource, &old);
        property_types::name(resource, &old);
    }
}

/// The name of the reference to a resource: `QueueRef`.
pub(crate) fn handle(rust: &str) -> String {
    format!("{rust}Ref")
}

/// Names the properties of a resource or property type, and orders its arguments.
fn name_body(body: &mut Body, before: &Body, propose: fn(&str) -> String) {
    let old = |name: &str| {
        before.properties.iter().find(|old| old.name == name).map(|old| old.rust.clone())
    };
    let mut taken: BTreeSet<String> =
        body.properties.iter().filter_map(|property| old(&property.name)).collect();
    for property in &mut body.properties {
        property.rust = match old(&property.name) {
            Some(rust) => rust,
            None => naming::unique(propose(&property.name), &mut taken),
        };
    }
    let place =
        |name: &String| before.arguments.iter().position(|old| old == name).unwrap_or(usize::MAX);
    body.arguments.sort_by_key(|name| (place(name), name.clone()));
}

#[cfg(test)]
mod tests {
    use super::name_types;
    use crate::fault::Fault;
    use crate::text::cloudformation::{parse, render};

    const BEFORE: &str = "
type AWS::X::Queue Line lines
  identifier Name
  returns Name title string
  arguments Zone Area
  property Area area_of string
  property Zone zone string
  enum Mode Way
    value a FIRST
";
    const AFTER: &str = "
type AWS::X::Queue \"\" \"\"
  identifier Name
  returns Name \"\" string
  arguments Area Fresh Zone
  property Area \"\" string
  property Fresh \"\" integer
  property Zone \"\" string
  attribute QueueArn \"\" string
  enum Mode \"\"
    value a \"\"
    value b \"\"
  struct Queue.Rules.* \"\"

type AWS::X::Shared \"\" \"\"
";
    const EXPECTED: &str = "
type AWS::X::Queue Line lines
  identifier Name
  returns Name title string
  arguments Zone Area Fresh
  property Area area_of string
  property Fresh fresh integer
  property Zone zone string
  attribute QueueArn arn string
  enum Mode Way
    value a FIRST
    value b B
  struct Queue.Rules.* Rule

type AWS::X::Shared Shared shared_2
  identifier
";

    #[test]
    fn frozen_names_survive_a_refresh_and_new_ones_are_unique() -> Result<(), Fault> {
        let mut service = parse(AFTER)?;
        name_types(&mut service, &parse(BEFORE)?);
        assert_eq!(render(&service), EXPECTED);
        Ok(())
    }
}
