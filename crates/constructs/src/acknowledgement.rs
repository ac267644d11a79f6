//! Writes an acknowledged finding and its reason into `Metadata`.
//!
//! The entry is under the key `constructs`, so that the template alone shows it:
//! `{"constructs": {"acknowledged": [{"code": "…", "reason": "…"}]}}`. An acknowledgement of a scope names the scope in
//! `scope`, because it may not apply to every resource there.

use std::panic::Location;

use crate::codes;
use crate::value::{Expr, Fault, Object};

/// This library's key of `Metadata`.
pub(crate) const KEY: &str = "constructs";

/// A code or the name of a rule, and why its findings are acceptable.
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

    /// The mistake of an acknowledgement without a reason or a code.
    pub(crate) fn fault(&self) -> Option<Fault> {
        let Self { code, reason, origin } = self;
        let (message, help) = if code.trim().is_empty() {
            ("an acknowledgement names no code".to_owned(), "write the finding's code")
        } else if reason.trim().is_empty() {
            let message = format!("the acknowledgement of `{code}` gives no reason");
            (message, "explain why this finding is acceptable")
        } else {
            return None;
        };
        Some(Fault { code: codes::ACKNOWLEDGEMENT, message, help: help.to_owned(), origin })
    }

    /// Appends it to the acknowledgements in `metadata`.
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
