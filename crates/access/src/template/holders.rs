//! Creates principals for managed policies that the templates do not attach: another stack or a person may attach them.

use std::collections::BTreeSet;

use super::attach::new_principal;
use super::attached::{AttachedPolicy, Principal, PrincipalType};
use super::document::DocumentKind;
use super::estate::{Estate, ResourceId};
use super::policies;

/// A principal for each managed policy of the templates that none of `principals` has as a policy or as a boundary.
#[must_use]
pub fn holders<'t>(estate: &Estate<'t>, principals: &[Principal<'t>]) -> Vec<Principal<'t>> {
    let own = principals.iter().flat_map(|one| one.identity.iter().chain(&one.boundary));
    let attached: BTreeSet<ResourceId<'t>> = own.filter_map(|policy| policy.id).collect();
    let managed = estate.resources().map(|(id, _)| id);
    let managed = managed.filter(|id| estate.kind(*id) == "AWS::IAM::ManagedPolicy");
    let free = managed.filter(|id| !attached.contains(id));
    free.filter_map(|id| holder(estate, id)).collect()
}

/// The principal that may have a managed policy.
pub(crate) fn holder<'t>(estate: &Estate<'t>, id: ResourceId<'t>) -> Option<Principal<'t>> {
    let name = format!("holders of `{}`", estate.path(id));
    let mut holder = new_principal(PrincipalType::Elsewhere, name);
    holder.presence = estate.presence(id);
    holder.identity = vec![policy(estate, id)?];
    Some(holder)
}

fn policy<'t>(estate: &Estate<'t>, id: ResourceId<'t>) -> Option<AttachedPolicy<'t>> {
    let document = estate.resource(id)?.get("Properties")?.get("PolicyDocument")?;
    let (presence, kind) = (estate.presence(id), DocumentKind::Identity);
    Some(policies::read_policy(estate, id, "/PolicyDocument", document, &presence, kind))
}
