//! Programs that CloudFormation runs while it deploys (providers of custom resources, handlers of resource types that are not of
//! AWS) -> whether they may change IAM, by the role that they run with.
//!
//! A provider that is a function of these templates has the role of the function, and the roles of the functions that it may
//! invoke. What other programs do is not known.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use constructs_iam_facts::AccessLevel;
use constructs_template::Node;

use super::can::resource_text;
use super::unread::{self, Unread};
use crate::access::Assumption;
use crate::access::document::{Document, Scope, Statement};
use crate::access::implies::{Grants, Question, Verdict, within};
use crate::access::template::{
    Estate, Notes, Principal, Resolver, ResourceId, principals, written,
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

    /// What functions and those that they may invoke may do. Without a function, nothing is known.
    fn reach_of(&self, functions: Vec<ResourceId<'t>>) -> Reach {
        let mut reach = if functions.is_empty() { Reach::Unknown } else { Reach::Nothing };
        let mut seen: BTreeSet<ResourceId<'t>> = functions.iter().copied().collect();
        let mut todo = functions;
        while let Some(function) = todo.pop() {
            for role in self.roles_of(function) {
                let Some(role) = role else {
                    reach = Reach::Unknown;
                    continue;
                };
                let grants = role.grants_with_direct();
                if may(&grants, changes_of_iam().clone(), &Text::parse("*", false)) {
                    return Reach::Iam(role.name.clone());
                }
                let invoked = self.functions().filter(|other| self.may_invoke(&grants, *other));
                todo.extend(invoked.filter(|other| seen.insert(*other)));
            }
        }
        reach
    }

    fn may_invoke(&self, grants: &Grants, function: ResourceId<'t>) -> bool {
        let arn = resource_text(&self.estate.path(function), self.estate);
        let invoke = vec![Text::parse("lambda:InvokeFunction", false)];
        arn.is_none_or(|arn| may(grants, invoke, &arn))
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
        let all = self.all.get_or_init(|| principals(self.estate));
        named.map(|role| all.iter().find(|one| one.id.is_some() && one.id == role)).collect()
    }

    /// Each resource that a value may name; `None`: something else.
    fn named(&self, stack: usize, value: &Node) -> Vec<Option<ResourceId<'t>>> {
        let mut notes = Notes::default();
        let mut resolver = Resolver::new(self.estate, stack, &mut notes);
        let found = resolver.each(value);
        let named: Vec<Option<ResourceId<'t>>> =
            found.iter().map(|one| resolver.resource_of(&one.fragments)).collect();
        if named.is_empty() { vec![None] } else { named }
    }

    /// Whether an expression has a resource of the stack in it.
    fn speaks_of_a_resource(&self, stack: usize, value: &Node) -> bool {
        let text = value.to_json().to_string();
        let has = |id: &str| {
            let forms =
                [format!("\"{id}\""), format!("\"{id}."), format!("{{{id}}}"), format!("{{{id}.")];
            forms.iter().any(|form| text.contains(form))
        };
        let is_named = |id: ResourceId<'t>| {
            let name = self.estate.name(id).filter(|_| self.is_function(id));
            name.is_some_and(|name| text.contains(&format!(":{name}\"")))
        };
        self.estate.resources().any(|(id, _)| id.stack == stack && has(id.id) || is_named(id))
    }
}

/// Whether grants may allow one of these actions on a resource, in some deployment and request.
fn may(grants: &Grants, actions: Vec<Text>, resource: &Text) -> bool {
    let resources = Some(Scope::Only(vec![resource.clone()]));
    let only = Statement { resources, ..Statement::allowing(actions) };
    let only = Document { statements: vec![only], ..Document::default() };
    let limited = grants.clone().limited_by(vec![only]);
    let question = Question::over(ActionUniverse::known());
    within(&limited, &Grants::nothing(), &question).result != Verdict::Proved
}

/// The actions that change IAM. To pass a role changes nothing.
fn changes_of_iam() -> &'static Vec<Text> {
    static ACTIONS: OnceLock<Vec<Text>> = OnceLock::new();
    ACTIONS.get_or_init(|| {
        let actions = constructs_iam_facts::service("iam").into_iter().flat_map(|iam| &iam.actions);
        let changes = actions.filter(|action| {
            matches!(action.access, AccessLevel::Write | AccessLevel::Permissions)
                && action.name != "PassRole"
        });
        changes.map(|action| Text::parse(&format!("iam:{}", action.name), false)).collect()
    })
}
