//! Schedule expressions have the form that EventBridge reads.
//!
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html>,
//! <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// The functions of a rule's schedule.
const OF_RULE: &[&str] = &["rate", "cron"];
/// The functions of the scheduler's.
const OF_SCHEDULER: &[&str] = &["rate", "cron", "at"];
/// The types with events of AWS SAM, which become rules and schedules.
const SERVERLESS: [&str; 2] = ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"];
/// The units of a rate, as EventBridge writes one of them.
const UNITS: [&str; 3] = ["minute", "hour", "day"];
/// The fields of a cron expression, each with its least and greatest number.
const FIELDS: [(&str, u32, u32); 6] = [
    ("minutes", 0, 59),
    ("hours", 0, 23),
    ("day of month", 1, 31),
    ("month", 1, 12),
    ("day of week", 1, 7),
    ("year", 1970, 2199),
];

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for (value, is_rule) in schedules(resources) {
        let Some(text) = value.literal().filter(|text| !text.is_empty()) else { continue };
        if let Some((problem, help)) = problem(text, is_rule) {
            let message = format!("`{text}` is not a schedule expression: {problem}");
            report.add_at(codes::SCHEDULE, value.at(), message, Some(help));
        }
    }
}

/// All schedules, and whether each is one of a rule or of the scheduler.
fn schedules<'t>(resources: &Resources<'t>) -> Vec<(Value<'t>, bool)> {
    let conditions = resources.conditions();
    let of = |kind| resources.values(kind, "ScheduleExpression").into_iter();
    let mut found: Vec<(Value<'t>, bool)> =
        of("AWS::Events::Rule").map(|value| (value, true)).collect();
    found.extend(of("AWS::Scheduler::Schedule").map(|value| (value, false)));
    for event in SERVERLESS.iter().flat_map(|kind| resources.values(kind, "Events/*")) {
        let kind = event.only("Type", conditions);
        let (path, is_rule) = match kind.and_then(|kind| kind.literal()) {
            Some("Schedule") => ("Properties/Schedule", true),
            Some("ScheduleV2") => ("Properties/ScheduleExpression", false),
            _ => continue,
        };
        found.extend(event.find(path, conditions).into_iter().map(|value| (value, is_rule)));
    }
    found
}

/// What is wrong with a schedule expression, and what to do.
fn problem(text: &str, is_rule: bool) -> Option<(String, String)> {
    let functions = if is_rule { OF_RULE } else { OF_SCHEDULER };
    let called = text.strip_suffix(')').and_then(|text| text.split_once('('));
    let Some((name, argument)) = called.filter(|(name, _)| functions.contains(name)) else {
        let forms: Vec<String> = functions.iter().map(|name| format!("`{name}(…)`")).collect();
        let problem = format!("it must be {}", forms.join(" or "));
        return Some((problem, "write `rate(5 minutes)` or `cron(0 12 * * ? *)`".into()));
    };
    match name {
        "rate" => rate_problem(argument, is_rule).map(|problem| {
            (problem, "write a number and its unit: `rate(1 minute)`, `rate(5 minutes)`".into())
        }),
        "cron" => cron_problem(argument).map(|problem| {
            (problem, "write six fields, with `?` for one of the days: `cron(0 12 * * ? *)`".into())
        }),
        _ => None,
    }
}

/// Rules take `1 minute` and `5 minutes` only; the scheduler does not document that it distinguishes them.
fn rate_problem(argument: &str, is_rule: bool) -> Option<String> {
    let parts: Vec<&str> = argument.split_whitespace().collect();
    let [number, unit] = parts.as_slice() else {
        return Some("a rate is a number and a unit".into());
    };
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || number.bytes().all(|byte| byte == b'0') {
        return Some(format!("`{number}` is not a positive whole number"));
    }
    let singular = unit.strip_suffix('s').unwrap_or(unit);
    if !UNITS.contains(&singular) {
        return Some(format!("`{unit}` is not a unit: minutes, hours, or days"));
    }
    let is_one = number.trim_start_matches('0') == "1";
    match (is_one, singular == *unit) {
        (true, false) if is_rule => Some(format!("the unit of 1 is `{singular}`")),
        (false, true) if is_rule => Some(format!("the unit of {number} is `{unit}s`")),
        _ => None,
    }
}

fn cron_problem(argument: &str) -> Option<String> {
    let fields: Vec<&str> = argument.split_whitespace().collect();
    let [_, _, day_of_month, _, day_of_week, _] = fields.as_slice() else {
        return Some(format!("it has {} fields instead of six", fields.len()));
    };
    if *day_of_month != "?" && *day_of_week != "?" {
        return Some("it sets the day of the month and the day of the week".into());
    }
    let outside = fields.iter().zip(FIELDS).find(|(field, (_, least, greatest))| {
        field.parse::<u32>().is_ok_and(|number| number < *least || number > *greatest)
    });
    outside.map(|(field, (name, least, greatest))| {
        format!("`{field}` is not between {least} and {greatest}, the limits of the field {name}")
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn is_rejected(kind: &str, expression: &str) -> bool {
        let found = findings(&format!(
            "  R: {{Type: '{kind}', Properties: {{ScheduleExpression: '{expression}'}}}}"
        ));
        found.iter().any(|found| found == "F0705 R/Properties/ScheduleExpression")
    }

    #[test]
    fn malformed_schedules_are_rejected() {
        for kind in ["AWS::Events::Rule", "AWS::Scheduler::Schedule"] {
            for wrong in [
                "5 minutes",
                "rate(5)",
                "rate(0 minutes)",
                "rate(1.5 hours)",
                "rate(5 weeks)",
                "cron(0 12 * * ?)",
                "cron(0 12 * * * *)",
                "cron(0 12 1 * MON *)",
                "cron(60 12 * * ? *)",
                "every(5 minutes)",
            ] {
                assert!(is_rejected(kind, wrong), "{kind} {wrong}");
            }
            for correct in [
                "rate(1 minute)",
                "rate(5 minutes)",
                "cron(0 12 * * ? *)",
                "cron(0/15 8-17 ? * MON-FRI 2026)",
                "{{resolve:ssm:/schedule}}",
            ] {
                assert!(!is_rejected(kind, correct), "{kind} {correct}");
            }
        }
    }

    #[test]
    fn rules_distinguish_singular_and_plural() {
        assert!(is_rejected("AWS::Events::Rule", "rate(1 minutes)"));
        assert!(is_rejected("AWS::Events::Rule", "rate(5 minute)"));
        assert!(!is_rejected("AWS::Scheduler::Schedule", "rate(1 minutes)"));
    }

    #[test]
    fn events_of_serverless_functions_have_schedules() {
        let event = |kind: &str, properties: &str| {
            let found = findings(&format!(
                "  F: {{Type: 'AWS::Serverless::Function', Properties: {{Events: {{E: {{Type: {kind}, Properties: {{{properties}}}}}}}}}}}"
            ));
            found.iter().any(|found| found.starts_with("F0705 F/Properties/Events/E/Properties/"))
        };
        assert!(event("Schedule", "Schedule: rate(1 minutes)"));
        assert!(event("ScheduleV2", "ScheduleExpression: rate(5)"));
        assert!(!event("Schedule", "Schedule: rate(1 minute)"));
        assert!(!event("Api", "Schedule: rate(5)"));
    }

    #[test]
    fn a_schedule_can_be_a_time() {
        assert!(!is_rejected("AWS::Scheduler::Schedule", "at(2026-11-20T13:00:00)"));
        assert!(is_rejected("AWS::Events::Rule", "at(2026-11-20T13:00:00)"));
    }
}
