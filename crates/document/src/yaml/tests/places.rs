//! Functions: where they get a tag, and where they stay a map. Each case is JSON and the YAML that it has to become.

use super::{parse, read};
use crate::to_yaml;

fn check(json: &str, expected: &str) {
    let yaml = to_yaml(&parse(json));
    assert_eq!(yaml, expected, "{json}");
    assert_eq!(read(&yaml), parse(json), "{json}");
}

/// `json` as a property's value; `expected` is what follows `V:`.
fn check_value(json: &str, expected: &str) {
    let json = format!(r#"{{"Resources":{{"R":{{"Properties":{{"V":{json}}}}}}}}}"#);
    check(&json, &format!("Resources:\n  R:\n    Properties:\n      V:{expected}\n"));
}

#[test]
fn functions_with_a_tag() {
    check_value(r#"{"Ref":"AWS::Region"}"#, " !Ref AWS::Region");
    check_value(r#"{"Ref":"on"}"#, " !Ref \"on\"");
    check_value(r#"{"Fn::GetAtt":["A","Arn"]}"#, " !GetAtt A.Arn");
    check_value(r#"{"Fn::GetAtt":["A","B.C"]}"#, " !GetAtt A.B.C");
    check_value(r#"{"Fn::Sub":"${A}-x"}"#, " !Sub \"${A}-x\"");
    check_value(
        r#"{"Fn::Sub":["${A}",{"A":{"Ref":"B"}}]}"#,
        " !Sub\n        - \"${A}\"\n        - A: !Ref B",
    );
    check_value(
        r#"{"Fn::Join":["",["a",{"Ref":"B"}]]}"#,
        " !Join\n        - \"\"\n        - - a\n          - !Ref B",
    );
    check_value(
        r#"{"Fn::Select":[0,{"Fn::GetAZs":""}]}"#,
        " !Select\n        - 0\n        - !GetAZs \"\"",
    );
    check_value(
        r#"[{"Fn::Not":[{"Fn::Equals":["a","b"]}]}]"#,
        "\n        - !Not\n          - !Equals\n            - a\n            - b",
    );
    check_value(r#"{"Fn::And":[]}"#, " !And []");
    check_value(
        r#"{"Fn::Transform":{"Name":"AWS::Include"}}"#,
        " !Transform\n        Name: AWS::Include",
    );
    for name in ["Split", "Cidr", "FindInMap", "If", "Or"] {
        check_value(&format!(r#"{{"Fn::{name}":["a"]}}"#), &format!(" !{name}\n        - a"));
    }
}

#[test]
fn a_function_on_a_function_is_long() {
    check_value(r#"{"Fn::ImportValue":{"Fn::Sub":"x"}}"#, "\n        Fn::ImportValue: !Sub x");
    check_value(
        r#"{"Fn::Base64":{"Fn::Base64":{"Ref":"A"}}}"#,
        "\n        Fn::Base64:\n          Fn::Base64: !Ref A",
    );
    check_value(r#"{"Fn::Join":{"Ref":"A"}}"#, "\n        Fn::Join: !Ref A");
    check_value(r#"{"Fn::Transform":{"Ref":"A"}}"#, "\n        Fn::Transform: !Ref A");
    check_value(r#"{"Fn::ImportValue":"a:b"}"#, " !ImportValue a:b");
}

#[test]
fn other_shapes_stay_maps() {
    check_value(r#"{"Ref":1}"#, "\n        Ref: 1");
    check_value(r#"{"Ref":["a"]}"#, "\n        Ref:\n          - a");
    check_value(r#"{"Ref":"a","b":"c"}"#, "\n        Ref: a\n        b: c");
    check_value(r#"{"Fn::GetAtt":"A.B"}"#, "\n        Fn::GetAtt: A.B");
    check_value(
        r#"{"Fn::GetAtt":["A.B","C"]}"#,
        "\n        Fn::GetAtt:\n          - A.B\n          - C",
    );
    check_value(
        r#"{"Fn::GetAtt":["A",{"Ref":"B"}]}"#,
        "\n        Fn::GetAtt:\n          - A\n          - !Ref B",
    );
    check_value(
        r#"{"Fn::GetAtt":["A",""]}"#,
        "\n        Fn::GetAtt:\n          - A\n          - \"\"",
    );
    check_value(r#"{"Fn::Length":[{"Ref":"A"}]}"#, "\n        Fn::Length:\n          - !Ref A");
    check_value(r#"{"Fn::ToJsonString":{"Ref":"A"}}"#, "\n        Fn::ToJsonString: !Ref A");
    check_value(r#"{"Condition":"A"}"#, "\n        Condition: A");
    check_value(
        r#"{"Condition":{"Bool":{"a":"true"}}}"#,
        "\n        Condition:\n          Bool:\n            a: \"true\"",
    );
}

#[test]
fn where_no_function_stands() {
    check(r#"{"Ref":"A"}"#, "Ref: A\n");
    check(r#"{"Mappings":{"M":{"A":{"Ref":"x"}}}}"#, "Mappings:\n  M:\n    A:\n      Ref: x\n");
    check(r#"{"Parameters":{"P":{"Ref":"x"}}}"#, "Parameters:\n  P:\n    Ref: x\n");
    check(r#"{"Resources":{"Ref":"x"}}"#, "Resources:\n  Ref: x\n");
    check(r#"{"Resources":{"R":{"Ref":"x"}}}"#, "Resources:\n  R:\n    Ref: x\n");
    check(r#"{"Metadata":{"Ref":"x"}}"#, "Metadata:\n  Ref: x\n");
}

#[test]
fn other_sections_with_functions() {
    check(
        r#"{"Conditions":{"C":{"Fn::Not":[{"Condition":"D"}]}}}"#,
        "Conditions:\n  C: !Not\n    - Condition: D\n",
    );
    check(
        r#"{"Outputs":{"O":{"Value":{"Ref":"A"},"Export":{"Name":{"Fn::Sub":"x"}}}}}"#,
        "Outputs:\n  O:\n    Value: !Ref A\n    Export:\n      Name: !Sub x\n",
    );
    check(
        r#"{"Resources":{"Fn::ForEach::L":["X",{"Ref":"P"},{"R${X}":{"Type":"T"}}]}}"#,
        "Resources:\n  Fn::ForEach::L:\n    - X\n    - !Ref P\n    - \"R${X}\":\n        Type: T\n",
    );
}

#[test]
fn values_that_are_no_strings() {
    check(
        r#"{"a":{},"b":[],"c":[[],[[1]],{}],"d":null}"#,
        "a: {}\nb: []\nc:\n  - []\n  - - - 1\n  - {}\nd: null\n",
    );
    check(
        "[true,false,0,-1,9223372036854775807,-9223372036854775808]",
        "- true\n- false\n- 0\n- -1\n- 9223372036854775807\n- -9223372036854775808\n",
    );
    check(
        "[1.5,1e100,-2.5e-10,1.0,-0.0,1e16]",
        "- 1.5\n- 1.0e+100\n- -2.5e-10\n- 1.0\n- -0.0\n- 1.0e+16\n",
    );
    check(r#"[{"a":1,"b":[{"c":2},[3]]}]"#, "- a: 1\n  b:\n    - c: 2\n    - - 3\n");
    check("\"a\"", "a\n");
    check("{}", "{}\n");
}
