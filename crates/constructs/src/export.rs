//! How exports are named that references across stacks make.

/// The naming of exports and of the outputs that carry them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportNames {
    /// `<StackName>:<LogicalId><Attribute>`, e.g. `chat-dev-queues:PushArn`: for people to read and to import.
    #[default]
    Readable,
    /// The AWS CDK's own names, for taking over stacks that were deployed with it.
    Cdk,
}
