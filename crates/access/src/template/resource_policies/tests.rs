//! Every row by example: what is granted to whom on what.

use super::super::tests::stack;
use super::*;
use constructs_schema::facts;

const STATEMENT: &str = "{Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {AWS: !GetAtt Role.Arn}, Action: '*', Resource: '*'}]}";

/// The template of a policy of this type.
fn template(row: &PolicyRow) -> String {
    let kind = row.kind;
    let document = match row.document {
        WHOLE => "Action: 'lambda:InvokeFunction', Principal: !GetAtt Role.Arn".to_owned(),
        "Statement" => "Statement: {Effect: Allow, Principal: {AWS: !GetAtt Role.Arn}, Action: '*', Resource: '*'}".to_owned(),
        path => match path.split_once('/') {
            Some((outer, inner)) => format!("{outer}: {{{inner}: {STATEMENT}}}"),
            None => format!("{path}: {STATEMENT}"),
        },
    };
    let about = match row.about {
        "" => String::new(),
        "ResourceArn" => format!(", {}: !GetAtt Target.Arn", row.about),
        property if property.ends_with('s') => format!(", {property}: [!Ref Target]"),
        property => format!(", {property}: !Ref Target"),
    };
    let of = if row.of.is_empty() { "AWS::S3::Bucket" } else { row.of };
    format!(
        "Resources:\n  Role: {{Type: 'AWS::IAM::Role'}}\n  Target: {{Type: '{of}'}}\n  Policy: {{Type: '{kind}', Properties: {{{document}{about}}}}}\n"
    )
}

/// The policies of a template in words.
fn shown(template: &str) -> String {
    let stacks = [stack("s", template)];
    let stacks = Stacks::new(&stacks);
    let mut text = String::new();
    for ResourcePolicy { policy, about, kind } in resource_policies(&stacks) {
        text += &format!("{kind} about {}\n", about.join(", "));
        for statement in &policy.document.statements {
            statement.presence.visit_unread(&mut |reason| text += &format!("  unread: {reason}\n"));
            let list = |texts: &[PolicyText]| {
                texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
            };
            let who = statement.principals.as_ref().map(|scope| {
                let who = scope.list().iter().map(|one| format!("{:?} {}", one.kind, one.text));
                who.collect::<Vec<_>>().join(", ")
            });
            let resources = statement.resources.as_ref().map(|scope| list(scope.list()));
            text += &format!(
                "  {} may {} on {}",
                who.unwrap_or_default(),
                list(statement.actions.list()),
                resources.unwrap_or_default()
            );
            for one in &statement.conditions {
                text += &format!(" where {} {} {}", one.key, one.operator, list(&one.values));
            }
            text += "\n";
        }
    }
    text
}

#[test]
fn every_row_is_read() {
    assert!(READ_POLICIES.is_sorted_by_key(|row| row.kind) && UNREAD_POLICIES.is_sorted());
    let mut all = String::new();
    for row in READ_POLICIES {
        let found = facts::resource_type(row.kind).unwrap();
        let first = row.document.split('/').next().unwrap();
        assert!(row.document == WHOLE || found.property(first).is_some(), "{}", row.kind);
        assert!(row.about.is_empty() || found.property(row.about).is_some(), "{}", row.kind);
        let shown = shown(&template(row));
        assert!(shown.contains("Aws <s.Role> may"), "{shown}");
        all += &shown;
    }
    insta::assert_snapshot!(all);
}

#[test]
fn permissions_of_functions_are_statements() {
    let permission = |properties: &str| {
        format!(
            "Resources:\n  Job: {{Type: 'AWS::Lambda::Function', Properties: {{FunctionName: job}}}}\n  Topic: {{Type: 'AWS::SNS::Topic'}}\n  P: {{Type: 'AWS::Lambda::Permission', Properties: {{Action: 'lambda:InvokeFunction', {properties}}}}}\n"
        )
    };
    let mut all = String::new();
    for properties in [
        "FunctionName: !Ref Job, Principal: sns.amazonaws.com, SourceArn: !Ref Topic",
        "FunctionName: !GetAtt Job.Arn, Principal: s3.amazonaws.com, SourceAccount: !Ref 'AWS::AccountId', SourceArn: 'arn:aws:s3:::in'",
        "FunctionName: job, Principal: '*', FunctionUrlAuthType: NONE",
        "FunctionName: !Sub 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:job:live', Principal: '111122223333'",
        "FunctionName: elsewhere, Principal: '*', PrincipalOrgID: o-abcdefghij",
        "FunctionName: !Ref Job, Principal: alexa-appkit.amazon.com, EventSourceToken: token",
        "FunctionName: !Ref Job, Principal: !Ref 'AWS::AccountId'",
        "FunctionName: !Ref Job, Principal: !Sub 'events.${AWS::URLSuffix}', SourceArn: !If [Prod, !Ref Topic, !Ref 'AWS::NoValue']",
    ] {
        all += &format!("{properties}\n{}", shown(&permission(properties)));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn what_is_not_read_is_said() {
    let stacks = [stack(
        "s",
        "Resources:\n  E: {Type: 'AWS::EC2::VPCEndpoint', Properties: {PolicyDocument: {}}}\n  F: {Type: 'AWS::EC2::VPCEndpoint'}\n  P: {Type: 'AWS::S3::MultiRegionAccessPointPolicy'}\n  R: {Type: 'AWS::ApiGateway::RestApi', Properties: {Body: {x-amazon-apigateway-policy: {}}}}\n",
    )];
    let found = unread_policies(&Stacks::new(&stacks));
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "the policy of `s.E`, of the type `AWS::EC2::VPCEndpoint`, is not read",
            "the policy of `s.P`, of the type `AWS::S3::MultiRegionAccessPointPolicy`, is not read",
            "the policy of `s.R`, of the type `AWS::ApiGateway::RestApi`, is not read",
        ]
    );
    let unreadable =
        shown("Resources:\n  K: {Type: 'AWS::KMS::Key', Properties: {KeyPolicy: !Sub '{}'}}\n");
    assert!(
        unreadable
            .contains("unread: `{\"Fn::Sub\":\"{}\"}` is not a policy document that can be read"),
        "{unreadable}"
    );
}

#[test]
fn types_that_are_not_read_have_their_properties() {
    for (kind, property) in UNREAD_POLICIES {
        let found = facts::resource_type(kind).unwrap();
        let first = property.split('/').next().unwrap();
        assert!(first == "*" || found.property(first).is_some(), "{kind} {property}");
    }
}
