//! Checks that two parts of a rule refer to the same resource.

use constructs_cloudformation::check::Report;

use super::part::RulePart;
use super::report::{Demand, add_at};
use crate::resource::Resources;
use crate::value::Value;

/// The properties that the rules compare.
const COMPARED: &[&str] = &["RestApiId", "VpcId"];

/// Reports a property of a part that refers to another resource than the same property of the next part. A property whose value
/// is not a reference to a resource of the template is not compared.
pub(super) fn check(
    resources: &Resources<'_>,
    parts: &[RulePart<'_, '_>],
    demand: &Demand,
    report: &mut Report,
) {
    let [one, other] = parts else { return };
    for key in COMPARED {
        for value in one.values(key, resources) {
            for compared in other.values(key, resources) {
                if differ(resources, &value, &compared) {
                    add_at(value.at(), None, demand, report);
                }
            }
        }
    }
}

/// Whether two values certainly name different resources in one deployment.
fn differ<'t>(resources: &Resources<'t>, one: &Value<'t>, other: &Value<'t>) -> bool {
    let names_resource =
        |value: &Value<'t>| value.node.single().is_some_and(|(name, _)| name == "Ref");
    let (Some(left), Some(right)) = (resources.target(one), resources.target(other)) else {
        return false;
    };
    names_resource(one)
        && names_resource(other)
        && left.id != right.id
        && one.can_meet(other, resources.conditions())
}
