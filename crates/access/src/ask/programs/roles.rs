//! Finds what the role of a program may do to IAM, including the roles of everything that the program may start.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use constructs_document::Node;

use super::actions::{
    ASSUME_ROLES, INVOKE_FUNCTIONS, iam_changes, may_allow, may_start_program, only_actions,
};
use super::program::Reach;
use crate::ask::named_resource::resource_text;
use crate::template::{
    Notes, Principal, PrincipalType, Resolver, ResourceId, Stacks, principals, text_of,
};
use constructs_iam::PolicyText;
use constructs_iam::implies::Grants;
use constructs_iam::{Effect, Elements, PrincipalKind};

/// Types that set the role of a resource type's handlers.
const HANDLERS: &[&str] =
    &["AWS::CloudFormation::ResourceVersion", "AWS::CloudFormation::TypeActivation"];

pub(super) struct Roles<'e, 't> {
    pub(super) stacks: &'e Stacks<'t>,
    /// Read when the first program turns out to be a function of these templates; most programs are not.
    pub(super) principals: OnceCell<Vec<Principal<'t>>>,
}

impl<'t> Roles<'_, 't> {
    /// What the provider of a resource may do, and the properties of the functions that implement it.
    pub(super) fn reach(&self, id: ResourceId<'t>, node: &'t Node) -> (Reach, Vec<&'t Node>) {
        let token = node.get("Properties").and_then(|own| own.get("ServiceToken"));
        let Some(token) = token else {
            return (self.reach_of_roles(self.handler_roles(self.stacks.kind(id))), Vec::new());
        };
        let (mut functions, is_known) = self.providers(id.stack, token);
        let reach = match self.reach_of_functions(&functions) {
            Reach::Nothing if !is_known => Reach::Unknown,
            reach => reach,
        };
        if let Reach::Iam(role) = &reach {
            // The functions that the program starts decide what the program does.
            functions.extend(self.functions().filter(|one| self.has_role(*one, role)));
        }
        let properties =
            |function: &ResourceId<'t>| self.stacks.resource(*function)?.get("Properties");
        (reach, functions.iter().filter_map(properties).collect())
    }

    /// The functions that a service token may lead to, and whether these are all.
    fn providers(&self, stack: usize, token: &Node) -> (Vec<ResourceId<'t>>, bool) {
        let (mut functions, mut is_known) = (Vec::new(), true);
        for found in self.resolve_resources(stack, token) {
            match found {
                Some(found) if self.is_function(found) => functions.push(found),
                // An alias or a topic leads to some function.
                Some(_) => functions.extend(self.functions()),
                None => is_known = false,
            }
        }
        if !is_known && self.mentions_resource(stack, token) {
            functions.extend(self.functions());
        }
        (functions, is_known)
    }

    fn has_role(&self, function: ResourceId<'t>, role: &str) -> bool {
        self.function_roles(function).into_iter().flatten().any(|own| own.name == role)
    }

    /// What functions may do, including everything that they may start.
    fn reach_of_functions(&self, functions: &[ResourceId<'t>]) -> Reach {
        self.reach_of_roles(functions.iter().flat_map(|one| self.function_roles(*one)).collect())
    }

    /// The roles of a type's handler, if the type is registered or activated in these templates.
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-resourceversion.html>
    fn handler_roles(&self, kind: &str) -> Vec<Option<&Principal<'t>>> {
        let own =
            self.stacks.resources().filter(|(id, _)| HANDLERS.contains(&self.stacks.kind(*id)));
        let role = |(id, node): (ResourceId<'t>, &'t Node)| {
            let properties = node.get("Properties")?;
            let names = ["TypeName", "TypeNameAlias"].map(|name| properties.get(name));
            // A name that is an expression may be the name of the type.
            let is_it = |name: &Node| name.as_str().is_none_or(|name| name == kind);
            let is_named = names.into_iter().flatten().any(is_it);
            properties.get("ExecutionRoleArn").filter(|_| is_named).map(|role| (id.stack, role))
        };
        own.filter_map(role).flat_map(|(stack, role)| self.resolve_roles(stack, role)).collect()
    }

    /// What these roles may do, including everything that they may start. Without a role, the answer is unknown.
    fn reach_of_roles(&self, roles: Vec<Option<&Principal<'t>>>) -> Reach {
        let mut reach = if roles.is_empty() { Reach::Unknown } else { Reach::Nothing };
        let (mut seen, mut todo) = (BTreeSet::new(), Vec::new());
        for role in roles {
            match role {
                Some(role) if seen.insert(role.id) => todo.push(role),
                Some(_) => {}
                None => reach = Reach::Unknown,
            }
        }
        while let Some(role) = todo.pop() {
            let grants = role.grants_with_direct();
            if may_allow(&grants, iam_changes(), None) {
                return Reach::Iam(role.name.clone());
            }
            let (started, is_known) = self.find_started_roles(&grants);
            if !is_known {
                reach = Reach::Unknown;
            }
            todo.extend(started.into_iter().filter(|other| seen.insert(other.id)));
        }
        reach
    }

    /// The roles that grants may start a program with or may assume, and whether these are all.
    fn find_started_roles(&self, grants: &Grants) -> (Vec<&Principal<'t>>, bool) {
        let roles = self.principals().iter().filter(|one| one.kind == PrincipalType::Role);
        // A message, a new program, or a workflow runs with a role that some service assumes.
        let may_write = may_start_program(grants);
        let may_assume = may_allow(grants, only_actions(ASSUME_ROLES), None);
        let is_started = |role: &&Principal<'t>| {
            may_write && is_assumable_by_service(role)
                || may_assume && self.may_allow_on(grants, only_actions(ASSUME_ROLES), role.id)
        };
        let mut found: Vec<&Principal<'t>> = roles.filter(is_started).collect();
        let mut is_known = !may_assume;
        let invoked = self
            .functions()
            .filter(|id| self.may_allow_on(grants, only_actions(INVOKE_FUNCTIONS), Some(*id)));
        for role in invoked.flat_map(|function| self.function_roles(function)) {
            match role {
                Some(role) => found.push(role),
                None => is_known = false,
            }
        }
        (found, is_known)
    }

    /// Whether grants may allow one of these actions on a resource of the templates.
    fn may_allow_on(
        &self,
        grants: &Grants,
        actions: Elements<PolicyText>,
        id: Option<ResourceId<'t>>,
    ) -> bool {
        let arn = id.and_then(|id| resource_text(&self.stacks.path(id), self.stacks));
        may_allow(grants, actions, arn)
    }

    fn principals(&self) -> &[Principal<'t>] {
        self.principals.get_or_init(|| principals(self.stacks))
    }

    fn functions(&self) -> impl Iterator<Item = ResourceId<'t>> {
        let ids = self.stacks.resources().map(|(id, _)| id);
        ids.filter(|id| self.is_function(*id))
    }

    fn is_function(&self, id: ResourceId<'_>) -> bool {
        self.stacks.kind(id) == "AWS::Lambda::Function"
    }

    /// Each role that a function may have; `None` for a role that is not in the templates.
    fn function_roles(&self, function: ResourceId<'t>) -> Vec<Option<&Principal<'t>>> {
        let properties = self.stacks.resource(function).and_then(|node| node.get("Properties"));
        let Some(role) = properties.and_then(|own| own.get("Role")) else { return vec![None] };
        self.resolve_roles(function.stack, role)
    }

    /// Each role that a value may name; `None` for a role that is not in the templates.
    fn resolve_roles(&self, stack: usize, role: &Node) -> Vec<Option<&Principal<'t>>> {
        let named = self.resolve_resources(stack, role).into_iter();
        named
            .map(|role| self.principals().iter().find(|one| one.id.is_some() && one.id == role))
            .collect()
    }

    /// Each resource that a value may name; `None` for anything else.
    fn resolve_resources(&self, stack: usize, value: &Node) -> Vec<Option<ResourceId<'t>>> {
        let mut notes = Notes::default();
        let mut resolver = Resolver::new(self.stacks, stack, &mut notes);
        let mut named = Vec::new();
        for one in resolver.resolve(value) {
            let found = resolver.find_resource(&one.fragments);
            // A literal name may also be the name of a function in another account.
            let called =
                self.find_function_by_arn(&text_of(&one.fragments)).filter(|_| found.is_none());
            named.extend(called.map(Some));
            named.push(found);
        }
        if named.is_empty() { vec![None] } else { named }
    }

    /// The function whose name an ARN contains: `arn:aws:lambda:eu-west-1:111122223333:function:Setup:live`.
    fn find_function_by_arn(&self, arn: &str) -> Option<ResourceId<'t>> {
        let (_, rest) = arn.split_once(":function:")?;
        let name = rest.split(':').next()?;
        self.functions().find(|id| self.stacks.name(*id) == Some(name))
    }

    /// Whether an expression mentions a resource of the stack.
    fn mentions_resource(&self, stack: usize, value: &Node) -> bool {
        let text = value.to_json().to_string();
        let has = |id: &str| {
            let forms =
                [format!("\"{id}\""), format!("\"{id}."), format!("{{{id}}}"), format!("{{{id}.")];
            forms.iter().any(|form| text.contains(form))
        };
        self.stacks.resources().any(|(id, _)| id.stack == stack && has(id.id))
    }
}

/// Whether a role's trust policy may let a service assume it.
fn is_assumable_by_service(role: &Principal<'_>) -> bool {
    let statements = role.trust.iter().flat_map(|trust| &trust.document.statements);
    let mut allowing = statements.filter(|one| one.effect == Effect::Allow);
    allowing.any(|statement| match &statement.principals {
        Some(Elements::Only(entries)) => {
            let kinds = [PrincipalKind::Service, PrincipalKind::Everyone];
            entries.iter().any(|entry| kinds.contains(&entry.kind))
        }
        _ => true,
    })
}
