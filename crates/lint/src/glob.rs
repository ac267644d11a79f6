//! Decides whether some text matches both a policy's text with wildcards and the form of an ARN.

use constructs_matching::{Pattern, Token, may_intersect};

use constructs_access::template::Fragment;

/// A text with wildcards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glob(Vec<Token>);

impl Glob {
    /// A text of a policy. Symbols and policy variables can be any text.
    pub(super) fn from_fragments(fragments: &[Fragment]) -> Self {
        let mut tokens = Vec::new();
        for fragment in fragments {
            match fragment {
                Fragment::Symbol(_) => tokens.push(Token::Many),
                Fragment::Text(text) => push_literal(text, &mut tokens),
            }
        }
        Self(tokens)
    }

    /// The form of an ARN: `arn:${Partition}:s3:::${BucketName}`. A partition, region, account, or bucket name is a word that is
    /// not empty; any other variable can have any characters.
    pub(super) fn from_arn_form(form: &str) -> Self {
        let (mut tokens, mut rest) = (Vec::new(), form);
        while let Some((before, after)) = rest.split_once("${") {
            tokens.extend(Pattern::with_stars(before).tokens);
            let (name, behind) = after.split_once('}').unwrap_or((after, ""));
            let is_word = ["Partition", "Region", "Account", "BucketName"].contains(&name);
            tokens.extend(is_word.then_some(Token::WordOne));
            tokens.push(if is_word { Token::WordMany } else { Token::Many });
            rest = behind;
        }
        tokens.extend(Pattern::with_stars(rest).tokens);
        Self(tokens)
    }

    /// This text, followed by `other`.
    pub(super) fn followed_by(mut self, other: &Self) -> Self {
        self.0.extend(&other.0);
        self
    }

    /// Whether a text can match both.
    pub(super) fn can_meet(&self, other: &Self) -> bool {
        may_intersect(&self.0, &other.0)
    }
}

/// Adds the tokens of a text. A policy variable, `${…}`, can be any text.
fn push_literal(text: &str, tokens: &mut Vec<Token>) {
    let mut rest = text;
    while let Some((before, (_, behind))) =
        rest.split_once("${").and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        tokens.extend(Pattern::glob(before).tokens);
        tokens.push(Token::Many);
        rest = behind;
    }
    tokens.extend(Pattern::glob(rest).tokens);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form with variables, as the facts write it, from one with `*`.
    fn form(stars: &str) -> String {
        if stars == "*" {
            return stars.to_owned();
        }
        let names = ["", "${Partition}", "", "${Region}", "${Account}", "${Name}"];
        let parts = stars.splitn(6, ':').zip(names).map(|(part, name)| part.replace('*', name));
        let form = parts.collect::<Vec<_>>().join(":");
        form.replacen(":::${Name}/", ":::${BucketName}/", 1)
    }

    /// Compares with parliament, which also decides whether a pattern matches the form of a resource type. The data is in the
    /// folder that `FIXTURES` names, outside of the project. `docs/access.md` explains the differences.
    #[test]
    fn patterns_suit_forms_as_others_say() {
        let Some(lines) = constructs_fixtures::lines("iam/globs.jsonl") else { return };
        let (mut agree, mut different) = (0, Vec::new());
        for line in &lines {
            let case: serde_json::Value = serde_json::from_str(line).unwrap();
            if !case["fn"].as_str().unwrap().starts_with("is_arn") {
                continue;
            }
            let word = |at: usize| case["args"][at].as_str().unwrap().to_owned();
            let own = Glob::from_fragments(&[Fragment::Text(word(2))]);
            if own.can_meet(&Glob::from_arn_form(&form(&word(1))))
                == case["expected"].as_bool().unwrap()
            {
                agree += 1;
            } else {
                different.push(line.split(",\"src\"").next().unwrap().to_owned());
            }
        }
        println!("{agree} agree, {} differ:\n{}", different.len(), different.join("\n"));
        assert!(agree >= 24 && agree + different.len() == 28, "{agree}");
    }

    #[test]
    fn texts_meet_where_one_fits_both() {
        let object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
        let bucket = "arn:${Partition}:s3:::${BucketName}";
        let queue = "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}";
        for (text, form, expected) in [
            ("arn:aws:s3:::b/*", object, true),
            ("arn:aws:s3:::b", object, false),
            ("arn:aws:s3:::b*", object, true),
            ("arn:aws:s3:::b/*", bucket, false),
            ("arn:aws:s3:::${aws:username}", bucket, true),
            ("*", bucket, true),
            ("arn:*", bucket, true),
            ("arn:aws:s?:::b", bucket, true),
            ("arn:aws:sqs:*:*:*", bucket, false),
            ("", bucket, false),
            ("arn:aws:sqs::111122223333:q", queue, false),
            ("arn:aws:sqs:*:*:q", queue, true),
            ("arn:aws:sqs:eu-west-?:${aws:PrincipalAccount}:q", queue, true),
        ] {
            let own = Glob::from_fragments(&[Fragment::Text(text.to_owned())]);
            assert_eq!(own.can_meet(&Glob::from_arn_form(form)), expected, "{text} {form}");
            assert_eq!(Glob::from_arn_form(form).can_meet(&own), expected, "{form} {text}");
        }
    }
}
