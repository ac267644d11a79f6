//! What a policy says of resources -> the same, with ARNs that are written out as the resources that they are of.
//!
//! `arn:aws:sqs:eu-west-1:111122223333:push` and a reference to the queue of that name have to look the same to a comparison, and
//! `arn:aws:sqs:*:*:pu*` has to take the queue in. The sets of resources stay what they were.

use super::estate::{Estate, ResourceId};
use super::named::is_suffix;
use super::symbols;
use super::value::{Piece, Pieces, text_of};
use crate::access::pattern::{Pattern, Resolved, Style};
use crate::access::text::{Part, Text};

/// The most places at which an ARN may end that are looked at, and the most resources that a pattern is held against.
const MOST: usize = 500;

/// The texts that stand for a policy's resource: itself, or the resource that it is; of a pattern also those that are in it.
pub(crate) fn resource_texts(estate: &Estate<'_>, pieces: &[Piece], variables: bool) -> Vec<Text> {
    let text = super::value::policy_text(&settled(estate, pieces), variables);
    let mut texts = Vec::new();
    if text.has_wildcard() && !text.is_anything() {
        texts.extend(within(estate, &text));
    }
    texts.insert(0, text);
    texts
}

/// The same with an ARN of a resource of the templates as one symbol.
pub(crate) fn settled(estate: &Estate<'_>, pieces: &[Piece]) -> Pieces {
    if !matches!(pieces.first(), Some(Piece::Text(text)) if text.starts_with("arn:")) {
        return pieces.to_vec();
    }
    let text = text_of(pieces);
    let ends = text.match_indices([':', '/']).map(|(at, _)| at).take(MOST);
    for end in ends.chain([text.len()]) {
        let Some(start) = text.get(..end) else { continue };
        let found =
            estate.at_arn(start).and_then(|id| Some((id, rest(pieces, estate.written(id)?)?)));
        if let Some((id, rest)) = found {
            return followed(symbols::symbol(estate, id), rest);
        }
    }
    secret(estate, pieces, &text).unwrap_or_else(|| pieces.to_vec())
}

/// `…:secret:name-??????` is the secret of that name, and no other can be: names are unique, and Secrets Manager adds a `-` and
/// six letters and digits. <https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html>
fn secret(estate: &Estate<'_>, pieces: &[Piece], text: &str) -> Option<Pieces> {
    let start = text.strip_suffix("??????").filter(|_| text.contains(":secretsmanager:"))?;
    let id = estate.at_arn(&format!("{start}{}", super::named::SIX))?;
    let is_written = matches!(pieces.last(), Some(Piece::Text(_)));
    is_written.then(|| vec![symbols::symbol(estate, id)])
}

fn followed(first: Piece, rest: Pieces) -> Pieces {
    std::iter::once(first).chain(rest).collect()
}

/// What follows `start`.
fn rest(pieces: &[Piece], start: &[Piece]) -> Option<Pieces> {
    let (last, before) = start.split_last()?;
    let pieces = pieces.strip_prefix(before)?;
    let (first, others) = pieces.split_first()?;
    let cut = match (first, last) {
        (Piece::Text(text), Piece::Text(end)) => text.strip_prefix(end.as_str())?,
        (one, other) if one == other => "",
        _ => return None,
    };
    let mut rest = Vec::new();
    if !cut.is_empty() {
        rest.push(Piece::Text(cut.to_owned()));
    }
    rest.extend(others.iter().cloned());
    Some(rest)
}

/// The resources of the templates that a pattern takes in for sure, and all that is below them where it does.
fn within(estate: &Estate<'_>, pattern: &Text) -> Vec<Text> {
    let is_open = pattern.parts().last() == Some(&Part::Many);
    let mut texts = Vec::new();
    for (id, pieces) in estate.all_written().take(MOST) {
        let symbol = || super::value::policy_text(&[symbols::symbol(estate, id)], false);
        let below = |text: &str| {
            let parts = Text::parse(text, false);
            Text::new(symbol().parts().iter().chain(parts.parts()).cloned().collect())
        };
        if matches(pattern, pieces, "") {
            texts.push(if is_open { below("*") } else { symbol() });
        } else if is_open {
            let ends = ["/", ":"].into_iter().filter(|end| matches(pattern, pieces, end));
            texts.extend(ends.map(|end| below(&format!("{end}*"))));
        }
    }
    texts
}

/// Whether a pattern matches an ARN whatever its symbols are: they match themselves and `*`. As a `?` is one character, they
/// are tried as one character, and as two.
fn matches(pattern: &Text, pieces: &[Piece], end: &str) -> bool {
    [1, 2].into_iter().all(|length| {
        let mut names: Vec<&str> = Vec::new();
        let letters = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Symbol(symbol) if is_suffix(symbol) => "\u{f8ff}".repeat(6),
            Piece::Symbol(symbol) => {
                names.push(&symbol.name);
                letter(names.len(), length)
            }
        });
        let letters: Vec<char> = letters.collect::<String>().chars().chain(end.chars()).collect();
        let resolve = |part: &Part| match part {
            Part::Symbol(symbol) => names
                .iter()
                .position(|name| *name == symbol.name)
                .map_or(Resolved::Unknown, |at| Resolved::Text(letter(at + 1, length))),
            _ => Resolved::Unknown,
        };
        let pattern = Pattern::compile(pattern, Style::Glob, false, &resolve);
        pattern.is_some_and(|pattern| pattern.matches(&letters))
    })
}

/// A character that no ARN has, so many times.
fn letter(number: usize, length: usize) -> String {
    let number = u32::try_from(number).unwrap_or_default();
    char::from_u32(0xe000 + number).unwrap_or('\u{e000}').to_string().repeat(length)
}

/// The resource whose ARN it is.
pub(super) fn resource<'t>(estate: &Estate<'t>, pieces: &[Piece]) -> Option<ResourceId<'t>> {
    match settled(estate, pieces).as_slice() {
        [Piece::Symbol(symbol)] => estate.at_path(symbol.name.trim_end_matches(" (name)")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::stack;
    use super::super::{Estate, Notes, Resolver, StackTemplate};
    use super::resource_texts;

    const TEMPLATE: &str = r"
Parameters: {Stage: {Type: String, AllowedPattern: '[a-z]+'}}
Resources:
  Push: {Type: 'AWS::SQS::Queue', Properties: {QueueName: chat-dev-push}}
  Pull: {Type: 'AWS::SQS::Queue'}
  Staged: {Type: 'AWS::SQS::Queue', Properties: {QueueName: !Sub '${Stage}-push'}}
  Files: {Type: 'AWS::S3::Bucket'}
  Named: {Type: 'AWS::S3::Bucket', Properties: {BucketName: chat-dev-files}}
  Log: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: /chat/dev}}
  Setting: {Type: 'AWS::SSM::Parameter', Properties: {Name: /chat/dev/key}}
  Role: {Type: 'AWS::IAM::Role', Properties: {RoleName: api, Path: /chat/}}
  Odd: {Type: 'AWS::IAM::Role', Properties: {RoleName: odd, Path: !Ref Stage}}
  Topic: {Type: 'AWS::SNS::Topic', Properties: {TopicName: news}}
  Table: {Type: 'AWS::DynamoDB::Table', Properties: {TableName: chat}}
  Function: {Type: 'AWS::Lambda::Function', Properties: {FunctionName: job}}
  Secret: {Type: 'AWS::SecretsManager::Secret', Properties: {Name: chat/dev/db}}
  Attachment: {Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: {SecretId: !Ref Secret}}
  Twin: {Type: 'AWS::SNS::Topic', Properties: {TopicName: twin}}
  Twins: {Type: 'AWS::SNS::Topic', Properties: {TopicName: twin}}
  Made: {Type: 'Custom::Made'}
";

    fn texts(place: Option<(&str, &str)>, resource: &str) -> String {
        let mut template: StackTemplate = stack("iam", TEMPLATE);
        template.account = place.map(|(account, _)| account.to_owned());
        template.region = place.map(|(_, region)| region.to_owned());
        let stacks = [template];
        let estate = Estate::new(&stacks);
        let resource = constructs_template::read(format!("R: {resource}").as_bytes()).unwrap();
        let mut notes = Notes::default();
        let given = Resolver::new(&estate, 0, &mut notes).each(resource.root().get("R").unwrap());
        let texts = given.iter().flat_map(|given| resource_texts(&estate, &given.pieces, true));
        texts.map(|text| text.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_arn_is_the_resource_whose_name_it_has() {
        let mut all = String::new();
        for resource in [
            "!GetAtt Push.Arn",
            "!Sub arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:chat-dev-push",
            "!Join ['', ['arn:', !Ref 'AWS::Partition', ':sqs:', !Ref 'AWS::Region', ':', !Ref 'AWS::AccountId', ':', !GetAtt Push.QueueName]]",
            "!Sub arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Pull.QueueName}",
            "!Sub arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:chat-dev-push2",
            "!Sub arn:${AWS::Partition}:s3:::${Files}/*",
            "!Sub arn:${AWS::Partition}:s3:::${Named}/*",
            "!Sub arn:${AWS::Partition}:s3:::chat-dev-files",
            "!Sub arn:${AWS::Partition}:s3:::chat-dev-*",
            "!Sub arn:${AWS::Partition}:s3:::chat-dev-files/*",
            "!GetAtt Log.Arn",
            "!Sub arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/chat/dev:*",
            "!Sub arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/chat/dev/key",
            "!Sub arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter${Setting}",
            "!Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/chat/api",
            "!Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/api",
            "!GetAtt Odd.Arn",
            "!Sub arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:news",
            "!Ref Topic",
            "!Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/chat/index/*",
            "!GetAtt Table.StreamArn",
            "!Sub arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:job:*",
            "!Sub arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:chat/dev/db-??????",
            "!Sub arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:chat/dev/db-*",
            "!Sub arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:chat/dev/db",
            "!Ref Attachment",
            "!Sub arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:twin",
            "arn:aws:sqs:*:*:chat-*",
            "!Sub arn:${AWS::Partition}:sqs:*:*:chat-*",
            "!Sub arn:${AWS::Partition}:sqs:${AWS::Region}:??????:chat-dev-push",
            "arn:aws:sqs:us-east-1:111122223333:chat-dev-push",
            "!Sub '${Made.Arn}'",
        ] {
            all += &format!("{resource}\n  {}\n", texts(None, resource));
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn in_a_known_place_all_is_letters() {
        let place = Some(("111122223333", "us-east-1"));
        for (resource, expected) in [
            ("arn:aws:sqs:us-east-1:111122223333:chat-dev-push", "<iam.Push>"),
            (
                "arn:aws:sqs:us-east-2:111122223333:chat-dev-push",
                "arn:aws:sqs:us-east-2:111122223333:chat-dev-push",
            ),
            (
                "arn:aws-cn:sqs:us-east-1:111122223333:chat-dev-push",
                "arn:aws-cn:sqs:us-east-1:111122223333:chat-dev-push",
            ),
            (
                "arn:aws:sqs:us-east-1:*:chat-dev-pus?",
                "arn:aws:sqs:us-east-1:*:chat-dev-pus? <iam.Push>",
            ),
            (
                "arn:aws:sqs:us-east-1:????????????:chat-dev-push",
                "arn:aws:sqs:us-east-1:????????????:chat-dev-push <iam.Push>",
            ),
            (
                "arn:aws:secretsmanager:us-east-1:111122223333:secret:chat/dev/db-??????",
                "<iam.Secret>",
            ),
            (
                "arn:aws:secretsmanager:us-east-1:111122223333:secret:chat/dev/d?-??????",
                "arn:aws:secretsmanager:us-east-1:111122223333:secret:chat/dev/d?-?????? <iam.Secret>",
            ),
            ("arn:aws:s3:::*/*", "arn:aws:s3:::*/* <iam.Files>/* <iam.Named>/*"),
        ] {
            assert_eq!(texts(place, resource), expected);
        }
    }
}
