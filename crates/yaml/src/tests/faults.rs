//! The errors for texts that are not templates.

use constructs_document::Mark;

use super::error;
use crate::read;

#[test]
fn json_faults_say_what_was_expected() {
    let cases = [
        (
            "{\"a\": 1,}",
            "the JSON is not well-formed: expected a key in quotes, found `}`, at line 1, column 9",
        ),
        ("{\"a\" 1}", "the JSON is not well-formed: expected `:`, found `1`, at line 1, column 6"),
        (
            "{\"a\": 1 \"b\"}",
            "the JSON is not well-formed: expected `,` or `}`, found `\"`, at line 1, column 9",
        ),
        (
            "{\"a\": tru}",
            "the JSON is not well-formed: expected a value, found `t`, at line 1, column 7",
        ),
        (
            "{\"a\": 01}",
            "the JSON is not well-formed: a number begins with `0` and goes on with a digit, at line 1, column 8",
        ),
        (
            "{\"a\": -}",
            "the JSON is not well-formed: expected a digit, found `}`, at line 1, column 8",
        ),
        (
            "{\"a\": \"\\x\"}",
            "the JSON is not well-formed: `\\` begins no escape here, at line 1, column 8",
        ),
        (
            "{\"a\": \"\\ud800\"}",
            "the JSON is not well-formed: `\\ud800` is half of a surrogate pair, at line 1, column 8",
        ),
        (
            "{\"a\": \"\\u+123\"}",
            "the JSON is not well-formed: `\\u` needs four hexadecimal digits, at line 1, column 8",
        ),
        (
            "{\"a\": \"\n\"}",
            "the JSON is not well-formed: expected `\"`, or an escape such as `\\n`, found the character U+000A, at line 1, column 8",
        ),
        (
            "{} x",
            "the JSON is not well-formed: expected the end of the text, found `x`, at line 1, column 4",
        ),
        ("{\"a\":\n 1e999}", "`1e999` is not a number in JSON, at line 2, column 2"),
        (
            "{\"a\": [1,\n",
            "the text ends inside a list that begins at line 1, column 7, at line 2, column 1",
        ),
        (
            "{\"a\":",
            "the text ends inside an object that begins at line 1, column 1, at line 1, column 6",
        ),
        (
            "{",
            "the text ends inside an object that begins at line 1, column 1, at line 1, column 2",
        ),
        (
            "{\"a",
            "the text ends inside a text that begins at line 1, column 2, at line 1, column 4",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(error(text), expected, "{text}");
    }
}

#[test]
fn a_key_that_stands_twice_is_shown_in_both_places() {
    let expected =
        "an object has the key `a` twice, first at line 1, column 2, at line 2, column 1";
    assert_eq!(error("{\"a\": 1,\n\"a\": 2}"), expected);
    assert_eq!(error("{a: 1,\na: 2}"), expected);
    let many: Vec<String> = (0..30).map(|n| format!("k{n}: 1\n")).collect();
    let text = format!("{}k3: 2\n", many.concat());
    assert_eq!(
        error(&text),
        "an object has the key `k3` twice, first at line 4, column 1, at line 31, column 1"
    );
    assert!(error("a: &a {x: 1}\nb: {<<: *a, y: 1, y: 2}").contains("`y` twice"));
    assert!(error("true: 1\non: 2").contains("`true` twice"));
}

#[test]
fn yaml_faults_have_a_place() {
    let cases = [
        ("a: 1\n---\nb: 2\n", "the file has a second YAML document, at line 2, column 1"),
        ("~: 1", "a key is null, not a text, at line 1, column 1"),
        ("? [a]\n: 1", "a key is a list, not a text, at line 1, column 3"),
        ("!Ref x: 1", "a key is an object, not a text, at line 1, column 1"),
        ("a: .inf", "`.inf` is not a number in JSON, at line 1, column 4"),
        ("a: &x [*x]", "an alias is inside its own anchor, at line 1, column 8"),
        ("a: {<<: 1}", "the merge key `<<` has a number, not an object, at line 1, column 9"),
        ("a: !!binary aGk=", "the tag `!!binary` can't be applied here, at line 1, column 4"),
        ("a: !!int x", "the tag `!!int` can't be applied here, at line 1, column 4"),
        ("a: !!set {}", "the tag `!!set` can't be applied here, at line 1, column 4"),
    ];
    for (text, expected) in cases {
        assert_eq!(error(text), expected, "{text}");
    }
    for text in [
        "a: 'x",
        "a: [1",
        "a: {",
        "a: *x",
        "a:\n\t- b",
        "a: b: c",
        "a: \"\\q\"",
        "- a\nb: c",
        "a: @b",
    ] {
        assert!(
            error(text).starts_with("the YAML is not well-formed: "),
            "{text}: {}",
            error(text)
        );
    }
}

#[test]
fn what_is_no_template_at_all_is_said() {
    let cases: [(&[u8], &str); 8] = [
        (b"", "the template is empty, at line 1, column 1"),
        (b" \n# nothing\n", "the template is empty, at line 1, column 1"),
        (b"[1]", "the template is a list, not an object, at line 1, column 1"),
        (b"hello", "the template is a string, not an object, at line 1, column 1"),
        (b"a: 1\nb: \xff", "the template is not UTF-8, at line 2, column 4"),
        (b"a: 1\nb: \0", "a template can't contain the character U+0000, at line 2, column 4"),
        (
            b"{\"a\": \"\x07\"}",
            "a template can't contain the character U+0007, at line 1, column 8",
        ),
        (b"\xff\xfea\0", "the template is not UTF-8, at line 1, column 1"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(error(bytes), expected);
    }
}

#[test]
fn every_fault_has_a_help() {
    for text in ["", "[1]", "a: 1\n---\nb", "{\"a\": 1,}", "a: 'x", "a: .nan", "~: 1"] {
        let error = read(text.as_bytes()).expect_err("a fault");
        assert!(!error.help().is_empty() && !error.help().ends_with('.'));
        assert!(error.mark() > Mark::default());
    }
}

#[test]
fn of_keys_that_stand_twice_the_last_stays_where_that_is_asked_for() {
    let few = "{\"a\": 1, \"b\": {\"x\": 1, \"x\": 2, \"x\": 3}, \"a\": [2]}".to_owned();
    let many: Vec<String> = (0..30).map(|n| format!("k{n}: 1\n")).collect();
    let many = format!("{}k3: 2\nk3: 3\n", many.concat());
    for (text, path, value, count) in
        [(&few, "b", r#"{"x":3}"#, 3), (&few, "a", "[2]", 3), (&many, "k3", "3", 2)]
    {
        let (template, duplicates) =
            crate::read_with_duplicates(text.as_bytes()).expect("a template");
        assert_eq!(
            template.root().get(path).expect("a key").to_json().to_string(),
            value,
            "{text}"
        );
        assert_eq!(duplicates.len(), count, "{text}");
        assert_eq!(read(text.as_bytes()).expect_err("a fault"), duplicates[0]);
    }
}

#[test]
fn what_is_no_template_is_named() {
    for (text, expected) in [
        ("Resources: {}", None),
        ("AWSTemplateFormatVersion: 2010-09-09", None),
        ("Transform: Macro", None),
        ("{\"Fn::Transform\": {\"Name\": \"AWS::Include\"}}", None),
        ("{\"app\": \"cargo run\"}", Some("a settings file of the CDK")),
        ("context: {a: 1}", Some("a settings file of the CDK")),
        ("{\"version\": \"36\", \"artifacts\": {}}", Some("the manifest of an assembly")),
        ("{\"Statement\": []}", Some("an IAM policy document")),
        ("{\"Resources\": []}", Some("an object without a `Resources` section")),
        ("{\"Resources\": null}", Some("an object without a `Resources` section")),
        (
            "{\"Transform\": \"Macro\", \"Resources\": 1}",
            Some("an object without a `Resources` section"),
        ),
        ("{\"name\": \"x\"}", Some("an object without a `Resources` section")),
        ("{\"Parameters\": {}}", None),
        ("{}", None),
    ] {
        let found = read(text.as_bytes()).unwrap().require_template();
        let message = found.err().map(|error| error.to_string());
        let expected = expected.map(|found| {
            format!("the file is {found}, not a CloudFormation template, at line 1, column 1")
        });
        assert_eq!(message, expected, "{text}");
    }
}
