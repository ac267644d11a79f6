//! A caller of a comparison, in whose name there may be symbols.

use std::fmt;

use crate::principal::Caller;
use crate::text::PolicyText;
use constructs_policy::PrincipalKind;

/// A caller.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SymbolicCaller {
    /// One that is written out, or an example of all that no statement names.
    Known(Caller),
    /// One that a text with symbols names, or a session of it.
    Named {
        /// What the principal is named as.
        kind: PrincipalKind,
        /// The ARN, account, or service.
        text: PolicyText,
        /// Whether a session of the principal calls.
        is_session: bool,
    },
    /// A caller in an account that a text with symbols names.
    Within(PolicyText),
}

impl fmt::Display for SymbolicCaller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(caller) => f.write_str(&caller.name),
            Self::Named { text, is_session: false, .. } => write!(f, "{text}"),
            Self::Named { text, is_session: true, .. } => write!(f, "a session of {text}"),
            Self::Within(account) => write!(f, "arn:<AWS::Partition>:iam::{account}:user/someone"),
        }
    }
}
