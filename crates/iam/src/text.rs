//! A string of a policy: a sequence of literals, wildcards, policy variables, and symbols.
//!
//! A symbol represents text that is not known while a template is read: the ARN of a resource, the account, a parameter.
//! Two symbols of one id are the same text. Their [`Domain`] has the texts that are possible.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::domain::Domain;
use super::seeded_fault::{SeededFault, is_on};

/// A string of a policy, in parts. Wildcards are kept one by one: where an operator knows none, `*` is a character.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyText {
    parts: Vec<TextPart>,
}

/// A piece of a [`PolicyText`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextPart {
    /// Characters, as they are.
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
    /// The text if the request has no such key.
    pub default: Option<String>,
}

/// A piece of text that only the deployment knows. Two symbols of one id are the same text in every deployment.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// Identifies the expression: the stack and the whole expression, or the path of a resource.
    pub id: Arc<str>,
    /// The name in messages: `Queues/Push.Arn`, `AWS::Region`. Not unique.
    pub name: Arc<str>,
    /// The texts that it can be.
    pub domain: Arc<Domain>,
}

impl Symbol {
    /// A symbol whose name in messages identifies it.
    #[must_use]
    pub fn new(name: &str, domain: Domain) -> Self {
        Self::from_expression(name, name, domain)
    }

    /// Whether it is an import that no stack of the templates exports.
    #[must_use]
    pub fn is_import(&self) -> bool {
        self.id.starts_with("import ")
    }

    /// A symbol for an expression that has a shorter name in messages.
    #[must_use]
    pub fn from_expression(id: &str, name: &str, domain: Domain) -> Self {
        let end = id.char_indices().nth(60).filter(|_| is_on(SeededFault::TruncatedIdentity));
        let id = end.and_then(|(end, _)| id.get(..end)).unwrap_or(id);
        Self { id: id.into(), name: name.into(), domain: Arc::new(domain) }
    }
}

impl PartialEq for Symbol {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Symbol {}

impl PartialOrd for Symbol {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Symbol {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(&other.id)
    }
}

impl Hash for Symbol {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl PolicyText {
    /// Text in parts, as a template has it. Neighboring literals become one.
    #[must_use]
    pub fn new(parts: Vec<TextPart>) -> Self {
        let mut merged: Vec<TextPart> = Vec::with_capacity(parts.len());
        for part in parts {
            match (merged.last_mut(), part) {
                (_, TextPart::Literal(text)) if text.is_empty() => {}
                (Some(TextPart::Literal(last)), TextPart::Literal(text)) => last.push_str(&text),
                (_, part) => merged.push(part),
            }
        }
        Self { parts: merged }
    }

    /// A string of a document. `${…}` means a variable with `Version` `2012-10-17` only; there `${*}`, `${?}` and
    /// `${$}` are the characters themselves. What is not well formed stays as it is.
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
                '*' => parts.push(TextPart::Many),
                '?' => parts.push(TextPart::One),
                _ => parts.character(character),
            }
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
        Self { parts: parts.finish() }
    }

    /// The parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[TextPart] {
        &self.parts
    }

    /// Whether it is `*` and nothing else.
    #[must_use]
    pub fn is_anything(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| *part == TextPart::Many)
    }

    /// What identifies it: as it is written, with the identities of its symbols, whatever they are called.
    #[must_use]
    pub fn identity(&self) -> String {
        let part = |part: &TextPart| match part {
            TextPart::Symbol(symbol) => format!("<{}>", symbol.id),
            other => Self { parts: vec![other.clone()] }.to_string(),
        };
        self.parts.iter().map(part).collect()
    }

    /// Whether it has a wildcard.
    #[must_use]
    pub fn has_wildcard(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, TextPart::Many | TextPart::One))
    }

    /// The characters, where it has no variable and no symbol; wildcards as `*` and `?`.
    #[must_use]
    pub fn as_plain(&self) -> Option<String> {
        let known = |part: &TextPart| !matches!(part, TextPart::Variable(_) | TextPart::Symbol(_));
        self.parts.iter().all(known).then(|| self.to_string())
    }

    /// A text of exactly these characters; `*` and `?` are characters too.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self::new(vec![TextPart::Literal(text.to_owned())])
    }

    /// The symbol that the whole text is, if it is one.
    #[must_use]
    pub fn as_symbol(&self) -> Option<&Symbol> {
        match self.parts.as_slice() {
            [TextPart::Symbol(symbol)] => Some(symbol),
            _ => None,
        }
    }

    /// The symbols in it.
    pub fn symbols(&self) -> impl Iterator<Item = &Symbol> {
        self.parts.iter().filter_map(|part| match part {
            TextPart::Symbol(symbol) => Some(symbol),
            _ => None,
        })
    }

    /// The same with each symbol that has a value replaced by the value, read as a part of a policy.
    #[must_use]
    pub fn with_values(
        &self,
        value: &dyn Fn(&Symbol) -> Option<String>,
        has_variables: bool,
    ) -> Self {
        let mut parts = Vec::new();
        for part in &self.parts {
            match part {
                TextPart::Symbol(symbol) => match value(symbol) {
                    Some(text) => parts.extend(Self::parse(&text, has_variables).parts),
                    None => parts.push(part.clone()),
                },
                other => parts.push(other.clone()),
            }
        }
        Self::new(parts)
    }

    /// The same with each symbol replaced by what `value` gives for it.
    #[must_use]
    pub fn substitute_symbols(&self, value: &dyn Fn(&Symbol) -> String) -> Self {
        let parts = self.parts.iter().map(|part| match part {
            TextPart::Symbol(symbol) => TextPart::Literal(value(symbol)),
            other => other.clone(),
        });
        Self::new(parts.collect())
    }
}

impl fmt::Display for PolicyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                TextPart::Literal(text) => f.write_str(text)?,
                TextPart::Many => f.write_str("*")?,
                TextPart::One => f.write_str("?")?,
                TextPart::Variable(Variable { key, default: None }) => write!(f, "${{{key}}}")?,
                TextPart::Variable(Variable { key, default: Some(default) }) => {
                    write!(f, "${{{key}, '{default}'}}")?;
                }
                TextPart::Symbol(symbol) => write!(f, "<{}>", symbol.name)?,
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

/// Parts under construction: characters are gathered.
#[derive(Default)]
struct Parts {
    done: Vec<TextPart>,
    characters: String,
}

impl Parts {
    fn character(&mut self, character: char) {
        self.characters.push(character);
    }

    fn push(&mut self, part: TextPart) {
        if !self.characters.is_empty() {
            self.done.push(TextPart::Literal(std::mem::take(&mut self.characters)));
        }
        self.done.push(part);
    }

    fn variable(&mut self, body: &str) {
        if let "*" | "?" | "$" = body {
            self.characters.push_str(body);
            return;
        }
        let (key, default) = match body.split_once(',') {
            Some((key, default)) => (key, Some(unquote(default.trim()))),
            None => (body, None),
        };
        self.push(TextPart::Variable(Variable { key: key.trim().to_owned(), default }));
    }

    fn finish(mut self) -> Vec<TextPart> {
        if !self.characters.is_empty() {
            self.done.push(TextPart::Literal(self.characters));
        }
        self.done
    }
}

fn unquote(text: &str) -> String {
    let inner = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    inner.unwrap_or(text).replace("''", "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[TextPart]) {
        assert_eq!(PolicyText::parse(text, true).parts(), expected, "{text}");
    }

    fn literal(text: &str) -> TextPart {
        TextPart::Literal(text.to_owned())
    }

    fn variable(key: &str, default: Option<&str>) -> TextPart {
        TextPart::Variable(Variable { key: key.to_owned(), default: default.map(str::to_owned) })
    }

    #[test]
    fn variables_wildcards_and_escapes() {
        check("a*?b", &[literal("a"), TextPart::Many, TextPart::One, literal("b")]);
        check(
            "u/${aws:username}/*",
            &[literal("u/"), variable("aws:username", None), literal("/"), TextPart::Many],
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
        let text = PolicyText::parse("${aws:username}*", false);
        assert_eq!(text.parts(), [literal("${aws:username}"), TextPart::Many]);
    }
}
