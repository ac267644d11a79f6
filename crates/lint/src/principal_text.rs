//! Reads a principal as text, as far as a template determines it.
//!
//! The pseudo parameters of a deployment get an example value of the right form, so that a check of plain text applies.

use constructs_access::template::Fragment;
use constructs_diagnostics::Diagnostic;
use constructs_document::Node;

use super::text::{describe, read_fragments};

/// The text of a principal.
pub(super) struct PrincipalText {
    /// The text before the first value that only the deployment knows, with examples in the place of pseudo parameters.
    pub(super) text: String,
    /// Whether `text` is the whole principal.
    pub(super) is_whole: bool,
    /// The pseudo parameters that have an example in `text`.
    examples: Vec<&'static (&'static str, &'static str)>,
    /// The principal as the template writes it.
    shown: String,
}

/// Pseudo parameters, each with an example that no template contains by chance, except where every value is alike.
const EXAMPLES: &[(&str, &str)] = &[
    ("AWS::AccountId", "000000000000"),
    ("AWS::Region", "zz-region-0"),
    ("AWS::Partition", "aws"),
    ("AWS::URLSuffix", "amazonaws.com"),
];

impl PrincipalText {
    /// Nothing if the value is not a text.
    pub(super) fn read(node: &Node) -> Option<Self> {
        let fragments = read_fragments(node)?;
        let shown = describe(&fragments);

        let mut read = Self { text: String::new(), is_whole: true, examples: Vec::new(), shown };
        for fragment in &fragments {
            read.add(fragment);
        }
        Some(read)
    }

    fn add(&mut self, fragment: &Fragment) {
        let text = match fragment {
            Fragment::Text(text) => text.as_str(),
            Fragment::Symbol(symbol) => {
                let Some(example) = EXAMPLES.iter().find(|(name, _)| *name == &*symbol.name) else {
                    self.is_whole = false;
                    return;
                };
                self.examples.push(example);
                example.1
            }
        };
        if self.is_whole {
            self.text.push_str(text);
        }
    }

    /// The principal as the template writes it.
    pub(super) fn as_written(&self) -> &str {
        &self.shown
    }

    /// Replaces the examples in a diagnostic by what the template contains.
    pub(super) fn restore(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        if self.examples.is_empty() {
            return diagnostic;
        }
        diagnostic.message = self.restore_text(&diagnostic.message);
        diagnostic.help = diagnostic.help.as_deref().map(|help| self.restore_text(help));
        diagnostic
    }

    fn restore_text(&self, text: &str) -> String {
        let text = text.replace(&format!("`{}`", self.text), &format!("`{}`", self.shown));
        self.examples.iter().fold(text, |text, (name, example)| match *name {
            "AWS::AccountId" | "AWS::Region" => text.replace(example, &format!("${{{name}}}")),
            _ => text,
        })
    }
}
