//! Questions and answers as the judge knows them, whatever the product's types are.

use constructs_iam::Assumption;
use serde_json::Value as Json;

/// A stack to ask about.
#[derive(Clone, Debug, PartialEq)]
pub struct RenderedStack {
    /// Its name.
    pub name: String,
    /// The account, where it is known.
    pub account: Option<String>,
    /// The region, where it is known.
    pub region: Option<String>,
    /// The template.
    pub template: Json,
    /// The parent stack, and the logical id in it.
    pub nested_as: Option<(String, String)>,
}

/// An answer, as far as the judge has to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// Yes, proved: in every deployment and every request.
    Yes,
    /// No, nobody: in no deployment and no request.
    No,
    /// Depends on the request, in every deployment.
    Sometimes,
    /// Depends on the deployment.
    Depends,
    /// A limit was reached, or something was not read.
    Undecided,
}

/// An answer and what it assumes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The answer.
    pub says: Says,
    /// The assumptions that are printed with it.
    pub assumptions: Vec<Assumption>,
}

/// The answer of a diff in both directions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffReply {
    /// `No`: nobody gained anything. `Undecided`: somebody might have.
    pub gained: Says,
    /// The same for what was lost.
    pub lost: Says,
    /// The assumptions that are printed with it.
    pub assumptions: Vec<Assumption>,
}

/// A finding of A0701 to A0703.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The code.
    pub code: String,
    /// The `Sid` of its statement.
    pub sid: String,
}
