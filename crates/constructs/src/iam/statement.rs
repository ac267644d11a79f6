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
    /// The statement denies, even if other statements allow.
    Deny,
}

/// A list of an element, or everything except the list: `Action` and `NotAction`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Elements<T> {
    Only(T),
    Except(T),
}

/// The kind of a principal (`AWS`, `Service`…) and its identifier.
pub(crate) type PrincipalEntry = (&'static str, Expr);

/// The elements of a statement that are written as lists even if they have one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lists {
    pub(crate) actions: bool,
    pub(crate) principals: bool,
    pub(crate) resources: bool,
}

/// One statement: it allows or denies actions on resources, under conditions.
///
/// [`allow`](super::allow), [`deny`](super::deny), and their variants create it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub(crate) sid: Option<String>,
    pub(crate) effect: Effect,
    pub(crate) principals: Option<Elements<Vec<PrincipalEntry>>>,
    pub(crate) actions: Elements<Vec<Cow<'static, str>>>,
    pub(crate) resources: Option<Elements<Vec<Expr>>>,
    pub(crate) conditions: Vec<Condition>,
    /// Why it applies to every resource.
    pub(crate) reason: Option<String>,
    /// Which elements are lists even if they have one value.
    pub(crate) lists: Lists,
    /// Whether it has both `Principal` and `NotPrincipal`.
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

    /// Sets the Sid: letters and digits, unique in the document. A statement with a Sid is never merged.
    #[must_use]
    pub fn sid(mut self, sid: impl Into<String>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// Adds a condition. All conditions of a statement must be true.
    #[must_use]
    pub fn when(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    /// Adds a principal, in a resource policy or trust policy, with the principal's conditions.
    #[must_use]
    pub fn principal(self, principal: impl Into<Principal>) -> Self {
        self.add_principal(principal.into(), false)
    }

    /// `NotPrincipal`: all principals except these. Use it only with `deny`; it also denies every principal that has a
    /// permissions boundary.
    #[must_use]
    pub fn not_principal(self, principal: impl Into<Principal>) -> Self {
        self.add_principal(principal.into(), true)
    }

    /// Writes `Action` or `NotAction` as a list even if it has one action, so that an existing template stays unchanged. The
    /// meaning is the same.
    #[must_use]
    pub const fn action_list(mut self) -> Self {
        self.lists.actions = true;
        self
    }

    /// Writes each kind of principal as a list even if it has one principal, as [`action_list`](Self::action_list) does
    /// for actions.
    #[must_use]
    pub const fn principal_list(mut self) -> Self {
        self.lists.principals = true;
        self
    }

    /// Writes `Resource` or `NotResource` as a list even if it has one resource, as
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

    /// The key in a statement, for instance `Action` or `NotAction`.
    pub(crate) const fn key(&self, only: &'static str, except: &'static str) -> &'static str {
        match self {
            Self::Only(_) => only,
            Self::Except(_) => except,
        }
    }
}
