//! A statement of a policy document, as a value.

use std::borrow::Cow;
use std::panic::Location;

use super::{Condition, Principal};
use crate::value::Expr;

/// Whether a statement allows or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The statement allows.
    Allow,
    /// The statement denies, whatever others allow.
    Deny,
}

/// What a statement is about: these, or all but these.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Elements<T> {
    Only(T),
    Except(T),
}

/// A name for the kind of principal (`AWS`, `Service`…) and who of that kind.
pub(crate) type PrincipalEntry = (&'static str, Expr);

/// The elements of a statement that are written as lists even where they hold one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lists {
    pub(crate) actions: bool,
    pub(crate) principals: bool,
    pub(crate) resources: bool,
}

/// One statement: who may or may not do what, to which resources, under which conditions.
///
/// Made by [`allow`](super::allow) and its siblings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub(crate) sid: Option<String>,
    pub(crate) effect: Effect,
    pub(crate) principals: Option<Elements<Vec<PrincipalEntry>>>,
    pub(crate) actions: Elements<Vec<Cow<'static, str>>>,
    pub(crate) resources: Option<Elements<Vec<Expr>>>,
    pub(crate) conditions: Vec<Condition>,
    /// Why it is on every resource, where it could be on less.
    pub(crate) reason: Option<String>,
    /// Which elements are lists even where they hold one value.
    pub(crate) lists: Lists,
    /// Whether it was told both whom it is for and for whom it is not.
    pub(crate) is_contradictory: bool,
    pub(crate) origins: Vec<&'static Location<'static>>,
}

impl Statement {
    pub(crate) const fn new(
        effect: Effect,
        actions: Elements<Vec<Cow<'static, str>>>,
        resources: Option<Elements<Vec<Expr>>>,
        origins: Vec<&'static Location<'static>>,
    ) -> Self {
        Self {
            sid: None,
            effect,
            principals: None,
            actions,
            resources,
            conditions: Vec::new(),
            reason: None,
            lists: Lists { actions: false, principals: false, resources: false },
            is_contradictory: false,
            origins,
        }
    }

    /// Names the statement: letters and digits, unique in the document. A named one is never merged.
    #[must_use]
    pub fn sid(mut self, sid: impl Into<String>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// Adds a condition: all of a statement's conditions have to hold.
    #[must_use]
    pub fn when(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    /// Adds whom the statement is for, in a resource or trust policy. The principal's own conditions,
    /// such as that of an organization, come with it.
    #[must_use]
    pub fn principal(self, principal: impl Into<Principal>) -> Self {
        self.add_principal(principal.into(), false)
    }

    /// `NotPrincipal`: for all but these. Mind that it is safe with `deny` only, and hits every principal
    /// that has a permissions boundary.
    #[must_use]
    pub fn not_principal(self, principal: impl Into<Principal>) -> Self {
        self.add_principal(principal.into(), true)
    }

    /// Writes `Action` or `NotAction` as a list even if it names one action. It means the same; a template that exists
    /// comes out unchanged.
    #[must_use]
    pub const fn action_list(mut self) -> Self {
        self.lists.actions = true;
        self
    }

    /// Writes each kind of principal as a list even if it names one principal, as [`action_list`](Self::action_list) does
    /// for actions.
    #[must_use]
    pub const fn principal_list(mut self) -> Self {
        self.lists.principals = true;
        self
    }

    /// Writes `Resource` or `NotResource` as a list even if it names one resource, as
    /// [`action_list`](Self::action_list) does for actions.
    #[must_use]
    pub const fn resource_list(mut self) -> Self {
        self.lists.resources = true;
        self
    }

    fn add_principal(mut self, principal: Principal, is_excluded: bool) -> Self {
        let Principal { kind, id, conditions, .. } = principal;
        match &mut self.principals {
            Some(Elements::Only(list)) if !is_excluded => list.push((kind, id)),
            Some(Elements::Except(list)) if is_excluded => list.push((kind, id)),
            Some(_) => self.is_contradictory = true,
            None if is_excluded => self.principals = Some(Elements::Except(vec![(kind, id)])),
            None => self.principals = Some(Elements::Only(vec![(kind, id)])),
        }
        for condition in conditions {
            if !self.conditions.contains(&condition) {
                self.conditions.push(condition);
            }
        }
        self
    }
}

impl<T> Elements<T> {
    pub(crate) const fn get(&self) -> &T {
        match self {
            Self::Only(inner) | Self::Except(inner) => inner,
        }
    }

    pub(crate) const fn get_mut(&mut self) -> &mut T {
        match self {
            Self::Only(inner) | Self::Except(inner) => inner,
        }
    }

    /// The key of a statement that holds this: `Action` or `NotAction`, for instance.
    pub(crate) const fn key(&self, only: &'static str, except: &'static str) -> &'static str {
        match self {
            Self::Only(_) => only,
            Self::Except(_) => except,
        }
    }
}
