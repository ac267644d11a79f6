//! Takes a stack's name, account and region from the `manifest.json` next to its template.

use std::path::Path;

use constructs_cloudformation::Stack;

use crate::assembly::stack_of;
use crate::failure::Failure;

/// Identifies `stack` by the manifest next to its template, `file`. An account or region that AWS can't have is left out.
pub(super) fn identify(stack: &mut Stack, file: &Path) -> Result<(), Failure> {
    let Some(found) = stack_of(file)? else { return Ok(()) };
    let is_account =
        |text: &String| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_region =
        |text: &String| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (stack.name, stack.is_named) = (found.name, true);
    stack.account = found.account.filter(is_account);
    stack.region = found.region.filter(is_region);
    Ok(())
}

#[cfg(test)]
mod tests {
    use constructs_document::{Format, Map, Template};
    use serde_json::{Value as Json, json};

    use super::*;

    fn stack(template: &str, environment: &str, name: Option<&str>) -> Json {
        json!({
            "type": "aws:cloudformation:stack",
            "environment": environment,
            "properties": {"templateFile": template, "stackName": name},
        })
    }

    /// Name, account, and region of the stack; empty if they are unknown.
    fn identity(manifest: &Json, template: &str) -> Result<[String; 3], Failure> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("manifest.json"), manifest.to_string()).unwrap();
        let empty = Template::from_sections(Map::default(), Format::Json);
        let mut stack = Stack::new("", empty);
        identify(&mut stack, &folder.path().join(template))?;
        Ok([stack.name, stack.account.unwrap_or_default(), stack.region.unwrap_or_default()])
    }

    #[test]
    fn name_and_environment_come_from_the_manifest() {
        let manifest = json!({"artifacts": {
            "Shop": stack("Shop.template.json", "aws://111122223333/eu-west-1", Some("prod-shop")),
            "Plain": stack("./Plain.template.json", "aws://unknown-account/unknown-region", None),
            "Odd": stack("Odd.template.json", "aws://1111/eu_west", None),
            "Shop.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Shop.assets.json"}},
        }});
        let found = |name| identity(&manifest, name).unwrap();
        assert_eq!(found("Shop.template.json"), ["prod-shop", "111122223333", "eu-west-1"]);
        assert_eq!(found("Plain.template.json"), ["Plain", "", ""]);
        assert_eq!(found("Odd.template.json"), ["Odd", "", ""]);
        assert_eq!(found("Other.template.json"), ["", "", ""]);
    }

    #[test]
    fn another_manifest_is_ignored() {
        for manifest in [json!({"name": "web app"}), json!([1])] {
            assert_eq!(identity(&manifest, "t.json").unwrap(), ["", "", ""]);
        }
    }

    #[test]
    fn a_manifest_that_lacks_something_is_an_error() {
        let one = || stack("t.json", "aws://unknown-account/unknown-region", None);
        for (manifest, problem) in [
            (json!({"artifacts": []}), "it has no object `artifacts`"),
            (
                json!({"artifacts": {"A": one(), "B": one()}}),
                "the artifacts `A` and `B` have the same template",
            ),
            (
                json!({"artifacts": {"A": {"type": "aws:cloudformation:stack"}}}),
                "the artifact `A` has no `templateFile`",
            ),
        ] {
            let failure = identity(&manifest, "t.json").unwrap_err();
            assert!(failure.to_string().ends_with(problem), "{failure}");
        }
    }

    #[test]
    fn metadata_of_constructs_is_not_needed() {
        let mut one = stack("t.json", "aws://111122223333/eu-west-1", None);
        one["additionalMetadataFile"] = "missing.json".into();
        let found = identity(&json!({"artifacts": {"A": one}}), "t.json").unwrap();
        assert_eq!(found[0], "A");
    }
}
