//! A schema as values: nodes that refer to each other by their position.

use serde_json::Value as Json;

use super::pattern::Pattern;
use crate::facts::Text;

/// The place of a node in its schema.
pub(crate) type NodeId = usize;

/// What a value of a resource type has to be.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(super) nodes: Vec<Node>,
    /// What the object `Properties` has to be.
    pub(crate) root: NodeId,
}

/// What one value has to be; what it does not say is free.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// The kinds of value; none: any.
    pub(crate) types: Types,
    /// All that another node says.
    pub(crate) reference: Option<NodeId>,
    /// Asked of what is left once conditions are decided.
    pub(crate) group: Vec<Group>,
    /// Asked of the value as it stands.
    pub(crate) own: Vec<Own>,
    /// The members of an object, sorted by name.
    pub(crate) properties: Option<Vec<(Text, NodeId)>>,
    /// Members by the pattern of their names.
    pub(crate) patterns: Vec<(Pattern, NodeId)>,
    /// Other members.
    pub(crate) additional: Additional,
    /// The items of a list.
    pub(crate) items: Option<NodeId>,
}

/// What other members of an object may be.
#[derive(Debug, Default)]
pub(crate) enum Additional {
    /// Nothing is said of them.
    #[default]
    Unsaid,
    /// There are none.
    Refused,
    /// They are like this.
    Like(NodeId),
}

/// What is asked of an object's members or a list's items together.
#[derive(Debug)]
pub(crate) enum Group {
    Required(Vec<Text>),
    AtLeastOne(Vec<Text>),
    ExactlyOne(Vec<Text>),
    /// If the first is set, the others have to be.
    Needs(Text, Vec<Text>),
    /// The same, of the older keyword.
    DependsOn(Text, Vec<Text>),
    /// If it is set, the whole has to be like this.
    WhenSet(Text, NodeId),
    /// If the first is set, the others must not be.
    Excludes(Text, Vec<Text>),
    Items(Bounds),
    Entries(Bounds),
    Unique,
    /// If a value is like the first, it has to be like the second, otherwise like the third.
    When(NodeId, Option<NodeId>, Option<NodeId>),
}

/// What is asked of one value.
#[derive(Debug)]
pub(crate) enum Own {
    OneOf(Vec<Json>),
    OneOfAnyCase(Vec<Json>),
    Const(Json),
    Length {
        bounds: Bounds,
        is_json: bool,
    },
    /// Inclusive bounds.
    Range {
        least: Option<f64>,
        most: Option<f64>,
    },
    Above(f64),
    Below(f64),
    MultipleOf(f64),
    Pattern(Box<Pattern>),
    Format(Text),
    All(Vec<NodeId>),
    Any(Vec<NodeId>),
    Exactly(Vec<NodeId>),
    Not(NodeId),
    Leading(Vec<NodeId>),
    UniqueKeys(Vec<Text>),
}

/// Inclusive bounds of a count.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    pub(crate) least: Option<usize>,
    pub(crate) most: Option<usize>,
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
    /// Everything that is no object and no list.
    pub(crate) const SCALAR: Self = Self(4 | 8 | 16 | 32);

    const NAMES: [(Self, &'static str, &'static str); 6] = [
        (Self::OBJECT, "object", "an object"),
        (Self::LIST, "array", "a list"),
        (Self::STRING, "string", "a text"),
        (Self::INTEGER, "integer", "a whole number"),
        (Self::NUMBER, "number", "a number"),
        (Self::BOOLEAN, "boolean", "`true` or `false`"),
    ];

    /// By JSON schema's names.
    pub(crate) fn named<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut found = Self::default();
        for name in names {
            let known = Self::NAMES.iter().find(|(_, known, _)| *known == name);
            found = found.or(known.map_or(Self::default(), |(types, _, _)| *types));
        }
        found
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// `a text or a list`.
    pub(crate) fn in_words(self) -> String {
        let named = Self::NAMES.iter().filter(|(types, _, _)| self.meets(*types));
        named.map(|(_, _, words)| *words).collect::<Vec<_>>().join(" or ")
    }
}

impl Schema {
    /// The node at a place; one that says nothing where there is none.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        static ANYTHING: Node = Node {
            types: Types(0),
            reference: None,
            group: Vec::new(),
            own: Vec::new(),
            properties: None,
            patterns: Vec::new(),
            additional: Additional::Unsaid,
            items: None,
        };
        self.nodes.get(id).unwrap_or(&ANYTHING)
    }

    /// The kinds of value at a node, behind its references.
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

    /// The node that a dotted path of properties leads to.
    pub(crate) fn at(&self, path: &str) -> Option<NodeId> {
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

impl Node {
    /// What a property of this name has to be.
    pub(crate) fn property(&self, name: &str) -> Option<NodeId> {
        let properties = self.properties.as_ref()?;
        let at = properties.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        properties.get(at).map(|(_, id)| *id)
    }
}
