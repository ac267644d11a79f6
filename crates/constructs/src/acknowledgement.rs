//! A finding that somebody has looked at and lets stand, with the reason -> an entry of `Metadata`.
//!
//! It stands under the one key `constructs`, so that whoever reads the template alone knows of it:
//! `{"constructs": {"acknowledged": [{"code": "…", "reason": "…"}]}}`. One that was given to a scope says which, in
//! `scope`, for it may have nothing to do with most of what stands there.

use std::panic::Location;

use crate::codes;
use crate::value::{Expr, Fault, Object};

/// The key of `Metadata` that is this library's.
pub(crate) const KEY: &str = "constructs";

/// A code, or the name of a rule, and why what it says may stand.
#[derive(Clone, Debug)]
pub(crate) struct Acknowledgement {
    code: String,
    reason: String,
    origin: &'static Location<'static>,
}

impl Acknowledgement {
    pub(crate) fn new(
        code: impl AsRef<str>,
        reason: impl Into<String>,
        origin: &'static Location<'static>,
    ) -> Self {
        Self { code: code.as_ref().to_owned(), reason: reason.into(), origin }
    }

    /// One that gives no reason, or does not say what it is about.
    pub(crate) fn fault(&self) -> Option<Fault> {
        let Self { code, reason, origin } = self;
        let (message, help) = if code.trim().is_empty() {
            ("an acknowledgement does not say of what".to_owned(), "give the finding's code")
        } else if reason.trim().is_empty() {
            let message = format!("the acknowledgement of `{code}` gives no reason");
            (message, "say why the finding may stand: whoever reads it next wants to know")
        } else {
            return None;
        };
        Some(Fault { code: codes::ACKNOWLEDGEMENT, message, help: help.to_owned(), origin })
    }

    /// Puts it into `metadata`, behind those that are there.
    pub(crate) fn write(&self, metadata: &mut Object, scope: Option<&str>) {
        let mut entry =
            Object::new().with("code", self.code.clone()).with("reason", self.reason.clone());
        if let Some(scope) = scope {
            entry.set("scope", scope.to_owned().into());
        }
        let mut ours = match metadata.get(KEY) {
            Some(Expr::Map(entries)) => Object::from_entries(entries.clone()),
            _ => Object::new(),
        };
        let mut entries = match ours.remove("acknowledged") {
            Some(Expr::List(entries)) => entries,
            _ => Vec::new(),
        };
        entries.push(entry.into());
        ours.set("acknowledged", Expr::List(entries));
        metadata.set(KEY, ours.into());
    }
}
