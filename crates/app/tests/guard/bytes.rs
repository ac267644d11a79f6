//! cfn-guard switches `serde_json/preserve_order` on for the whole program: no byte of the output may notice.

use std::process::Command;

use crate::support::project;

/// `cdk.out` is written without the feature, which CI checks with the same command.
#[test]
fn the_assembly_is_the_same_with_guard_built_in() {
    let check = Command::new(env!("CARGO_BIN_EXE_app"))
        .args(["synth", "--check"])
        .current_dir(project())
        .output()
        .expect("the program starts");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

/// The feature does what it is feared for: this test would be worth nothing otherwise.
#[test]
fn the_feature_keeps_the_order_of_keys() {
    let value: serde_json::Value = serde_json::from_str(r#"{"b":1,"a":2}"#).expect("JSON");
    assert_eq!(value.to_string(), r#"{"b":1,"a":2}"#);
}
