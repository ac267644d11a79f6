//! `migrate` as people start it: a template in, a source, a file or a project out.
#![expect(clippy::expect_used, reason = "a test that can not go on says why")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn template(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cdk.out").join(name)
}

fn command(template: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_constructs"));
    command.arg("migrate").arg(template);
    command
}

fn migrate(template: &Path, more: &[&str]) -> Output {
    command(template).args(more).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn a_source_goes_to_standard_output() {
    let output = migrate(&template("chat-dev-queues.template.json"), &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let source = text(&output.stdout);
    assert!(source.contains("pub fn chat_dev_queues(app: &App) -> Scope<'_> {"), "{source}");
    assert!(source.contains("dead_letter_target_arn(push_dlq.arn())"), "{source}");
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_project_has_all_that_it_needs_and_is_written_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("my-app");
    let path = project.to_str().expect("UTF-8");
    let queues = template("chat-dev-queues.template.json");
    let output = migrate(&queues, &["--output", path]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let manifest = fs::read_to_string(project.join("Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("features = [\"sqs\"]"), "{manifest}");
    let paths: Vec<&str> = manifest.split("path = \"").skip(1).collect();
    assert_eq!(paths.len(), 3, "{manifest}");
    for path in paths.iter().filter_map(|rest| rest.split('"').next()) {
        assert!(project.join(path).join("Cargo.toml").is_file(), "{path}");
    }
    for file in ["src/main.rs", "src/chat_dev_queues.rs", "cdk.json", ".gitignore"] {
        assert!(project.join(file).is_file(), "{file}");
    }
    let again = migrate(&queues, &["--output", path]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("exists already"), "{}", text(&again.stderr));
    assert!(migrate(&queues, &["--output", path, "--force"]).status.success());
}

#[test]
fn a_project_needs_the_librarys_crates() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("my-app");
    let path = project.to_str().expect("UTF-8");
    let queues = template("chat-dev-queues.template.json");
    let output = migrate(&queues, &["--output", path, "--library", path]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("does not hold the library's crates"), "{said}");
    assert!(!project.exists());
}

#[test]
fn the_manifest_beside_the_template_names_the_stack() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("Shop.template.json");
    fs::write(&file, r#"{"Resources": {"Push": {"Type": "AWS::SQS::Queue"}}}"#).expect("a file");
    let manifest = folder.path().join("manifest.json");
    let stack = r#"{"artifacts": {"Shop": {"type": "aws:cloudformation:stack",
        "environment": "aws://111122223333/eu-west-1",
        "properties": {"templateFile": "Shop.template.json", "stackName": "prod-shop"}}}}"#;
    fs::write(&manifest, stack).expect("a file");
    let source = text(&migrate(&file, &[]).stdout);
    for part in
        ["Stack::named(\"prod-shop\")", ".account(\"111122223333\")", ".region(\"eu-west-1\")"]
    {
        assert!(source.contains(part), "{source}");
    }
    fs::write(&manifest, "{").expect("a file");
    let output = migrate(&file, &[]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("manifest.json"), "{}", text(&output.stderr));
}

#[test]
fn what_is_another_file_is_not_migrated() {
    let folder = tempfile::tempdir().expect("a folder");
    for (file, content, found) in [
        ("cdk.json", r#"{"app": "cargo run"}"#, "a settings file of the CDK"),
        (
            "manifest.json",
            r#"{"version": "36.0.0", "artifacts": {}}"#,
            "the manifest of an assembly",
        ),
        ("policy.json", r#"{"Version": "2012-10-17", "Statement": []}"#, "an IAM policy document"),
        ("package.json", r#"{"name": "x"}"#, "an object without a `Resources` section"),
    ] {
        let path = folder.path().join(file);
        fs::write(&path, content).expect("a file");
        let output = migrate(&path, &[]);
        assert_eq!(output.status.code(), Some(3), "{file}");
        let said = text(&output.stderr);
        let expected = format!("is {found}, not a CloudFormation template, at line 1, column 1");
        assert!(said.contains(&expected) && said.contains("= help: name a template"), "{said}");
        assert_eq!(text(&output.stdout), "");
    }
}

#[test]
fn a_file_is_one_by_its_ending() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("below/roles.rs");
    let path = file.to_str().expect("UTF-8");
    let output = migrate(&template("chat-dev-iam.template.json"), &["--output", path]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(fs::read_to_string(&file).expect("a file").contains("Role::assumed_by"));
}

#[test]
fn what_is_no_template_is_named_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("broken.json");
    fs::write(&file, "{\"Resources\": {\n  \"A\": ]").expect("a file");
    let output = migrate(&file, &[]);
    assert_eq!(output.status.code(), Some(3));
    let said = text(&output.stderr);
    assert!(said.contains("line 2, column 8") && said.contains("= help: "), "{said}");
    assert_eq!(migrate(Path::new("nowhere.yaml"), &[]).status.code(), Some(3));
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_not_read() {
    let output = migrate(Path::new("/dev/zero"), &[]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("it is a device"), "{}", text(&output.stderr));
}

#[test]
fn the_page_on_migration_shows_a_template_and_its_source() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/migrate.md");
    let page = fs::read_to_string(page).expect("a page");
    let block = |language: &str, words: &str| {
        let blocks = page.split("```").skip(1).step_by(2);
        let mut blocks =
            blocks.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'));
        blocks.find(|text| text.contains(words)).expect("a block with these words")
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("queues.yaml");
    fs::write(&file, block("yaml", "Resources:")).expect("a template");
    // The checkout has settings for rustfmt.
    let output = command(&file).current_dir(folder.path()).output().expect("the program starts");
    assert_eq!(block("rust", "pub fn"), text(&output.stdout));
}
