//! Creates principals for managed policies that the templates do not attach: another stack or a person may attach them.

use std::collections::BTreeSet;

use super::attach::new_principal;
use super::attached::{AttachedPolicy, Principal, PrincipalType};
use super::document::DocumentKind;
use super::policies;
use super::stacks::{ResourceId, Stacks};

/// A principal for each managed policy of the templates that none of `principals` has as a policy or as a boundary.
#[must_use]
pub fn holders<'t>(stacks: &Stacks<'t>, principals: &[Principal<'t>]) -> Vec<Principal<'t>> {
    let own = principals.iter().flat_map(|one| one.identity.iter().chain(&one.boundary));
    let attached: BTreeSet<ResourceId<'t>> = own.filter_map(|policy| policy.id).collect();
    let managed = stacks.resources().map(|(id, _)| id);
    let managed = managed.filter(|id| stacks.kind(*id) == "AWS::IAM::ManagedPolicy");
    let free = managed.filter(|id| !attached.contains(id));
    free.filter_map(|id| holder(stacks, id)).collect()
}

/// The principal that may have a managed policy.
pub(crate) fn holder<'t>(stacks: &Stacks<'t>, id: ResourceId<'t>) -> Option<Principal<'t>> {
    let name = format!("holders of `{}`", stacks.path(id));
    let mut holder = new_principal(PrincipalType::Elsewhere, name);
    holder.presence = stacks.presence(id);
    holder.identity = vec![policy(stacks, id)?];
    Some(holder)
}

fn policy<'t>(stacks: &Stacks<'t>, id: ResourceId<'t>) -> Option<AttachedPolicy<'t>> {
    let document = stacks.resource(id)?.get("Properties")?.get("PolicyDocument")?;
    let (presence, kind) = (stacks.presence(id), DocumentKind::Identity);
    Some(policies::read_policy(stacks, id, "/PolicyDocument", document, &presence, kind))
}
