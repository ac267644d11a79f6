//! Reads what is certain in a text with functions: what every deployment has at its beginning and at its end.

use constructs_access::template::Fragment;
use constructs_document::Node;

use super::text::{describe, read_fragments};

/// What is certain in a text.
pub(super) struct KnownText {
    /// The text up to the first value that only the deployment knows; all of it if `is_whole`. A pseudo parameter is an example of
    /// its value.
    pub(super) start: String,
    /// The text after the last value that only the deployment knows.
    pub(super) end: String,
    /// Whether the text has no values that only the deployment knows, except pseudo parameters.
    pub(super) is_whole: bool,
    /// The text as its author wrote it, for messages.
    pub(super) written: String,
}

impl KnownText {
    /// Nothing if the value is not a text.
    pub(super) fn read(node: &Node) -> Option<Self> {
        let fragments = read_fragments(node)?;
        let written = describe(&fragments);
        let mut known = Self { start: String::new(), end: String::new(), is_whole: true, written };
        for fragment in &fragments {
            match fragment {
                Fragment::Text(text) => known.push(text),
                Fragment::Symbol(symbol) => match example(&symbol.name) {
                    Some(value) => known.push(value),
                    None => {
                        known.is_whole = false;
                        known.end.clear();
                    }
                },
            }
        }
        Some(known)
    }

    fn push(&mut self, text: &str) {
        if self.is_whole {
            self.start.push_str(text);
        }
        self.end.push_str(text);
    }
}

/// An example of the value of a pseudo parameter that can be a part of a principal.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html>
fn example(name: &str) -> Option<&'static str> {
    match name {
        "AWS::AccountId" => Some("111122223333"),
        "AWS::Partition" => Some("aws"),
        "AWS::Region" => Some("us-east-1"),
        "AWS::URLSuffix" => Some("amazonaws.com"),
        _ => None,
    }
}
