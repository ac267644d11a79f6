//! The values of JSON and YAML texts.

use serde_json::json;

use super::json;
use constructs_document::Format;

use crate::read;

#[test]
fn short_tags_stand_in_their_long_form() {
    let yaml = "
A: !Ref X
B: !GetAtt A.B.C
C: !GetAtt [A, B]
D: !Sub a${B}
E: !Sub ['a', {B: !Ref C}]
F: !If [Is, !Ref 'AWS::NoValue', no]
G: !Condition Is
H: !GetAZs
I: !Ref 1
J: !Transform {Name: AWS::Include, Parameters: {Location: s3}}
K:
  Fn::Join:
  - ','
  - - !Select [0, !Split [',', a]]
    - !Base64 |
      text
      more
L: !Foo x
M: !GetAtt NoDot
N: ! 12
";
    let expected = json!({
        "A": {"Ref": "X"},
        "B": {"Fn::GetAtt": ["A", "B.C"]},
        "C": {"Fn::GetAtt": ["A", "B"]},
        "D": {"Fn::Sub": "a${B}"},
        "E": {"Fn::Sub": ["a", {"B": {"Ref": "C"}}]},
        "F": {"Fn::If": ["Is", {"Ref": "AWS::NoValue"}, false]},
        "G": {"Condition": "Is"},
        "H": {"Fn::GetAZs": ""},
        "I": {"Ref": "1"},
        "J": {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3"}}},
        "K": {"Fn::Join": [",", [
            {"Fn::Select": [0, {"Fn::Split": [",", "a"]}]},
            {"Fn::Base64": "text\nmore\n"},
        ]]},
        "L": {"Fn::Foo": "x"},
        "M": {"Fn::GetAtt": ["NoDot"]},
        "N": "12",
    });
    assert_eq!(json(yaml), expected);
}

#[test]
fn scalars_are_those_of_yaml_1_1() {
    let yaml = "{a: on, b: 0777, c: 1:30, d: 1_0, e: ~, f: , g: 2012-10-17, h: 'on', i: 1e3, j: !!str 1, k: !!int 0x10,
        l: !!float 1, m: =}";
    let expected = json!({
        "a": true, "b": 511, "c": 90, "d": 10, "e": null, "f": null, "g": "2012-10-17", "h": "on", "i": "1e3",
        "j": "1", "k": 16, "l": 1.0, "m": "=",
    });
    assert_eq!(json(yaml), expected);
}

#[test]
fn keys_are_texts() {
    let yaml =
        "{1: a, true: b, 1.5: c, on_: d, 0x10: e, 2012-10-17: f, '~': g, !!str 2: h, 1.0: i}";
    let expected = json!({
        "1": "a", "true": "b", "1.5": "c", "on_": "d", "16": "e", "2012-10-17": "f", "~": "g", "2": "h", "1.0": "i",
    });
    assert_eq!(json(yaml), expected);
}

#[test]
fn anchors_and_merge_keys_are_resolved() {
    let yaml = "
base: &base {a: 1, b: 2}
more: &more {b: 3, c: 4}
one: {<<: *base, b: 5}
two:
  b: 6
  <<: [*base, *more]
three: *base
four: {'<<': 1}
";
    let expected = json!({
        "base": {"a": 1, "b": 2}, "more": {"b": 3, "c": 4}, "one": {"a": 1, "b": 5}, "two": {"a": 1, "b": 6, "c": 4},
        "three": {"a": 1, "b": 2}, "four": {"<<": 1},
    });
    assert_eq!(json(yaml), expected);
}

#[test]
fn json_is_read_by_the_letter() {
    let text = r#"
        {"a": "\ud83d\ude00 \u00e9 \"\\\/\b\f\n\r\t", "b": [1, -0, 1.5, 1e3, 1E-2, 9223372036854775808], "c": {}, "d": [],
         "e": [true, false, null], "": ""}
    "#;
    let expected = json!({
        "a": "😀 é \"\\/\u{8}\u{c}\n\r\t", "b": [1, 0, 1.5, 1000.0, 0.01, 9_223_372_036_854_775_808_u64 as f64],
        "c": {}, "d": [], "e": [true, false, null], "": "",
    });
    assert_eq!(json(text), expected);
}

#[test]
fn the_text_says_what_it_is() {
    let format = |text: &str| read(text.as_bytes()).expect("a template").format();
    assert_eq!(format("\u{FEFF}{\"a\": 1}"), Format::Json);
    assert_eq!(format(" \n{ }"), Format::Json);
    assert_eq!(format("{a: 1}"), Format::Yaml);
    assert_eq!(format("\u{FEFF}a: 1\r\nb: 2\r\n"), Format::Yaml);
    assert_eq!(format("---\na: 1\n...\n"), Format::Yaml);
    assert_eq!(format("# {\n{a: !Ref b}"), Format::Yaml);
}

/// libyaml takes all of these, and so do PyYAML and CloudFormation.
#[test]
fn braces_and_quotes_go_on_at_the_margin() {
    let yaml = r##"
A:
  Policy: {
"Version": "2012-10-17", # it's "quoted
  'Statement': [
 {"a": !Ref B, it's: x 'y, b: [
]}
]
}
  Text: "one
two \
three

  four"
  Script: |
    { "not: moved

     [
  List:
    - !Join ['', [
    a, !Sub 'b
c'
]]
    - - {
    x: y }
  "Key": 'it''s
}'
  Tab:	1
B: 2
"##;
    let expected = json!({
        "A": {
            "Policy": {
                "Version": "2012-10-17",
                "Statement": [{"a": {"Ref": "B"}, "it's": "x 'y", "b": []}],
            },
            "Text": "one two three\nfour",
            "Script": "{ \"not: moved\n\n [\n",
            "List": [{"Fn::Join": ["", ["a", {"Fn::Sub": "b c"}]]}, [{"x": "y"}]],
            "Key": "it's }",
            "Tab": 1,
        },
        "B": 2,
    });
    assert_eq!(json(yaml), expected);
}

#[test]
fn a_block_that_ends_with_the_text_ends_as_the_text_does() {
    for (yaml, expected) in [
        ("a: |\n  x", "x"),
        ("a: >\n  x\n  y", "x y"),
        ("a: !Sub |\n  x\n", "x\n"),
        ("a: |\n  x\n  ", "x\n"),
        ("a: |\n  x\n# c", "x\n"),
        ("a: |-\n  x", "x"),
        ("a: |+\n  x", "x"),
    ] {
        let found = json(yaml);
        let found = found["a"].get("Fn::Sub").unwrap_or(&found["a"]);
        assert_eq!(found, expected, "{yaml}");
    }
}
