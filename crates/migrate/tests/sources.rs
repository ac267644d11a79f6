//! What people read: the sources of a few templates, before rustfmt has seen them.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test")]

use std::path::Path;

use constructs_migrate::migrate;

fn source(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let bytes = std::fs::read(&path).expect("the template is there");
    let template = constructs_template::read(&bytes).expect("it is a template");
    migrate(&template, path.file_name().unwrap().to_str().unwrap()).source
}

#[test]
fn the_reference_apps_queues() {
    insta::assert_snapshot!(source("../../cdk.out/chat-dev-queues.template.json"));
}

#[test]
fn the_reference_apps_roles() {
    insta::assert_snapshot!(source("../../cdk.out/chat-dev-iam.template.json"));
}

#[test]
fn the_anatomy_of_a_template() {
    insta::assert_snapshot!(source("tests/templates/anatomy.yaml"));
}

#[test]
fn what_has_no_typed_way() {
    insta::assert_snapshot!(source("tests/templates/odd.yaml"));
}

#[test]
fn the_same_template_gives_the_same_source() {
    for file in ["compute.json", "iam.yaml", "loops.yaml", "names.json", "sam.yaml"] {
        let file = format!("tests/templates/{file}");
        assert_eq!(source(&file), source(&file));
    }
}

/// What `rustfmt` would not get through stays as it is written.
#[test]
fn what_is_deep_is_kept_from_rustfmt() {
    let deep = (0..60).fold("1".to_owned(), |inner, _| format!("{{\"k\": {inner}}}"));
    let text = format!(
        "{{\"Resources\": {{\"A\": {{\"Type\": \"Custom::X\", \"Properties\": {deep}}}}}}}"
    );
    let template = constructs_template::read(text.as_bytes()).expect("it is a template");
    assert!(migrate(&template, "deep.json").source.contains("#[rustfmt::skip]"));
}
