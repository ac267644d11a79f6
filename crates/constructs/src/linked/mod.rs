//! The stacks of an app after linking, when every reference is local. Synthesis checks and writes them.
//!
//! INVARIANT: a stack that exports a value comes earlier in the order than a stack that imports it.

mod export;
mod ids;

pub(crate) use export::{Export, Wanted};
pub(crate) use ids::LogicalIds;

use constructs_diagnostics::Place;

use crate::policy::{DeletionPolicy, UpdateReplacePolicy};
use crate::resource::{StatementOrigins, TypeFacts};
use crate::stack::Stack;
use crate::tree::Skeleton;
use crate::value::{Expr, LocalReference, ObjectKey};

/// A value inside one template.
pub(crate) type Local = Expr<LocalReference>;

/// All stacks, each with the contents of its template.
pub(crate) struct Linked {
    pub(crate) skeleton: Skeleton,
    pub(crate) names: LogicalIds,
    /// The contents of each node of the skeleton.
    pub(crate) kinds: Vec<LinkedKind>,
    pub(crate) exports: Vec<Export>,
    /// In the order in which they are deployed.
    pub(crate) stacks: Vec<LinkedStack>,
}

/// One stack.
pub(crate) struct LinkedStack {
    pub(crate) node: u32,
    pub(crate) details: Stack,
    pub(crate) metadata: Vec<(ObjectKey, Local)>,
    pub(crate) transforms: Vec<Local>,
    /// Sections set as a whole.
    pub(crate) sections: Vec<(ObjectKey, Local)>,
    /// The stack's nodes, in the order in which the app adds them.
    pub(crate) members: Vec<u32>,
    /// Positions in the table of exports.
    pub(crate) exports: Vec<u32>,
    /// The nodes of the stacks that must be deployed before.
    pub(crate) needs: Vec<u32>,
    /// Whether a function needs `Transform: AWS::LanguageExtensions`.
    pub(crate) is_extended: bool,
}

/// A node of a linked tree.
pub(crate) enum LinkedKind {
    /// No entry in the template.
    Scope,
    Resource(LinkedResource),
    Parameter(Vec<(ObjectKey, Local)>),
    Mapping(Vec<(ObjectKey, Local)>),
    Condition(Local),
    Rule(Vec<(ObjectKey, Local)>),
    Output(Box<LinkedOutput>),
    Entry(Box<LinkedEntry>),
}

/// A literal entry of a section.
pub(crate) struct LinkedEntry {
    pub(crate) section: ObjectKey,
    pub(crate) value: Local,
}

/// A resource whose references are local.
pub(crate) struct LinkedResource {
    pub(crate) facts: TypeFacts,
    pub(crate) properties: Vec<(ObjectKey, Local)>,
    pub(crate) attributes: Option<Box<LinkedAttributes>>,
}

/// A resource's attributes whose references are local.
#[derive(Default)]
pub(crate) struct LinkedAttributes {
    pub(crate) condition: Option<u32>,
    pub(crate) depends_on: Vec<u32>,
    pub(crate) deletion_policy: Option<DeletionPolicy>,
    pub(crate) update_replace_policy: Option<UpdateReplacePolicy>,
    pub(crate) creation_policy: Option<Local>,
    pub(crate) update_policy: Option<Local>,
    pub(crate) metadata: Vec<(ObjectKey, Local)>,
    /// Attributes by name; they replace the typed ones.
    pub(crate) raw: Vec<(ObjectKey, Local)>,
    pub(crate) statements: Vec<StatementOrigins>,
}

/// An output that an author declared.
pub(crate) struct LinkedOutput {
    pub(crate) value: Local,
    pub(crate) description: Option<String>,
    pub(crate) export: Option<Local>,
    pub(crate) condition: Option<u32>,
    /// Attributes by name; they replace the typed ones.
    pub(crate) raw: Vec<(ObjectKey, Local)>,
}

impl LinkedStack {
    /// Creates the stack at `node`, without contents.
    pub(crate) fn new(node: u32) -> Self {
        Self {
            node,
            details: Stack::default(),
            metadata: Vec::new(),
            transforms: Vec::new(),
            sections: Vec::new(),
            members: Vec::new(),
            exports: Vec::new(),
            needs: Vec::new(),
            is_extended: false,
        }
    }

    /// A section that was set as a whole.
    pub(crate) fn section(&self, name: &str) -> Option<&Local> {
        self.sections.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

impl LinkedAttributes {
    /// Whether the attribute has its typed value, and `raw` does not replace it.
    pub(crate) fn is_typed(&self, attribute: &str) -> bool {
        !self.raw.iter().any(|(key, _)| key == attribute)
    }
}

impl LinkedResource {
    /// The value of a property.
    pub(crate) fn property(&self, name: &str) -> Option<&Local> {
        self.properties.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Whether a condition decides if the resource exists. Then another resource can have the same name.
    pub(crate) fn is_conditional(&self) -> bool {
        let attributes = self.attributes.as_ref();
        attributes.is_some_and(|found| found.condition.is_some() || !found.is_typed("Condition"))
    }

    /// The value of a property that is a literal text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.property(name).and_then(Expr::as_str)
    }
}

impl Linked {
    pub(crate) fn logical_id(&self, index: u32) -> &str {
        self.names.get(&self.skeleton, index)
    }

    pub(crate) fn resource(&self, index: u32) -> Option<&LinkedResource> {
        match self.kinds.get(index as usize)? {
            LinkedKind::Resource(resource) => Some(resource),
            _ => None,
        }
    }

    /// The place of a property of a resource.
    pub(crate) fn property_place(&self, index: u32, property: &str) -> Place {
        let mut place = self.skeleton.place(index).property(property);
        place.logical_id = Some(self.logical_id(index).to_owned());
        place
    }
}
