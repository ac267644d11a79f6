//! Assemblies as other programs write them, and as they must not be.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use super::*;

const ROLE: &str = r#"{"Resources": {"R": {"Type": "AWS::IAM::Role"}}}"#;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn manifest(artifacts: serde_json::Value) -> String {
    json!({"version": "48.0.0", "artifacts": artifacts}).to_string()
}

fn stack(file: &str) -> serde_json::Value {
    json!({
        "type": "aws:cloudformation:stack",
        "environment": "aws://111122223333/eu-west-1",
        "properties": {"templateFile": file, "stackName": "shop"},
    })
}

fn stage(folder: &str) -> serde_json::Value {
    json!({"type": "cdk:cloud-assembly", "properties": {"directoryName": folder}})
}

fn nesting(file: &str) -> String {
    json!({"Resources": {"N": {
        "Type": "AWS::CloudFormation::Stack",
        "Metadata": {"aws:asset:path": file},
        "Properties": {"TemplateURL": "https://example.com/n"},
    }}})
    .to_string()
}

fn read_folder(folder: &tempfile::TempDir) -> Result<Vec<ReadStack>, Failure> {
    read(&[folder.path().to_owned()]).and_then(Read::stacks)
}

/// What is wrong, without the folder's path; the exit code has to be 3.
fn problem(folder: &tempfile::TempDir) -> String {
    match read_folder(folder) {
        Ok(stacks) => panic!("{} stacks were read", stacks.len()),
        Err(failure) => {
            assert_eq!(failure.exit_code(), 3, "{failure}");
            failure.to_string().replace(&folder.path().display().to_string(), "DIR")
        }
    }
}

#[test]
fn stages_and_nested_stacks_are_read() {
    let outer = manifest(json!({"Shop": stack("shop.json"), "Prod": stage("assembly-Prod")}));
    let inner = manifest(json!({"Shop": stack("shop.json"), "tree": {"type": "cdk:tree"}}));
    let folder = folder(&[
        ("manifest.json", &outer),
        ("shop.json", ROLE),
        ("assembly-Prod/manifest.json", &inner),
        ("assembly-Prod/shop.json", &nesting("n.json")),
        ("assembly-Prod/n.json", ROLE),
    ]);
    let stacks = read_folder(&folder).unwrap();
    let found: Vec<_> = stacks.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect();
    assert_eq!(found, [("Prod/Shop", "shop"), ("Prod/Shop/N", "shop.N"), ("Shop", "shop")]);
    assert_eq!(stacks[1].nested_in, Some(("Prod/Shop".to_owned(), "N".to_owned())));
    assert!(stacks.iter().all(|one| one.region.as_deref() == Some("eu-west-1")));
}

#[test]
fn what_a_manifest_names_has_to_be_there() {
    let shop = || manifest(json!({"Shop": stack("shop.json")}));
    let with = |artifact: serde_json::Value| manifest(json!({"Shop": artifact}));
    let staged = || manifest(json!({"Prod": stage("prod")}));
    let deep = "{\"Resources\": [".to_owned();
    let cases: Vec<(&str, Vec<(&str, String)>)> = vec![
        ("DIR/manifest.json`: it names no stack", vec![("manifest.json", manifest(json!({})))]),
        ("it has no object `artifacts`", vec![("manifest.json", "{}".to_owned())]),
        ("it has no object `artifacts`", vec![("manifest.json", "[1]".to_owned())]),
        ("line 1 column", vec![("manifest.json", "{".to_owned())]),
        (
            "the artifact `Shop` has no `templateFile`",
            vec![("manifest.json", with(json!({"type": "aws:cloudformation:stack"})))],
        ),
        (
            "the artifact `Shop` has no `directoryName`",
            vec![("manifest.json", with(json!({"type": "cdk:cloud-assembly"})))],
        ),
        ("the artifact `Shop` has no `type`", vec![("manifest.json", with(json!({})))]),
        (
            "`aws:stack` is no type",
            vec![(
                "manifest.json",
                with(json!({"type": "aws:stack", "properties": {"templateFile": "a"}})),
            )],
        ),
        ("cannot read `DIR/shop.json`", vec![("manifest.json", shop())]),
        (
            "names `../shop.json`, which is not in the folder",
            vec![("manifest.json", with(stack("../shop.json")))],
        ),
        (
            "names `/etc/passwd`, which is not in the folder",
            vec![("manifest.json", with(stack("/etc/passwd")))],
        ),
        ("`DIR/shop.json`: ", vec![("manifest.json", shop()), ("shop.json", deep)]),
        (
            "it has none of the sections of a template",
            vec![("manifest.json", shop()), ("shop.json", "{\"version\": 1}".to_owned())],
        ),
        ("cannot read `DIR/prod`", vec![("manifest.json", staged())]),
        (
            "it names no stack",
            vec![("manifest.json", staged()), ("prod/manifest.json", manifest(json!({})))],
        ),
        (
            "cannot read `DIR/n.json`",
            vec![("manifest.json", shop()), ("shop.json", nesting("n.json"))],
        ),
        (
            "the nested stack `N` names `../n.json`, which is not in the folder",
            vec![("manifest.json", shop()), ("shop.json", nesting("../n.json"))],
        ),
        (
            "the nested stack `N` leads back to `shop.json`",
            vec![("manifest.json", shop()), ("shop.json", nesting("shop.json"))],
        ),
        ("there is no `manifest.json` in `DIR`", vec![("readme.md", String::new())]),
        (
            "it has none of the sections of a template",
            vec![("package.json", "{\"name\": \"x\"}".to_owned())],
        ),
        ("leads back to", vec![("a.json", nesting("b.json")), ("b.json", nesting("a.json"))]),
    ];
    for (expected, files) in cases {
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let found = problem(&folder(&files));
        assert!(found.contains(expected), "{expected}: {found}");
    }
}

#[test]
fn stages_end_somewhere() {
    let names: Vec<String> =
        (0..12).map(|depth| format!("{}manifest.json", "s/".repeat(depth))).collect();
    let staged = manifest(json!({"S": stage("s")}));
    let files: Vec<(&str, &str)> =
        names.iter().map(|name| (name.as_str(), staged.as_str())).collect();
    assert!(problem(&folder(&files)).contains("stages are nested more than 8 deep"));
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::symlink;
    let outer = manifest(json!({"Shop": stack("shop.json"), "Prod": stage("prod")}));
    let inner = manifest(json!({"Shop": stack("shop.json")}));
    let files = [
        ("manifest.json", outer.as_str()),
        ("shop.json", ROLE),
        ("prod/manifest.json", inner.as_str()),
        ("prod/shop.json", ROLE),
    ];
    for linked in ["manifest.json", "shop.json", "prod", "prod/manifest.json", "prod/shop.json"] {
        let folder = folder(&files);
        let (path, moved) = (folder.path().join(linked), folder.path().join("moved"));
        fs::rename(&path, &moved).unwrap();
        symlink(&moved, &path).unwrap();
        let found = problem(&folder);
        assert!(found.contains("a link, which is not followed"), "{linked}: {found}");
    }
    let folder = folder(&[("t/shop.json", ROLE)]);
    symlink(folder.path().join("t/shop.json"), folder.path().join("a.json")).unwrap();
    assert!(problem(&folder).contains("a link, which is not followed"));
}

#[test]
fn a_stack_without_resources_is_a_template() {
    let folder =
        folder(&[("manifest.json", &manifest(json!({"A": stack("a.json")}))), ("a.json", "{}")]);
    assert_eq!(read_folder(&folder).unwrap().len(), 1);
}

#[test]
fn a_file_alone_may_name_nested_stacks_that_are_elsewhere() {
    let folder = folder(&[("a.json", &nesting("missing.json")), ("b.json", &nesting("../x.json"))]);
    let paths: Vec<PathBuf> = ["a.json", "b.json"].map(|name| folder.path().join(name)).to_vec();
    assert_eq!(read(&paths).unwrap().stacks.len(), 2);
}

#[test]
fn constructs_come_from_metadata_wherever_it_is() {
    let trace =
        ["new Q (/x/node_modules/aws-cdk-lib/q.js:1:1)", "new Shop (/x/shop/lib/shop.ts:12:5)"];
    let entry = |id: &str| json!([{"type": "aws:cdk:logicalId", "data": id, "trace": trace}]);
    let mut own = stack("shop.json");
    own["metadata"] = json!({"/Shop/Old/Resource": entry("Old")});
    own["additionalMetadataFile"] = json!("shop.metadata.json");
    let text = json!({"Resources": {
        "Own": {"Type": "A::B::C", "Metadata": {"aws:cdk:path": "Shop/Own/Resource"}},
        "Old": {"Type": "A::B::C"},
        "New": {"Type": "A::B::C"},
    }});
    let folder = folder(&[
        ("manifest.json", &manifest(json!({"Shop": own}))),
        ("shop.json", &text.to_string()),
        ("shop.metadata.json", &json!({"/Shop/New/Resource": entry("New")}).to_string()),
    ]);
    let stacks = read_folder(&folder).unwrap();
    let found: Vec<String> = stacks[0]
        .constructs
        .iter()
        .map(|(id, construct)| format!("{id} {} {:?}", construct.path, construct.made_at))
        .collect();
    assert_eq!(
        found,
        [
            "New Shop/New/Resource Some((\"lib/shop.ts\", 12, 5))",
            "Old Shop/Old/Resource Some((\"lib/shop.ts\", 12, 5))",
            "Own Shop/Own/Resource None",
        ]
    );
}
