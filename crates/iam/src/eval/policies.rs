//! The policies that AWS evaluates for a request.

use crate::document::Document;

/// All policies that bear on a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies {
    /// The caller's: managed and inline, of its groups too.
    pub identity: Vec<Document>,
    /// The resource's; a role's trust policy for `sts:AssumeRole`. `None`: the resource has no policy.
    pub resource: Option<Vec<Document>>,
    /// The caller's permissions boundary; empty if it has none. Several apply as one.
    pub boundaries: Vec<Document>,
    /// The session policies; `None`: the caller has no session policy.
    pub session: Option<Vec<Document>>,
    /// Service control policies by level (root, unit, account): each level has to allow.
    pub scps: Vec<Vec<Document>>,
    /// Resource control policies by level; only their denials count, as AWS attaches what allows to each level.
    pub rcps: Vec<Vec<Document>>,
    /// Policies of the VPC endpoint; `None`: the request does not come through an endpoint.
    pub endpoint: Option<Vec<Document>>,
}
