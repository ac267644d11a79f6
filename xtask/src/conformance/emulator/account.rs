//! The emulator's account, region, and credentials.

use std::process::Command;

/// The account and the region to deploy to. They are not the emulator's defaults, so that a hard-coded default fails.
pub(in crate::conformance) const ACCOUNT: &str = "111122223333";
/// See [`ACCOUNT`].
pub(in crate::conformance) const REGION: &str = "eu-central-1";
/// The access key and the secret of the account's root in the emulator.
pub(super) const KEY: &str = "conformance";

/// Gives `command` the emulator's account and region.
pub(in crate::conformance) fn sign_in(command: &mut Command) {
    command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", KEY);
    command.env("AWS_DEFAULT_REGION", REGION).env("AWS_REGION", REGION);
    command.env("AWS_EC2_METADATA_DISABLED", "true").env("AWS_MAX_ATTEMPTS", "1");
}
