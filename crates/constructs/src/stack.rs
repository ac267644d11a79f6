//! Stacks: each becomes one template.

use std::panic::Location;

use crate::acknowledgement::Acknowledgement;
use crate::handle;
use crate::value::{Expr, IntoValue, Object, ObjectKey, Str, Value};

/// The description of a stack.
///
/// ```
/// use constructs::{App, Stack};
/// let app = App::new();
/// let queues = app.stack("Queues", Stack::named("chat-dev-queues").description("Queues of the chat").tag("team", "chat"));
/// # let _ = queues;
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stack {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) termination_protection: bool,
    pub(crate) account: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) metadata: Object,
    pub(crate) is_adopted: bool,
    pub(crate) acknowledgements: Vec<Acknowledgement>,
    pub(crate) format_version: Option<String>,
    pub(crate) transforms: Vec<Expr>,
    /// Sections set as a whole.
    pub(crate) sections: Object,
}

/// Another name for [`Stack`].
pub type StackProps = Stack;

impl Stack {
    /// Creates a stack with the name `name`: `^[A-Za-z][A-Za-z0-9-]{0,127}$`.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Sets the template's description, at most 1,024 bytes.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Adds a tag of the stack, which CloudFormation also adds to the stack's resources.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.push((key.into(), value.into()));
        self
    }

    /// Sets whether CloudFormation refuses to delete the stack. The `cdk` CLI applies it.
    #[must_use]
    pub const fn termination_protection(mut self, on: bool) -> Self {
        self.termination_protection = on;
        self
    }

    /// Sets the account to deploy to, 12 digits. Without one, the deployment decides.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Sets the region to deploy to, e.g. `eu-central-1`. Without one, the deployment decides.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Acknowledges findings of `code` anywhere in the stack, with the reason: `validate` lists them instead of reporting
    /// them. `code` is a finding's code, or the name of a rule in the Guard language.
    #[must_use]
    #[track_caller]
    pub fn acknowledge(mut self, code: impl AsRef<str>, reason: impl Into<String>) -> Self {
        self.acknowledgements.push(Acknowledgement::new(code, reason, Location::caller()));
        self
    }

    /// Sets one key of the template's `Metadata`.
    #[must_use]
    pub fn metadata(mut self, key: impl Into<ObjectKey>, value: impl Into<Expr>) -> Self {
        self.metadata.set(key, value.into());
        self
    }

    /// Takes over an existing stack as it is: synthesis reports limits, names, and policies as warnings, not as errors.
    /// `migrate` adds it; remove it once synthesis has no more warnings.
    ///
    /// A mistake that prevents writing the template, such as a reference to another app, stays an error.
    #[must_use]
    pub const fn adopted(mut self) -> Self {
        self.is_adopted = true;
        self
    }

    /// `AWSTemplateFormatVersion`. The only version, and the default, is `2010-09-09`.
    #[must_use]
    pub fn format_version(mut self, version: impl Into<String>) -> Self {
        self.format_version = Some(version.into());
        self
    }

    /// Adds a transform: a macro's name (`AWS::Serverless-2016-10-31`), or an object of `Name` and `Parameters`. A list
    /// adds several, and stays a list even if it has one item.
    ///
    /// Synthesis adds `AWS::LanguageExtensions` if one of this library's functions requires it.
    #[must_use]
    pub fn transform(mut self, transform: impl Into<Expr>) -> Self {
        self.transforms.push(transform.into());
        self
    }

    /// Sets a whole section of the template: one without a construct (`Globals`, `Hooks`), or one to a value that its
    /// method does not accept.
    ///
    /// If the value is an object, the entries of the stack's constructs in the same section follow its own. Otherwise, it
    /// replaces them.
    ///
    /// ```
    /// use constructs::{Object, Stack};
    /// let function = Object::new().with("Timeout", 30);
    /// let stack = Stack::named("api")
    ///     .transform("AWS::Serverless-2016-10-31")
    ///     .section("Globals", Object::new().with("Function", function));
    /// # let _ = stack;
    /// ```
    #[must_use]
    pub fn section(mut self, name: impl Into<ObjectKey>, value: impl Into<Expr>) -> Self {
        self.sections.set(name, value.into());
        self
    }
}

handle! {
    /// A reference to a stack that was added as a construct; [`App::scope_at`](crate::App::scope_at) opens it.
    pub StackRef
}

/// Imports a value that a stack outside this app exports, by the export's name.
///
/// For ARNs, use [`Arn::imported`](crate::Arn::imported), which has a type.
pub fn import_value(export: impl IntoValue<Str>) -> Value<Str> {
    Value::new(Expr::function("Fn::ImportValue", export.into_expr()))
}
