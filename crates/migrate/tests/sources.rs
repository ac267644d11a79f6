//! What people read: the sources of a few templates, before rustfmt has seen them.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test")]

use std::path::Path;

use constructs_cloudformation::Stack;
use constructs_migrate::migrate;

fn source(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let bytes = std::fs::read(&path).expect("the template is there");
    let template = constructs_yaml::read(&bytes).expect("it is a template");
    let name = path.file_name().unwrap().to_str().unwrap();
    migrate(&Stack::new(name, template)).source
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
fn select_has_a_type_wherever_it_is_used() {
    insta::assert_snapshot!(source("tests/templates/select.yaml"));
}

#[test]
fn policies_of_resources_are_statements() {
    insta::assert_snapshot!(source("tests/templates/policies.yaml"));
}

#[test]
fn name_and_place_of_the_stack_are_taken_over() {
    let template = constructs_yaml::read(b"Resources: {Push: {Type: 'AWS::SQS::Queue'}}");
    let mut stack = Stack::new("Queues.template.json", template.unwrap());
    (stack.name, stack.is_named) = ("prod-queues".to_owned(), true);
    stack.account = Some("111122223333".to_owned());
    stack.region = Some("eu-west-1".to_owned());
    let migration = migrate(&stack);
    for part in
        [r#"Stack::named("prod-queues")"#, r#".account("111122223333")"#, r#".region("eu-west-1")"#]
    {
        assert!(migration.source.contains(part), "{}", migration.source);
    }
    assert_eq!(migration.function, "prod_queues");
}

/// `cargo xtask migrate-check` compiles it: no text leaves its literal or its comment.
#[test]
fn no_text_of_a_template_is_raw_where_it_could_mislead() {
    let text = std::fs::read("tests/templates/hostile.json").expect("the template is there");
    let template = constructs_yaml::read(&text).expect("it is a template");
    let file = "a\n*/ \"#\r\0\u{85}\u{202e}\u{2066}\u{2028}\u{200b}\u{feff}.json";
    let source = migrate(&Stack::new(file, template)).source;
    let is_hidden =
        |c: &char| !matches!(c, '\n' | '"' | '\'' | '\\') && c.escape_debug().count() > 1;
    assert_eq!(source.chars().find(is_hidden), None, "{source}");
    let head = r##"//! The stack of the template `a\n*/ "#\u{d}\u{0}\u{85}\u{202e}\u{2066}\u{2028}\u{200b}\u{feff}.json`, written"##;
    assert!(source.starts_with(head), "{source}");
    // `STACK_NAME` is the library's.
    assert!(source.contains("const STACK_NAME_2: &str = r###\""), "{source}");
}

/// Statements inside of one another that have no typed form would double the time with each level.
#[test]
fn nested_statements_take_no_longer_than_others() {
    let nested = (0..60).fold("1".to_owned(), |inner, _| {
        format!(r#"{{"Effect": "Allow", "Action": "a:B", "Resource": {{"Fn::X": {inner}}}, "Condition": 1}}"#)
    });
    let text = format!(
        r#"{{"Resources": {{"A": {{"Type": "Custom::X", "Properties": {{"P": {nested}}}}}}}}}"#
    );
    let template = constructs_yaml::read(text.as_bytes()).expect("it is a template");
    assert!(migrate(&Stack::new("t.json", template)).source.contains("Fn::X"));
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
    let template = constructs_yaml::read(text.as_bytes()).expect("it is a template");
    let migration = migrate(&Stack::new("deep.json", template));
    assert!(migration.source.contains("#[rustfmt::skip]"));
}
