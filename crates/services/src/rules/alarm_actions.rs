//! Each state of an alarm has at most five actions.
//!
//! An action that occurs twice counts once. Actions that a function or a condition decides are not counted: they can be equal.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>

use std::collections::BTreeSet;

use constructs_cloudformation::check::Report;
use constructs_document::Node;

use crate::codes;
use crate::resource::Resources;

/// The actions of one state.
const MAX_ACTIONS: usize = 5;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for property in ["AlarmActions", "InsufficientDataActions", "OKActions"] {
        for list in resources.values("AWS::CloudWatch::Alarm", property) {
            let items = list.node.as_list().unwrap_or_default();
            let known: BTreeSet<&str> =
                items.iter().filter_map(|item| identity(item, resources)).collect();
            let count = known.len();
            if count > MAX_ACTIONS {
                let message = format!(
                    "`{property}` has {count} different actions, but the maximum is {MAX_ACTIONS}"
                );
                let help = "publish to one SNS topic with several subscriptions";
                report.add_at(codes::ALARM_ACTIONS, list.at(), message, Some(help.into()));
            }
        }
    }
}

/// What tells one action from another: its ARN, or the resource that it is.
fn identity<'t>(item: &'t Node, resources: &Resources<'t>) -> Option<&'t str> {
    let reference = item.get("Ref").and_then(Node::as_str);
    let resource = reference.filter(|name| resources.template.resources.contains_key(name));
    item.as_str().or(resource)
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn alarm(actions: &str) -> Vec<String> {
        findings(&format!(
            "  A: {{Type: 'AWS::CloudWatch::Alarm', Properties: {{AlarmActions: [{actions}]}}}}"
        ))
    }

    #[test]
    fn five_different_actions_are_the_limit() {
        assert!(alarm("a, b, c, d, e, e").is_empty());
        assert!(alarm("a, b, c, d, e, {Ref: Parameter}").is_empty());
        assert_eq!(alarm("a, b, c, d, e, {Ref: A}"), ["F0755 A/Properties/AlarmActions"]);
    }
}
