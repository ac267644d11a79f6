//! The limits of what is read: they bound time, memory, and the depth of recursion.

/// Bytes; CloudFormation itself takes [1,000,000][limits]. A larger text is not even looked at.
///
/// [limits]: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
pub const LARGEST: usize = 4_000_000;
/// Lists and objects in one another.
pub const MOST_LEVELS: usize = 128;
/// Values that aliases may stand for, all together; as many as cfn-lint takes.
pub const MOST_COPIED_NODES: usize = 250_000;
/// Bytes of text that aliases may stand for, all together.
pub const MOST_COPIED_TEXT: usize = 16_000_000;
