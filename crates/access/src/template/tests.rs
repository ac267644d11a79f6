//! Templates by example, and what is read from them.

use super::*;

/// A stack called `name` with this template, JSON or YAML.
pub(crate) fn stack(name: &str, template: &str) -> Stack {
    let mut stack = Stack::new(name, constructs_yaml::read(template.as_bytes()).unwrap());
    stack.is_named = true;
    stack
}

/// Where a statement is present, as far as it is not everywhere.
fn presence(formula: &constructs_iam::cases::Formula) -> String {
    use constructs_iam::cases::Formula;
    match formula {
        Formula::Known(true) => String::new(),
        Formula::Unread(unread) => format!(" unread: {}", unread.text),
        other => {
            let mut atoms = Vec::new();
            other.visit_atoms(&mut |atom| atoms.push(atom.to_string()));
            let not = if matches!(other, Formula::Not(_)) { "not " } else { "" };
            format!(" where {not}{}", atoms.join(" and "))
        }
    }
}

/// Every principal, its policies' statements, and the notes.
pub(crate) fn shown(stacks: &[Stack]) -> String {
    let stacks = Stacks::new(stacks);
    let mut text = String::new();
    for principal in principals(&stacks) {
        text += &format!("{:?} {}\n", principal.kind, principal.name);
        for policy in principal.identity.iter().chain(&principal.boundary) {
            text += &format!("  {} {}\n", policy.name, policy.pointer);
            for statement in &policy.document.statements {
                let list = |scope: &constructs_iam::Elements<constructs_iam::PolicyText>| {
                    let texts: Vec<String> = scope.list().iter().map(ToString::to_string).collect();
                    texts.join(" ")
                };
                let resources = statement.resources.as_ref().map(list).unwrap_or_default();
                text += &format!(
                    "    {:?} {} on {resources}",
                    statement.effect,
                    list(&statement.actions)
                );
                for condition in &statement.conditions {
                    let values: Vec<String> =
                        condition.values.iter().map(ToString::to_string).collect();
                    text += &format!(" when {} {}", condition.key, values.join(" "));
                }
                text += &presence(&statement.presence);
                text += "\n";
            }
        }
        let notes = principal.all_notes();
        notes.assumptions.iter().for_each(|note| text += &format!("  assumes {note}\n"));
    }
    text
}

#[test]
fn policies_are_found_wherever_they_are_attached() {
    let queues = stack(
        "queues",
        r#"{"Resources": {"Push": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "push"}}},
        "Outputs": {"Arn": {"Value": {"Fn::GetAtt": ["Push", "Arn"]}, "Export": {"Name": {"Fn::Sub": "${AWS::StackName}:Arn"}}}}}"#,
    );
    let iam = stack(
        "iam",
        r#"
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: reader
      ManagedPolicyArns:
        - !Ref Own
        - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy
        - arn:aws:iam::111122223333:policy/theirs
      Policies:
        - PolicyName: inline
          PolicyDocument: {Version: '2012-10-17', Statement: {Effect: Allow, Action: 'sqs:*', Resource: !ImportValue 'queues:Arn'}}
  Own:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: !Sub '${Bucket.Arn}/*', Condition: {StringLike: {'s3:prefix': '${aws:username}/*'}}}]}
  Bucket: {Type: 'AWS::S3::Bucket'}
  ByName:
    Type: AWS::IAM::Policy
    Properties:
      Roles: [reader, other, !ImportValue 'elsewhere:Role']
      PolicyDocument: {Statement: [{Effect: Allow, Action: 'sns:Publish', Resource: !Ref Topic}]}
  Topic: {Type: 'AWS::SNS::Topic'}
"#,
    );
    insta::assert_snapshot!(shown(&[queues, iam]));
}

#[test]
fn conditions_of_a_template_bound_what_is_granted() {
    let iam = stack(
        "iam",
        r#"
Parameters:
  Queue: {Type: String}
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Name: {Type: String, AllowedPattern: '[a-z]+'}
Mappings:
  Names: {dev: {Bucket: a}, prod: {Bucket: b}}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: inline
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {Effect: Allow, Action: [!If [Prod, 'sqs:SendMessage', 'sqs:*']], Resource: [!Ref Queue, !Sub 'arn:aws:sqs:*:*:${Name}']}
              - !If [Prod, {Effect: Deny, Action: 'sqs:PurgeQueue', Resource: '*'}, !Ref 'AWS::NoValue']
              - Effect: Allow
                Action: s3:GetObject
                Resource: !Join ['', ['arn:aws:s3:::', !FindInMap [Names, !Ref Stage, Bucket], /*]]
                Condition: {StringEquals: {'aws:PrincipalTag/stage': !Ref Stage}}
  Guarded:
    Type: AWS::IAM::ManagedPolicy
    Condition: Prod
    Properties:
      Roles: [!Ref Role]
      PolicyDocument: {Statement: [{Effect: Allow, Action: !GetAtt Nothing.Here, Resource: '*'}]}
"#,
    );
    insta::assert_snapshot!(shown(&[iam]));
}
