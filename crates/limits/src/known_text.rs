//! What is known of a text before a deployment.

use constructs_document::pseudo;

/// The characters of the shortest ARN: `arn:aws:s3:::abc`.
pub const SHORTEST_ARN_CHARACTERS: usize = 16;

/// What is known of a text: all of it, or the fewest characters that it has.
#[derive(Clone, Copy, Debug)]
pub struct KnownText<'t> {
    /// The text, if it is written out.
    pub written: Option<&'t str>,
    /// The fewest characters that it has.
    pub least_characters: usize,
}

impl<'t> KnownText<'t> {
    /// A text that is written out.
    #[must_use]
    pub fn from_written(text: &'t str) -> Self {
        Self { written: Some(text), least_characters: text.chars().count() }
    }
}

/// The length of a character in JSON text.
#[must_use]
pub const fn escaped_length(character: char) -> usize {
    if matches!(character, '"' | '\\' | '\n' | '\r' | '\t') { 2 } else { 1 }
}

/// The fewest characters of the text that a reference to a name gives: of a pseudo parameter's, or none for another name.
#[must_use]
pub fn least_pseudo_characters(name: &str) -> usize {
    match name {
        pseudo::ACCOUNT_ID => 12,
        pseudo::PARTITION => "aws".len(),
        pseudo::REGION => "us-east-1".len(),
        pseudo::STACK_ID => SHORTEST_ARN_CHARACTERS,
        pseudo::STACK_NAME | pseudo::URL_SUFFIX => 1,
        _ => 0,
    }
}
