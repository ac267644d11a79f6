//! Reads a stack's name, account and region from the `manifest.json` next to its template.
//!
//! A `manifest.json` without `artifacts` belongs to something else and is ignored; so is one that does not list the
//! template. One that cannot be read is an error: a wrong stack name would deploy a second stack.

use std::path::Path;

use constructs::file::MAX_FILE_BYTES;
use constructs_migrate::StackIdentity;
use serde_json::Value as Json;

use crate::failure::Failure;
use crate::file;

const MANIFEST: &str = "manifest.json";

/// What the manifest next to `template` says of its stack.
pub(super) fn read_identity(template: &Path) -> Result<StackIdentity, Failure> {
    let nothing = StackIdentity::default();
    let Some(name) = template.file_name().and_then(|name| name.to_str()) else {
        return Ok(nothing);
    };
    let path = template.with_file_name(MANIFEST);
    if name == MANIFEST || path.symlink_metadata().is_err() {
        return Ok(nothing);
    }
    let malformed = |problem| Failure::Malformed { path: path.clone(), problem };
    let bytes = file::read_plain(&path, MAX_FILE_BYTES)?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(malformed(format!("it has more than {MAX_FILE_BYTES} bytes")));
    }
    let manifest: Json =
        serde_json::from_slice(&bytes).map_err(|error| malformed(error.to_string()))?;
    identity_in(&manifest, name).map_err(malformed)
}

/// The stack whose template is the file `name`.
fn identity_in(manifest: &Json, name: &str) -> Result<StackIdentity, String> {
    let artifacts = manifest.get("artifacts").and_then(Json::as_object);
    let mut stacks = artifacts.into_iter().flatten().filter(|(_, artifact)| {
        let is_stack = artifact.get("type").and_then(Json::as_str);
        is_stack == Some("aws:cloudformation:stack")
            && property(artifact, "templateFile") == Some(name)
    });
    let Some((id, artifact)) = stacks.next() else { return Ok(StackIdentity::default()) };
    if let Some((other, _)) = stacks.next() {
        return Err(format!("the artifacts `{id}` and `{other}` have the same template"));
    }
    let environment = artifact.get("environment").and_then(Json::as_str).unwrap_or_default();
    let place = environment.strip_prefix("aws://").and_then(|place| place.split_once('/'));
    let (account, region) = place.unwrap_or_default();
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let is_region = !region.is_empty()
        && !region.starts_with("unknown-")
        && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    Ok(StackIdentity {
        name: Some(property(artifact, "stackName").unwrap_or(id).to_owned()),
        account: is_account.then(|| account.to_owned()),
        region: is_region.then(|| region.to_owned()),
    })
}

fn property<'j>(artifact: &'j Json, name: &str) -> Option<&'j str> {
    artifact.get("properties")?.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn stack(template: &str, environment: &str, name: Option<&str>) -> Json {
        json!({
            "type": "aws:cloudformation:stack",
            "environment": environment,
            "properties": {"templateFile": template, "stackName": name},
        })
    }

    #[test]
    fn name_and_environment_come_from_the_manifest() {
        let manifest = json!({"artifacts": {
            "Shop": stack("Shop.template.json", "aws://111122223333/eu-west-1", Some("prod-shop")),
            "Plain": stack("Plain.template.json", "aws://unknown-account/unknown-region", None),
            "Shop.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Shop.assets.json"}},
        }});
        let found = |name| {
            let StackIdentity { name, account, region } = identity_in(&manifest, name).unwrap();
            [name, account, region].map(Option::unwrap_or_default)
        };
        assert_eq!(found("Shop.template.json"), ["prod-shop", "111122223333", "eu-west-1"]);
        assert_eq!(found("Plain.template.json"), ["Plain", "", ""]);
        assert_eq!(found("Other.template.json"), ["", "", ""]);
    }

    #[test]
    fn another_manifest_is_ignored() {
        for manifest in [json!({"name": "web app"}), json!([1]), json!({"artifacts": []})] {
            assert_eq!(identity_in(&manifest, "t.json"), Ok(StackIdentity::default()));
        }
    }

    #[test]
    fn one_template_of_two_stacks_is_an_error() {
        let one = || stack("t.json", "aws://unknown-account/unknown-region", None);
        let manifest = json!({"artifacts": {"A": one(), "B": one()}});
        let problem = identity_in(&manifest, "t.json").unwrap_err();
        assert_eq!(problem, "the artifacts `A` and `B` have the same template");
    }
}
