//! `allow`, `deny`, and their variants: actions that become a statement.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::panic::Location;

use constructs_policy::{Effect, Elements};

use super::{Principal, Statement};
use crate::action::{Actions, AnyResource, Resources};
use crate::value::{Expr, IntoValue, Str};

/// Actions on `R`s, to which a method adds the resources.
#[must_use = "name the resources: `.on(…)`"]
pub struct Permission<R> {
    draft: Draft,
    on: PhantomData<fn() -> R>,
}

/// Actions by name, to which a method adds the resources.
#[must_use = "name the resources: `.on(…)`"]
pub struct NamedPermission(Draft);

struct Draft {
    effect: Effect,
    actions: Elements<Cow<'static, str>>,
    origin: &'static Location<'static>,
}

impl Draft {
    fn on(self, resources: Option<Elements<Expr>>) -> Statement {
        Statement::new(self.effect, self.actions, resources, vec![self.origin])
    }

    fn on_every(self, reason: Option<&str>) -> Statement {
        let every = Elements::Only(vec![Expr::String(Cow::Borrowed("*"))]);
        Statement { reason: reason.map(str::to_owned), ..self.on(Some(every)) }
    }
}

macro_rules! verbs {
    ($($(#[$documentation:meta])* $typed:ident, $named:ident => $effect:ident, $elements:ident;)*) => {$(
        $(#[$documentation])*
        #[track_caller]
        pub fn $typed<A: Actions>(actions: A) -> Permission<A::On> {
            let actions = Elements::$elements(actions.names());
            Permission { draft: Draft { effect: Effect::$effect, actions, origin: Location::caller() }, on: PhantomData }
        }

        #[doc = concat!("As [`", stringify!($typed), "`], with actions by name: from a file, or newer than the facts.")]
        ///
        /// Names are `service:Action`, with `*` and `?` as wildcards.
        #[track_caller]
        pub fn $named<N: Into<Cow<'static, str>>>(actions: impl IntoIterator<Item = N>) -> NamedPermission {
            let actions = Elements::$elements(actions.into_iter().map(Into::into).collect());
            NamedPermission(Draft { effect: Effect::$effect, actions, origin: Location::caller() })
        }
    )*};
}

verbs! {
    /// Allows actions of one resource type, of several, or without a resource type.
    ///
    /// Add resources of that type with `.on(…)`, `.on_any()` for actions without a resource type, or `.on_every("why")`.
    allow, allow_named => Allow, Only;
    /// Denies actions, even if other policies allow them.
    deny, deny_named => Deny, Only;
    /// `NotAction`: allows all actions except these, including actions that AWS adds later.
    allow_except, allow_named_except => Allow, Except;
    /// `NotAction`: denies all actions except these.
    deny_except, deny_named_except => Deny, Except;
}

impl<R> Permission<R> {
    /// Adds actions of the same resource type.
    pub fn and(mut self, actions: impl Actions<On = R>) -> Self {
        self.draft.actions.list_mut().extend(actions.names());
        self
    }

    /// Creates a statement on these resources: an array, a `Vec`, or a tuple of references to, or ARNs of, `R`s.
    #[track_caller]
    pub fn on(self, resources: impl Resources<R>) -> Statement {
        self.draft.on(Some(Elements::Only(resources.arns())))
    }

    /// `NotResource`: creates a statement on all resources except these.
    #[track_caller]
    pub fn on_except(self, resources: impl Resources<R>) -> Statement {
        self.draft.on(Some(Elements::Except(resources.arns())))
    }

    /// Creates a statement on `*`, for actions without a resource type.
    pub fn on_any(self) -> Statement
    where
        R: Unscoped,
    {
        self.draft.on_every(None)
    }

    /// Creates a statement on every resource, although the actions have resource types. The template contains the reason.
    pub fn on_every(self, reason: &str) -> Statement {
        self.draft.on_every(Some(reason))
    }

    /// Creates a statement of a trust policy: with a principal and without resources.
    pub fn by(self, principal: impl Into<Principal>) -> Statement {
        self.draft.on(None).principal(principal)
    }
}

/// The resource type of actions without a resource type.
#[diagnostic::on_unimplemented(
    message = "these actions act on a `{Self}`, so they need not be allowed on every resource",
    label = "these actions have a resource type",
    note = "name the resources: `.on(…)`; or explain why every one: `.on_every(\"why\")`"
)]
pub trait Unscoped {}

impl Unscoped for AnyResource {}

impl NamedPermission {
    /// Creates a statement on these resources: ARNs, or texts that contain ARNs.
    pub fn on<T: IntoValue<Str>>(self, resources: impl IntoIterator<Item = T>) -> Statement {
        let resources = resources.into_iter().map(IntoValue::into_expr).collect();
        self.0.on(Some(Elements::Only(resources)))
    }

    /// `NotResource`: creates a statement on all resources except these.
    pub fn on_except<T: IntoValue<Str>>(self, resources: impl IntoIterator<Item = T>) -> Statement {
        let resources = resources.into_iter().map(IntoValue::into_expr).collect();
        self.0.on(Some(Elements::Except(resources)))
    }

    /// Creates a statement on `*`, for actions without a resource type.
    pub fn on_any(self) -> Statement {
        self.0.on_every(None)
    }

    /// Creates a statement on every resource. The template contains the reason.
    pub fn on_every(self, reason: &str) -> Statement {
        self.0.on_every(Some(reason))
    }

    /// Creates a statement of a trust policy: with a principal and without resources.
    pub fn by(self, principal: impl Into<Principal>) -> Statement {
        self.0.on(None).principal(principal)
    }
}
