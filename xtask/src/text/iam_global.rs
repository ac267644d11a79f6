//! Renders and parses the facts about all of IAM's services: AWS's own condition keys, names that only other sources
//! know, service principals, and API operations that are not actions.

use std::collections::{BTreeMap, BTreeSet};

use super::iam::render_key;
use super::iam_reader::read_key;
use super::line::{LineWriter, SplitLine, header, read};
use crate::error::{Context, Error};
use crate::model::iam::{ConditionKey, Elsewhere, NamedElsewhere};

/// The text of the file of AWS's own condition keys.
pub(crate) fn render_keys(head: &[String], keys: &[ConditionKey]) -> String {
    let mut text = header(head);
    text.push('\n');
    keys.iter().for_each(|key| render_key(&mut text, key));
    text
}

/// The keys of a file.
pub(crate) fn parse_keys(text: &str) -> Result<Vec<ConditionKey>, Error> {
    read(text)?.1.iter().map(read_key).collect()
}

/// The date of the data in the head of a file: `data of 2026-09-26`.
pub(crate) fn date(text: &str) -> Result<String, Error> {
    date_in(&read(text)?.0)
}

/// The date of the data in a line of the head.
pub(crate) fn date_in(header: &[String]) -> Result<String, Error> {
    let dated = header.iter().find_map(|line| line.split_once("data of "));
    let (_, date) = dated.context(|| "no line of the head has `data of` and a date".into())?;
    Ok(date.trim().to_owned())
}

/// The text of the file of names that only other sources know.
pub(crate) fn render_elsewhere(elsewhere: &Elsewhere) -> String {
    let mut text = header(&elsewhere.header);
    text.push('\n');
    for (prefix, NamedElsewhere { actions, keys }) in &elsewhere.services {
        LineWriter::new(0, "service").word(prefix).end(&mut text);
        for action in actions {
            LineWriter::new(1, "action").word(action).end(&mut text);
        }
        for (action, keys) in keys {
            LineWriter::new(1, "keys").word(action).words(keys).end(&mut text);
        }
    }
    text
}

/// The names of the file.
pub(crate) fn parse_elsewhere(text: &str) -> Result<Elsewhere, Error> {
    let (header, lines) = read(text)?;
    let mut found = Elsewhere { header, ..Elsewhere::default() };
    let mut prefix = String::new();
    for line in &lines {
        if line.keyword == "service" {
            line.word(0)?.clone_into(&mut prefix);
            continue;
        }
        let names = found.services.entry(prefix.clone()).or_default();
        match line.keyword {
            "action" => drop(names.actions.insert(line.word(0)?.to_owned())),
            "keys" => {
                let keys = line.words_from(1).into_iter().collect();
                names.keys.insert(line.word(0)?.to_owned(), keys);
            }
            _ => return Err(Error::new(line.expected("nothing: it is not a keyword"))),
        }
    }
    Ok(found)
}

/// The text of the file of services that are principals, each with the words of its sources.
pub(crate) fn render_principals(
    head: &[String],
    principals: &BTreeMap<String, BTreeSet<String>>,
) -> String {
    let mut text = header(head);
    text.push('\n');
    for (service, sources) in principals {
        LineWriter::new(0, "principal").word(service).words(sources).end(&mut text);
    }
    text
}

/// The services that are principals, in the file's order.
pub(crate) fn parse_principals(text: &str) -> Result<Vec<String>, Error> {
    read(text)?.1.iter().map(|line| Ok(line.word(0)?.to_owned())).collect()
}

/// API operations and the actions that allow them: `sqs:DeleteMessageBatch`, `sqs:DeleteMessage`.
pub(crate) fn parse_operations(text: &str) -> Result<Vec<(String, Vec<String>)>, Error> {
    let pair = |line: &SplitLine<'_>| Ok((line.word(0)?.to_owned(), line.words_from(1)));
    let pairs: Result<Vec<(String, Vec<String>)>, Error> = read(text)?.1.iter().map(pair).collect();
    pairs.context(|| "an operation".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_survive_the_round_trip() -> Result<(), Error> {
        let keys = "# keys\n\nkey aws:SourceIp IPAddress SOURCE_IP\nkey aws:TagKeys ArrayOfString TAG_KEYS\n";
        assert_eq!(render_keys(&["keys".into()], &parse_keys(keys)?), keys);
        assert_eq!(date("# source: x, data of 2026-09-26\n\n")?, "2026-09-26");
        assert!(date(keys).is_err());
        let elsewhere = "# names\n\nservice sqs\n  action forget\n  keys Send sqs:A sqs:B\n";
        assert_eq!(render_elsewhere(&parse_elsewhere(elsewhere)?), elsewhere);
        let principals = "# services\n\nprincipal ecs-tasks cdk managed\n";
        let sources = BTreeSet::from(["cdk".to_owned(), "managed".to_owned()]);
        let found = BTreeMap::from([("ecs-tasks".to_owned(), sources)]);
        assert_eq!(render_principals(&["services".into()], &found), principals);
        assert_eq!(parse_principals(principals)?, ["ecs-tasks"]);
        let operations =
            parse_operations("# o\n\noperation sqs:SendMessageBatch sqs:SendMessage\n")?;
        assert_eq!(operations, [("sqs:SendMessageBatch".into(), vec!["sqs:SendMessage".into()])]);
        Ok(())
    }
}
