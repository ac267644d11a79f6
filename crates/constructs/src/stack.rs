//! A stack: what becomes one template, and how it is deployed.

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

/// Another name for [`Stack`], for those who think of it as the properties of one.
pub type StackProps = Stack;

impl Stack {
    /// A stack that is deployed under `name`: `^[A-Za-z][A-Za-z0-9-]{0,127}$`.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The template's description, 1,024 bytes at most.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// A tag of the stack; CloudFormation hands it down to what the stack makes.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.push((key.into(), value.into()));
        self
    }

    /// Whether deleting the stack is refused until this is taken back. The `cdk` CLI sets it.
    #[must_use]
    pub const fn termination_protection(mut self, on: bool) -> Self {
        self.termination_protection = on;
        self
    }

    /// The account to deploy to, 12 digits. Without one, whichever the deployer is in.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// The region to deploy to, e.g. `eu-central-1`. Without one, whichever the deployer is in.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Lets findings of `code` anywhere in the stack stand, and says why: `validate` lists them instead of reporting
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

    /// The stack stands already, and is taken over as it is: what synthesis says of limits, names and policies comes as
    /// warnings, not as errors. `migrate` begins with it; take it out once there is nothing left to warn of.
    ///
    /// What can't be written at all, such as a reference to another app, stays an error.
    #[must_use]
    pub const fn adopted(mut self) -> Self {
        self.is_adopted = true;
        self
    }

    /// `AWSTemplateFormatVersion`, of which there is one: `2010-09-09`. CloudFormation takes it to be that without.
    #[must_use]
    pub fn format_version(mut self, version: impl Into<String>) -> Self {
        self.format_version = Some(version.into());
        self
    }

    /// Adds a transform: a macro's name (`AWS::Serverless-2016-10-31`), or an object of `Name` and `Parameters`. A list
    /// adds several at once, and stays a list where it has one item.
    ///
    /// `AWS::LanguageExtensions` comes by itself where one of this library's functions needs it.
    #[must_use]
    pub fn transform(mut self, transform: impl Into<Expr>) -> Self {
        self.transforms.push(transform.into());
        self
    }

    /// Sets a whole section of the template: one that has no type of its own (`Globals`, `Hooks`), or one to a value
    /// that its method does not take.
    ///
    /// Constructs of the stack that stand in the same section join an object, their entries behind its own. What is no
    /// object stands in their place.
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

/// The value of an export of a stack that this app does not hold, by the export's name.
///
/// For ARNs there is [`Arn::imported`](crate::Arn::imported), which says what they are ARNs of.
pub fn import_value(export: impl IntoValue<Str>) -> Value<Str> {
    Value::new(Expr::function("Fn::ImportValue", export.into_expr()))
}
