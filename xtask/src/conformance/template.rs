//! Reads the templates of an assembly.

use std::path::Path;

use serde_json::Value;

use crate::fault::{Context, Fault};
use crate::files;

/// The template of a stack in an assembly.
pub(super) fn read_template(assembly: &Path, stack: &str) -> Result<Value, Fault> {
    let path = assembly.join(format!("{stack}.template.json"));
    serde_json::from_str(&files::read(&path)?).context(|| format!("`{}`", path.display()))
}
