//! A template as it is checked: its text, its value, and where it comes from.

use std::borrow::Cow;
use std::collections::BTreeMap;

use constructs::Assembly;
use constructs::assembly::{StackArtifact, TemplateFormat, capabilities};
use constructs_document::Node;

use crate::assembly::Construct;

/// One template.
pub(crate) struct Subject<'a> {
    /// The stack's name where it is known, the file otherwise.
    pub(crate) name: String,
    /// The file, as it is shown.
    pub(crate) file: String,
    pub(crate) text: Cow<'a, str>,
    pub(crate) root: Node,
    pub(crate) account: Option<String>,
    pub(crate) region: Option<String>,
    /// The stack of the app's own assembly.
    pub(crate) stack: Option<&'a StackArtifact>,
    /// Of an assembly that was read: where resources come from, by logical id.
    pub(crate) constructs: BTreeMap<String, Construct>,
}

/// The templates of the app's own assembly. Those that are too large to be read are reported by synthesis.
pub(crate) fn from_assembly(assembly: &Assembly) -> impl Iterator<Item = Subject<'_>> {
    assembly.stacks().filter_map(|stack| {
        let text = stack.template();
        let root = constructs_yaml::read(text.as_bytes()).ok()?.into_root();
        Some(Subject {
            name: stack.name().to_owned(),
            file: format!("cdk.out/{}", stack.file_name(TemplateFormat::Json)),
            text: Cow::Borrowed(text),
            root,
            account: stack.account().map(str::to_owned),
            region: stack.region().map(str::to_owned),
            stack: Some(stack),
            constructs: BTreeMap::new(),
        })
    })
}

impl Subject<'_> {
    /// What the deployer has to acknowledge: `CAPABILITY_NAMED_IAM` for roles and policies with a name of their own.
    pub(crate) fn capabilities(&self) -> Vec<&'static str> {
        let resources = self.root.get("Resources").and_then(Node::as_map).into_iter().flatten();
        let resources = resources.filter_map(|entry| resource(&entry.node));
        capabilities(resources, self.root.get("Transform").is_some())
    }
}

/// The type of a resource, and whether it has a property.
fn resource(node: &Node) -> Option<(&str, impl Fn(&str) -> bool)> {
    let properties = node.get("Properties");
    let has_property = move |name: &str| properties.is_some_and(|all| all.get(name).is_some());
    Some((node.get("Type")?.as_str()?, has_property))
}
