//! Aspects: the author's rules, which visit every resource before linking.

use constructs_diagnostics::{Code, Diagnostic, Diagnostics, Place};

use crate::policy::{DeletionPolicy, UpdateReplacePolicy};
use crate::resource::{Declaration, TypeFacts};
use crate::value::{Expr, ObjectKey};

/// A rule as the tree stores it.
pub(crate) type Aspect = Box<dyn Fn(&mut ResourceMut<'_>)>;

/// One resource, which a rule can read, change, and report on. A rule can't add constructs: the tree is frozen.
///
/// ```
/// use constructs::{App, Code, GenericResource, Resource, Stack};
/// let app = App::new();
/// let stack = app.stack("Stack", Stack::named("demo"));
/// stack.add("Queue", GenericResource::new("AWS::SQS::Queue"));
/// app.root().aspect(|resource| {
///     if resource.resource_type() == "AWS::SQS::Queue" && resource.get("QueueName").is_none() {
///         resource.warn(Code::new("TEAM001"), "this queue has no name of ours", "call `.queue_name(…)`");
///     }
/// });
/// assert_eq!(app.synth().expect("a warning stops nothing").warnings().len(), 1);
/// ```
pub struct ResourceMut<'t> {
    pub(crate) path: &'t str,
    pub(crate) facts: &'t TypeFacts,
    pub(crate) declaration: &'t mut Declaration,
    pub(crate) place: &'t dyn Fn() -> Place,
    pub(crate) diagnostics: &'t mut Diagnostics,
}

impl ResourceMut<'_> {
    /// The construct's path, e.g. `dev/Queues/Push`.
    #[must_use]
    pub const fn path(&self) -> &str {
        self.path
    }

    /// The resource type, e.g. `AWS::SQS::Queue`.
    #[must_use]
    pub fn resource_type(&self) -> &str {
        self.facts.name()
    }

    /// The value of a property.
    #[must_use]
    pub fn get(&self, property: &str) -> Option<&Expr> {
        self.declaration.get(property)
    }

    /// All properties that are set, in order.
    pub fn properties(&self) -> impl Iterator<Item = (&str, &Expr)> {
        self.declaration.properties.iter()
    }

    /// Sets a property.
    pub fn set(&mut self, property: impl Into<ObjectKey>, value: impl Into<Expr>) {
        self.declaration.set(property, value.into());
    }

    /// Removes a property and returns its value.
    pub fn remove(&mut self, property: &str) -> Option<Expr> {
        self.declaration.properties.remove(property)
    }

    /// Sets the logical id, which otherwise follows from the path: letters and digits, at most 255.
    ///
    /// With it, an aspect can set the ids of stacks that are deployed already, for example with the AWS CDK, so that
    /// no resource is replaced.
    pub fn set_logical_id(&mut self, id: impl Into<String>) {
        self.declaration.attributes_mut().logical_id = Some(id.into());
    }

    /// Sets `DeletionPolicy`.
    pub fn set_deletion_policy(&mut self, policy: DeletionPolicy) {
        self.declaration.attributes_mut().deletion_policy = Some(policy);
    }

    /// Sets `UpdateReplacePolicy`.
    pub fn set_update_replace_policy(&mut self, policy: UpdateReplacePolicy) {
        self.declaration.attributes_mut().update_replace_policy = Some(policy);
    }

    /// Sets one key of `Metadata`.
    pub fn set_metadata(&mut self, key: impl Into<ObjectKey>, value: impl Into<Expr>) {
        self.declaration.attributes_mut().metadata.set(key, value.into());
    }

    /// Reports an error at this resource: synthesis returns no assembly.
    pub fn error(&mut self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        self.report(Diagnostic::error(code, message).help(help));
    }

    /// Reports a warning at this resource.
    pub fn warn(&mut self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        self.report(Diagnostic::warning(code, message).help(help));
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic.at((self.place)()));
    }
}
