//! Programs that CloudFormation runs while it deploys (providers of custom resources, handlers of resource types that are not of
//! AWS) -> whether they may change IAM, by the role that they run with.
//!
//! A provider that is a function of these templates has the role of the function, and the roles of the functions that it may
//! invoke. What other programs do is not known.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use constructs_iam_facts::AccessLevel;
use constructs_template::Node;

use super::can::resource_text;
use crate::access::Assumption;
use crate::access::document::{Document, Scope, Statement};
use crate::access::implies::{Grants, Question, Verdict, within};
use crate::access::template::{
    Estate, Notes, Principal, Resolver, ResourceId, declarations, principals,
};
use crate::access::text::Text;
use crate::access::universe::ActionUniverse;

/// A program that runs during deployments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    /// The resource that it is run for.
    pub(crate) path: String,
    /// The name of the stack.
    pub(crate) stack: String,
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
    /// One sentence, where it may change IAM.
    pub(crate) fn reason(&self) -> Option<String> {
        let Reach::Iam(role) = &self.reach else { return None };
        Some(format!(
            "the program behind `{}` runs with the role `{role}`, which may change IAM; what it does is not read",
            self.path
        ))
    }
}

/// What is assumed of the programs whose roles are not in these templates.
#[must_use]
pub fn programs_elsewhere(estate: &Estate<'_>) -> Vec<Assumption> {
    let unknown = programs(estate).into_iter().filter(|one| one.reach == Reach::Unknown);
    unknown.map(|one| Assumption::ProgramElsewhere { resource: one.path }).collect()
}

/// All programs, in the order of stacks and logical ids.
pub(crate) fn programs(estate: &Estate<'_>) -> Vec<Program> {
    let own = estate.resources().filter(|(id, _)| is_program(estate.kind(*id)));
    let own: Vec<(ResourceId<'_>, &Node)> = own.collect();
    if own.is_empty() {
        return Vec::new();
    }
    let roles = Roles { estate, all: principals(estate) };
    let program = |(id, node): (ResourceId<'_>, &Node)| {
        let (reach, provider) = roles.reach(id, node);
        let properties = node.get("Properties").into_iter().chain(provider);
        let input = properties
            .map(|node| format!("{} {:x}", node.to_json(), declarations(estate, id.stack, node)));
        let stack = estate.stacks().get(id.stack).map(|stack| stack.name.clone());
        Program {
            path: estate.path(id),
            stack: stack.unwrap_or_default(),
            reach,
            input: input.collect::<Vec<_>>().join("\n"),
        }
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
    all: Vec<Principal<'t>>,
}

impl<'t> Roles<'_, 't> {
    /// What the provider of a resource may do, and the properties of the provider.
    fn reach(&self, id: ResourceId<'t>, node: &'t Node) -> (Reach, Option<&'t Node>) {
        let token = node.get("Properties").and_then(|own| own.get("ServiceToken"));
        let Some(function) = token.and_then(|token| self.named(id.stack, token)) else {
            return (Reach::Unknown, None);
        };
        let provider = self.estate.resource(function).and_then(|node| node.get("Properties"));
        (self.reach_of(function), provider)
    }

    /// What a function and those that it may invoke may do.
    fn reach_of(&self, function: ResourceId<'t>) -> Reach {
        let mut todo = vec![function];
        let mut seen = BTreeSet::from([function]);
        let mut reach = Reach::Nothing;
        while let Some(function) = todo.pop() {
            let Some(role) = self.role_of(function) else {
                reach = Reach::Unknown;
                continue;
            };
            let grants = role.grants_with_direct();
            if may(&grants, changes_of_iam().clone(), &Text::parse("*", false)) {
                return Reach::Iam(role.name.clone());
            }
            for other in self.functions() {
                let arn = resource_text(&self.estate.path(other), self.estate);
                let invoke = || vec![Text::parse("lambda:InvokeFunction", false)];
                if arn.is_none_or(|arn| may(&grants, invoke(), &arn)) && seen.insert(other) {
                    todo.push(other);
                }
            }
        }
        reach
    }

    fn functions(&self) -> impl Iterator<Item = ResourceId<'t>> {
        let all = self.estate.resources().map(|(id, _)| id);
        all.filter(|id| self.estate.kind(*id) == "AWS::Lambda::Function")
    }

    /// The role of a function, where it is in the templates.
    fn role_of(&self, function: ResourceId<'t>) -> Option<&Principal<'t>> {
        if self.estate.kind(function) != "AWS::Lambda::Function" {
            return None;
        }
        let role = self.estate.resource(function)?.get("Properties")?.get("Role")?;
        let role = self.named(function.stack, role)?;
        self.all.iter().find(|one| one.id == Some(role))
    }

    /// The resource that a value names for certain.
    fn named(&self, stack: usize, value: &Node) -> Option<ResourceId<'t>> {
        let mut notes = Notes::default();
        let mut resolver = Resolver::new(self.estate, stack, &mut notes);
        let fragments = resolver.single(value)?;
        resolver.resource_of(&fragments)
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
