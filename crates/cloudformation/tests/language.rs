//! The template language by example: for each rule, templates that break it and templates that keep it.
#![expect(clippy::unwrap_used, reason = "a test")]

use constructs_cloudformation::check_language;

/// The findings on a template: severity, code, pointer, and message.
fn findings(template: &str) -> String {
    let read = constructs_yaml::read(template.as_bytes()).unwrap();
    let found = check_language(read.root());
    let line = |one: &constructs_diagnostics::Diagnostic| {
        let pointer = one.place.pointer.clone().unwrap_or_default();
        format!("{:?} {} {pointer}: {}\n", one.severity, one.code, one.message)
    };
    found.iter().map(line).collect()
}

/// The findings on a property's value, in a template that declares `P`, `L`, `C`, and `M`.
fn of_value(value: &str) -> String {
    let template = format!(
        "Parameters:\n  P: {{Type: String}}\n  L: {{Type: CommaDelimitedList}}\n\
         Conditions:\n  C: !Equals [!Ref P, a]\n\
         Mappings:\n  M: {{a: {{x: '1', y: '2', l: [c]}}, b: {{x: '3'}}}}\n\
         Resources:\n  T:\n    Type: AWS::SNS::Topic\n    Condition: C\n    Properties:\n      A: !FindInMap [M, !Ref P, x]\n      B: !Ref L\n      V: {value}\n"
    );
    let found = findings(&template);
    found.replace("/Resources/T/Properties/V", "")
}

#[test]
fn a_call_has_the_arguments_of_its_function() {
    for value in [
        "!Join ['-', [a, 1, !Ref P, !GetAtt T.TopicName, !If [C, a, !Ref AWS::NoValue]]]",
        "!Join [',', !Ref L]",
        "!Join [',', !Split ['-', !Ref P]]",
        "!Join [',', !If [C, [a], !Ref L]]",
        "!Select [0, [a]]",
        "!Select ['1', !GetAZs '']",
        "!Select [!Ref P, [a, b]]",
        "!Select [5, [a, !Ref AWS::NoValue]]",
        "!Split [',', !ImportValue x]",
        "!Sub text",
        "!Sub ['${A}', {A: !Ref P, B: 1}]",
        "!FindInMap [M, a, y]",
        "!FindInMap [M, !Ref P, y]",
        "!FindInMap [M, !Ref AWS::Region, x]",
        "!If [C, {a: b}, [c]]",
        "!Base64 {Fn::Sub: a}",
        "!Cidr [10.0.0.0/16, 6, '8']",
        "!ImportValue {Fn::Sub: 'x-${P}'}",
        "!Transform {Name: AWS::Include, Parameters: {Location: s3://b/k}}",
        "{Fn::GetStackOutput: {StackName: a, OutputName: b}}",
        "{Condition: {StringEquals: {a: b}}}",
        "{Ref: P, Other: 1}",
        "!Join [',', !Ref AWS::NotificationARNs]",
        "!Join [',', !FindInMap [M, a, l]]",
        "!Join ['-', [!Select [0, !Ref L], !Select [0, !GetAZs ''], !Select [0, [!Ref L, !Ref L]]]]",
        "!Select [!Ref P, !Ref L]",
        "!Sub ['${L} ${P}', {L: !Join [',', !Ref L]}]",
        "!GetAtt [T, !Ref P]",
        "!Select [0, !Cidr ['2001:db8::/56', 1, 64]]",
        "!ImportValue {Fn::Sub: '${AWS::StackName}-${P}'}",
    ] {
        assert_eq!(of_value(value), "", "{value}");
    }
}

#[test]
fn a_call_with_other_arguments_is_an_error() {
    let values = [
        "!Join ['-', a, b]",
        "!Join ['-']",
        "!Join text",
        "!Join [!Ref P, [a]]",
        "!Join ['-', text]",
        "!Join ['-', !Sub text]",
        "!Join ['-', [a, [b]]]",
        "!Join ['-', [a, {b: c}]]",
        "!Join ['-', [!Split ['-', a]]]",
        "!Select [x, [a]]",
        "!Select [-1, [a]]",
        "!Select [1, [a]]",
        "!Select [0, []]",
        "!Select [0, text]",
        "!Split [',']",
        "!Split [',', [a]]",
        "!Sub [text]",
        "!Sub [text, [a]]",
        "!Sub ['${A}', {A: [b]}]",
        "!Sub {a: b}",
        "!FindInMap [M, a]",
        "!FindInMap [N, a, x]",
        "!FindInMap [M, c, x]",
        "!FindInMap [M, b, y]",
        "!FindInMap [M, !Ref P, z]",
        "!FindInMap [M, a, x, {DefaultValue: b}]",
        "!FindInMap [M, !Sub '${P}', x]",
        "!If [C, a]",
        "!If [D, a, b]",
        "!If [!Ref P, a, b]",
        "!Base64 [a]",
        "!Cidr [10.0.0.0/16, 0]",
        "!ImportValue [a]",
        "{Fn::Length: !Ref L}",
        "{Fn::Joinn: ['-', [a]]}",
        "{Fn::Join: ['-', [a]], Other: 1}",
        "!Equals [a, b]",
        "{Fn::Contains: [[a], b]}",
        "!Join [',', !Ref P]",
        "!Join [',', !Ref T]",
        "!Join [',', !Ref AWS::Region]",
        "!Join [',', !If [C, !Ref P, !Ref L]]",
        "!Join [',', !FindInMap [M, a, x]]",
        "!Join [',', !Select [0, [a]]]",
        "!Join [',', [!Ref L]]",
        "!Select [0, !Ref P]",
        "!Select [!Ref L, [a]]",
        "!Split [',', !Ref L]",
        "!Base64 {Ref: L}",
        "!Sub '${L}'",
        "!Sub '${AWS::NotificationARNs}'",
        "!Sub ['${A}', {A: !Ref L}]",
        "!FindInMap [M, !Ref L, x]",
        "!GetAtt [T, !Sub TopicName]",
        "!Cidr [10.0.0.0, 1, 8]",
        "!ImportValue {Fn::Sub: '${T.TopicName}'}",
        "!ImportValue {Ref: T}",
    ];
    let all: String =
        values.iter().map(|value| format!("{value}\n  {}", of_value(value))).collect();
    insta::assert_snapshot!(all);
}

#[test]
fn the_language_extensions_allow_more() {
    let template = "
Transform: AWS::LanguageExtensions
Parameters: {P: {Type: String}}
Mappings: {M: {a: {x: '1'}}}
Conditions: {C: !Equals [{Fn::Length: [a]}, 1]}
Resources:
  T:
    Type: AWS::SNS::Topic
    DeletionPolicy: !If [C, Retain, Delete]
    Properties:
      A: !FindInMap [M, !Sub '${P}', x, {DefaultValue: b}]
      B: {Fn::ToJsonString: {a: b}}
";
    assert_eq!(findings(template), "");
    insta::assert_snapshot!(findings(
        &template.replace("Transform: AWS::LanguageExtensions\n", "")
    ));
}

#[test]
fn functions_are_evaluated_in_certain_places() {
    insta::assert_snapshot!(findings("
Parameters: {P: {Type: String}, L: {Type: CommaDelimitedList}}
Conditions:
  C: !Equals [!GetAtt T.TopicName, a]
  D: !And [!Condition C, !Ref P]
  E: text
  F: !Condition E
  G: !Equals [!Ref T, !Sub '${Nope}${P}${AWS::Region}']
  H: !Ref P
  I: !Join ['', [a]]
  J: !Equals [!Ref L, a]
  K-L: !Not [true]
Mappings: {M: {a: {x: !Ref P}}}
Rules:
  R:
    RuleCondition: !Equals [!Ref P, a]
    Assertions: [{Assert: !Condition C}, {Assert: {Fn::Contains: [[a], !Ref P]}, AssertDescription: x}]
  S:
    RuleCondition: text
    Assertions: [{Assert: !Ref P, AssertDescription: [x]}, {Assert: !Equals [!Ref T, a]}, {Assert: true}]
Resources:
  T: {Type: AWS::SNS::Topic, Condition: D, DeletionPolicy: !GetAtt T.TopicName}
Outputs:
  O: {Condition: F, Value: !FindInMap [M, a, x]}
"));
}

#[test]
fn sections_have_their_forms() {
    insta::assert_snapshot!(findings(
        "
AWSTemplateFormatVersion: 2010-09-10
Description: [a]
Transform: [AWS::LanguageExtensions, 1]
Globals: {}
Parameter: {}
Outputs: []
Resources:
  F: {Type: AWS::Serverless::Function}
"
    ));
    assert_eq!(
        findings(
            "AWSTemplateFormatVersion: 2010-09-09\nDescription: a\nTransform: AWS::Serverless-2016-10-31\nGlobals: {}\nResources: {F: {Type: AWS::Serverless::Function}}"
        ),
        ""
    );
}

#[test]
fn parameters_keep_their_constraints() {
    let template = |parameters: &str| {
        format!(
            "Parameters: {{{parameters}}}\nResources: {{T: {{Type: AWS::SNS::Topic, Properties: {{TopicName: !Sub '${{A}}${{B}}${{F}}', X: [!Ref C, !Ref D, !Ref E, !Ref G]}}}}}}"
        )
    };
    let valid = "A: {Type: String, Default: a, AllowedValues: [a, b], MinLength: 1, MaxLength: '2', AllowedPattern: '[a-z]*', NoEcho: true},
      B: {Type: Number, Default: 2, MinValue: 1, MaxValue: 2, AllowedValues: [1, '2']},
      C: {Type: CommaDelimitedList, Default: 'a, b', AllowedValues: [a, b]},
      D: {Type: 'List<Number>', Default: '1,2'},
      E: {Type: 'AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>', Default: /a},
      F: {Type: AWS::SSM::Parameter::Name, Default: /a},
      G: {Type: 'List<AWS::EC2::Subnet::Id>'}";
    assert_eq!(findings(&template(valid)), "");
    insta::assert_snapshot!(findings(&template(
        "A: {Type: Strng, Default: c, AllowedValues: [a, b]},
      B: {Type: Number, Default: x, MinLength: 1},
      C: {Type: CommaDelimitedList, Default: 'a,c', AllowedValues: [a, b], MinValue: 1},
      D: {Type: Number, Default: 3, MinValue: 5, MaxValue: 4},
      E: {Type: String, Default: [a], AllowedPatern: a, NoEcho: maybe, MinLength: x},
      F: {Default: a},
      G: {Type: String, Default: abc, MaxLength: 2},
      T: {Type: String}"
    )));
}

#[test]
fn conditions_end_somewhere() {
    insta::assert_snapshot!(findings(
        "
Conditions:
  A: !Not [!Condition B]
  B: !Or [!Condition A, !Condition D]
  C: !Condition C
  D: !Equals [a, a]
Resources:
  T: {Type: AWS::SNS::Topic, Condition: X}
  U: {Type: AWS::SNS::Topic, Condition: !Equals [a, b]}
"
    ));
}

#[test]
fn mappings_and_outputs_have_their_forms() {
    insta::assert_snapshot!(findings(
        "
Parameters: {L: {Type: 'List<Number>'}}
Mappings:
  A: text
  B: {a: text}
  C: {a: {x: {y: z}, l: [a, b], n: 1}}
  D: {a-b.c: {x: 1}, a_b: {x-y: 1}}
Resources: {T: {Type: AWS::SNS::Topic}}
Outputs:
  A: {Value: [a, b]}
  B: {Value: !Ref L}
  C: {Value: !Split [',', a]}
  D: {Description: 1}
  E: {Value: a, Export: a, Condition: X, Valu: b}
  F: {Value: a, Export: {Nam: a}}
  H: {Value: !If [C, [a], !Ref L], Export: {Name: !Ref T}}
  I: {Value: a, Export: {Name: [a]}}
  J: {Value: a, Export: {Name: !Join ['-', [!GetAtt T.TopicName, !Sub 'x-${T}']]}}
  G: {Value: !Join [',', !Ref L], Description: a, Export: {Name: !Sub '${AWS::StackName}-a'}}
"
    ));
}

#[test]
fn attributes_have_their_values() {
    insta::assert_snapshot!(findings("
Resources:
  A: {Type: AWS::SNS::Topic, DeletionPolicy: Keep, UpdateReplacePolicy: Retian, Propertys: {}}
  B: {Type: AWS::SNS::Topic, DeletionPolicy: Snapshot, DependsOn: [A, B, X, 1]}
  C: {Type: AWS::RDS::DBCluster, DeletionPolicy: Snapshot, UpdateReplacePolicy: RetainExceptOnCreate}
  D: {Type: AWS::SNS::Topic, CreationPolicy: {ResourceSignal: {}}, UpdatePolicy: {}}
  E: {Type: AWS::AutoScaling::AutoScalingGroup, CreationPolicy: {ResourceSignal: {}}, UpdatePolicy: {AutoScalingRolingUpdate: {}}}
  I: {Type: AWS::SNS::Topic, Connectors: {}, IgnoreGlobals: '*', Version: [1]}
  J: {Type: AWS::SNS::Topic, Properties: {Tags: [{Key: 'aws:a', Value: b}, {Key: AWS, Value: c}]}}
  F: {Type: AWS::SNS::Topic, Metadata: [a], Properties: {Tags: [{Key: a, Value: b}, {Key: b, Value: c}, {Key: a, Value: d}]}}
  G: {Properties: {A: null}}
  H: text
"));
}

#[test]
fn policies_of_attributes_have_the_entries_of_the_type() {
    let template = |kind: &str, policies: &str| {
        findings(&format!(
            "Parameters: {{P: {{Type: String}}, L: {{Type: CommaDelimitedList}}}}\nConditions: {{C: !Equals [!Ref P, a]}}\nResources: {{R: {{Type: '{kind}', {policies}, Condition: C, Metadata: {{L: !Ref L}}}}}}"
        ))
    };
    const GROUP: &str = "AWS::AutoScaling::AutoScalingGroup";
    let valid = [
        (
            GROUP,
            "UpdatePolicy: {AutoScalingRollingUpdate: {MaxBatchSize: '2', PauseTime: PT5M, WaitOnResourceSignals: 'true', SuspendProcesses: [AZRebalance], MinInstancesInService: !Ref P}}",
        ),
        (
            GROUP,
            "UpdatePolicy: {AutoScalingInstanceRefresh: {Strategy: Rolling, Preferences: {BakeTime: 0, SkipMatching: false}}}",
        ),
        (
            GROUP,
            "UpdatePolicy: !If [C, {AutoScalingReplacingUpdate: {WillReplace: true}}, !Ref AWS::NoValue]",
        ),
        (
            GROUP,
            "CreationPolicy: {ResourceSignal: {Count: !Ref P, Timeout: PT5M}, AutoScalingCreationPolicy: {MinSuccessfulInstancesPercent: 80}}",
        ),
        (
            "AWS::Lambda::Alias",
            "UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: a, DeploymentGroupName: !Ref P}}",
        ),
        (
            "AWS::AppStream::Fleet",
            "CreationPolicy: {StartFleet: {Type: true}}, UpdatePolicy: {StopBeforeUpdate: true}",
        ),
    ];
    for (kind, policies) in valid {
        assert_eq!(template(kind, policies), "", "{policies}");
    }
    let broken = [
        (
            GROUP,
            "UpdatePolicy: {AutoScalingRollingUpdate: {MaxBatch: 1, MaxBatchSize: x, SuspendProcesses: [Sleep], PauseTime: [a], WaitOnResourceSignals: maybe, MinInstancesInService: !Ref L}}",
        ),
        (
            GROUP,
            "UpdatePolicy: {AutoScalingRollingUpdate: {SuspendProcesses: Launch}, AutoScalingInstanceRefresh: {Preferences: {MinHealthyPercentage: 101}}}",
        ),
        (GROUP, "UpdatePolicy: !If [C, {AutoScalingReplacingUpdate: {Will: 1}}, text]"),
        (GROUP, "CreationPolicy: {ResourceSignal: {Counts: 1, Count: x}}"),
        (
            "AWS::Lambda::Alias",
            "UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: [a]}}",
        ),
        ("Custom::Thing", "CreationPolicy: {ResourceSignal: {}}"),
    ];
    let all = broken.map(|(kind, policies)| format!("{policies}\n{}", template(kind, policies)));
    insta::assert_snapshot!(all.concat());
}

#[test]
fn texts_have_limits() {
    let long = |count: usize| "a".repeat(count);
    let template = |description: usize, default: usize, output: usize| {
        findings(&format!(
            "Parameters: {{P: {{Type: String, Description: {}, Default: {}}}}}\nResources: {{T: {{Type: AWS::SNS::Topic, Properties: {{A: !Ref P}}}}}}\nOutputs: {{O: {{Value: a, Description: {}}}}}",
            long(description),
            long(default),
            long(output)
        ))
    };
    assert_eq!(template(4_000, 4_096, 1_024), "");
    insta::assert_snapshot!(template(4_001, 4_097, 1_025));
}

#[test]
fn what_a_macro_can_change_is_a_warning() {
    let found = findings(
        "Transform: Mine\nResources: {T: {Type: AWS::SNS::Topic, Properties: {A: !Join [a]}}}",
    );
    assert!(
        found.starts_with("Warning F0504") && found.contains("unless the macro `Mine`"),
        "{found}"
    );
}

#[test]
fn a_reference_to_a_resource_that_may_not_exist_is_a_warning() {
    let template = |uses: &str| {
        format!(
            "
Parameters: {{Stage: {{Type: String}}}}
Conditions:
  Prod: !Equals [!Ref Stage, prod]
  Dev: !Equals [!Ref Stage, dev]
  Both: !And [!Condition Prod, !Equals [!Ref AWS::Region, eu-west-1]]
  Other: !Not [!Condition Prod]
Resources:
  T: {{Type: AWS::SNS::Topic, Condition: Prod}}
{uses}"
        )
    };
    for safe in [
        "  U: {Type: AWS::SNS::Topic, Condition: Prod, Properties: {A: !Ref T}}",
        "  U: {Type: AWS::SNS::Topic, Condition: Both, Properties: {A: !Sub '${T}', B: !GetAtt T.TopicName}}",
        "  U: {Type: AWS::SNS::Topic, Properties: {A: !If [Prod, !Ref T, x], B: !If [Other, x, !Ref T]}}",
        "  U: {Type: AWS::SNS::Topic, Condition: Dev, Properties: {A: !If [Prod, !Ref T, x]}, DependsOn: T}",
        "  U: {Type: AWS::SNS::Topic, Properties: {A: !Sub ['${T}', {T: x}], B: !If [Both, !Ref T, x]}}",
        "Outputs: {O: {Condition: Prod, Value: !Ref T}}",
    ] {
        let found = findings(&template(safe));
        assert!(!found.contains("F0210"), "{safe}\n{found}");
    }
    for unsafe_use in [
        "  U: {Type: AWS::SNS::Topic, Properties: {A: !Ref T}}",
        "  U: {Type: AWS::SNS::Topic, Condition: Dev, Properties: {A: !GetAtt T.TopicName}}",
        "  U: {Type: AWS::SNS::Topic, Properties: {A: !If [Dev, x, !Ref T]}}",
        "  U: {Type: AWS::SNS::Topic, Properties: {A: !If [Other, !Sub '${T.TopicName}', x]}}",
        "Outputs: {O: {Condition: Other, Value: !Ref T}}",
    ] {
        let found = findings(&template(unsafe_use));
        assert_eq!(found.matches("Warning F0210").count(), 1, "{unsafe_use}\n{found}");
    }
}

#[test]
fn dynamic_references_have_the_form_of_their_service() {
    let of = |kind: &str, property: &str, value: &str| {
        findings(&format!(
            "Resources: {{T: {{Type: '{kind}', Properties: {{{property}: {value}}}}}}}"
        ))
    };
    for value in [
        "'{{resolve:ssm:/a/b-c_d.e}}'",
        "'{{resolve:ssm:a:12}}'",
        "'x{{resolve:secretsmanager:a}}y{{resolve:secretsmanager:a:SecretString:key}}'",
        "'{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-b:SecretString:key::1}}'",
        "'{{resolve:ssm:arn:aws:ssm:eu-west-1:111122223333:parameter/a}}'",
        "!Sub '{{resolve:ssm:${A}}}'",
        "!Join ['', ['{{resolve:ssm:', a, '}}']]",
    ] {
        assert_eq!(of("AWS::SNS::Topic", "TopicName", value), "", "{value}");
    }
    let secure = "'{{resolve:ssm-secure:a:1}}'";
    assert_eq!(of("AWS::RDS::DBInstance", "MasterUserPassword", secure), "");
    let all = [
        of("AWS::SNS::Topic", "TopicName", "'{{resolve:sm:a}}'"),
        of("AWS::SNS::Topic", "TopicName", "'{{resolve:ssm:a:latest}}'"),
        of("AWS::SNS::Topic", "TopicName", "'{{resolve:ssm:}}'"),
        of("AWS::SNS::Topic", "TopicName", "'{{resolve:secretsmanager:a:key}}'"),
        of("AWS::SNS::Topic", "TopicName", secure),
    ];
    insta::assert_snapshot!(all.concat());
}

#[test]
fn a_loop_of_entries_needs_its_transform() {
    let template = |head: &str| {
        findings(&format!(
            "{head}Resources:\n  A: {{Type: AWS::SNS::Topic}}\n  'Fn::ForEach::Loop': [Name, [B], {{'${{Name}}': {{Type: AWS::SNS::Topic}}}}]\n"
        ))
    };
    assert_eq!(template("Transform: AWS::LanguageExtensions\n"), "");
    insta::assert_snapshot!(template(""));
}
