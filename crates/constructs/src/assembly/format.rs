//! The formats of templates.

/// How templates are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateFormat {
    /// `<stack name>.template.json`.
    #[default]
    Json,
    /// `<stack name>.template.yaml`, with short tags. The `cdk` CLI and CloudFormation accept both.
    Yaml,
}

impl TemplateFormat {
    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
        }
    }
}
