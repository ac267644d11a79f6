//! A template's value -> its declarations by name, so that a check finds what a reference means.

mod conditions;
mod dynamic;
pub(crate) mod globals;
mod macros;
pub(crate) mod serverless;

pub(crate) use conditions::{Conditions, Pins};
pub(crate) use dynamic::{DYNAMIC_REFERENCE, without_dynamic_references};
pub(crate) use macros::soften;

use constructs_template::{Entry, Node};
use rustc_hash::FxHashMap;

/// A template and what it declares.
pub(crate) struct Template<'t> {
    /// All of it.
    pub(crate) root: &'t Node,
    /// The parameters with their types; empty where a type is no text.
    pub(crate) parameters: FxHashMap<&'t str, &'t str>,
    /// The resources with their types.
    pub(crate) resources: FxHashMap<&'t str, &'t str>,
    pub(crate) mappings: Vec<&'t str>,
    pub(crate) conditions: Conditions<'t>,
    /// The transforms that have a name.
    transforms: Vec<&'t str>,
    /// Names that are not in the template may be in what a macro or an include makes of it.
    pub(crate) is_open: bool,
    /// Logical ids are made by `Fn::ForEach`, a transform in the section, or a macro.
    has_hidden_resources: bool,
    has_hidden_parameters: bool,
}

impl<'t> Template<'t> {
    pub(crate) fn new(root: &'t Node) -> Self {
        let kinds = |section| {
            let named = entries(root.get(section)).filter(|entry| entry.node.as_map().is_some());
            named.map(|entry| (entry.key.as_str(), text(entry.node.get("Type")))).collect()
        };
        let hides = |section| entries(root.get(section)).any(|entry| is_expanded(&entry.key));
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
        }
    }

    /// The resources in the order of the text: id, place and value.
    pub(crate) fn resources(&self) -> impl Iterator<Item = &'t Entry> + use<'t> {
        entries(self.root.get("Resources"))
    }

    pub(crate) fn has_transform(&self, name: &str) -> bool {
        self.transforms.contains(&name)
    }

    pub(crate) fn is_serverless(&self) -> bool {
        self.has_transform("AWS::Serverless-2016-10-31")
    }

    pub(crate) fn has_language_extensions(&self) -> bool {
        self.has_transform("AWS::LanguageExtensions")
    }

    /// Whether a resource becomes several, whose ids begin with its own.
    fn makes_more(&self, id: &str) -> bool {
        self.resources.get(id).is_some_and(|kind| {
            let is_serverless = self.is_serverless() && serverless::is_serverless(kind);
            is_serverless || kind.ends_with("::MODULE")
        })
    }

    /// Whether something that the template does not show may have this name.
    pub(crate) fn may_be_hidden(&self, name: &str) -> bool {
        self.is_open
            || self.has_hidden_resources
            || self.has_hidden_parameters
            || (1..name.len()).any(|end| name.get(..end).is_some_and(|id| self.makes_more(id)))
            || (self.is_serverless() && serverless::is_made(name))
    }
}

/// A key that a transform replaces by others.
pub(crate) fn is_expanded(key: &str) -> bool {
    key == "Fn::Transform" || key.starts_with("Fn::ForEach::")
}

/// The entries of an object; none if it is not one.
pub(crate) fn entries(node: Option<&Node>) -> impl Iterator<Item = &Entry> {
    node.and_then(Node::as_map).into_iter().flatten()
}

fn text(node: Option<&Node>) -> &str {
    node.and_then(Node::as_str).unwrap_or_default()
}
