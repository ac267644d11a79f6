//! Synthesizes an environment of the reference app, and lists its stacks in the order to deploy them.

use std::path::Path;

use serde_json::Value;

use super::reference_app::ReferenceApp;
use super::template::read_template;
use crate::error::Error;

/// A stack to deploy.
pub(super) struct DeployableStack {
    /// Its name.
    pub(super) name: String,
    /// The shell command that deploys it, run in the folder that contains the assemblies.
    pub(super) line: String,
    /// Its template, as JSON.
    pub(super) template: Value,
}

/// What to synthesize.
#[derive(Clone, Copy)]
pub(super) struct Variant<'v> {
    /// The folder that the assembly goes to.
    pub(super) folder: &'v str,
    /// The environment to deploy.
    pub(super) environment: &'v str,
    /// `json` or `yaml`.
    pub(super) format: &'v str,
    /// Settings as `key=value`.
    pub(super) context: &'v [&'v str],
}

/// The app as it is committed.
pub(super) const PLAIN: Variant<'static> =
    Variant { folder: "cdk.out", environment: "dev", format: "json", context: &[] };

/// Lets the stacks of `prod` be deleted with their data.
pub(super) const MORTAL: &[&str] = &["environments.prod.deletionProtection=false"];

impl Variant<'_> {
    /// Synthesizes into a folder below `parent`, and returns the environment's stacks.
    pub(super) fn stacks(
        &self,
        app: &ReferenceApp<'_>,
        parent: &Path,
    ) -> Result<Vec<DeployableStack>, Error> {
        let assembly = parent.join(self.folder);
        app.synthesize(&assembly, self.format, self.context)?;
        let names = app.stacks(self.environment, self.context)?;
        let lines = app.deploy_lines(self.environment, self.context)?;
        if names.is_empty() || names.len() != lines.len() {
            let counts =
                format!("`list` prints {} stacks, but {} commands", names.len(), lines.len());
            return Err(Error::new(counts));
        }
        let stack = |(name, line): (String, String)| {
            let line = line.replace("cdk.out/", &format!("{}/", self.folder));
            let line = line.replace(".template.json", &format!(".template.{}", self.format));
            let template = match self.format {
                "json" => read_template(&assembly, &name)?,
                _ => Value::Null,
            };
            Ok(DeployableStack { name, line, template })
        };
        names.into_iter().zip(lines).map(stack).collect()
    }
}
