//! The emulator's account, region, and credentials.

use std::process::Command;

/// The account and the region to deploy to. Neither is the emulator's default: what is wired to one shows.
pub(in crate::conformance) const ACCOUNT: &str = "111122223333";
/// See [`ACCOUNT`].
pub(in crate::conformance) const REGION: &str = "eu-central-1";
/// The key and the secret that the emulator takes for its account's root.
pub(super) const KEY: &str = "conformance";

/// Gives `command` the emulator's account and region.
pub(in crate::conformance) fn sign_in(command: &mut Command) {
    command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", KEY);
    command.env("AWS_DEFAULT_REGION", REGION).env("AWS_REGION", REGION);
    command.env("AWS_EC2_METADATA_DISABLED", "true").env("AWS_MAX_ATTEMPTS", "1");
}
