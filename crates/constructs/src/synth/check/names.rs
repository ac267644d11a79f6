//! Names of the author's own that AWS knows once in an account and region.

use rustc_hash::FxHashMap;

use super::place;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::synth::link::Linked;

/// Types whose names are unique in an account and region, whatever they belong to. Roles, whose names do not
/// tell case, are checked with IAM's limits; of other types AWS may know a name once for each parent.
const TYPES: [&str; 7] = [
    "AWS::IAM::ManagedPolicy",
    "AWS::SQS::Queue",
    "AWS::SecretsManager::Secret",
    "AWS::RDS::DBInstance",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::ECS::Cluster",
    "AWS::Logs::LogGroup",
];

pub(super) fn check(linked: &Linked, diagnostics: &mut Diagnostics) {
    let mut taken: FxHashMap<_, u32> = FxHashMap::default();
    for stack in &linked.stacks {
        let environment = (stack.details.account.as_deref(), stack.details.region.as_deref());
        for &index in &stack.members {
            let Some(resource) = linked.resource(index) else { continue };
            let Some(property) = resource.facts.physical_name() else { continue };
            let named = resource.properties.iter().find(|(key, _)| key == property);
            let Some(name) = named.and_then(|(_, value)| value.as_str()) else { continue };
            if !TYPES.contains(&resource.facts.name()) {
                continue;
            }
            if let Some(first) = taken.insert((resource.facts.name(), name, environment), index) {
                let message = format!(
                    "there is already a `{}` with the name `{name}`",
                    resource.facts.name()
                );
                let diagnostic = Diagnostic::error(Code::NAME_TAKEN, message)
                    .at(place(linked, index, property))
                    .related("the other one", linked.skeleton.place(first));
                diagnostics.push(diagnostic.help("give one of them another name, or leave it out"));
            }
        }
    }
}
