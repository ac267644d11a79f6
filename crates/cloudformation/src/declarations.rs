//! Indexes what a template declares by name, so that a check finds what a reference names.

use constructs_document::{Entry, Node};
use rustc_hash::FxHashMap;

use super::conditions::Conditions;
use super::entry::{entries, has_expanded_entries};
use super::function::{LANGUAGE_EXTENSIONS, Returns};
use super::{macros, serverless};

/// What a template declares: parameters, resources, mappings, conditions, and transforms.
#[non_exhaustive]
pub struct Declarations<'t> {
    /// All of it.
    pub root: &'t Node,
    /// The parameters with their types; empty where a type is not a text.
    pub parameters: FxHashMap<&'t str, &'t str>,
    /// The resources with their types.
    pub resources: FxHashMap<&'t str, &'t str>,
    /// The names of the mappings, in their order.
    pub mappings: Vec<&'t str>,
    /// The conditions, as formulas over what decides them.
    pub conditions: Conditions<'t>,
    /// The transforms that have a name.
    transforms: Vec<&'t str>,
    /// Names that are not in the template may be in what a macro or an include makes of it.
    pub is_open: bool,
    /// Logical ids are made by `Fn::ForEach`, a transform in the section, or a macro.
    has_hidden_resources: bool,
    has_hidden_parameters: bool,
    /// What the attribute of a resource type returns.
    attribute_result: fn(&str, &str) -> Returns,
}

impl<'t> Declarations<'t> {
    /// Indexes the template whose object is `root`.
    #[must_use]
    pub fn new(root: &'t Node) -> Self {
        let kinds = |section| {
            let named = entries(root.get(section)).filter(|entry| entry.node.as_map().is_some());
            named.map(|entry| (entry.key.as_str(), text(entry.node.get("Type")))).collect()
        };
        let hides = |section| root.get(section).is_some_and(has_expanded_entries);
        let transforms = macros::transforms(root);
        let brings = |name: &&str| *name == "AWS::Include" || macros::is_macro(name);
        let is_open = transforms.iter().any(brings) || root.get("Fn::Transform").is_some();
        Self {
            root,
            parameters: kinds("Parameters"),
            resources: kinds("Resources"),
            mappings: entries(root.get("Mappings")).map(|entry| entry.key.as_str()).collect(),
            conditions: Conditions::new(root),
            transforms,
            is_open,
            has_hidden_resources: hides("Resources"),
            has_hidden_parameters: hides("Parameters"),
            attribute_result: |_, _| Returns::Any,
        }
    }

    /// The same with what `Fn::GetAtt` returns, for a caller that knows the schemas of types: `result` takes a type and the name of
    /// an attribute.
    #[must_use]
    pub const fn with_attributes(mut self, result: fn(&str, &str) -> Returns) -> Self {
        self.attribute_result = result;
        self
    }

    /// What an attribute of a resource type returns; [`Returns::Any`] if the template's reader knows no types.
    pub(crate) fn attribute_result(&self, kind: &str, attribute: &str) -> Returns {
        (self.attribute_result)(kind, attribute)
    }

    /// The resources in the order of the text: id, place and value.
    pub fn resources(&self) -> impl Iterator<Item = &'t Entry> + use<'t> {
        entries(self.root.get("Resources"))
    }

    /// Whether the template uses the transform `name`.
    #[must_use]
    pub fn has_transform(&self, name: &str) -> bool {
        self.transforms.contains(&name)
    }

    /// Whether the template uses the transform of AWS SAM.
    #[must_use]
    pub fn is_serverless(&self) -> bool {
        self.has_transform(serverless::SERVERLESS)
    }

    /// Whether the template uses `AWS::LanguageExtensions`.
    #[must_use]
    pub fn has_language_extensions(&self) -> bool {
        self.has_transform(LANGUAGE_EXTENSIONS)
    }

    /// Whether a resource becomes several, whose ids begin with its own.
    fn makes_more(&self, id: &str) -> bool {
        self.resources.get(id).is_some_and(|kind| {
            let is_serverless = self.is_serverless() && serverless::is_serverless(kind);
            is_serverless || kind.ends_with("::MODULE")
        })
    }

    /// Whether a transform may add entries to a section.
    #[must_use]
    pub fn has_hidden_entries(&self, section: &str) -> bool {
        self.is_open || self.root.get(section).is_some_and(has_expanded_entries)
    }

    /// Whether something that the template does not show may have this name.
    pub fn may_be_hidden(&self, name: &str) -> bool {
        self.is_open
            || self.has_hidden_resources
            || self.has_hidden_parameters
            || (1..name.len()).any(|end| name.get(..end).is_some_and(|id| self.makes_more(id)))
            || (self.is_serverless() && serverless::is_made(name))
    }
}

/// Whether a parameter of this type has several values.
#[must_use]
pub fn is_list_type(kind: &str) -> bool {
    kind.contains("List<") || kind == "CommaDelimitedList" || kind.ends_with("<CommaDelimitedList>")
}

fn text(node: Option<&Node>) -> &str {
    node.and_then(Node::as_str).unwrap_or_default()
}
