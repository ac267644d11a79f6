//! Names of the exports that references across stacks create.

/// How exports and their outputs are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportNames {
    /// `<StackName>:<LogicalId><Attribute>`, e.g. `chat-dev-queues:PushArn`.
    #[default]
    Readable,
    /// The AWS CDK's own names, for taking over stacks that were deployed with it.
    Cdk,
}
