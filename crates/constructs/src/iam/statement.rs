//! A statement of a policy document, as a value.

use std::borrow::Cow;
use std::panic::Location;

use constructs_policy::{Effect, Elements};

use super::{Condition, Principal};
use crate::value::Expr;

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
    pub(crate) principals: Option<Elements<PrincipalEntry>>,
    pub(crate) actions: Elements<Cow<'static, str>>,
    pub(crate) resources: Option<Elements<Expr>>,
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
        actions: Elements<Cow<'static, str>>,
        resources: Option<Elements<Expr>>,
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
