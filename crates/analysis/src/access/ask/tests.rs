//! Questions by example.

use super::*;
use crate::access::template::{Estate, Principal, StackTemplate, principals, tests::stack};

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

fn with(template: &str, ask: impl FnOnce(&Estate<'_>, &[Principal<'_>]) -> String) -> String {
    let stacks: Vec<StackTemplate> = vec![stack("iam", template)];
    let estate = Estate::new(&stacks);
    ask(&estate, &principals(&estate))
}

fn asked(action: &str, resource: &str, context: &[(&str, &str)], estate: &Estate<'_>) -> Asked {
    let context = context.iter().map(|(key, value)| ((*key).to_owned(), vec![(*value).to_owned()]));
    let resource = resource_text(resource, estate).unwrap();
    Asked { action: action.to_owned(), resource, context: context.collect() }
}

#[test]
fn who_can_do_what() {
    let answers = with(OLD, |estate, principals| {
        let mut text = String::new();
        for (action, resource, context) in [
            ("sqs:SendMessage", "Push", &[][..]),
            ("sqs:PurgeQueue", "Push", &[]),
            ("cloudwatch:PutMetricData", "*", &[]),
            ("cloudwatch:PutMetricData", "*", &[("cloudwatch:namespace", "chat")]),
            ("cloudwatch:PutMetricData", "*", &[("cloudwatch:namespace", "other")]),
            ("sqs:*", "arn:aws:sqs:*:*:*", &[]),
        ] {
            let asked = asked(action, resource, context, estate);
            let answer = match can(&principals[0], &asked) {
                Answered::Sometimes(..) => "sometimes".to_owned(),
                other => format!("{other:?}"),
            };
            let by = deciding(&principals[0], &asked);
            let by: Vec<usize> = by.iter().map(|one| one.statement.index).collect();
            text += &format!("{action} {resource} {context:?}: {answer} by {by:?}\n");
        }
        text
    });
    insta::assert_snapshot!(answers);
}

fn compared(old: &str, new: &str) -> String {
    let (old, new) = (vec![stack("iam", old)], vec![stack("iam", new)]);
    let (old, new) = (Estate::new(&old), Estate::new(&new));
    let mut text = String::new();
    for change in changes(&principals(&old), &principals(&new)) {
        text += &format!("{} new={} gone={}\n", change.principal, change.is_new, change.is_gone);
        for (sign, list) in [("+", &change.gained), ("-", &change.lost)] {
            for one in list {
                let shown = one.witness.as_ref().map(|witness| witness.resource.clone());
                text +=
                    &format!("  {sign} {} ({}) {shown:?} {:?}\n", one.text, one.policy, one.reason);
            }
        }
    }
    text
}

#[test]
fn who_gained_and_who_lost() {
    assert_eq!(compared(OLD, OLD), "");
    let wider = OLD.replace("'sqs:SendMessage'", "['sqs:SendMessage', 'sqs:ReceiveMessage']");
    let free = OLD.replace(", Condition: {StringEquals: {'cloudwatch:namespace': chat}}", "");
    let open = OLD.replace("{Service: ecs-tasks.amazonaws.com}", "'*'");
    let other = OLD.replace("  Role:", "  Other:");
    insta::assert_snapshot!(
        [wider, free, open, other]
            .map(|new| format!("{}{}", compared(OLD, &new), "---\n"))
            .concat()
    );
}
