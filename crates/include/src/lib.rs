//! Puts an existing template into a stack, with the same ids and values, and typed references to its entries.
//!
//! ```
//! use constructs::{App, Stack};
//! use constructs_include::Include;
//!
//! let app = App::new();
//! let stack = app.stack("Queues", Stack::named("chat-dev-queues"));
//! stack.add("Legacy", Include::template("Resources: {Push: {Type: 'AWS::SQS::Queue'}}"));
//! assert!(app.synth().unwrap().stack("chat-dev-queues").unwrap().template().contains("AWS::SQS::Queue"));
//! ```
//!
//! All entries get their nodes in the tree first, because they can refer to each other in any order. Then each is described, with a
//! reference wherever the text names another entry. Values stay as they are written: checks of authoring do not apply to them (a
//! `{{resolve:` is intended), checks of linking do. `constructs-migrate` writes Rust source in place of a template.

mod expression;
mod included;
mod literal;
mod names;
mod sections;
mod substitution;
#[cfg(test)]
mod tests;

use constructs::codes;
use constructs::{Construct, Object, Scope};

pub use included::Included;

use constructs_document::{ReadError, Template};
use constructs_yaml::read;
use names::Names;

/// A template that exists, to be put into a stack.
///
/// All that it holds arrives under the logical ids that it has there: resources, parameters, conditions, mappings,
/// rules, outputs, metadata, transforms, and what is unknown here. A stack that holds nothing else synthesizes the same
/// template, as values. Constructs of the stack can use it ([`Included`] gives typed references), and can be used beside
/// it; ids that collide are reported. Tags of the tree don't reach its resources.
///
/// ```
/// use constructs::{App, GenericResource, Output, Resource, Stack};
/// use constructs_include::Include;
///
/// let app = App::new();
/// let stack = app.stack("Queues", Stack::named("chat-dev-queues"));
/// let legacy = stack.add("Legacy", Include::template("
/// Resources:
///   Push:
///     Type: AWS::SQS::Queue
///     Properties: {QueueName: !Sub '${AWS::StackName}-push'}
/// "));
/// let push = legacy.resource::<GenericResource>("Push");
/// stack.add("PushArn", Output::new(push.attribute("Arn")));
///
/// let assembly = app.synth().expect("no mistakes");
/// let template = assembly.stack("chat-dev-queues").expect("it was added above").template();
/// assert!(template.contains("\"Push\""));
/// ```
pub struct Include {
    source: Source,
}

/// The text of a template, or one that is read already.
pub struct Source(Result<Template, ReadError>);

impl Include {
    /// The template that `source` is: a text (`include_str!("legacy.yaml")`), bytes, or a [`Template`]. Synthesis reports a text
    /// that is not a template.
    pub fn template(source: impl Into<Source>) -> Self {
        Self { source: source.into() }
    }
}

impl From<Template> for Source {
    fn from(template: Template) -> Self {
        Self(Ok(template))
    }
}

impl From<&[u8]> for Source {
    fn from(bytes: &[u8]) -> Self {
        Self(read(bytes))
    }
}

impl<const N: usize> From<&[u8; N]> for Source {
    fn from(bytes: &[u8; N]) -> Self {
        Self(read(bytes))
    }
}

impl From<&str> for Source {
    fn from(text: &str) -> Self {
        Self(read(text.as_bytes()))
    }
}

impl From<&String> for Source {
    fn from(text: &String) -> Self {
        Self(read(text.as_bytes()))
    }
}

impl From<String> for Source {
    fn from(text: String) -> Self {
        Self(read(text.as_bytes()))
    }
}

impl Construct for Include {
    type Handle = Included;

    fn build(self, scope: Scope<'_>) -> Included {
        match self.source.0 {
            Ok(template) => {
                let (names, places) = Names::of(&template, scope);
                let outputs = sections::build(&template, scope, &names, &places);
                Included::new(scope, names, outputs)
            }
            Err(error) => {
                let message = format!("the included template can't be read: {error}");
                scope.report(codes::INCLUDED_TEXT, message, error.help());
                // The missing resources are not a second mistake.
                scope.section("Resources", Object::new());
                Included::unread(scope)
            }
        }
    }
}
