//! Random apps of several stacks, whose resources refer to each other in every way there is.

use constructs::prelude::*;
use constructs::{ExportNames, GenericRef, GenericResource, List, Str, base64};
use proptest::prelude::*;

/// How a reference is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Reference,
    Attribute,
    DottedAttribute,
    ListAttribute,
    Text,
    TextOfTwo,
    NestedList,
    NestedObject,
    InFunction,
    FromList,
    Output,
    DependsOn,
    Metadata,
}

const SHAPES: [Shape; 13] = [
    Shape::Reference,
    Shape::Attribute,
    Shape::DottedAttribute,
    Shape::ListAttribute,
    Shape::Text,
    Shape::TextOfTwo,
    Shape::NestedList,
    Shape::NestedObject,
    Shape::InFunction,
    Shape::FromList,
    Shape::Output,
    Shape::DependsOn,
    Shape::Metadata,
];

/// One resource: its stack, and the earlier resources that it refers to.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) stack: usize,
    pub(crate) refers: Vec<(usize, Shape)>,
    /// Whether its attribute is exported by its author.
    exported: bool,
}

/// An app as data.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) stacks: usize,
    pub(crate) parts: Vec<Part>,
    cdk_names: bool,
}

pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    let reference = (any::<prop::sample::Index>(), prop::sample::select(&SHAPES[..]));
    let part = (0..4_usize, prop::collection::vec(reference, 0..3), any::<bool>());
    (1..5_usize, prop::collection::vec(part, 1..9), any::<bool>()).prop_map(
        |(stacks, parts, cdk_names)| {
            let parts = parts.into_iter().enumerate().map(|(at, (stack, refers, exported))| Part {
                stack: stack % stacks,
                refers: refers
                    .into_iter()
                    .filter(|_| at > 0)
                    .map(|(index, shape)| (index.index(at), shape))
                    .collect(),
                exported,
            });
            Plan { stacks, parts: parts.collect(), cdk_names }
        },
    )
}

impl Plan {
    /// Adds everything that the plan names to a new app.
    pub(crate) fn build(&self) -> App {
        let names = if self.cdk_names { ExportNames::Cdk } else { ExportNames::Readable };
        let app = App::new().export_names(names);
        let stacks: Vec<Scope<'_>> = (0..self.stacks)
            .map(|at| app.stack(format!("Stack{at}"), Stack::named(format!("stack-{at}"))))
            .collect();
        for (at, stack) in stacks.iter().enumerate() {
            stack.add("Filler", GenericResource::new(format!("Custom::Filler{at}")));
        }
        let mut made: Vec<GenericRef> = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            let resource = self.resource(at, part, &made, stacks[part.stack]);
            let handle = stacks[part.stack].add(format!("Part{at}"), resource);
            if part.exported {
                let output = Output::new(handle.attribute("Arn")).export(format!("own-{at}"));
                stacks[part.stack].add(format!("Own{at}"), output);
            }
            made.push(handle);
        }
        drop(stacks);
        app
    }

    fn resource(
        &self,
        at: usize,
        part: &Part,
        made: &[GenericRef],
        stack: Scope<'_>,
    ) -> GenericResource {
        let mut resource = GenericResource::new("Custom::Part");
        for (number, (target, shape)) in part.refers.iter().enumerate() {
            let target = made[*target];
            let key = format!("P{number}");
            let list = || target.attribute_of::<List<Str>>("Names");
            resource = match shape {
                Shape::Reference => resource.raw(key, target.reference()),
                Shape::Attribute => resource.raw(key, target.attribute("Arn")),
                Shape::DottedAttribute => resource.raw(key, target.attribute("Endpoint.Address")),
                Shape::ListAttribute => resource.raw(key, list()),
                Shape::Text => {
                    resource.raw(key, text!("${aws:username}{{{}}}:x", target.attribute("Arn")))
                }
                Shape::TextOfTwo => resource.raw(key, text!("{}-{}", target.reference(), REGION)),
                Shape::NestedList => resource.raw(
                    key,
                    constructs::Expr::List(vec!["a".into(), target.attribute("Arn").into()]),
                ),
                Shape::NestedObject => {
                    resource.raw(key, Object::new().with("a", Object::new().with("b", list())))
                }
                Shape::InFunction => {
                    resource.raw(key, base64(text!("{}!", target.attribute("Arn"))))
                }
                Shape::FromList => resource.raw(key, select(0, list())),
                Shape::Output => {
                    stack.add(format!("Out{at}N{number}"), Output::new(target.attribute("Arn")));
                    resource
                }
                Shape::DependsOn => resource.depends_on(target),
                Shape::Metadata => resource.metadata(key, target.attribute("Arn")),
            };
        }
        resource
    }

    /// Whether the stacks need each other in a circle.
    pub(crate) fn is_circular(&self) -> bool {
        let mut reaches = vec![vec![false; self.stacks]; self.stacks];
        for part in &self.parts {
            for (target, _) in &part.refers {
                let other = self.parts[*target].stack;
                reaches[part.stack][other] |= other != part.stack;
            }
        }
        for middle in 0..self.stacks {
            for from in 0..self.stacks {
                for to in 0..self.stacks {
                    reaches[from][to] |= reaches[from][middle] && reaches[middle][to];
                }
            }
        }
        (0..self.stacks).any(|at| reaches[at][at])
    }
}
