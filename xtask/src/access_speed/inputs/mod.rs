//! Writes the files that the commands of the table read.
//!
//! INVARIANT: every run writes the same bytes: no clock, no randomness, no hash order.

mod limits;
mod roles;
mod template;

use std::path::Path;

use serde_json::Value as Json;

use self::roles::Size;
use crate::error::Error;
use crate::files;

/// The size of the first rows of the table.
const LARGE: Size = Size { roles: 200, statements: 20, resources: 300 };

/// Writes all inputs below `folder`.
///
/// # Errors
/// A file that can't be written.
pub(super) fn write(folder: &Path) -> Result<(), Error> {
    let matrix = limits::nested_action_sets(10, 7);
    files::write(&folder.join("nested-sets.yaml"), &matrix)?;
    for (name, json) in files() {
        files::write(&folder.join(name), &format!("{json}\n"))?;
    }
    Ok(())
}

/// The JSON files. `old` and `new` hold the two versions that `access diff` compares, `more` a version that grants more.
fn files() -> Vec<(&'static str, Json)> {
    let managed_roles = |actions: &[&str]| roles::managed_roles_with_statement(50, actions);
    vec![
        ("cdk.json", limits::environments(1)),
        ("old/roles.json", roles::roles(LARGE, 0)),
        ("new/roles.json", roles::roles(LARGE, 2)),
        ("managed.json", roles::managed_roles(200)),
        ("old/managed-50.json", managed_roles(&["s3:GetObject"])),
        ("new/managed-50.json", managed_roles(&["s3:GetObject", "s3:ListBucket"])),
        ("more/managed-50.json", managed_roles(&["s3:GetObject", "s3:DeleteBucket"])),
        ("old/one-role.json", roles::one_role(80, false)),
        ("new/one-role.json", roles::one_role(80, true)),
        ("named.json", limits::named_resources(600)),
        ("environments/cdk.json", limits::environments(100)),
        ("variables.json", limits::implies_query(100)),
        ("substitutions.json", limits::substitutions(16_000)),
        ("tagged-role.json", limits::tagged_role(10_000)),
        ("tagged-environment/cdk.json", limits::tagged_environment(10_000)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_writes_the_same_valid_json() {
        let (first, second) = (files(), files());
        for ((name, json), (_, again)) in first.iter().zip(&second) {
            let text = json.to_string();
            assert_eq!(text, again.to_string(), "{name}");
            assert!(serde_json::from_str::<Json>(&text).is_ok(), "{name}");
        }
    }
}
