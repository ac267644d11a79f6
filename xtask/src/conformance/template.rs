//! Reads the templates of an assembly.

use std::path::Path;

use serde_json::Value;

use crate::error::Error;
use crate::json;

/// The template of a stack in an assembly.
pub(super) fn read_template(assembly: &Path, stack: &str) -> Result<Value, Error> {
    json::read_file(&assembly.join(format!("{stack}.template.json")))
}
