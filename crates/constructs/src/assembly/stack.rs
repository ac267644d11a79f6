//! One stack of the assembly: its template, and what a deployment needs to know about it.

use std::borrow::Cow;

use constructs_document::{parse_json, to_yaml};

use super::{OutputFile, TemplateFormat, capabilities};
use crate::linked::{Linked, LinkedStack};

/// One stack, ready to be deployed.
pub struct StackArtifact {
    node: u32,
    artifact_id: String,
    file_stem: String,
    path: String,
    name: String,
    tags: Vec<(String, String)>,
    termination_protection: bool,
    is_adopted: bool,
    account: Option<String>,
    region: Option<String>,
    dependencies: Vec<String>,
    capabilities: Vec<&'static str>,
    template: String,
}

impl StackArtifact {
    /// `has_own_name`: no other stack of the assembly has this name in another account or region.
    pub(super) fn new(
        linked: &Linked,
        stack: &LinkedStack,
        template: Vec<u8>,
        has_own_name: bool,
    ) -> Self {
        let path = linked.skeleton.path(stack.node);
        let details = &stack.details;
        let resources = stack.members.iter().filter_map(|index| {
            let resource = linked.resource(*index)?;
            let has_property = |name: &str| resource.properties.iter().any(|(key, _)| key == name);
            Some((resource.facts.name(), has_property))
        });
        Self {
            node: stack.node,
            file_stem: if has_own_name { details.name.clone() } else { artifact_id(&path) },
            artifact_id: artifact_id(&path),
            name: details.name.clone(),
            tags: details.tags.clone(),
            termination_protection: details.termination_protection,
            is_adopted: details.is_adopted,
            account: details.account.clone(),
            region: details.region.clone(),
            dependencies: stack
                .needs
                .iter()
                .map(|node| artifact_id(&linked.skeleton.path(*node)))
                .collect(),
            capabilities: capabilities(resources, stack.is_extended),
            template: String::from_utf8(template).unwrap_or_default(),
            path,
        }
    }

    pub(super) const fn node(&self) -> u32 {
        self.node
    }

    /// The stack's id in the manifest: its path, `/` written as `-`.
    #[must_use]
    pub fn artifact_id(&self) -> &str {
        &self.artifact_id
    }

    /// The construct's path, e.g. `dev/Iam`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The stack's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the app takes the stack over as it is: errors in its template are warnings.
    #[must_use]
    pub const fn is_adopted(&self) -> bool {
        self.is_adopted
    }

    /// Tags of the stack.
    #[must_use]
    pub fn tags(&self) -> &[(String, String)] {
        &self.tags
    }

    /// Whether CloudFormation refuses to delete the stack.
    #[must_use]
    pub const fn termination_protection(&self) -> bool {
        self.termination_protection
    }

    /// The account to deploy to, if the author named one.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// The region to deploy to, if the author named one.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The artifact ids of the stacks that must be deployed before.
    #[must_use]
    pub fn dependencies(&self) -> &[String] {
        &self.dependencies
    }

    /// The capabilities that a deployment must acknowledge, e.g. `CAPABILITY_NAMED_IAM`.
    #[must_use]
    pub fn capabilities(&self) -> &[&'static str] {
        &self.capabilities
    }

    /// The template as JSON.
    #[must_use]
    pub fn template(&self) -> &str {
        &self.template
    }

    /// The name of the template's file: the stack's name, or the artifact id if several stacks have that name.
    #[must_use]
    pub fn file_name(&self, format: TemplateFormat) -> String {
        format!("{}.template.{}", self.file_stem, format.extension())
    }

    pub(super) fn file(&self, format: TemplateFormat) -> OutputFile<'_> {
        let json = self.template.as_bytes();
        let yaml = match format {
            TemplateFormat::Json => None,
            TemplateFormat::Yaml => yaml(&self.template),
        };
        let bytes = yaml.map_or(Cow::Borrowed(json), |yaml| Cow::Owned(yaml.into_bytes()));
        OutputFile { name: self.file_name(format), bytes }
    }
}

/// A template as YAML, or nothing if it repeats a key or nests too deep: it stays JSON, which is YAML.
fn yaml(template: &str) -> Option<String> {
    let (node, duplicates) = parse_json(template).ok()?;
    duplicates.is_empty().then(|| to_yaml(&node))
}

/// A stack's id in the manifest.
pub(crate) fn artifact_id(path: &str) -> String {
    path.chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' })
        .collect()
}
