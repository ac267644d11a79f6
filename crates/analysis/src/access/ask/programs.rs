//! Programs that CloudFormation runs while it deploys (providers of custom resources, handlers of resource types that are not of
//! AWS) -> whether they may change IAM, by the role that they run with.
//!
//! A provider that is a function of these templates has the role of the function, the roles that it may assume, and the roles of
//! what it may start: functions that it invokes, and, where it may write anything else, whatever runs in these templates. What
//! programs with other roles do is not known.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use constructs_iam_facts::AccessLevel;
use constructs_template::Node;

use super::can::resource_text;
use super::unread::{self, Unread};
use crate::access::Assumption;
use crate::access::document::{Document, Effect, PrincipalKind, Scope, Statement};
use crate::access::implies::{Grants, Question, Verdict, within};
use crate::access::template::{
    Estate, Notes, Principal, PrincipalOf, Resolver, ResourceId, principals, text_of, written,
};
use crate::access::text::Text;
use crate::access::universe::ActionUniverse;

/// A program that runs during deployments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    /// The resource that it is run for.
    pub(crate) path: String,
    pub(crate) reach: Reach,
    /// What the program is given, and what it is. Equal programs with equal input do the same.
    pub(crate) input: String,
}

/// What a program may do to IAM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Its role is not in these templates.
    Unknown,
    /// Nothing: by the policies of its roles.
    Nothing,
    /// The role of this name may change IAM.
    Iam(String),
}

impl Program {
    /// What is not read of it, where it may change IAM.
    pub(crate) fn unread(&self) -> Option<Unread> {
        let Reach::Iam(role) = &self.reach else { return None };
        let reason = format!(
            "the program behind `{}` runs with the role `{role}`, which may change IAM; what it does is not read",
            self.path
        );
        Some(Unread { key: self.path.clone(), reason, input: self.input.clone() })
    }
}

/// What is assumed of the programs whose roles are not in these templates.
#[must_use]
pub fn programs_elsewhere(estate: &Estate<'_>) -> Vec<Assumption> {
    let unknown = programs(estate).into_iter().filter(|one| one.reach == Reach::Unknown);
    unknown.map(|one| Assumption::ProgramElsewhere { resource: one.path }).collect()
}

/// All programs, in the order of stacks and logical ids.
pub(crate) fn programs<'t>(estate: &Estate<'t>) -> Vec<Program> {
    let own = estate.resources().filter(|(id, _)| is_program(estate.kind(*id)));
    let own: Vec<(ResourceId<'t>, &'t Node)> = own.collect();
    if own.is_empty() {
        return Vec::new();
    }
    let roles = Roles { estate, all: OnceCell::new() };
    let program = |(id, node): (ResourceId<'t>, &'t Node)| {
        let (reach, providers) = roles.reach(id, node);
        let providers = providers.into_iter().map(|own| written(estate, id.stack, own));
        let input = std::iter::once(unread::input(estate, id, node)).chain(providers);
        Program { path: estate.path(id), reach, input: input.collect::<Vec<_>>().join("\n") }
    };
    own.into_iter().map(program).collect()
}

/// Whether CloudFormation runs a program of somebody's for resources of a type.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html>
fn is_program(kind: &str) -> bool {
    let is_module = kind.ends_with("::MODULE");
    kind == "AWS::CloudFormation::CustomResource"
        || !kind.is_empty() && !kind.starts_with("AWS::") && !is_module
}

struct Roles<'e, 't> {
    estate: &'e Estate<'t>,
    /// Read once a program turns out to be a function of these templates; most are elsewhere.
    all: OnceCell<Vec<Principal<'t>>>,
}

impl<'t> Roles<'_, 't> {
    /// What the provider of a resource may do, and the properties of the functions that it is.
    fn reach(&self, id: ResourceId<'t>, node: &'t Node) -> (Reach, Vec<&'t Node>) {
        let token = node.get("Properties").and_then(|own| own.get("ServiceToken"));
        let Some(token) = token else { return (Reach::Unknown, Vec::new()) };
        let (mut functions, mut is_known) = (Vec::new(), true);
        for found in self.named(id.stack, token) {
            match found {
                Some(found) if self.is_function(found) => functions.push(found),
                // An alias, a topic and the like lead to some function.
                Some(_) => functions.extend(self.functions()),
                None => is_known = false,
            }
        }
        if !is_known && self.speaks_of_a_resource(id.stack, token) {
            functions.extend(self.functions());
        }
        let properties =
            |function: &ResourceId<'t>| self.estate.resource(*function)?.get("Properties");
        let properties = functions.iter().filter_map(properties).collect();
        let reach = match self.reach_of(functions) {
            Reach::Nothing if !is_known => Reach::Unknown,
            reach => reach,
        };
        (reach, properties)
    }

    /// What functions may do, and whatever they may start. Without a function, nothing is known.
    fn reach_of(&self, functions: Vec<ResourceId<'t>>) -> Reach {
        let mut reach = if functions.is_empty() { Reach::Unknown } else { Reach::Nothing };
        let (mut seen, mut todo) = (BTreeSet::new(), Vec::new());
        let roles: Vec<Option<&Principal<'t>>> =
            functions.into_iter().flat_map(|function| self.roles_of(function)).collect();
        for role in &roles {
            match role {
                Some(role) if seen.insert(role.id) => todo.push(*role),
                Some(_) => {}
                None => reach = Reach::Unknown,
            }
        }
        while let Some(role) = todo.pop() {
            let grants = role.grants_with_direct();
            if may(&grants, changes_of_iam(), None) {
                return Reach::Iam(role.name.clone());
            }
            let (started, is_known) = self.started_by(&grants);
            if !is_known {
                reach = Reach::Unknown;
            }
            todo.extend(started.into_iter().filter(|other| seen.insert(other.id)));
        }
        reach
    }

    /// The roles of what grants may start, or may assume, and whether those are all.
    fn started_by(&self, grants: &Grants) -> (Vec<&Principal<'t>>, bool) {
        let roles = self.all().iter().filter(|one| one.kind == PrincipalOf::Role);
        // A message, a new program, an execution of a workflow: what runs for it has some role of a service.
        let may_write = may(grants, Scope::Except(globs(STARTS_NOTHING)), None);
        let may_assume = may(grants, only(ASSUME_ROLES), None);
        let is_started = |role: &&Principal<'t>| {
            may_write && is_of_a_service(role)
                || may_assume && self.may_on(grants, only(ASSUME_ROLES), role.id)
        };
        let mut found: Vec<&Principal<'t>> = roles.filter(is_started).collect();
        let mut is_known = !may_assume;
        let invoked =
            self.functions().filter(|id| self.may_on(grants, only(INVOKE_FUNCTIONS), Some(*id)));
        for role in invoked.flat_map(|function| self.roles_of(function)) {
            match role {
                Some(role) => found.push(role),
                None => is_known = false,
            }
        }
        (found, is_known)
    }

    /// Whether grants may allow one of these actions on a resource of the templates.
    fn may_on(&self, grants: &Grants, actions: Scope<Text>, id: Option<ResourceId<'t>>) -> bool {
        let arn = id.and_then(|id| resource_text(&self.estate.path(id), self.estate));
        may(grants, actions, arn)
    }

    fn all(&self) -> &[Principal<'t>] {
        self.all.get_or_init(|| principals(self.estate))
    }

    fn functions(&self) -> impl Iterator<Item = ResourceId<'t>> {
        let all = self.estate.resources().map(|(id, _)| id);
        all.filter(|id| self.is_function(*id))
    }

    fn is_function(&self, id: ResourceId<'_>) -> bool {
        self.estate.kind(id) == "AWS::Lambda::Function"
    }

    /// Each role that a function may have; `None`: one that is not in the templates.
    fn roles_of(&self, function: ResourceId<'t>) -> Vec<Option<&Principal<'t>>> {
        let properties = self.estate.resource(function).and_then(|node| node.get("Properties"));
        let Some(role) = properties.and_then(|own| own.get("Role")) else { return vec![None] };
        let named = self.named(function.stack, role).into_iter();
        named.map(|role| self.all().iter().find(|one| one.id.is_some() && one.id == role)).collect()
    }

    /// Each resource that a value may name; `None`: something else.
    fn named(&self, stack: usize, value: &Node) -> Vec<Option<ResourceId<'t>>> {
        let mut notes = Notes::default();
        let mut resolver = Resolver::new(self.estate, stack, &mut notes);
        let mut named = Vec::new();
        for one in resolver.each(value) {
            let found = resolver.resource_of(&one.fragments);
            // A name that is written out may be that of a function in another account as well.
            let called = self.called(&text_of(&one.fragments)).filter(|_| found.is_none());
            named.extend(called.map(Some));
            named.push(found);
        }
        if named.is_empty() { vec![None] } else { named }
    }

    /// The function that an ARN has the name of: `arn:aws:lambda:eu-west-1:111122223333:function:Setup:live`.
    fn called(&self, arn: &str) -> Option<ResourceId<'t>> {
        let (_, rest) = arn.split_once(":function:")?;
        let name = rest.split(':').next()?;
        self.functions().find(|id| self.estate.name(*id) == Some(name))
    }

    /// Whether an expression has a resource of the stack in it.
    fn speaks_of_a_resource(&self, stack: usize, value: &Node) -> bool {
        let text = value.to_json().to_string();
        let has = |id: &str| {
            let forms =
                [format!("\"{id}\""), format!("\"{id}."), format!("{{{id}}}"), format!("{{{id}.")];
            forms.iter().any(|form| text.contains(form))
        };
        self.estate.resources().any(|(id, _)| id.stack == stack && has(id.id))
    }
}

/// Whether grants may allow one of these actions, in some deployment and request. `on`: the resource; `None`: any.
fn may(grants: &Grants, actions: Scope<Text>, on: Option<Text>) -> bool {
    let resources = Some(Scope::Only(vec![on.unwrap_or_else(|| Text::parse("*", false))]));
    let only = Statement { actions, resources, ..Statement::allowing(Vec::new()) };
    let limited = grants.clone().limited_by(vec![Document::of(vec![only])]);
    let question = Question::over(ActionUniverse::known());
    within(&limited, &Grants::nothing(), &question).result != Verdict::Proved
}

/// Whether the trust policy of a role may let a service have it.
fn is_of_a_service(role: &Principal<'_>) -> bool {
    let statements = role.trust.iter().flat_map(|trust| &trust.document.statements);
    let mut allowing = statements.filter(|one| one.effect == Effect::Allow);
    allowing.any(|statement| match &statement.principals {
        Some(Scope::Only(entries)) => {
            let kinds = [PrincipalKind::Service, PrincipalKind::Everyone];
            entries.iter().any(|entry| kinds.contains(&entry.kind))
        }
        _ => true,
    })
}

/// The actions that change IAM or IAM Identity Center. To pass a role changes nothing.
fn changes_of_iam() -> Scope<Text> {
    static ACTIONS: OnceLock<Vec<Text>> = OnceLock::new();
    let services = ["iam", "sso", "sso-directory", "identitystore"];
    let services = services.into_iter().filter_map(constructs_iam_facts::service);
    let changes = services.flat_map(|service| {
        let changes = service.actions.iter().filter(|action| {
            matches!(action.access, AccessLevel::Write | AccessLevel::Permissions)
                && action.name != "PassRole"
        });
        changes.map(|action| Text::parse(&format!("{}:{}", service.prefix, action.name), false))
    });
    Scope::Only(ACTIONS.get_or_init(|| changes.collect()).clone())
}

const ASSUME_ROLES: &[&str] = &["sts:AssumeRole*"];
const INVOKE_FUNCTIONS: &[&str] = &["lambda:Invoke*"];

/// What does not start a program, or is asked for by itself. Whatever else there is may start one.
const STARTS_NOTHING: &[&str] = &[
    "iam:*",
    "sts:*",
    "logs:*",
    "xray:*",
    "cloudwatch:*",
    "kms:*",
    "lambda:Invoke*",
    "*:BatchGet*",
    "*:Describe*",
    "*:Get*",
    "*:Head*",
    "*:List*",
    "*:Query",
    "*:Scan",
];

fn only(actions: &[&str]) -> Scope<Text> {
    Scope::Only(globs(actions))
}

fn globs(actions: &[&str]) -> Vec<Text> {
    actions.iter().map(|action| Text::parse(action, false)).collect()
}
