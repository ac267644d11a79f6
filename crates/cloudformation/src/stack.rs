//! A stack: a template, with what is known of its deployment and of its source.

use std::collections::BTreeMap;

use constructs_document::{Node, Template};

/// A template, with what is known of the stack that it is deployed as.
///
/// ```
/// use constructs_cloudformation::Stack;
///
/// let text = b"Resources: {Push: {Type: 'AWS::SQS::Queue'}}";
/// let mut stack = Stack::new("queues", constructs_yaml::read(text).unwrap());
/// stack.region = Some("eu-central-1".to_owned());
/// assert_eq!(stack.resources().count(), 1);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stack {
    /// Identifies the stack among the stacks that are read together: the ids of the artifacts that lead to it. All templates that
    /// are read alone have the same id.
    pub id: String,
    /// The stack's name in CloudFormation if `is_named`, otherwise a name made from the file.
    pub name: String,
    /// Whether the stack is deployed under `name`.
    pub is_named: bool,
    /// The path of the stack's construct, or the file's name without its ending.
    pub path: String,
    /// The account, 12 digits, if it is known.
    pub account: Option<String>,
    /// The region, if it is known.
    pub region: Option<String>,
    /// The template.
    pub template: Template,
    /// The constructs of the resources, by logical id.
    pub constructs: BTreeMap<String, SourceConstruct>,
    /// The template's file, as messages show it.
    pub file: String,
    /// The template's text; empty if the template was not read from a text.
    pub text: String,
    /// The id of the parent stack, and the logical id of this stack in it.
    pub nested_in: Option<(String, String)>,
    /// The values that the assembly has for parameters of the template.
    pub parameters: BTreeMap<String, String>,
    /// The stack's tags, which CloudFormation adds to its resources.
    pub tags: BTreeMap<String, String>,
}

/// The construct that a resource comes from, as the assembly names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceConstruct {
    /// The path of the construct: `Shop/Orders/Resource`.
    pub path: String,
    /// File, line, and column of the source code: `lib/shop.ts`, 12, 5.
    pub made_at: Option<(String, u32, u32)>,
}

impl Stack {
    /// A template of which only a name is known; the name is also the stack's id, path, and file.
    #[must_use]
    pub fn new(name: impl Into<String>, template: Template) -> Self {
        let name = name.into();
        Self {
            id: name.clone(),
            path: name.clone(),
            file: name.clone(),
            name,
            is_named: false,
            account: None,
            region: None,
            template,
            constructs: BTreeMap::new(),
            text: String::new(),
            nested_in: None,
            parameters: BTreeMap::new(),
            tags: BTreeMap::new(),
        }
    }

    /// The template's object.
    #[must_use]
    pub const fn root(&self) -> &Node {
        self.template.root()
    }

    /// The resources that have an object as their declaration, in the order of the template.
    pub fn resources(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.template.resources().map(|(entry, node)| (entry.key.as_str(), node))
    }

    /// The path of the construct that a resource comes from.
    #[must_use]
    pub fn construct_path(&self, logical_id: &str) -> Option<&str> {
        self.constructs.get(logical_id).map(|construct| construct.path.as_str())
    }

    /// The stack's name if the stack is deployed under it, otherwise the template's file.
    #[must_use]
    pub fn name_or_file(&self) -> &str {
        if self.is_named { &self.name } else { &self.file }
    }
}
