//! Limits on what is read.
//!
//! INVARIANT: no document nests deeper than [`MOST_LEVELS`], so code that walks one may recurse.

/// Bytes of a template; CloudFormation itself accepts [1,000,000][limits]. A larger text is rejected unread.
///
/// [limits]: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
pub const LARGEST: usize = 4_000_000;
/// Lists and objects inside each other.
pub const MOST_LEVELS: usize = 128;
/// Values that the aliases of one YAML document may copy; cfn-lint has the same limit.
pub const MOST_COPIED_NODES: usize = 250_000;
/// Bytes of text that the aliases of one YAML document may copy.
pub const MOST_COPIED_TEXT: usize = 16_000_000;
