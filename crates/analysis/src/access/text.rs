//! A string of a policy -> a sequence of literals, wildcards, policy variables and symbols.
//!
//! A symbol stands for text that is not known while a template is read: a logical id's ARN, the account, the region.
//! Two symbols of one name are the same text. What they may be is said by their [`SymbolKind`].

use std::fmt;

/// A string of a policy, in parts. Wildcards are kept one by one: where an operator knows none, `*` is a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text {
    parts: Vec<Part>,
}

/// A piece of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Characters that stand for themselves.
    Literal(String),
    /// `*`: any characters, or none.
    Many,
    /// `?`: any one character.
    One,
    /// `${key}` or `${key, 'default'}`: a value of the request's context.
    Variable(Variable),
    /// Text that only the deployment knows.
    Symbol(Symbol),
}

/// A policy variable. <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable {
    /// The context key as it is written; keys are compared without regard to case.
    pub key: String,
    /// What stands there when the request has no such key.
    pub default: Option<String>,
}

/// A piece of text that only the deployment knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol {
    /// What a person calls it, unique in what is compared: `Queues/Push.Arn`, `AWS::Region`.
    pub name: String,
    /// What it may be.
    pub kind: SymbolKind,
}

/// What a [`Symbol`] may stand for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SymbolKind {
    /// `aws`, `aws-cn`, `aws-us-gov` and the like.
    Partition,
    /// `eu-west-1` and the like.
    Region,
    /// Twelve digits.
    Account,
    /// The ARN of a resource that matches this glob (`arn:*:sqs:*:*:*`), whose wildcards stand for text without `:`. Two
    /// resources of different names are distinct.
    Arn(String),
    /// The name or id of a resource, without `:` and `/`. Two resources of different names are distinct.
    ResourceName,
    /// The name that AWS makes up for a resource without one, without `:` and `/`. Two names of the same kind (a type, and
    /// the account and region where names are unique) are distinct; those of others may be the same text.
    NameOf(String),
    /// Text of which nothing is known, or only which characters it has.
    Opaque {
        /// The characters that it can have; any if there are none here.
        characters: Option<String>,
    },
}

impl SymbolKind {
    /// Whether two symbols of such kinds and different names can't be the same text.
    #[must_use]
    pub fn is_distinct_from(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Arn(_), Self::Arn(_)) | (Self::ResourceName, Self::ResourceName) => true,
            (Self::Opaque { .. }, _) | (_, Self::Opaque { .. }) => false,
            (Self::NameOf(one), Self::NameOf(other)) => one == other,
            // A name has no `:`, an ARN has.
            (Self::NameOf(_), other) | (other, Self::NameOf(_)) => matches!(other, Self::Arn(_)),
            _ => std::mem::discriminant(self) != std::mem::discriminant(other),
        }
    }

    /// Whether the text can have this character.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        match self {
            Self::Partition => character.is_ascii_lowercase() || character == '-',
            Self::Region => {
                character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
            }
            Self::Account => character.is_ascii_digit(),
            Self::ResourceName | Self::NameOf(_) => character != ':' && character != '/',
            Self::Arn(_) => true,
            Self::Opaque { characters } => {
                characters.as_ref().is_none_or(|characters| characters.contains(character))
            }
        }
    }

    /// The glob that every such text matches.
    pub(crate) fn shape(&self) -> &str {
        match self {
            Self::Partition => "aws*",
            Self::Region => "?*-?*-?*",
            Self::Account => "????????????",
            Self::Arn(shape) => shape,
            Self::ResourceName | Self::NameOf(_) | Self::Opaque { .. } => "*",
        }
    }

    /// A text of this kind, told apart from others by `number`.
    pub(crate) fn example(&self, number: usize) -> String {
        match self {
            Self::Partition => "aws".to_owned(),
            Self::Region => "eu-west-1".to_owned(),
            Self::Account => format!("{:012}", 111_122_223_333 + number),
            Self::Arn(shape) => {
                let name = format!("resource-{number}");
                let filled =
                    shape.splitn(6, ':').enumerate().map(|(segment, text)| match segment {
                        1 => text.replace('*', "aws"),
                        3 => text.replace('*', "eu-west-1"),
                        4 => text.replace('*', "111122223333"),
                        _ => text.replace('*', &name).replace('?', "x"),
                    });
                filled.collect::<Vec<_>>().join(":")
            }
            Self::ResourceName | Self::NameOf(_) => format!("resource-{number}"),
            Self::Opaque { characters: None } => format!("text-{number}"),
            Self::Opaque { characters: Some(characters) } => {
                let first = characters.chars().next().unwrap_or('x');
                std::iter::repeat_n(first, number + 1).collect()
            }
        }
    }
}

impl Text {
    /// Text in parts, as a template has it.
    #[must_use]
    pub fn new(parts: Vec<Part>) -> Self {
        Self { parts }
    }

    /// A string of a document. `${…}` means a variable with `Version` `2012-10-17` only; there `${*}`, `${?}` and
    /// `${$}` are the letters themselves. What is not well formed stays as it is.
    #[must_use]
    pub fn parse(text: &str, has_variables: bool) -> Self {
        let mut parts = Parts::default();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            if has_variables && let Some((body, after)) = variable_body(rest) {
                parts.variable(body);
                rest = after;
                continue;
            }
            match character {
                '*' => parts.push(Part::Many),
                '?' => parts.push(Part::One),
                _ => parts.letter(character),
            }
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
        Self { parts: parts.finish() }
    }

    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether it is `*` and nothing else.
    #[must_use]
    pub fn is_anything(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| *part == Part::Many)
    }

    /// Whether it has a wildcard.
    #[must_use]
    pub fn has_wildcard(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Many | Part::One))
    }

    /// The characters, where it has no variable and no symbol; wildcards as `*` and `?`.
    #[must_use]
    pub fn as_plain(&self) -> Option<String> {
        let known = |part: &Part| !matches!(part, Part::Variable(_) | Part::Symbol(_));
        self.parts.iter().all(known).then(|| self.to_string())
    }

    /// The same with each symbol replaced by what `value` gives for it.
    #[must_use]
    pub fn instantiated(&self, value: &dyn Fn(&Symbol) -> String) -> Self {
        let parts = self.parts.iter().map(|part| match part {
            Part::Symbol(symbol) => Part::Literal(value(symbol)),
            other => other.clone(),
        });
        Self { parts: parts.collect() }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                Part::Literal(text) => f.write_str(text)?,
                Part::Many => f.write_str("*")?,
                Part::One => f.write_str("?")?,
                Part::Variable(Variable { key, default: None }) => write!(f, "${{{key}}}")?,
                Part::Variable(Variable { key, default: Some(default) }) => {
                    write!(f, "${{{key}, '{default}'}}")?;
                }
                Part::Symbol(symbol) => write!(f, "<{}>", symbol.name)?,
            }
        }
        Ok(())
    }
}

/// `${body}` at the beginning -> the body, and what comes after.
fn variable_body(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("${")?;
    if let Some(("*" | "?" | "$", after)) = inner.split_once('}') {
        return Some((inner.get(..1)?, after));
    }
    let mut quoted = false;
    let end = inner.char_indices().find(|(_, character)| {
        quoted ^= *character == '\'';
        *character == '}' && !quoted
    });
    let (end, _) = end?;
    let body = inner.get(..end)?;
    let is_plausible = !body.trim().is_empty() && !body.contains("${");
    is_plausible.then_some((body, inner.get(end + 1..)?))
}

/// Parts under construction: letters are gathered.
#[derive(Default)]
struct Parts {
    done: Vec<Part>,
    letters: String,
}

impl Parts {
    fn letter(&mut self, letter: char) {
        self.letters.push(letter);
    }

    fn push(&mut self, part: Part) {
        if !self.letters.is_empty() {
            self.done.push(Part::Literal(std::mem::take(&mut self.letters)));
        }
        self.done.push(part);
    }

    fn variable(&mut self, body: &str) {
        if let "*" | "?" | "$" = body {
            self.letters.push_str(body);
            return;
        }
        let (key, default) = match body.split_once(',') {
            Some((key, default)) => (key, Some(unquoted(default.trim()))),
            None => (body, None),
        };
        self.push(Part::Variable(Variable { key: key.trim().to_owned(), default }));
    }

    fn finish(mut self) -> Vec<Part> {
        if !self.letters.is_empty() {
            self.done.push(Part::Literal(self.letters));
        }
        self.done
    }
}

fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    inner.unwrap_or(text).replace("''", "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Part]) {
        assert_eq!(Text::parse(text, true).parts(), expected, "{text}");
    }

    fn literal(text: &str) -> Part {
        Part::Literal(text.to_owned())
    }

    fn variable(key: &str, default: Option<&str>) -> Part {
        Part::Variable(Variable { key: key.to_owned(), default: default.map(str::to_owned) })
    }

    #[test]
    fn variables_wildcards_and_escapes() {
        check("a*?b", &[literal("a"), Part::Many, Part::One, literal("b")]);
        check(
            "u/${aws:username}/*",
            &[literal("u/"), variable("aws:username", None), literal("/"), Part::Many],
        );
        check("${*}${?}${$}{x}", &[literal("*?${x}")]);
        check(
            "${aws:PrincipalTag/team, 'no}ne'}",
            &[variable("aws:PrincipalTag/team", Some("no}ne"))],
        );
        check("${a, 'it''s'}", &[variable("a", Some("it's"))]);
    }

    #[test]
    fn what_is_not_well_formed_stays() {
        check("${aws:username", &[literal("${aws:username")]);
        check("${}", &[literal("${}")]);
        check("$x", &[literal("$x")]);
    }

    #[test]
    fn the_old_version_has_no_variables() {
        let text = Text::parse("${aws:username}*", false);
        assert_eq!(text.parts(), [literal("${aws:username}"), Part::Many]);
    }
}
