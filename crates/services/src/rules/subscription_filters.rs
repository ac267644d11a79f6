//! A log group has at most five subscription filters.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>

use constructs_cloudformation::Conditions;
use constructs_cloudformation::check::Report;
use rustc_hash::FxHashMap;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// The subscription filters of a log group.
const MAX_FILTERS: usize = 5;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    let mut groups: FxHashMap<String, Vec<Value<'_>>> = FxHashMap::default();
    for group in log_groups(resources) {
        let name = match resources.target(&group) {
            Some(target) => format!("Ref {}", target.id),
            None => group.identity(),
        };
        let filters = groups.entry(name).or_default();
        if !can_join(&group, filters, conditions) {
            continue;
        }
        if filters.len() == MAX_FILTERS {
            let message = format!("the log group has more than {MAX_FILTERS} subscription filters");
            let help = "let one filter write to a stream, and distribute the events from there";
            report.add_at(codes::SUBSCRIPTION_FILTERS, group.at(), message, Some(help.into()));
        } else {
            filters.push(group);
        }
    }
}

/// The log groups of all filters, of resources and of events of serverless functions.
fn log_groups<'t>(resources: &Resources<'t>) -> Vec<Value<'t>> {
    let conditions = resources.conditions();
    let mut found = resources.values("AWS::Logs::SubscriptionFilter", "LogGroupName");
    for event in resources.values("AWS::Serverless::Function", "Events/*") {
        let kind = event.only("Type", conditions);
        if kind.and_then(|kind| kind.literal()) == Some("CloudWatchLogs") {
            found.extend(event.find("Properties/LogGroupName", conditions));
        }
    }
    found
}

/// Whether a deployment can have all of the filters and another one.
fn can_join<'t>(value: &Value<'t>, filters: &[Value<'t>], conditions: &Conditions<'t>) -> bool {
    let all = filters.iter().fold(value.clone(), |all, filter| all.with(filter));
    all.can_be_without(&[], conditions)
}

#[cfg(test)]
mod tests {
    use crate::testing::findings_of;

    fn filters(count: usize, condition: &str) -> Vec<String> {
        let filters = (0..count).map(|at| {
            let condition = if at == 0 { condition } else { "" };
            format!("  F{at}: {{Type: 'AWS::Logs::SubscriptionFilter', {condition} Properties: {{FilterName: f{at}, LogGroupName: !Ref G, FilterPattern: '', DestinationArn: a}}}}\n")
        });
        let found = findings_of(&format!(
            "Conditions: {{Never: !Equals [a, b]}}
Resources:
  G: {{Type: 'AWS::Logs::LogGroup'}}
  S:
    Type: AWS::Serverless::Function
    Properties: {{Events: {{E: {{Type: CloudWatchLogs, Properties: {{LogGroupName: !Ref G}}}}}}}}
{}",
            filters.collect::<String>()
        ));
        found.into_iter().filter(|found| found.starts_with("F0716")).collect()
    }

    #[test]
    fn a_log_group_has_five_filters() {
        assert!(filters(4, "").is_empty());
        assert_eq!(filters(5, ""), ["F0716 S/Properties/Events/E/Properties/LogGroupName"]);
        assert!(filters(5, "Condition: Never,").is_empty());
    }
}
