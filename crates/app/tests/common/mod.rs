//! What tests that start the program have in common.

use std::process::Command;

/// Takes away what the `cdk` CLI, cargo and a terminal put into the environment.
pub(crate) fn clean(command: &mut Command) {
    for variable in [
        "CDK_OUTDIR",
        "CDK_CONTEXT_JSON",
        "CONTEXT_OVERFLOW_LOCATION_ENV",
        "CARGO_MANIFEST_DIR",
        "CLICOLOR_FORCE",
    ] {
        command.env_remove(variable);
    }
}
