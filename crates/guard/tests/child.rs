//! The engine in real children: what dies, hangs or eats memory is an error that names what was running.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that can not go on says why")]

use std::time::Duration;

use constructs::Code;
use constructs_guard::{Engine, GuardError, Limits, Rules, TemplateText, check};

const CODE: Code = Code::new("X0001");

const GOOD: &str =
    "rule good when Resources exists {\n  Resources.* { Type exists <<give it a type>> }\n}\n";

fn engine(limits: Limits) -> Engine {
    Engine::new([env!("CARGO_BIN_EXE_guard-engine")], limits)
}

fn rules(name: &str, text: &str) -> Rules {
    Rules::new(name, text)
}

fn template(name: &str, kind: &str) -> TemplateText {
    TemplateText::new(name, format!(r#"{{"Resources":{{"A":{{"Type":"{kind}"}},"B":{{}}}}}}"#))
}

fn failure(bad: &str, limits: Limits) -> GuardError {
    let rules = [rules("good.guard", GOOD), rules("bad.guard", bad)];
    let templates = [template("first", "x"), template("second", "y")];
    engine(limits).check(&rules, &templates, CODE).expect_err("an error, never a pass")
}

fn assert_died_of(bad: &str, how: &str) {
    let error = failure(bad, Limits::default());
    let GuardError::Died { running, how: said } = &error else { panic!("{error}") };
    assert_eq!(
        (&*running.templates, &*running.rules),
        (&["first".to_owned()][..], &["bad.guard".to_owned()][..])
    );
    assert!(said.contains(how), "{said}");
}

#[test]
fn a_child_finds_what_this_process_finds() {
    let rules = [rules("good.guard", GOOD)];
    let templates: Vec<TemplateText> = (0..7).map(|n| template(&format!("t{n}"), "x")).collect();
    let here = check(&rules, &templates, CODE).expect("findings");
    assert_eq!(here.len(), 7);
    for children in [1, 2, 5, 20] {
        let there = engine(Limits::default())
            .children(children)
            .check(&rules, &templates, CODE)
            .expect("findings");
        assert_eq!(here, there, "{children} children");
    }
}

#[test]
fn a_variable_that_leads_back_to_itself_is_stopped() {
    assert_died_of("let a = %b\nlet b = %a\nrule x { %a exists }\n", "ran out of stack");
}

#[test]
fn a_rule_that_calls_itself_for_ever_is_stopped() {
    assert_died_of("rule x(a) {\n  x(%a)\n}\nrule y {\n  x(Resources)\n}\n", "ran out of stack");
}

/// Each rule calls the next twice: no recursion, and no end in this century.
fn endless() -> String {
    let step =
        |n: u32| format!("rule r{n}(a) {{\n  %a exists\n  r{m}(%a)\n  r{m}(%a)\n}}\n", m = n + 1);
    let steps: String = (0..60).map(step).collect();
    format!("{steps}rule r60(a) {{\n  %a exists\n}}\nrule start {{\n  r0(Resources)\n}}\n")
}

#[test]
fn rules_that_never_end_are_stopped_by_the_clock() {
    let limits = Limits { time: Duration::from_secs(2), memory: 64 << 30 };
    let error = failure(&endless(), limits);
    let GuardError::TimedOut { running, limit } = &error else { panic!("{error}") };
    assert_eq!(running.rules, ["bad.guard"]);
    assert_eq!(running.templates, ["first"]);
    // On a busy machine the clock is first.
    assert!([limits.time, 2 * limits.time].contains(limit), "{limit:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_eats_memory_is_stopped_at_the_limit() {
    let limits = Limits { memory: 192 << 20, ..Limits::default() };
    let resources: Vec<String> =
        (0..100_000).map(|n| format!(r#""R{n}":{{"Type":"AWS::SQS::Queue"}}"#)).collect();
    let large =
        TemplateText::new("large", format!(r#"{{"Resources":{{{}}}}}"#, resources.join(",")));
    let error = engine(limits)
        .check(&[rules("good.guard", GOOD)], &[large], CODE)
        .expect_err("an error, never a pass");
    let GuardError::Died { running, how } = &error else { panic!("{error}") };
    assert_eq!(running.templates, ["large"]);
    assert!(how.contains("ran out of memory"), "{how}");
}

#[test]
fn a_template_nested_too_deep_is_an_error() {
    let limits = Limits { time: Duration::from_secs(3), ..Limits::default() };
    let json = format!(r#"{{"Resources":{}1{}}}"#, r#"{"a":"#.repeat(200_000), "}".repeat(200_000));
    let yaml = format!("Resources: {}\n", "[".repeat(200_000));
    for text in [json, yaml] {
        let result = engine(limits).check(
            &[rules("good.guard", GOOD)],
            &[TemplateText::new("deep", text)],
            CODE,
        );
        let error = result.expect_err("an error, never a pass");
        assert!(error.to_string().contains("`deep`"), "{error}");
    }
}

#[test]
fn a_panic_in_the_engine_is_an_error_with_its_words() {
    let slow = "rule slow { Resources.A.Type == /^(a+)+$(?=b)/ }";
    let texts = [template("short", "a"), template("long", &format!("{}c", "a".repeat(60)))];
    let error = engine(Limits::default()).check(
        &[rules("good.guard", GOOD), rules("slow.guard", slow)],
        &texts,
        CODE,
    );
    let GuardError::Panic { running, problem } = error.expect_err("an error") else {
        panic!("a panic")
    };
    assert_eq!(
        (&*running.templates, &*running.rules),
        (&["long".to_owned()][..], &["slow.guard".to_owned()][..])
    );
    assert!(problem.contains("unreachable"), "{problem}");
}

#[test]
fn rules_that_do_not_parse_come_back_with_their_place() {
    let error = failure("rule a {\n  b = = c\n}\n", Limits::default());
    let GuardError::Rules { rules, place, .. } = &error else { panic!("{error}") };
    assert_eq!((rules.as_str(), place.map(|(line, _)| line)), ("bad.guard", Some(2)));
}

#[cfg(unix)]
#[test]
fn a_child_whose_program_is_gone_exits() {
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_guard-engine"))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn();
    let mut child = program.expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    let named =
        |name: &str, text: &str| serde_json::json!({"index": 0, "name": name, "text": text});
    let request = serde_json::json!({"memory": null, "cpu": 60, "batches": [{
        "rules": [named("bad.guard", &endless())],
        "templates": [named("first", r#"{"Resources":{"A":{"Type":"x"}}}"#)],
    }]});
    std::io::Write::write_all(&mut input, format!("{request}\n").as_bytes()).expect("it reads");
    std::thread::sleep(Duration::from_millis(500));
    assert!(child.try_wait().expect("a status").is_none(), "it runs while its program is there");
    drop(input);
    std::thread::sleep(Duration::from_millis(500));
    let status = child.try_wait().expect("a status");
    let _ = child.kill();
    assert_eq!(status.and_then(|status| status.code()), Some(3));
}
