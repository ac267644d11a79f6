//! Questions by example.

use super::*;
use crate::template::tests::stack;
use crate::template::{Principal, Stack, Stacks, principals};

const OLD: &str = r"
Resources:
  Push: {Type: 'AWS::SQS::Queue', Properties: {QueueName: push}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: 'sts:AssumeRole'}}
      Policies:
        - PolicyName: inline
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {Sid: Send, Effect: Allow, Action: 'sqs:SendMessage', Resource: !GetAtt Push.Arn}
              - {Effect: Allow, Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: {StringEquals: {'cloudwatch:namespace': chat}}}
              - {Effect: Deny, Action: 'sqs:Purge*', Resource: '*'}
";

fn with(template: &str, ask: impl FnOnce(&Stacks<'_>, &[Principal<'_>]) -> String) -> String {
    let stacks: Vec<Stack> = vec![stack("iam", template)];
    let stacks = Stacks::new(&stacks);
    ask(&stacks, &principals(&stacks))
}

fn query(
    action: &str,
    resource: &str,
    context: &[(&str, &str)],
    stacks: &Stacks<'_>,
) -> AccessQuery {
    let context = context.iter().map(|(key, value)| ((*key).to_owned(), vec![(*value).to_owned()]));
    let resource = resource_text(resource, stacks).unwrap();
    AccessQuery { action: action.to_owned(), resource, context: context.collect() }
}

#[test]
fn who_can_do_what() {
    let answers = with(OLD, |stacks, principals| {
        let mut text = String::new();
        for (action, resource, context) in [
            ("sqs:SendMessage", "Push", &[][..]),
            ("sqs:PurgeQueue", "Push", &[]),
            ("cloudwatch:PutMetricData", "*", &[]),
            ("cloudwatch:PutMetricData", "*", &[("cloudwatch:namespace", "chat")]),
            ("cloudwatch:PutMetricData", "*", &[("cloudwatch:namespace", "other")]),
            ("sqs:*", "arn:aws:sqs:*:*:*", &[]),
        ] {
            let query = query(action, resource, context, stacks);
            let answer = match can(&principals[0], &query, stacks) {
                AccessAnswer::Sometimes(..) => "sometimes".to_owned(),
                other => format!("{other:?}"),
            };
            let by = relevant_statements(&principals[0], &query);
            let by: Vec<usize> = by.iter().map(|one| one.statement.index).collect();
            text += &format!("{action} {resource} {context:?}: {answer} by {by:?}\n");
        }
        text
    });
    insta::assert_snapshot!(answers);
}

fn compare(old: &str, new: &str) -> String {
    compare_both(&[stack("iam", old)], &[stack("iam", new)])
}

fn compare_both(old: &[Stack], new: &[Stack]) -> String {
    let mut text = String::new();
    for change in compare_states(old, new).changes {
        let notes = [
            ("policy", change.is_resource_policy),
            ("new", change.is_new),
            ("gone", change.is_gone),
        ];
        let notes: Vec<&str> = notes.iter().filter(|one| one.1).map(|one| one.0).collect();
        text += &format!("{} {}", change.subject, notes.join(" "));
        text += &change.moved_from.map(|path| format!(" from {path}")).unwrap_or_default();
        text += &change.renamed.map(|(old, new)| format!(" {old} is {new}")).unwrap_or_default();
        text += "\n";
        for (sign, list) in [("+", &change.gained), ("-", &change.lost)] {
            for one in list {
                let shown = one
                    .witness
                    .as_ref()
                    .map(|witness| format!("{} by {}", witness.resource, witness.principal));
                text += &format!(
                    "  {sign} {} ({}) {} {:?}\n",
                    one.text,
                    one.policy,
                    shown.unwrap_or_default(),
                    one.reason
                );
            }
        }
    }
    text
}

#[test]
fn who_gained_and_who_lost() {
    assert_eq!(compare(OLD, OLD), "");
    let wider = OLD.replace("'sqs:SendMessage'", "['sqs:SendMessage', 'sqs:ReceiveMessage']");
    let free = OLD.replace(", Condition: {StringEquals: {'cloudwatch:namespace': chat}}", "");
    let open = OLD.replace("{Service: ecs-tasks.amazonaws.com}", "'*'");
    let other = OLD.replace("  Role:", "  Other:");
    insta::assert_snapshot!(
        [wider, free, open, other].map(|new| format!("{}{}", compare(OLD, &new), "---\n")).concat()
    );
}

/// Changes that people make, and what a reviewer is told.
#[test]
fn changes_are_told_as_a_reviewer_wants_them() {
    let role = |id: &str, rest: &str| {
        format!(
            "  {id}:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {{Statement: {{Effect: Allow, Principal: {{Service: ecs-tasks.amazonaws.com}}, Action: 'sts:AssumeRole'}}}}\n{rest}"
        )
    };
    let policy = |statements: &str| {
        format!(
            "      Policies: [{{PolicyName: p, PolicyDocument: {{Version: '2012-10-17', Statement: [{statements}]}}}}]\n"
        )
    };
    let send = "{Effect: Allow, Action: 'sqs:SendMessage', Resource: !GetAtt Push.Arn}";
    let receive = "{Effect: Allow, Action: 'sqs:ReceiveMessage', Resource: !GetAtt Push.Arn}";
    let both = "{Effect: Allow, Action: ['sqs:ReceiveMessage', 'sqs:SendMessage'], Resource: [!GetAtt Push.Arn]}";
    let deny = "{Effect: Deny, Action: 'sqs:SendMessage', Resource: '*', Condition: {Bool: {'aws:SecureTransport': false}}}";
    let queue = "Resources:\n  Push: {Type: 'AWS::SQS::Queue', Properties: {QueueName: push}}\n";
    let named = "      RoleName: api\n";
    let plain = format!("{queue}{}", role("Role", &policy(send)));
    let boundary = |arn: &str| format!("      PermissionsBoundary: {arn}\n");
    let by_name = format!("{queue}{}", role("Role", &(named.to_owned() + &policy(send))));
    let attached = format!(
        "{queue}{}  P:\n    Type: AWS::IAM::Policy\n    Properties: {{PolicyName: p, Roles: [!Ref Role], PolicyDocument: {{Statement: [{send}]}}}}\n",
        role("Role", "")
    );
    let with_queue_policy = |statement: &str| {
        format!(
            "{plain}  QP: {{Type: 'AWS::SQS::QueuePolicy', Properties: {{Queues: [!Ref Push], PolicyDocument: {{Statement: [{statement}]}}}}}}\n"
        )
    };
    let mut all = String::new();
    for (name, old, new) in [
        (
            "statements split, no change",
            format!("{queue}{}", role("Role", &policy(both))),
            format!("{queue}{}", role("Role", &policy(&format!("{send}, {receive}")))),
        ),
        ("policy moved between attachments, no change", plain.clone(), attached),
        (
            "written by name, no change",
            plain.clone(),
            plain.replace(
                "!GetAtt Push.Arn",
                "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:push'",
            ),
        ),
        ("new action", plain.clone(), format!("{queue}{}", role("Role", &policy(both)))),
        ("wider resource", plain.clone(), plain.replace("!GetAtt Push.Arn", "'*'")),
        (
            "denial dropped",
            format!("{queue}{}", role("Role", &policy(&format!("{send}, {deny}")))),
            plain.clone(),
        ),
        (
            "trust widened to a role",
            plain.clone(),
            plain.replace(
                "{Service: ecs-tasks.amazonaws.com}",
                "{Service: ecs-tasks.amazonaws.com, AWS: !GetAtt Other.Arn}",
            ) + &role("Other", ""),
        ),
        (
            "boundary removed",
            format!(
                "{queue}{}",
                role("Role", &(boundary("arn:aws:iam::111122223333:policy/edge") + &policy(send)))
            ),
            plain.clone(),
        ),
        (
            "managed policy of others attached",
            plain.clone(),
            format!(
                "{queue}{}",
                role(
                    "Role",
                    &("      ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/theirs']\n"
                        .to_owned()
                        + &policy(send))
                )
            ),
        ),
        ("logical id moved, same name", by_name.clone(), by_name.replace("  Role:", "  Moved:")),
        ("role renamed", by_name.clone(), by_name.replace("RoleName: api", "RoleName: web")),
        ("role added", plain.clone(), plain.clone() + &role("Other", &policy(receive))),
        ("role removed", plain.clone(), queue.to_owned()),
        (
            "queue policy opened",
            with_queue_policy(
                "{Effect: Allow, Principal: {Service: sns.amazonaws.com}, Action: 'sqs:SendMessage', Resource: '*', Condition: {ArnEquals: {'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:t'}}}",
            ),
            with_queue_policy(
                "{Effect: Allow, Principal: '*', Action: 'sqs:SendMessage', Resource: '*'}",
            ),
        ),
        (
            "queue policy names the role",
            plain.clone(),
            with_queue_policy(
                "{Effect: Allow, Principal: {AWS: !GetAtt Role.Arn}, Action: 'sqs:PurgeQueue', Resource: !GetAtt Push.Arn}",
            ),
        ),
    ] {
        all += &format!("# {name}\n{}", compare(&old, &new));
    }
    insta::assert_snapshot!(all);
    // Another file name, or a template in place of a folder, is not a change.
    let other = [stack("other", &plain)];
    assert_eq!(compare_both(&[stack("iam", &plain)], &other), "");
    let two = [stack("queues", "Resources: {Q: {Type: 'AWS::SNS::Topic'}}"), stack("iam", &plain)];
    assert_eq!(compare_both(&two, &other), "");
}
