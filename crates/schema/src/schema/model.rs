//! Defines a schema as nodes that refer to each other by position.

use std::fmt;

use serde_json::Value as Json;

use super::pattern::Pattern;
use crate::facts::FactsText;

/// The position of a node in its schema.
pub(crate) type NodeId = usize;

/// The rules for the properties of a resource type.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(super) nodes: Vec<SchemaNode>,
    /// The node of the object `Properties`.
    pub(crate) root: NodeId,
}

/// The rules for one value.
#[derive(Debug, Default)]
pub(crate) struct SchemaNode {
    /// The kinds of value; if empty, any kind.
    pub(crate) types: Types,
    /// Whether no value is allowed, not even that of a function.
    pub(crate) is_forbidden: bool,
    /// Another node whose rules apply as well.
    pub(crate) reference: Option<NodeId>,
    /// The rules for the value once conditions are decided.
    pub(crate) group: Vec<GroupRule>,
    /// The rules for the value as the template writes it.
    pub(crate) own: Vec<ValueRule>,
    /// The members of an object, sorted by name.
    pub(crate) properties: Option<Vec<(FactsText, NodeId)>>,
    /// Members by the pattern of their names.
    pub(crate) patterns: Vec<(Pattern, NodeId)>,
    /// Other members.
    pub(crate) additional: Additional,
    /// The items of a list.
    pub(crate) items: Option<NodeId>,
}

/// The rule for other members of an object.
#[derive(Debug, Default)]
pub(crate) enum Additional {
    /// They can be anything.
    #[default]
    Unrestricted,
    /// They are not allowed.
    Forbidden,
    /// They must match this node.
    Matching(NodeId),
}

/// A rule about all members of an object or all items of a list.
#[derive(Debug)]
pub(crate) enum GroupRule {
    Required(Vec<FactsText>),
    AtLeastOne(Vec<FactsText>),
    ExactlyOne(Vec<FactsText>),
    /// If the first member is set, the others must be set.
    Needs(FactsText, Vec<FactsText>),
    /// The same for the older keyword `dependencies`.
    DependsOn(FactsText, Vec<FactsText>),
    /// If the member is set, the whole object must match the node.
    WhenSet(FactsText, NodeId),
    /// If the first member is set, the others must not be set.
    Excludes(FactsText, Vec<FactsText>),
    Items(Bounds),
    Entries(Bounds),
    Unique,
    /// At least one item must match the node.
    Contains(NodeId),
    /// If the value matches the first node, it must match the second, otherwise the third.
    When(NodeId, Option<NodeId>, Option<NodeId>),
}

/// A rule about one value.
#[derive(Debug)]
pub(crate) enum ValueRule {
    OneOf(Vec<Json>),
    OneOfAnyCase(Vec<Json>),
    Const(Json),
    Length {
        bounds: Bounds,
        is_json: bool,
    },
    /// Inclusive bounds.
    Range {
        min: Option<f64>,
        max: Option<f64>,
    },
    Above(f64),
    Below(f64),
    MultipleOf(f64),
    Pattern(Box<Pattern>),
    Format(FactsText),
    All(Vec<NodeId>),
    Any(Vec<NodeId>),
    Exactly(Vec<NodeId>),
    Not(NodeId),
    Leading(Vec<NodeId>),
    UniqueKeys(Vec<FactsText>),
    /// The name of every member must match the node.
    Names(NodeId),
    /// Nothing decides whether the value matches.
    Undecided,
}

/// Inclusive bounds of a count.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    pub(crate) min: Option<usize>,
    pub(crate) max: Option<usize>,
}

/// A set of kinds of value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Types(u8);

impl Types {
    pub(crate) const OBJECT: Self = Self(1);
    pub(crate) const LIST: Self = Self(2);
    pub(crate) const STRING: Self = Self(4);
    pub(crate) const INTEGER: Self = Self(8);
    pub(crate) const NUMBER: Self = Self(16);
    pub(crate) const BOOLEAN: Self = Self(32);
    /// Everything except objects and lists.
    pub(crate) const SCALAR: Self = Self(4 | 8 | 16 | 32);

    const NAMES: [(Self, &'static str, &'static str); 6] = [
        (Self::OBJECT, "object", "an object"),
        (Self::LIST, "array", "a list"),
        (Self::STRING, "string", "a string"),
        (Self::INTEGER, "integer", "an integer"),
        (Self::NUMBER, "number", "a number"),
        (Self::BOOLEAN, "boolean", "`true` or `false`"),
    ];

    /// The kinds that JSON schema calls by these names.
    pub(crate) fn from_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut found = Self::default();
        for name in names {
            let known = Self::NAMES.iter().find(|(_, known, _)| *known == name);
            found = found.union(known.map_or(Self::default(), |(types, _, _)| *types));
        }
        found
    }

    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// `a string or a list`.
impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = Self::NAMES.iter().filter(|(types, _, _)| self.intersects(*types));
        f.write_str(&named.map(|(_, _, words)| *words).collect::<Vec<_>>().join(" or "))
    }
}

impl Schema {
    /// The node at a position, or one without rules.
    pub(crate) fn node(&self, id: NodeId) -> &SchemaNode {
        static ANYTHING: SchemaNode = SchemaNode {
            types: Types(0),
            is_forbidden: false,
            reference: None,
            group: Vec::new(),
            own: Vec::new(),
            properties: None,
            patterns: Vec::new(),
            additional: Additional::Unrestricted,
            items: None,
        };
        self.nodes.get(id).unwrap_or(&ANYTHING)
    }

    /// The kinds of value of a node, with references followed.
    pub(crate) fn types(&self, mut id: NodeId) -> Types {
        for _ in 0..16 {
            let node = self.node(id);
            match node.reference {
                Some(next) if node.types.is_empty() => id = next,
                _ => return node.types,
            }
        }
        Types::default()
    }

    /// The node at a dotted path of properties.
    pub(crate) fn find_property(&self, path: &str) -> Option<NodeId> {
        path.split('.').try_fold(self.root, |mut id, name| {
            for _ in 0..16 {
                match self.node(id).reference {
                    Some(next) => id = next,
                    None => break,
                }
            }
            self.node(id).property(name)
        })
    }
}

impl SchemaNode {
    /// The node of the property with this name.
    pub(crate) fn property(&self, name: &str) -> Option<NodeId> {
        let properties = self.properties.as_ref()?;
        let at = properties.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        properties.get(at).map(|(_, id)| *id)
    }
}
