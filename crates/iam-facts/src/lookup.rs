//! Looks an action up by its name, and suggests the intended action for a name that does not exist.

use constructs_matching::nearest_word;

use crate::sdk_names::SDK_NAMES;
use crate::{Service, actions, prefixes, service};

/// What the facts know about the name of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionLookup {
    /// It is one, spelled as AWS spells it.
    Action,
    /// It is one, and AWS spells it so: `sqs:SendMessage`. IAM takes any case; people search for this one.
    Spelled(String),
    /// A pattern (`sqs:Get*`) that names at least one action.
    Pattern,
    /// A pattern that names none; with the nearest action, if one is near.
    EmptyPattern(Option<String>),
    /// It is not `service:Action`.
    NoName,
    /// No such service; with the nearest one, if one is near.
    UnknownService(Option<&'static str>),
    /// An API operation; these actions allow it.
    Operation(Vec<&'static str>),
    /// The service has no such action; with the nearest one, or the one of another service, if there is one.
    UnknownAction(Option<String>),
    /// The service has a wildcard: IAM's reference has them behind the colon only.
    WildService,
    /// Another source than the facts knows it: nothing more can be said.
    Elsewhere,
}

/// Looks `name` up, such as `sqs:DeleteMessageBatch`, and suggests an action if it does not exist.
#[must_use]
pub fn suggest_action(name: &str) -> ActionLookup {
    let Some((prefix, action)) = split(name) else {
        return if name == "*" { ActionLookup::Pattern } else { ActionLookup::NoName };
    };
    if is_pattern(prefix) {
        return if prefix == "*" { ActionLookup::Pattern } else { ActionLookup::WildService };
    }
    let Some(service) = service(prefix) else {
        return ActionLookup::UnknownService(nearest_service(prefix, action));
    };
    if is_pattern(action) {
        return look_up_pattern(service, action);
    }
    if let Some(found) = service.action(action) {
        let is_spelled = prefix == service.prefix && action == found.name;
        let spelled = || ActionLookup::Spelled(format!("{}:{}", service.prefix, found.name));
        return if is_spelled { ActionLookup::Action } else { spelled() };
    }
    let operation = service.operations.iter().find(|known| known.name.eq_ignore_ascii_case(action));
    match operation {
        Some(operation) => ActionLookup::Operation(operation.allowed_by.clone()),
        None if service.is_action_elsewhere(action) => ActionLookup::Elsewhere,
        None => ActionLookup::UnknownAction(
            nearest_action(service, action)
                .or_else(|| suggest_beginning(service, action))
                .or_else(|| find_in_other_service(prefix, action)),
        ),
    }
}

/// `s3:Get*` of `s3:Get`: the beginning of several actions, up to the end of a word.
fn suggest_beginning(service: &Service, word: &str) -> Option<String> {
    let goes_on = |name: &str| {
        let (start, rest) = name.split_at_checked(word.len())?;
        let is_whole = rest.starts_with(|next: char| next.is_ascii_uppercase());
        (is_whole && start.eq_ignore_ascii_case(word)).then(|| start.to_owned())
    };
    let start = service.actions.iter().find_map(|action| goes_on(action.name))?;
    Some(format!("{}:{start}*", service.prefix))
}

/// The action of this name that another service has: that of the service that people call `prefix`, or the only one.
fn find_in_other_service(prefix: &str, action: &str) -> Option<String> {
    let all = services_with(action);
    let own =
        prefix_of_name(prefix).and_then(|prefix| all.iter().find(|(found, _)| *found == prefix));
    let (prefix, name) = own.or_else(|| only(&all))?;
    Some(format!("{prefix}:{name}"))
}

/// The intended service of `prefix`: by its common name, by its spelling, or because only one service has this action.
fn nearest_service(prefix: &str, action: &str) -> Option<&'static str> {
    let having = services_with(action);
    let spelled = || nearest_word(prefix, having.iter().map(|(prefix, _)| *prefix));
    let found =
        prefix_of_name(prefix).or_else(spelled).or_else(|| nearest_word(prefix, prefixes()));
    found.or_else(|| only(&having).map(|(prefix, _)| *prefix))
}

/// The services that have an action of this name, each with its spelling.
fn services_with(action: &str) -> Vec<(&'static str, &'static str)> {
    actions().filter(|(_, name)| name.eq_ignore_ascii_case(action)).collect()
}

/// The only element.
fn only<T>(all: &[T]) -> Option<&T> {
    if let [only] = all { Some(only) } else { None }
}

/// Common names of services in AWS's tools, in consoles, and among users, each with the service's prefix.
/// <https://docs.aws.amazon.com/cli/latest/reference/> has the first of them, each beside the API that it speaks.
const COMMON_NAMES: &[(&str, &str)] = &[
    ("alb", "elasticloadbalancing"),
    ("amp", "aps"),
    ("apigatewayv2", "apigateway"),
    ("apigw", "apigateway"),
    ("cfn", "cloudformation"),
    ("cloudmap", "servicediscovery"),
    ("cloudwatch", "logs"),
    ("cloudwatchlogs", "logs"),
    ("cognito", "cognito-idp"),
    ("ddb", "dynamodb"),
    ("docdb", "rds"),
    ("dynamo", "dynamodb"),
    ("dynamodbstreams", "dynamodb"),
    ("efs", "elasticfilesystem"),
    ("elb", "elasticloadbalancing"),
    ("elbv2", "elasticloadbalancing"),
    ("emr", "elasticmapreduce"),
    ("eventbridge", "events"),
    ("iam", "sts"),
    ("identitycenter", "sso"),
    ("keyspaces", "cassandra"),
    ("location", "geo"),
    ("msk", "kafka"),
    ("mwaa", "airflow"),
    ("neptune", "neptune-db"),
    ("opensearch", "es"),
    ("opensearchserverless", "aoss"),
    ("parameterstore", "ssm"),
    ("pinpoint", "mobiletargeting"),
    ("prometheus", "aps"),
    ("rds", "rds-db"),
    ("s3control", "s3"),
    ("sesv2", "ses"),
    ("sfn", "states"),
    ("stepfunctions", "states"),
];

/// The prefix of the service that people call `name`: `events` for `eventbridge`, `states` for `step-functions`.
#[must_use]
pub fn prefix_of_common_name(name: &str) -> Option<&'static str> {
    find_prefix(name, COMMON_NAMES)
}

/// As [`prefix_of_common_name`], also for the names of the SDKs: `bedrock` for `bedrock-runtime`.
fn prefix_of_name(name: &str) -> Option<&'static str> {
    prefix_of_common_name(name).or_else(|| find_prefix(name, SDK_NAMES))
}

fn find_prefix(name: &str, rows: &'static [(&'static str, &'static str)]) -> Option<&'static str> {
    let plain: String = name.chars().filter(|letter| !"-_ ".contains(*letter)).collect();
    let found = rows.iter().find(|(known, _)| plain.eq_ignore_ascii_case(known));
    found.map(|(_, prefix)| *prefix)
}

fn look_up_pattern(service: &Service, pattern: &str) -> ActionLookup {
    if service.actions_like(pattern).next().is_some() {
        return ActionLookup::Pattern;
    }
    if service.is_action_elsewhere(pattern) {
        return ActionLookup::Elsewhere;
    }
    let word: String = pattern.chars().filter(|letter| !matches!(letter, '*' | '?')).collect();
    let near = nearest_beginning(service, pattern);
    ActionLookup::EmptyPattern(near.or_else(|| nearest_action(service, &word)))
}

/// `service` and `Action` of a name; nothing where one of them is missing or there is more.
fn split(name: &str) -> Option<(&str, &str)> {
    let (prefix, action) = name.split_once(':')?;
    let is_word = |word: &str| {
        !word.is_empty() && !word.contains(|letter: char| letter == ':' || letter.is_whitespace())
    };
    (is_word(prefix) && is_word(action)).then_some((prefix, action))
}

fn is_pattern(word: &str) -> bool {
    word.contains(['*', '?'])
}

/// The action of a service that is nearest to `word`: a slip of the pen, or the action for one or for many.
fn nearest_action(service: &Service, word: &str) -> Option<String> {
    let names = || service.actions.iter().map(|action| action.name);
    let found = without_batch(word)
        .and_then(|single| service.action(&single).map(|action| action.name))
        .or_else(|| nearest_word(word, names()).map(|near| prefer_same_verb(service, word, near)))
        .or_else(|| longest_beginning(word, names()));
    found.map(|name| format!("{}:{name}", service.prefix))
}

/// Words that AWS's services use for the same: which one an action has is easily forgotten.
const READING: [&str; 4] = ["Describe", "List", "Get", "Read"];

/// `DescribeInstances` for `ListInstances`, where `near` would be `RunInstances`.
fn prefer_same_verb<'s>(service: &'s Service, word: &str, near: &'s str) -> &'s str {
    let verb = READING.iter().find(|verb| word.starts_with(**verb) && !near.starts_with(**verb));
    let rest = verb.and_then(|verb| word.strip_prefix(verb));
    let swapped =
        |rest: &str| READING.iter().find_map(|verb| service.action(&format!("{verb}{rest}")));
    rest.and_then(swapped).map_or(near, |action| action.name)
}

/// `s3:Get*` of `s3:Gett*`: the beginning of names that is nearest to a pattern's.
fn nearest_beginning(service: &Service, pattern: &str) -> Option<String> {
    let start = pattern.strip_suffix('*').filter(|start| !is_pattern(start))?;
    let beginnings = service.actions.iter().flat_map(|action| {
        let ends = action.name.char_indices().skip(1);
        let ends = ends.filter(|(_, letter)| letter.is_ascii_uppercase()).map(|(at, _)| at);
        ends.filter_map(|at| action.name.get(..at))
    });
    nearest_word(start, beginnings).map(|near| format!("{}:{near}*", service.prefix))
}

/// `DeleteMessage` of `DeleteMessageBatch` and `BatchDeleteMessages`; the version of an operation goes as well.
fn without_batch(word: &str) -> Option<String> {
    let single = word.strip_suffix("Batch").or_else(|| word.strip_prefix("Batch"));
    let single = single.or_else(|| word.strip_suffix("V2"))?;
    Some(single.strip_suffix('s').unwrap_or(single).to_owned())
}

/// The longest name that `word` begins with, if it is most of it: `SendMessage` for `SendMessageNow`.
fn longest_beginning<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let begins = |name: &&str| {
        let start = word.get(..name.len());
        name.len() * 2 >= word.len() && start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    names.filter(begins).max_by_key(|name| name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_name_gets_a_suggestion() {
        let action = |name: &str| Some(name.to_owned());
        for (name, expected) in [
            ("sqs:SendMessage", ActionLookup::Action),
            ("SQS:sendmessage", ActionLookup::Spelled("sqs:SendMessage".into())),
            ("sqs:Send*", ActionLookup::Pattern),
            ("*", ActionLookup::Pattern),
            ("sqs:Sedn*", ActionLookup::EmptyPattern(None)),
            ("s3:Gett*", ActionLookup::EmptyPattern(action("s3:Get*"))),
            ("sqs:SendMesage*", ActionLookup::EmptyPattern(action("sqs:SendMessage"))),
            ("ec2:ListInstances", ActionLookup::UnknownAction(action("ec2:DescribeInstances"))),
            ("sns:PublishMessage", ActionLookup::UnknownAction(action("sns:Publish"))),
            ("rds:connect", ActionLookup::UnknownAction(action("rds-db:connect"))),
            ("SendMessage", ActionLookup::NoName),
            ("sqs:", ActionLookup::NoName),
            ("sqs:Send Message", ActionLookup::NoName),
            ("sqss:SendMessage", ActionLookup::UnknownService(Some("sqs"))),
            ("eventbridge:PutEvents", ActionLookup::UnknownService(Some("events"))),
            ("step-functions:StartExecution", ActionLookup::UnknownService(Some("states"))),
            ("bedrock-runtime:InvokeModel", ActionLookup::UnknownService(Some("bedrock"))),
            ("lex-runtime:*", ActionLookup::UnknownService(Some("lex"))),
            ("queues:ChangeMessageVisibility", ActionLookup::UnknownService(Some("sqs"))),
            ("frobnicate:Now", ActionLookup::UnknownService(None)),
            ("iam:AssumeRole", ActionLookup::UnknownAction(action("sts:AssumeRole"))),
            ("cloudwatch:PutLogEvents", ActionLookup::UnknownAction(action("logs:PutLogEvents"))),
            ("s3:Get", ActionLookup::UnknownAction(action("s3:Get*"))),
            ("s*:Get*", ActionLookup::WildService),
            ("*:*", ActionLookup::Pattern),
            ("budgets:DescribeBudget", ActionLookup::Operation(vec!["budgets:ViewBudget"])),
            ("apigateway:CreateDeployment", ActionLookup::Operation(vec!["apigateway:POST"])),
            ("sqs:DeleteMessageBatch", ActionLookup::Operation(vec!["sqs:DeleteMessage"])),
            ("sqs:SendMesage", ActionLookup::UnknownAction(action("sqs:SendMessage"))),
            ("sqs:PurgeQueueV2", ActionLookup::UnknownAction(action("sqs:PurgeQueue"))),
            ("sqs:SendMessageNow", ActionLookup::UnknownAction(action("sqs:SendMessage"))),
            ("sqs:Frobnicate", ActionLookup::UnknownAction(None)),
            ("account:ReopenAccount", ActionLookup::Elsewhere),
            ("assurance:Chat", ActionLookup::Elsewhere),
        ] {
            assert_eq!(suggest_action(name), expected, "{name}");
        }
    }

    #[test]
    fn what_services_are_called_leads_to_services() {
        assert!(COMMON_NAMES.is_sorted());
        for (name, prefix) in COMMON_NAMES {
            assert!(prefixes().any(|known| known == *prefix), "{name}");
        }
    }
}
