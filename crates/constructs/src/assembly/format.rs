//! The formats of templates.

/// How templates are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// `<stack name>.template.json`.
    #[default]
    Json,
    /// `<stack name>.template.yaml`, with short tags. The `cdk` CLI and CloudFormation take both.
    Yaml,
}

impl Format {
    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
        }
    }
}
