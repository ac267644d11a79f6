//! The arena behind an app: the shape of the tree, and what stands at each node.

use std::panic::Location;

use super::{Declaration, FaultLog, NodeId, Skeleton, TypeFacts};
use crate::acknowledgement::Acknowledgement;
use crate::aspect::Aspect;
use crate::condition::Condition;
use crate::entry::Entry;
use crate::iam::{Attachment, Grant};
use crate::mapping::Mapping;
use crate::output::Output;
use crate::parameter::ParameterDetails;
use crate::rule::Rule;
use crate::stack::Stack;
use crate::tag::InheritedTag;
use crate::value::{Expr, Fault, Key};

/// All that authors said.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) skeleton: Skeleton,
    /// What stands at each node of the skeleton.
    pub(crate) kinds: Vec<NodeKind>,
    pub(crate) tags: Vec<(u32, InheritedTag)>,
    pub(crate) aspects: Vec<(u32, Aspect)>,
    pub(crate) acknowledgements: Vec<(u32, Acknowledgement)>,
    /// Scope, what it waits for, and the line that said so.
    pub(crate) scope_dependencies: Vec<(u32, NodeId, &'static Location<'static>)>,
    pub(crate) faults: Vec<(u32, Fault)>,
    pub(crate) fault_logs: Vec<(u32, FaultLog)>,
    /// Node, name and value of what is to stand in the template of the node's stack.
    pub(crate) sections: Vec<(u32, Key, Expr)>,
}

/// What stands at a node.
pub(crate) enum NodeKind {
    /// A place in the tree that is nothing else: an environment, a construct made of others.
    Scope,
    Stack(Box<Stack>),
    Resource(ResourceNode),
    Parameter(Box<ParameterDetails>),
    Mapping(Box<Mapping>),
    Condition(Box<Condition>),
    Rule(Box<Rule>),
    Output(Box<Output>),
    Entry(Box<Entry>),
    Attachment(Box<Attachment>),
    Grant(Box<Grant>),
}

pub(crate) struct ResourceNode {
    pub(crate) facts: TypeFacts,
    pub(crate) declaration: Declaration,
}

impl NodeKind {
    /// What the kind is called in a message.
    pub(crate) const fn noun(&self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Stack(_) => "stack",
            Self::Resource(_) => "resource",
            Self::Parameter(_) => "parameter",
            Self::Mapping(_) => "mapping",
            Self::Condition(_) => "condition",
            Self::Rule(_) => "rule",
            Self::Output(_) => "output",
            Self::Entry(_) => "entry of a section",
            Self::Attachment(_) => "policy attachment",
            Self::Grant(_) => "grant",
        }
    }
}
