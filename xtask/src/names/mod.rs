//! Gives the facts their Rust names, which never change.
//!
//! INVARIANT: an entry of the previous facts keeps its Rust name, and required properties keep their order.

mod accessors;
mod actions;
mod body;
mod condition_keys;
mod property_types;
mod reference;

use std::collections::BTreeSet;

pub(crate) use actions::name_actions;
pub(crate) use condition_keys::{name_global_keys, name_keys};
pub(crate) use reference::name_reference;

use body::name_body;

use crate::model::cloudformation::{CloudFormationService, ResourceType};
use crate::naming;

/// The modules of a service that do not belong to a resource type.
const OTHER_MODULES: [&str; 2] = ["markers", "shared"];

/// Names everything in a CloudFormation service.
pub(crate) fn name_types(service: &mut CloudFormationService, before: &CloudFormationService) {
    let mut taken = BTreeSet::new();
    let mut modules = BTreeSet::from(OTHER_MODULES.map(str::to_owned));
    let old = |resource: &ResourceType| before.types.iter().find(|old| old.name == resource.name);
    for resource in &mut service.types {
        if let Some(old) = old(resource) {
            resource.rust.clone_from(&old.rust);
            resource.module.clone_from(&old.module);
            taken.extend([old.rust.clone(), name_reference(&old.rust)]);
            modules.insert(old.module.clone());
        }
    }
    for resource in &mut service.types {
        if resource.rust.is_empty() {
            let name = naming::type_name(resource.short_name());
            resource.rust = naming::unique(name, &mut taken);
            taken.insert(name_reference(&resource.rust));
            resource.module = naming::unique(naming::module(resource.short_name()), &mut modules);
        }
        let old = old(resource).cloned().unwrap_or_default();
        name_body(&mut resource.body, &old.body, naming::resource_method);
        accessors::name(resource, &old);
        property_types::name(resource, &old);
    }
}

#[cfg(test)]
mod tests {
    use super::name_types;
    use crate::error::Error;
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
    fn frozen_names_survive_a_refresh_and_new_ones_are_unique() -> Result<(), Error> {
        let mut service = parse(AFTER)?;
        name_types(&mut service, &parse(BEFORE)?);
        assert_eq!(render(&service), EXPECTED);
        Ok(())
    }
}
