//! Finds the principals of templates and attaches their policies, by any of the ways in which templates can attach them.

use std::collections::BTreeMap;

use constructs_document::Node;

use super::attached::{AttachedPolicy, Principal, PrincipalType};
use super::consent::Consents;
use super::document::DocumentKind;
use super::fragments::{Fragment, Fragments, key_of, policy_text, text_of};
use super::named::{generated_name, may_be_generated, name_property};
use super::permission_set;
use super::policies::{self, split_listed_values, with_presence};
use super::resolver::Resolver;
use super::stacks::{ResourceId, Stacks};
use super::symbols;
use crate::template::notes::Notes;
use constructs_iam::Assumption;
use constructs_iam::cases::Formula;
use constructs_iam::seeded_fault::{SeededFault, is_on};
use constructs_iam::{PolicyText, Symbol};

/// The lists that attach a policy, with the type and the name property of the principals.
const TARGETS: &[(&str, PrincipalType, &str)] = &[
    ("Roles", PrincipalType::Role, "RoleName"),
    ("Users", PrincipalType::User, "UserName"),
    ("Groups", PrincipalType::Group, "GroupName"),
];

/// The principals of the templates, in the order of stacks and logical ids; then those outside the templates.
#[must_use]
pub fn principals<'t>(stacks: &Stacks<'t>) -> Vec<Principal<'t>> {
    let mut found = Attacher {
        stacks,
        principals: Vec::new(),
        by_id: BTreeMap::new(),
        elsewhere: BTreeMap::new(),
    };
    for (id, node) in stacks.resources() {
        let kind = match stacks.kind(id) {
            "AWS::IAM::Role" => PrincipalType::Role,
            "AWS::IAM::User" => PrincipalType::User,
            "AWS::IAM::Group" => PrincipalType::Group,
            permission_set::KIND => PrincipalType::PermissionSet,
            _ => continue,
        };
        found.add(id, kind, node);
    }
    for (id, node) in stacks.resources() {
        found.attach(id, node);
    }
    found.join_groups();
    let Attacher { mut principals, elsewhere, .. } = found;
    principals.extend(elsewhere.into_values());
    let policies = super::resource_policies(stacks);
    let trusts: Vec<AttachedPolicy<'t>> =
        principals.iter().filter_map(|one| one.trust.clone()).collect();
    let consents = Consents::new(stacks, &policies, &trusts);
    for principal in principals.iter_mut().filter(|one| one.kind != PrincipalType::Group) {
        consents.apply_to(principal);
    }
    principals
}

struct Attacher<'e, 't> {
    stacks: &'e Stacks<'t>,
    principals: Vec<Principal<'t>>,
    by_id: BTreeMap<ResourceId<'t>, usize>,
    elsewhere: BTreeMap<String, Principal<'t>>,
}

/// A user who is in a group.
#[derive(Clone)]
enum Member {
    /// A user of the templates, by index.
    Here(usize),
    Elsewhere(Fragments),
}

/// A principal that a name may be, by index, and the formula under which it is.
type Target = (usize, Formula);

impl<'t> Attacher<'_, 't> {
    fn add(&mut self, id: ResourceId<'t>, kind: PrincipalType, node: &'t Node) {
        let mut principal = new_principal(kind, self.stacks.path(id));
        principal.id = Some(id);
        principal.presence = self.stacks.presence(id);
        self.by_id.insert(id, self.principals.len());
        if kind == PrincipalType::PermissionSet {
            permission_set::add_policies(&mut principal, self.stacks, id);
            self.principals.push(principal);
            return;
        }
        let properties = node.get("Properties");
        let property = |name| properties.and_then(|properties| properties.get(name));
        if let Some(document) = property("AssumeRolePolicyDocument") {
            let pointer = "/AssumeRolePolicyDocument";
            let (presence, kind) = (Formula::TRUE, DocumentKind::Resource);
            let trust = policies::read_policy(self.stacks, id, pointer, document, &presence, kind);
            principal.trust = Some(trust);
        }
        if let Some(list) = property("Policies") {
            principal.identity.extend(policies::inline_policies(
                self.stacks,
                id,
                list,
                &mut principal.notes,
            ));
        }
        if let Some(arns) = property("ManagedPolicyArns") {
            let attached = policies::managed_policies(self.stacks, id, arns, &mut principal.notes);
            principal.identity.extend(attached);
        }
        if let Some(arn) = property("PermissionsBoundary") {
            let mut resolver = Resolver::new(self.stacks, id.stack, &mut principal.notes);
            let presences = resolver.resolve(arn).into_iter().map(|one| one.presence).collect();
            principal.bounded = match is_on(SeededFault::BoundaryAlwaysThere) {
                true => Formula::TRUE,
                false => Formula::any(presences),
            };
            principal.boundary =
                policies::managed_policies(self.stacks, id, arn, &mut principal.notes);
        }
        self.principals.push(principal);
    }

    /// Attaches a policy that lists its principals.
    fn attach(&mut self, id: ResourceId<'t>, node: &'t Node) {
        let Some(properties) = node.get("Properties") else { return };
        let kind = self.stacks.kind(id);
        let is_policy = matches!(kind, "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy");
        let targets = TARGETS.iter().filter_map(|(list, principal_type, single)| match kind {
            _ if is_policy => Some((*list, *principal_type)),
            "AWS::IAM::RolePolicy" if *principal_type == PrincipalType::Role => {
                Some((*single, *principal_type))
            }
            "AWS::IAM::UserPolicy" if *principal_type == PrincipalType::User => {
                Some((*single, *principal_type))
            }
            "AWS::IAM::GroupPolicy" if *principal_type == PrincipalType::Group => {
                Some((*single, *principal_type))
            }
            _ => None,
        });
        let targets: Vec<(&str, PrincipalType)> = targets.collect();
        if targets.iter().all(|(list, _)| properties.get(list).is_none()) {
            return;
        }
        let presence = self.stacks.presence(id);
        let document = properties.get("PolicyDocument");
        let policy = match document {
            Some(document) => {
                let kind = DocumentKind::Identity;
                policies::read_policy(self.stacks, id, "/PolicyDocument", document, &presence, kind)
            }
            None => {
                let reason = format!("the policy `{}` has no document", self.stacks.path(id));
                policies::unread_policy(self.stacks, id, "no document", &reason, &presence)
            }
        };
        for (list, principal_type) in targets {
            let Some(names) = properties.get(list) else { continue };
            let mut notes = Notes::default();
            let found = Resolver::new(self.stacks, id.stack, &mut notes).resolve(names);
            for one in found {
                for (name, presence) in split_listed_values(&one.fragments, &one.presence) {
                    let mut policy = policy.clone();
                    policy.notes.add(&notes);
                    self.attach_to_targets(principal_type, &name, &presence, id.stack, &policy);
                }
            }
        }
    }

    /// Attaches a policy to each principal that a name may be.
    fn attach_to_targets(
        &mut self,
        principal_type: PrincipalType,
        name: &Fragments,
        presence: &Formula,
        stack: usize,
        policy: &AttachedPolicy<'t>,
    ) {
        let (targets, is_certain) = self.targets(principal_type, name, stack);
        for (number, is_it) in targets {
            let presence = presence.clone().and(is_it);
            let document = with_presence(policy.document.clone(), &presence);
            if let Some(principal) = self.principals.get_mut(number) {
                principal.identity.push(AttachedPolicy { document, ..policy.clone() });
            }
        }
        if is_certain {
            return;
        }
        // An import is assumed not to name a principal of these templates.
        let is_import =
            |one: &Fragment| matches!(one, Fragment::Symbol(symbol) if symbol.is_import());
        if name.iter().any(is_import) {
            let own = self.principals.iter_mut().filter(|one| one.kind == principal_type);
            own.for_each(|principal| principal.notes.add(&policy.notes));
        }
        let document = with_presence(policy.document.clone(), presence);
        self.external_principal(name).identity.push(AttachedPolicy { document, ..policy.clone() });
    }

    /// The principal of this name outside the templates.
    fn external_principal(&mut self, name: &Fragments) -> &mut Principal<'t> {
        let key = key_of(name);
        self.elsewhere.entry(key.clone()).or_insert_with(|| {
            let text = text_of(name);
            let mut principal =
                Principal { key, ..new_principal(PrincipalType::Elsewhere, text.clone()) };
            principal.notes.assume(Assumption::NoOtherPolicies { principal: text });
            principal
        })
    }

    /// The principals that a name may be, and whether it is certainly one of them.
    fn targets(
        &self,
        principal_type: PrincipalType,
        name: &Fragments,
        stack: usize,
    ) -> (Vec<Target>, bool) {
        let mut notes = Notes::default();
        let id = Resolver::new(self.stacks, stack, &mut notes).find_resource(name);
        let by_id = id.and_then(|id| self.by_id.get(&id).copied());
        let is_kind = |number: &usize| {
            self.principals.get(*number).is_some_and(|one| one.kind == principal_type)
        };
        if let Some(number) = by_id.filter(is_kind) {
            return (vec![(number, Formula::TRUE)], true);
        }
        let own = policy_text(name, false);
        let mut found = Vec::new();
        for (number, principal) in self.principals.iter().enumerate() {
            let Some(id) = principal.id.filter(|_| principal.kind == principal_type) else {
                continue;
            };
            let Some(other) = self.name_of(id) else { continue };
            if !self.may_be_in_one_account(stack, id.stack) {
                continue;
            }
            let is_it = self.name_equality(&own, &other, id);
            if is_it == Formula::TRUE {
                return (vec![(number, Formula::TRUE)], true);
            }
            if is_it != Formula::Known(false) {
                found.push((number, is_it));
            }
        }
        (found, false)
    }

    /// The formula under which a name is the name `other` of the principal `id`.
    fn name_equality(&self, one: &PolicyText, other: &PolicyText, id: ResourceId<'t>) -> Formula {
        let has_identity = |symbol: &Symbol| symbol.domain.identity.is_some();
        let are_distinct = match (one.as_symbol(), other.as_symbol()) {
            (Some(own), Some(others)) => {
                own != others && own.domain.is_distinct_from(&others.domain)
            }
            // An import is assumed not to name a principal of these templates.
            (Some(own), None) => has_identity(own) && other.as_plain().is_some(),
            (None, Some(others)) => one.as_plain().is_some_and(|name| {
                has_identity(others) && !may_be_generated(self.stacks, id, &name)
            }),
            (None, None) => false,
        };
        if is_on(SeededFault::AttachmentByText) {
            return Formula::Known(one.to_string() == other.to_string());
        }
        match are_distinct {
            true => Formula::Known(false),
            false => Formula::equal(one.clone(), other.clone()),
        }
    }

    /// The name of a principal: literal, generated, or an expression.
    fn name_of(&self, id: ResourceId<'t>) -> Option<PolicyText> {
        if let Some(symbol) = generated_name(self.stacks, id) {
            return Some(policy_text(&[Fragment::Symbol(symbol)], false));
        }
        let property = name_property(self.stacks.kind(id))?;
        let value = self.stacks.resource(id)?.get("Properties")?.get(property)?;
        let mut notes = Notes::default();
        let name = Resolver::new(self.stacks, id.stack, &mut notes).single(value);
        Some(policy_text(&name.unwrap_or_else(|| symbols::name(self.stacks, id)), false))
    }

    fn may_be_in_one_account(&self, one: usize, other: usize) -> bool {
        let account = |stack: usize| self.stacks.get(stack)?.account.as_deref();
        match (account(one), account(other)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }

    /// Adds the policies of groups to their users.
    fn join_groups(&mut self) {
        let mut joined: Vec<(Member, AttachedPolicy<'t>)> = Vec::new();
        for (id, node) in self.stacks.resources() {
            let property = |name| node.get("Properties").and_then(|own| own.get(name));
            let (members, groups) = match self.stacks.kind(id) {
                "AWS::IAM::User" => {
                    let own = self.by_id.get(&id).map(|number| Member::Here(*number));
                    let own = own.into_iter().map(|member| (member, Formula::TRUE)).collect();
                    (own, self.names(id, property("Groups")))
                }
                "AWS::IAM::UserToGroupAddition" => {
                    let members = self.members(id, property("Users"));
                    (members, self.names(id, property("GroupName")))
                }
                _ => continue,
            };
            for (group, in_group) in &groups {
                let policies = self.policies_of_group(group, id);
                for (member, is_member) in &members {
                    let presence = is_member.clone().and(in_group.clone());
                    joined.extend(policies.iter().map(|policy| {
                        let document = with_presence(policy.document.clone(), &presence);
                        (member.clone(), AttachedPolicy { document, ..policy.clone() })
                    }));
                }
            }
        }
        for (member, policy) in joined {
            match member {
                Member::Elsewhere(name) => self.external_principal(&name).identity.push(policy),
                Member::Here(number) => {
                    if let Some(user) = self.principals.get_mut(number) {
                        user.identity.push(policy);
                    }
                }
            }
        }
    }

    /// The users that are added to a group, and the formulas under which they are.
    fn members(&self, id: ResourceId<'t>, users: Option<&Node>) -> Vec<(Member, Formula)> {
        let added = self.stacks.presence(id);
        let mut members = Vec::new();
        for (name, is_listed) in self.names(id, users) {
            let presence = added.clone().and(is_listed);
            let (found, is_certain) = self.targets(PrincipalType::User, &name, id.stack);
            let here = found.into_iter();
            members.extend(
                here.map(|(number, is_it)| (Member::Here(number), is_it.and(presence.clone()))),
            );
            if !is_certain {
                members.push((Member::Elsewhere(name), presence));
            }
        }
        members
    }

    /// The names that a value may be, each with its formula.
    fn names(&self, id: ResourceId<'t>, node: Option<&Node>) -> Vec<(Fragments, Formula)> {
        let mut notes = Notes::default();
        let mut resolver = Resolver::new(self.stacks, id.stack, &mut notes);
        let found = node.map(|node| resolver.resolve(node)).unwrap_or_default();
        found.iter().flat_map(|one| split_listed_values(&one.fragments, &one.presence)).collect()
    }

    /// The policies of a group by its name. The policies of a group outside the templates are unknown.
    fn policies_of_group(&self, name: &Fragments, id: ResourceId<'t>) -> Vec<AttachedPolicy<'t>> {
        let (targets, is_certain) = self.targets(PrincipalType::Group, name, id.stack);
        let mut found = Vec::new();
        for (number, is_it) in targets {
            let policies = self.principals.get(number).into_iter().flat_map(|one| &one.identity);
            found.extend(policies.map(|policy| {
                let document = with_presence(policy.document.clone(), &is_it);
                AttachedPolicy { document, ..policy.clone() }
            }));
        }
        if !is_certain {
            let reason =
                format!("the policies of the group `{}` are not in these templates", text_of(name));
            let expression = format!("group {}", key_of(name));
            found.push(policies::unread_policy(
                self.stacks,
                id,
                &expression,
                &reason,
                &Formula::TRUE,
            ));
        }
        found
    }
}

pub(super) fn new_principal<'t>(kind: PrincipalType, name: String) -> Principal<'t> {
    Principal {
        kind,
        key: name.clone(),
        name,
        id: None,
        presence: Formula::TRUE,
        identity: Vec::new(),
        trust: None,
        boundary: Vec::new(),
        bounded: Formula::Known(false),
        direct: Vec::new(),
        beyond_boundary: Vec::new(),
        consents: Vec::new(),
        notes: Notes::default(),
    }
}
