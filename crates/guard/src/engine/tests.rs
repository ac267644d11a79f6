//! The adapter against the real engine: verdicts, places, and errors that are never a pass.

use constructs::diagnostic::Place;

use super::*;

const QUEUES: &str = "rule encrypted when Resources exists {\n  Resources.*[ Type == 'AWS::SQS::Queue' ].Properties\
                      .Sse == true <<encrypt the queue>>\n}\n";

fn rules(text: &str) -> Rules {
    Rules::new("a.guard", text)
}

fn template(text: &str) -> TemplateText {
    TemplateText::new("shop", text)
}

fn queue(properties: &str) -> TemplateText {
    template(&format!(
        r#"{{"Resources":{{"Q":{{"Type":"AWS::SQS::Queue","Properties":{properties}}}}}}}"#
    ))
}

fn check(rules: &[Rules], templates: &[TemplateText]) -> Result<Vec<Diagnostic>, GuardError> {
    super::check(rules, templates, Code::new("X0001"))
}

/// The pointer of the only finding of these rules.
fn pointer(rules_text: &str, template: TemplateText) -> String {
    let mut found = check(&[rules(rules_text)], &[template]).expect("findings");
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0).place.pointer.expect("a pointer")
}

fn error(rules_text: &str, template_text: &str) -> String {
    let result = check(&[rules(rules_text)], &[template(template_text)]);
    result.expect_err("an error, never a pass").to_string()
}

#[test]
fn a_rule_that_holds_is_silent_and_one_that_does_not_has_message_and_place() {
    assert_eq!(check(&[rules(QUEUES)], &[queue(r#"{"Sse":true}"#)]), Ok(vec![]));
    let found = check(&[rules(QUEUES)], &[queue(r#"{"Sse":false}"#)]).expect("findings");
    let mut place =
        Place::in_template("/Resources/Q/Properties/Sse".to_owned(), (0, 0)).template(0);
    place.file = Some("shop".to_owned());
    let message = "the rule `encrypted` does not hold";
    let expected = Diagnostic::error(Code::new("X0001"), message).at(place);
    assert_eq!(found, [expected.rule("encrypted").help("encrypt the queue")]);
}

#[test]
fn what_is_missing_is_pointed_at_by_where_it_should_be() {
    assert_eq!(pointer(QUEUES, queue("{}")), "/Resources/Q/Properties");
}

#[test]
fn yaml_is_read_too() {
    let yaml = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Sse: !If [a, true, false]\n";
    assert!(pointer(QUEUES, template(yaml)).starts_with("/Resources/Q/"));
}

#[test]
fn two_files_may_have_a_rule_of_one_name() {
    let other = Rules::new("b.guard", QUEUES.replace("encrypt the queue", "do"));
    let found = check(&[rules(QUEUES), other], &[queue("{}")]).expect("findings");
    let of_files: Vec<_> = found.iter().map(|finding| finding.help.as_deref()).collect();
    assert_eq!(of_files, [Some("encrypt the queue"), Some("do")]);
}

#[test]
fn clauses_outside_of_rules_count() {
    let found =
        check(&[rules("Resources.Q.Properties.Sse exists\n")], &[queue("{}")]).expect("findings");
    let (rule, pointer) = (found[0].rule.as_deref(), found[0].place.pointer.as_deref());
    assert_eq!((rule, pointer), (Some("default"), Some("/Resources/Q/Properties")));
}

#[test]
fn rules_that_do_not_parse_are_named_with_their_line() {
    let broken = [rules(QUEUES), Rules::new("broken.guard", "rule a {\n  b == /[/\n}\n")];
    let failed = check(&broken, &[queue("{}")]).expect_err("an error");
    insta::assert_snapshot!(failed, @"`broken.guard`, line 2, column 7: can't read the rules from here: `/[/`");
}

#[test]
fn a_file_without_a_rule_is_an_error() {
    assert_eq!(error("# nothing\n", "{}"), "`a.guard` has no rule");
    assert_eq!(error("", "{}"), "`a.guard` has no rule");
}

#[test]
fn a_template_that_is_none_is_an_error() {
    let message = "can't read template `shop`: it is neither JSON nor YAML that cfn-guard reads";
    assert_eq!(error(QUEUES, "{"), message);
    assert_eq!(error(QUEUES, "a: [\n"), message);
    let empty = error(QUEUES, " \n");
    assert_eq!(empty, message);
    let texts = [queue("{}"), template("{")];
    let failed = check(&[rules(QUEUES)], &texts).expect_err("an error");
    assert!(matches!(failed, GuardError::Template { .. }), "{failed}");
}

#[test]
fn an_engine_that_panics_is_an_error() {
    // The regular expression gives up after a million steps, which the engine takes for impossible.
    let slow = "rule slow { Resources.Q.Type == /^(a+)+$(?=b)/ }";
    let long = format!(r#"{{"Resources":{{"Q":{{"Type":"{}c"}}}}}}"#, "a".repeat(60));
    let message = error(slow, &long);
    assert!(message.starts_with("cfn-guard panicked on `shop` with `a.guard`: "), "{message}");
}

#[test]
fn an_evaluation_that_fails_is_an_error() {
    let message = error("rule a { %nowhere exists }", "{\"Resources\":{}}");
    assert!(message.starts_with("cfn-guard failed on `shop` with `a.guard`: "), "{message}");
}

#[test]
fn rules_in_the_folder_resolved_see_through_an_import() {
    let rules = Rules::new(
        "resolved/a.guard",
        "rule a { Resources.*[ Properties.On exists ].Properties.On[*].'Fn::ImportValue'.Type == 'AWS::SQS::Queue' <<a queue>> }",
    );
    let exporter = r#"{"Resources":{"T":{"Type":"AWS::SNS::Topic"}},
        "Outputs":{"O":{"Value":{"Ref":"T"},"Export":{"Name":"e"}}}}"#;
    let importer = r#"{"Resources":{"R":{"Properties":{"On":[{"Fn::ImportValue":"e"}]}}}}"#;
    let templates = [TemplateText::new("one", exporter), TemplateText::new("two", importer)];
    let found = check(&[rules], &templates).expect("findings");
    let places = found.iter().map(|finding| (finding.place.template, &finding.place.pointer));
    let import = Some("/Resources/R/Properties/On/0/Fn::ImportValue".to_owned());
    assert_eq!(places.collect::<Vec<_>>(), [(Some(1), &import)]);
}
