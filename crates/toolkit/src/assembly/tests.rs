//! Assemblies as other programs write them, and as they must not be.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use constructs_cloudformation::Stack;

use super::limit::MAX_TEMPLATES;
use super::*;
use crate::failure::Failure;

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

fn read_folder(folder: &tempfile::TempDir) -> Result<Vec<Stack>, Failure> {
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
            "`aws:stack` is not a type",
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
            "an object without a `Resources` section, not a CloudFormation template",
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
            "an object without a `Resources` section, not a CloudFormation template",
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

fn ids(stacks: &[Stack]) -> Vec<(&str, &str)> {
    stacks.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect()
}

#[test]
fn templates_in_subfolders_are_read() {
    let inner = manifest(json!({"Shop": stack("shop.json")}));
    let folder = folder(&[
        ("roles.json", ROLE),
        ("b/roles.json", ROLE),
        ("b/roles.yaml", "Resources: {}"),
        ("a/b/c/ROLES.TEMPLATE", ROLE),
        ("cdk.out/manifest.json", &inner),
        ("cdk.out/shop.json", ROLE),
        ("cdk.out/asset.json", "1"),
        (".git/x.json", "1"),
        (".hidden.json", "1"),
        ("b/readme.md", "1"),
        ("b/package.json5", "1"),
    ]);
    let stacks = read_folder(&folder).unwrap();
    let expected = [
        ("cdk.out/Shop", "shop"),
        ("a/b/c/ROLES.TEMPLATE", "a/b/c/ROLES"),
        ("b/roles.json", "b/roles"),
        ("b/roles.yaml", "b/roles"),
        ("roles.json", "roles"),
    ];
    assert_eq!(ids(&stacks), expected);
}

#[test]
fn nested_templates_are_relative_to_their_own_folder() {
    let folder = folder(&[
        ("shop/main.json", &nesting("parts/n.json")),
        ("shop/parts/n.json", &nesting("m.json")),
        ("shop/parts/m.json", &nesting("../../common/roles.json")),
        ("common/roles.json", ROLE),
        ("common/away.json", &nesting("../../roles.json")),
        // As an id it would be that of the stack nested in `shop/main.json`.
        ("shop/main/N.json", ROLE),
    ]);
    let stacks = read_folder(&folder).unwrap();
    let expected = [
        ("common/away.json", "common/away"),
        ("shop/main/N.json", "shop/main/N"),
        ("shop/main.json", "shop/main"),
        ("shop/main.json/N", "shop/main.N"),
        ("shop/main.json/N/N", "shop/main.N.N"),
        ("shop/main.json/N/N/N", "shop/main.N.N.N"),
    ];
    assert_eq!(ids(&stacks), expected);
}

#[test]
fn a_file_is_read_once_however_it_is_named() {
    let inner = manifest(json!({"Shop": stack("shop.json")}));
    let folder = folder(&[
        ("a.json", ROLE),
        ("sub/b.json", ROLE),
        ("out/manifest.json", &inner),
        ("out/shop.json", ROLE),
        ("other/manifest.json", &inner),
        ("other/shop.json", ROLE),
    ]);
    let count = |names: &[&str]| {
        let paths: Vec<PathBuf> = names.iter().map(|name| folder.path().join(name)).collect();
        read(&paths).unwrap().stacks.len()
    };
    assert_eq!(count(&["."]), 4);
    assert_eq!(count(&[".", "sub", "sub/b.json", "out", "a.json", "out/shop.json"]), 4);
    assert_eq!(count(&["out/shop.json", "out", "sub/../a.json", "sub", "."]), 4);
    let paths = ["out", "other"].map(|name| folder.path().join(name));
    let stacks = read(&paths).unwrap().stacks().unwrap();
    assert_eq!(ids(&stacks), [("Shop", "shop"), ("folder 1/Shop", "shop")]);
}

#[test]
fn a_search_of_folders_has_bounds() {
    let deep = format!("{}a.json", "d/".repeat(9));
    assert!(problem(&folder(&[(&deep, ROLE)])).contains("folders are nested more than 8 deep"));
    assert_eq!(read_folder(&folder(&[(&deep[2..], ROLE)])).unwrap().len(), 1);
    let many = tempfile::tempdir().unwrap();
    for number in 0..MAX_TEMPLATES {
        fs::create_dir(many.path().join(number.to_string())).unwrap();
    }
    let failure = read_folder(&many).map(|_| ()).unwrap_err();
    assert_eq!(failure.to_string(), "there are more than 2000 folders");
}

#[test]
fn what_is_no_template_in_a_subfolder_is_an_error() {
    for (name, text, expected) in [
        ("sub/package.json", "{\"name\": \"x\"}", "DIR/sub/package.json"),
        ("sub/broken.yaml", "a: [", "DIR/sub/broken.yaml"),
        ("sub/manifest.json", "{\"name\": \"x\"}", "it has no object `artifacts`"),
        ("sub/manifest.json", "{\"artifacts\": {}}", "it names no stack"),
    ] {
        let found = problem(&folder(&[("a.json", ROLE), (name, text)]));
        assert!(found.contains(expected), "{name}: {found}");
    }
}

#[test]
fn two_stacks_of_one_id_are_an_error() {
    let outer = manifest(json!({"a/b": stack("s.json"), "a": stage("a")}));
    let inner = manifest(json!({"b": stack("s.json")}));
    let folder = folder(&[
        ("manifest.json", &outer),
        ("s.json", ROLE),
        ("a/manifest.json", &inner),
        ("a/s.json", ROLE),
    ]);
    assert!(problem(&folder).contains("two stacks have the id `a/b`"));
}

#[test]
fn folders_of_a_revision_are_read_as_those_on_disk() {
    let inner = manifest(json!({"Shop": stack("shop.json")}));
    let folder = folder(&[
        ("t/main.json", &nesting("parts/n.json")),
        ("t/parts/n.json", ROLE),
        ("t/parts/other.json", ROLE),
        ("t/out/manifest.json", &inner),
        ("t/out/shop.json", ROLE),
        ("t/.hidden/x.json", "1"),
        ("linked/sub/a.json", ROLE),
    ]);
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(folder.path()).args(["-c", "user.name=x", "-c", "user.email=x@y"]);
        assert!(command.args(arguments).output().unwrap().status.success(), "{arguments:?}");
    };
    #[cfg(unix)]
    std::os::unix::fs::symlink("sub", folder.path().join("linked/other")).unwrap();
    git(&["init", "--quiet"]);
    git(&["add", "--all", "--force"]);
    git(&["commit", "--quiet", "--message", "x"]);
    let word = |word: &str| read_word(folder.path(), Path::new("cdk.out"), word);
    let committed = word("git:HEAD:t").unwrap().stacks().unwrap();
    let on_disk = read(&[folder.path().join("t")]).unwrap().stacks().unwrap();
    assert_eq!(ids(&committed), ids(&on_disk));
    assert_eq!(committed.len(), 4);
    #[cfg(unix)]
    {
        let failure = word("git:HEAD:linked").map(|_| ()).unwrap_err();
        assert!(failure.to_string().ends_with("a link, which is not followed"), "{failure}");
    }
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
    for (target, link) in
        [("t/shop.json", "a.json"), ("t", "u"), ("..", "t/up"), ("nowhere", "t/n")]
    {
        let folder = folder(&[("t/shop.json", ROLE)]);
        symlink(folder.path().join(target), folder.path().join(link)).unwrap();
        assert!(problem(&folder).contains("a link, which is not followed"), "{link}");
    }
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
