//! IAM actions, typed by the resource type that they act on.

use std::borrow::Cow;
use std::marker::PhantomData;

use crate::arn::{Arn, IntoArn};
use crate::value::{Empty, Expr};

/// An action that acts on an `R`, such as `sqs:SendMessage` on a `Queue`.
///
/// The constants belong to the resource type: a completion on `Queue::` lists the actions on a queue.
pub struct Action<R>(&'static str, PhantomData<fn() -> R>);

/// The resource type of actions without one: a statement can allow them only on `*`.
pub enum AnyResource {}

/// The resource type of actions of several types: together they need `.on_every(…)`.
pub enum Mixed {}

impl<R> Action<R> {
    /// Creates the action `name`, e.g. `sqs:SendMessage`. The caller must choose the type that it acts on.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name, PhantomData)
    }

    /// The name, e.g. `sqs:SendMessage`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl<R> Copy for Action<R> {}

impl<R> Clone for Action<R> {
    fn clone(&self) -> Self {
        *self
    }
}

/// Actions of one resource type (an array, a `Vec`), or of several (a tuple).
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not actions that go together",
    note = "an array or `Vec` holds actions of one resource type; actions of several go in a tuple, `.on_every(\"why\")`; actions by name go to `allow_named`"
)]
pub trait Actions {
    /// The resource type that all of them act on, or [`Mixed`].
    type On;

    /// Their names.
    fn names(self) -> Vec<Cow<'static, str>>;
}

impl<R, const N: usize> Actions for [Action<R>; N] {
    type On = R;

    fn names(self) -> Vec<Cow<'static, str>> {
        self.into_iter().map(|action| action.0.into()).collect()
    }
}

impl<R> Actions for Vec<Action<R>> {
    type On = R;

    fn names(self) -> Vec<Cow<'static, str>> {
        self.into_iter().map(|action| action.0.into()).collect()
    }
}

impl<R> Actions for Action<R> {
    type On = R;

    fn names(self) -> Vec<Cow<'static, str>> {
        vec![self.0.into()]
    }
}

/// Resources of one type: an array, a `Vec`, or a tuple of references and ARNs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not all `{R}`s, which these actions act on",
    label = "not all `{R}`s",
    note = "actions go `.on(…)` an array, a `Vec` or a tuple of references to, or `Arn`s of, the resource type that they act on"
)]
pub trait Resources<R> {
    /// Their ARNs.
    fn arns(self) -> Vec<Expr>;
}

impl<R, T: IntoArn<R>, const N: usize> Resources<R> for [T; N] {
    fn arns(self) -> Vec<Expr> {
        self.into_iter().map(|resource| resource.into_arn().into()).collect()
    }
}

impl<R, T: IntoArn<R>> Resources<R> for Vec<T> {
    fn arns(self) -> Vec<Expr> {
        self.into_iter().map(|resource| resource.into_arn().into()).collect()
    }
}

impl<'r, R, T, const N: usize> Resources<R> for &'r [T; N]
where
    &'r T: IntoArn<R>,
{
    fn arns(self) -> Vec<Expr> {
        self.iter().map(|resource| resource.into_arn().into()).collect()
    }
}

impl<'r, R, T> Resources<R> for &'r [T]
where
    &'r T: IntoArn<R>,
{
    fn arns(self) -> Vec<Expr> {
        self.iter().map(|resource| resource.into_arn().into()).collect()
    }
}

impl<R> Resources<R> for Arn<R> {
    fn arns(self) -> Vec<Expr> {
        vec![self.into()]
    }
}

impl<R> Resources<R> for Empty {
    fn arns(self) -> Vec<Expr> {
        Vec::new()
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<R, $($name: IntoArn<R>),+> Resources<R> for ($($name,)+) {
            #[expect(non_snake_case, reason = "a tuple's fields are named after their types")]
            fn arns(self) -> Vec<Expr> {
                let ($($name,)+) = self;
                vec![$($name.into_arn().into()),+]
            }
        }

        impl<$($name),+> Actions for ($(Action<$name>,)+) {
            type On = Mixed;

            #[expect(non_snake_case, reason = "a tuple's fields are named after their types")]
            fn names(self) -> Vec<Cow<'static, str>> {
                let ($($name,)+) = self;
                vec![$($name.0.into()),+]
            }
        }
    };
}

tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
