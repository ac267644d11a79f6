//! Checks roles and policies against IAM's limits.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_limits::iam as limits;
use constructs_limits::{KnownText, names};
use rustc_hash::FxHashMap;

use super::policy::{self, Document};
use crate::linked::{Linked, LinkedResource, Local};
use crate::value::Expr;

pub(super) fn check(linked: &Linked, diagnostics: &mut Diagnostics) {
    let mut checker = Checker { linked, index: 0, diagnostics, role_names: FxHashMap::default() };
    for index in 0..u32::try_from(linked.kinds.len()).unwrap_or(u32::MAX) {
        let Some(resource) = linked.resource(index) else { continue };
        checker.index = index;
        match resource.facts.name() {
            "AWS::IAM::Role" => checker.role(resource),
            "AWS::IAM::ManagedPolicy" => checker.managed_policy(resource),
            "AWS::IAM::Policy" => checker.policy(resource),
            _ => {}
        }
    }
}

struct Checker<'l> {
    linked: &'l Linked,
    index: u32,
    diagnostics: &'l mut Diagnostics,
    /// Names in lower case with the stack's account, and the resource of each.
    role_names: FxHashMap<(String, Option<&'l str>), u32>,
}

impl<'l> Checker<'l> {
    fn role(&mut self, resource: &'l LinkedResource) {
        if let Some(name) = resource.text("RoleName") {
            self.report("RoleName", limits::check_role_name(KnownText::from_written(name)));
            if !resource.is_conditional() {
                self.unique(name);
            }
        }
        self.common(resource);
        if let Some(Expr::Integer(seconds)) = resource.property("MaxSessionDuration") {
            self.report("MaxSessionDuration", limits::check_session_seconds(*seconds));
        }
        let attached =
            resource.property("ManagedPolicyArns").and_then(Expr::as_list).map_or(0, <[_]>::len);
        self.report("ManagedPolicyArns", limits::check_attached_policies(attached));
        self.documents(resource);
    }

    fn documents(&mut self, resource: &'l LinkedResource) {
        if let Some(trust) = resource.property("AssumeRolePolicyDocument") {
            self.document(trust, resource, "/AssumeRolePolicyDocument", Document::Trust);
        }
        let mut size = 0;
        let inline = resource.property("Policies").and_then(Expr::as_list);
        for (at, inline) in inline.into_iter().flatten().enumerate() {
            if let Some(name) = inline.get("PolicyName").and_then(Expr::as_str) {
                self.policy_name("Policies", name);
            }
            if let Some(document) = inline.get("PolicyDocument") {
                size += policy::size(document);
                let pointer = format!("/Policies/{at}/PolicyDocument");
                self.document(document, resource, &pointer, Document::Inline);
            }
        }
        self.report("Policies", limits::check_inline_policies(size));
    }

    fn managed_policy(&mut self, resource: &'l LinkedResource) {
        if let Some(name) = resource.text("ManagedPolicyName") {
            self.policy_name("ManagedPolicyName", name);
        }
        self.common(resource);
        if let Some(document) = resource.property("PolicyDocument") {
            self.document(document, resource, "/PolicyDocument", Document::Managed);
        }
    }

    fn policy(&mut self, resource: &'l LinkedResource) {
        if let Some(name) = resource.text("PolicyName") {
            self.policy_name("PolicyName", name);
        }
        if let Some(document) = resource.property("PolicyDocument") {
            let size = policy::size(document);
            self.report("PolicyDocument", limits::check_inline_policies(size));
            self.document(document, resource, "/PolicyDocument", Document::Inline);
        }
    }

    fn policy_name(&mut self, property: &str, name: &str) {
        self.report(property, limits::check_policy_name(KnownText::from_written(name)));
    }

    fn document(
        &mut self,
        document: &Local,
        resource: &LinkedResource,
        pointer: &str,
        kind: Document,
    ) {
        let origins =
            resource.attributes.as_ref().map_or(&[][..], |attributes| &attributes.statements);
        policy::check(self.linked, self.index, document, pointer, origins, kind, self.diagnostics);
    }

    fn common(&mut self, resource: &LinkedResource) {
        if let Some(text) = resource.text("Description") {
            self.report("Description", limits::check_description(KnownText::from_written(text)));
        }
        if let Some(path) = resource.text("Path") {
            self.report("Path", limits::check_path(path));
        }
    }

    /// Checks that a role's name is unique in its account, in all regions.
    fn unique(&mut self, name: &str) {
        let stack = self.linked.skeleton.stack_of(self.index);
        let details =
            self.linked.stacks.iter().find(|known| known.node == stack).map(|known| &known.details);
        let account = details.and_then(|details| details.account.as_deref());
        if let Some(first) =
            self.role_names.insert((name.to_ascii_lowercase(), account), self.index)
        {
            let place = self.linked.property_place(self.index, "RoleName");
            let first = self.linked.skeleton.place(first);
            let diagnostic = names::role_name_taken(name).at(place);
            self.diagnostics.push(diagnostic.related("the other one", first));
        }
    }

    fn report(&mut self, property: &str, broken: Option<Diagnostic>) {
        let place = |one: Diagnostic| one.at(self.linked.property_place(self.index, property));
        self.diagnostics.extend(broken.map(place));
    }
}
