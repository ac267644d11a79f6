//! Makes questions from the rows of the matrix and from `asked.txt`: an action, and a thing that it is done to.

use super::matrix::{Matrix, MatrixRow};
use super::thing::Thing;
use crate::conformance::emulator::{ACCOUNT, REGION};
use crate::error::{Context, Error};

/// The kind of thing that an action acts on; the first line that matches counts.
const KINDS: [(&str, &str); 9] = [
    ("ecr:GetAuthorizationToken", "anything"),
    ("ecr:", "repository"),
    ("cloudwatch:", "namespace"),
    ("kms:", "key"),
    ("logs:", "log-group"),
    ("secretsmanager:", "secret"),
    ("sqs:", "queue"),
    ("ssm:", "parameter"),
    ("ssmmessages:", "anything"),
];

const TYPES: [(&str, &str); 2] =
    [("AWS::SQS::Queue", "queue"), ("AWS::SecretsManager::Secret", "secret")];

/// All questions: actions with things, grouped by service, without duplicates.
pub(super) fn questions(matrix: &Matrix, asked: &str) -> Result<Vec<(String, Thing)>, Error> {
    let mut actions: Vec<String> = matrix.actions().into_iter().map(str::to_owned).collect();
    let mut things = vec![Thing::named("anything", "")?];
    for row in &matrix.rows {
        things.extend(things_of_row(row)?);
    }
    add_asked(asked, &mut actions, &mut things)?;
    let mut questions = Vec::new();
    for action in sort_by_service(&actions) {
        let kind = KINDS.iter().find(|(start, _)| action.starts_with(start));
        let (_, kind) =
            kind.context(|| format!("this check does not know what `{action}` acts on"))?;
        let before = questions.len();
        let own = things.iter().filter(|thing| thing.kind == *kind);
        questions.extend(own.map(|thing| (action.to_owned(), thing.clone())));
        if questions.len() == before {
            return Err(Error::new(format!("no {kind} is known for `{action}`")));
        }
    }
    let is_asked = |thing: &&Thing| questions.iter().any(|(_, one)| one.words == thing.words);
    let mut unasked = things.iter().filter(|thing| thing.kind != "anything" && !is_asked(thing));
    match unasked.next() {
        Some(Thing { words, .. }) => Err(Error::new(format!("no action is about `{words}`"))),
        None => Ok(questions),
    }
}

/// The things that a row of the matrix names. Empty for a row on every resource.
fn things_of_row(row: &MatrixRow) -> Result<Vec<Thing>, Error> {
    match row {
        MatrixRow::Deployed { heading, resource_type, name, id } => {
            let kind = TYPES.iter().find(|(known, _)| known == resource_type);
            let (_, kind) = kind.context(|| {
                format!(
                    "`{heading}` is of the type `{resource_type}`: this check does not support it"
                )
            })?;
            Ok(vec![Thing { id: Some(id.clone()), ..Thing::named(kind, name)? }])
        }
        MatrixRow::Elsewhere { heading, patterns, conditions } => {
            let patterns = patterns.iter().filter(|pattern| *pattern != "*");
            let patterns = patterns.map(|pattern| thing_of_pattern(heading, pattern));
            let values = conditions
                .iter()
                .flat_map(|(key, values)| values.iter().map(move |value| (key, value)));
            let values = values.map(|(key, value)| thing_of_value(heading, key, value));
            patterns.chain(values).collect()
        }
    }
}

/// An example that matches a pattern.
fn thing_of_pattern(heading: &str, pattern: &str) -> Result<Thing, Error> {
    let start = format!("arn:aws:ssm:{REGION}:{ACCOUNT}:parameter");
    let name = pattern.strip_prefix(&start).context(|| {
        format!("`{heading}` has the pattern `{pattern}`: this check knows no example of it")
    })?;
    Thing::named("parameter", &name.replace('*', "setting"))
}

/// The thing of a request with this value of a condition key.
fn thing_of_value(heading: &str, key: &str, value: &str) -> Result<Thing, Error> {
    let service = value.strip_suffix(&format!(".{REGION}.amazonaws.com"));
    match (key, service) {
        ("cloudwatch:namespace", _) => Thing::named("namespace", value),
        ("kms:ViaService", Some(service)) => Thing::named("key", &format!("via {service}")),
        _ => Err(Error::new(format!(
            "`{heading}`: this check does not support the value `{value}` of `{key}`"
        ))),
    }
}
/// Adds the actions and things that `asked.txt` names.
fn add_asked(asked: &str, actions: &mut Vec<String>, things: &mut Vec<Thing>) -> Result<(), Error> {
    for line in asked.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once(' ') {
            Some(("action", action)) if !actions.iter().any(|one| one == action) => {
                actions.push(action.to_owned());
            }
            Some((kind, name)) if !things.iter().any(|one| one.words == line) => {
                things.push(Thing::named(kind, name)?);
            }
            Some(_) => {
                return Err(Error::new(format!("`asked.txt`: `{line}` is a duplicate: remove it")));
            }
            None => return Err(Error::new(format!("`asked.txt`: `{line}` has no name"))),
        }
    }
    Ok(())
}

/// Groups the actions by service, in the order of the services' first actions.
fn sort_by_service(actions: &[String]) -> Vec<&str> {
    let service = |action: &str| action.split(':').next().unwrap_or_default().to_owned();
    let mut services: Vec<String> = Vec::new();
    for action in actions {
        if !services.contains(&service(action)) {
            services.push(service(action));
        }
    }
    let mut sorted: Vec<&str> = actions.iter().map(String::as_str).collect();
    sorted.sort_by_key(|action| services.iter().position(|one| *one == service(action)));
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::checks::permissions::matrix::tests::TEXT;

    #[test]
    fn actions_are_asked_about_what_they_act_on() {
        let matrix = Matrix::read(TEXT).unwrap();
        let asked = "# note\nqueue theirs\naction sqs:PurgeQueue\nnamespace theirs\n";
        let questions = questions(&matrix, asked).unwrap();
        let words = questions.iter().map(|(action, thing)| format!("{action} {}", thing.words));
        let expected = [
            "sqs:SendMessage queue push",
            "sqs:SendMessage queue theirs",
            "sqs:PurgeQueue queue push",
            "sqs:PurgeQueue queue theirs",
            "cloudwatch:PutMetricData namespace chat",
            "cloudwatch:PutMetricData namespace theirs",
            "ssm:GetParameter parameter /chat/setting",
        ];
        assert_eq!(words.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_can_t_be_asked_is_an_error() {
        let matrix = Matrix::read(TEXT).unwrap();
        for wrong in [
            "action s3:GetObject",
            "moon far",
            "queue push",
            "action sqs:SendMessage",
            "key directly",
            "x",
        ] {
            assert!(questions(&matrix, wrong).is_err(), "{wrong}");
        }
        let another = TEXT.replace("sqs:SendMessage", "dynamodb:GetItem");
        assert!(questions(&Matrix::read(&another).unwrap(), "").is_err());
    }
}
