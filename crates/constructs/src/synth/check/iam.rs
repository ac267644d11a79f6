//! Checks roles and policies against IAM's limits.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

use constructs_diagnostics::{Code, Diagnostic, Diagnostics};
use rustc_hash::FxHashMap;

use super::policy::{self, Document};
use crate::codes;
use crate::limits::{
    ATTACHED_POLICIES, IAM_DESCRIPTION, IAM_PATH, INLINE_POLICIES, POLICY_NAME, ROLE_NAME,
    is_policy_character,
};
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
            self.name(codes::ROLE_NAME, "RoleName", name, ROLE_NAME);
            if !resource.is_conditional() {
                self.unique(name);
            }
        }
        self.common(resource);
        if let Some(Expr::Integer(seconds)) = resource.property("MaxSessionDuration")
            && !(3_600..=43_200).contains(seconds)
        {
            let message = format!("a session of {seconds} seconds is outside of 3,600 to 43,200");
            self.report(
                codes::SESSION_DURATION,
                "MaxSessionDuration",
                message,
                "choose 1 to 12 hours",
            );
        }
        let attached =
            resource.property("ManagedPolicyArns").and_then(Expr::as_list).map_or(0, <[_]>::len);
        if attached > ATTACHED_POLICIES {
            let message =
                format!("the role has {attached} managed policies, more than {ATTACHED_POLICIES}");
            let help = "put their statements into fewer policies, or ask AWS for a higher quota (25 at most)";
            self.report(codes::ATTACHED_POLICIES, "ManagedPolicyArns", message, help);
        }
        self.documents(resource);
    }

    fn documents(&mut self, resource: &'l LinkedResource) {
        if let Some(trust) = resource.property("AssumeRolePolicyDocument") {
            self.document(trust, resource, "/AssumeRolePolicyDocument", Document::Trust);
        }
        let mut size = 0;
        for (at, inline) in
            resource.property("Policies").and_then(Expr::as_list).into_iter().flatten().enumerate()
        {
            if let Some(name) = inline.get("PolicyName").and_then(Expr::as_str) {
                self.name(codes::POLICY_NAME, "Policies", name, POLICY_NAME);
            }
            if let Some(document) = inline.get("PolicyDocument") {
                size += policy::size(self.linked, document);
                self.document(
                    document,
                    resource,
                    &format!("/Policies/{at}/PolicyDocument"),
                    Document::Inline,
                );
            }
        }
        self.inline_size("Policies", size);
    }

    fn inline_size(&mut self, property: &str, size: usize) {
        if size > INLINE_POLICIES {
            let limit = INLINE_POLICIES;
            let message =
                format!("inline policies have at least {size} characters, more than {limit}");
            let help = "move statements into a `ManagedPolicy`";
            self.report(codes::INLINE_POLICY_SIZE, property, message, help);
        }
    }

    fn managed_policy(&mut self, resource: &'l LinkedResource) {
        if let Some(name) = resource.text("ManagedPolicyName") {
            self.name(codes::POLICY_NAME, "ManagedPolicyName", name, POLICY_NAME);
        }
        self.common(resource);
        if let Some(document) = resource.property("PolicyDocument") {
            self.document(document, resource, "/PolicyDocument", Document::Managed);
        }
    }

    fn policy(&mut self, resource: &'l LinkedResource) {
        if let Some(name) = resource.text("PolicyName") {
            self.name(codes::POLICY_NAME, "PolicyName", name, POLICY_NAME);
        }
        if let Some(document) = resource.property("PolicyDocument") {
            self.inline_size("PolicyDocument", policy::size(self.linked, document));
            self.document(document, resource, "/PolicyDocument", Document::Inline);
        }
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
        if let Some(description) = resource.text("Description")
            && (description.chars().count() > IAM_DESCRIPTION
                || !description.chars().all(is_policy_character))
        {
            let message = "the description is longer than 1,000 characters, or holds some that IAM does not take";
            self.report(
                codes::IAM_DESCRIPTION,
                "Description",
                message.to_owned(),
                "keep to Latin letters, and shorten it",
            );
        }
        if let Some(path) = resource.text("Path") {
            let is_fit = path.starts_with('/')
                && path.ends_with('/')
                && path.len() <= IAM_PATH
                && path.bytes().all(|byte| byte.is_ascii_graphic());
            if !is_fit {
                let message = format!("`{path}` can't be a path");
                self.report(
                    codes::IAM_PATH,
                    "Path",
                    message,
                    "begin and end it with `/`, 512 characters at most",
                );
            }
        }
    }

    fn name(&mut self, code: Code, property: &str, name: &str, limit: usize) {
        let length = name.chars().count();
        let takes = |c: char| c.is_ascii_alphanumeric() || "+=,.@-_".contains(c);
        if length == 0 {
            let help = "name it, or leave the property out: CloudFormation makes a name up";
            self.report(code, property, "the name is empty".to_owned(), help);
        } else if length > limit {
            let message = format!("`{name}` has {length} characters; {limit} is the most");
            self.report(
                code,
                property,
                message,
                "shorten it, or leave it out: CloudFormation makes one up",
            );
        } else if !name.chars().all(takes) {
            let message = format!("`{name}` holds characters that IAM does not take");
            self.report(code, property, message, "keep to letters, digits and `+=,.@-_`");
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
            let message = format!(
                "there is already a role with the name `{name}`; letters' case does not count"
            );
            let place = self.linked.property_place(self.index, "RoleName");
            let diagnostic = Diagnostic::error(codes::ROLE_NAME_TAKEN, message).at(place);
            let diagnostic = diagnostic.related("the other one", self.linked.skeleton.place(first));
            self.diagnostics.push(diagnostic.help(
                "a role's name is unique in its account: add the environment or region to it",
            ));
        }
    }

    fn report(&mut self, code: Code, property: &str, message: String, help: &str) {
        let place = self.linked.property_place(self.index, property);
        self.diagnostics.push(Diagnostic::error(code, message).at(place).help(help));
    }
}
