//! An estate -> its principals, each with the policies that stand in it, that it names, and that name it.

use std::collections::BTreeMap;

use constructs_template::Node;

use super::attached::{AttachedPolicy, Principal, PrincipalOf};
use super::estate::{Estate, ResourceId};
use super::managed;
use super::policies::{self, Attachment};
use super::value::{Piece, Resolver, text_of};
use crate::access::template::notes::Notes;

/// Lists that a policy is attached by, and what they name.
const TARGETS: &[(&str, PrincipalOf, &str)] = &[
    ("Roles", PrincipalOf::Role, "RoleName"),
    ("Users", PrincipalOf::User, "UserName"),
    ("Groups", PrincipalOf::Group, "GroupName"),
];

/// Everybody in the templates, in the order of stacks and logical ids; then those elsewhere.
#[must_use]
pub fn principals<'t>(estate: &Estate<'t>) -> Vec<Principal<'t>> {
    let mut found = Attacher { estate, principals: Vec::new(), elsewhere: BTreeMap::new() };
    for (id, node) in estate.resources() {
        let kind = match estate.kind(id) {
            "AWS::IAM::Role" => PrincipalOf::Role,
            "AWS::IAM::User" => PrincipalOf::User,
            "AWS::IAM::Group" => PrincipalOf::Group,
            _ => continue,
        };
        found.add(id, kind, node);
    }
    for (id, node) in estate.resources() {
        found.attach(id, node);
    }
    found.join_groups();
    let Attacher { mut principals, elsewhere, .. } = found;
    principals.extend(elsewhere.into_values());
    let policies = super::resource_policies(estate);
    for principal in principals.iter_mut().filter(|one| one.kind != PrincipalOf::Group) {
        let direct = policies
            .iter()
            .filter_map(|policy| super::resource_policies::of(policy, &principal.name));
        principal.direct = direct.collect();
    }
    principals
}

struct Attacher<'e, 't> {
    estate: &'e Estate<'t>,
    principals: Vec<Principal<'t>>,
    elsewhere: BTreeMap<String, Principal<'t>>,
}

impl<'t> Attacher<'_, 't> {
    fn add(&mut self, id: ResourceId<'t>, kind: PrincipalOf, node: &'t Node) {
        let mut principal = nobody(kind, self.estate.path(id));
        principal.id = Some(id);
        let properties = node.get("Properties");
        let property = |name| properties.and_then(|properties| properties.get(name));
        if let Some(document) = property("AssumeRolePolicyDocument") {
            let pointer = "/AssumeRolePolicyDocument";
            principal.trust = Some(policies::at(self.estate, id, pointer, document, true));
        }
        let inline = property("Policies").and_then(Node::as_list).unwrap_or_default();
        for (index, policy) in inline.iter().enumerate() {
            for (way, is_sure) in super::document::ways(policy, true) {
                let Some(document) = way.get("PolicyDocument") else { continue };
                let pointer = format!("/Policies/{index}/PolicyDocument");
                let policy = policies::at(self.estate, id, &pointer, document, is_sure);
                principal.identity.push(policy);
            }
        }
        if let Some(arns) = property("ManagedPolicyArns") {
            let attached = policies::managed(self.estate, id, arns, &mut principal.notes);
            for attachment in attached {
                match attachment {
                    Attachment::Policy(policy) => principal.identity.push(*policy),
                    Attachment::Elsewhere(arn) => {
                        principal.notes.gap(managed::not_read(&arn, &principal.name));
                    }
                }
            }
        }
        if let Some(arn) = property("PermissionsBoundary") {
            let mut attached = policies::managed(self.estate, id, arn, &mut principal.notes);
            match (attached.pop(), attached.is_empty()) {
                (Some(Attachment::Policy(policy)), true) => principal.boundary = Some(*policy),
                (Some(Attachment::Elsewhere(arn)), true) => {
                    principal.boundary_elsewhere = Some(arn)
                }
                (None, _) => {}
                _ => principal.notes.gap(format!(
                    "which permissions boundary `{}` has hangs on a condition",
                    principal.name
                )),
            }
        }
        self.principals.push(principal);
    }

    /// Policies that name whom they are attached to.
    fn attach(&mut self, id: ResourceId<'t>, node: &'t Node) {
        let Some(properties) = node.get("Properties") else { return };
        let kind = self.estate.kind(id);
        let is_policy = matches!(kind, "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy");
        let targets = TARGETS.iter().filter_map(|(list, of, single)| match kind {
            _ if is_policy => Some((*list, *of)),
            "AWS::IAM::RolePolicy" if *of == PrincipalOf::Role => Some((*single, *of)),
            "AWS::IAM::UserPolicy" if *of == PrincipalOf::User => Some((*single, *of)),
            "AWS::IAM::GroupPolicy" if *of == PrincipalOf::Group => Some((*single, *of)),
            _ => None,
        });
        for (list, of) in targets {
            let Some(names) = properties.get(list) else { continue };
            let mut notes = Notes::default();
            let given = Resolver::new(self.estate, id.stack, &mut notes).each(names);
            for given in given {
                let Some(document) = properties.get("PolicyDocument") else { continue };
                let is_sure = given.is_sure && node.get("Condition").is_none();
                let mut policy =
                    policies::at(self.estate, id, "/PolicyDocument", document, is_sure);
                policy.notes.add(&notes);
                let target = self.target(of, &given.pieces, id.stack);
                target.identity.push(policy);
            }
        }
    }

    /// Whom a name means: a resource of the templates, or somebody elsewhere.
    fn target(&mut self, of: PrincipalOf, name: &[Piece], stack: usize) -> &mut Principal<'t> {
        let id = Resolver::new(self.estate, stack, &mut Notes::default()).resource_of(name);
        let text = text_of(name);
        let found = self.principals.iter().position(|principal| {
            principal.kind == of
                && (principal.id.is_some() && principal.id == id || self.is_named(principal, &text))
        });
        if let Some(principal) = found.and_then(|at| self.principals.get_mut(at)) {
            return principal;
        }
        self.elsewhere.entry(text.clone()).or_insert_with(|| nobody(PrincipalOf::Elsewhere, text))
    }

    /// Whether the template gives this principal the name, written out or through the same functions.
    fn is_named(&self, principal: &Principal<'t>, name: &str) -> bool {
        let Some(id) = principal.id else { return false };
        let property = match principal.kind {
            PrincipalOf::Role => "RoleName",
            PrincipalOf::User => "UserName",
            _ => "GroupName",
        };
        let own = self.estate.resource(id).and_then(|node| node.get("Properties")?.get(property));
        let mut notes = Notes::default();
        let own = own.and_then(|own| Resolver::new(self.estate, id.stack, &mut notes).single(own));
        own.is_some_and(|own| text_of(&own) == name)
    }

    /// Users have the policies of their groups.
    fn join_groups(&mut self) {
        let mut memberships: Vec<(usize, AttachedPolicy<'t>)> = Vec::new();
        for (id, node) in self.estate.resources() {
            let properties = node.get("Properties");
            let property = |name| properties.and_then(|properties| properties.get(name));
            let names = |node: Option<&Node>| -> Vec<Vec<Piece>> {
                let mut notes = Notes::default();
                let mut resolver = Resolver::new(self.estate, id.stack, &mut notes);
                let given = node.map(|node| resolver.each(node)).unwrap_or_default();
                given.into_iter().map(|given| given.pieces).collect()
            };
            let (users, groups) = match self.estate.kind(id) {
                "AWS::IAM::User" => (vec![Some(id)], names(property("Groups"))),
                "AWS::IAM::UserToGroupAddition" => {
                    let users = names(property("Users"));
                    let users =
                        users.iter().map(|user| self.find(PrincipalOf::User, user, id.stack));
                    (
                        users.collect(),
                        property("GroupName").map_or(Vec::new(), |name| names(Some(name))),
                    )
                }
                _ => continue,
            };
            for group in groups {
                let group = self.find(PrincipalOf::Group, &group, id.stack);
                let policies =
                    self.principals.iter().filter(|one| one.id.is_some() && one.id == group);
                let policies: Vec<_> = policies.flat_map(|one| one.identity.clone()).collect();
                for user in users.iter().flatten() {
                    let user = self.principals.iter().position(|one| one.id == Some(*user));
                    memberships.extend(user.into_iter().flat_map(|user| {
                        policies.iter().map(move |policy| (user, policy.clone()))
                    }));
                }
            }
        }
        for (user, policy) in memberships {
            if let Some(user) = self.principals.get_mut(user) {
                user.identity.push(policy);
            }
        }
    }

    fn find(&self, of: PrincipalOf, name: &[Piece], stack: usize) -> Option<ResourceId<'t>> {
        let id = Resolver::new(self.estate, stack, &mut Notes::default()).resource_of(name);
        let text = text_of(name);
        let found = self.principals.iter().find(|principal| {
            principal.kind == of
                && (principal.id.is_some() && principal.id == id || self.is_named(principal, &text))
        });
        found.and_then(|principal| principal.id)
    }
}

fn nobody<'t>(kind: PrincipalOf, name: String) -> Principal<'t> {
    Principal {
        kind,
        name,
        id: None,
        identity: Vec::new(),
        trust: None,
        boundary: None,
        boundary_elsewhere: None,
        direct: Vec::new(),
        notes: Notes::default(),
    }
}
