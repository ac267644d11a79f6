//! A file of rules -> its text, the view of templates that it is for, and the names of its rules.

use std::path::Path;

/// One file of rules in the Guard language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    name: String,
    text: String,
    view: View,
    rules: Vec<NamedRule>,
}

/// How a template looks to rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// As it is written, byte for byte.
    Written,
    /// With each `Fn::ImportValue` replaced by what the exporting stack says; see
    /// [`resolve_imports`](crate::resolve_imports).
    Resolved,
}

/// A rule's head. A rule with parameters never runs by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedRule {
    pub(crate) name: String,
    pub(crate) has_parameters: bool,
}

impl Rules {
    /// A file called `name`, e.g. `rules/queues.guard`. Rules in a folder `resolved` see templates with their imports
    /// resolved, all others see them as they are written.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let (name, text) = (name.into(), text.into());
        let folder = Path::new(&name).parent().and_then(Path::file_name);
        let view = if folder.is_some_and(|folder| folder == "resolved") {
            View::Resolved
        } else {
            View::Written
        };
        let rules = heads(&text);
        Self { name, text, view, rules }
    }

    /// What the file is called in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rules themselves.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How templates look to these rules.
    #[must_use]
    pub const fn view(&self) -> View {
        self.view
    }

    /// The names of the rules that run by themselves, in the file's order.
    pub fn rule_names(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().filter(|rule| !rule.has_parameters).map(|rule| rule.name.as_str())
    }

    /// Whether the file has a rule of this name, with parameters or without.
    #[must_use]
    pub fn has_rule(&self, name: &str) -> bool {
        self.rules.iter().any(|head| head.name == name)
    }
}

/// The lines that begin with `rule NAME`, and go on with `when`, `{`, `(` or nothing.
fn heads(text: &str) -> Vec<NamedRule> {
    text.lines().filter_map(head).collect()
}

fn head(line: &str) -> Option<NamedRule> {
    let rest = line.trim_start().strip_prefix("rule")?;
    let body = rest.trim_start();
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let end = body.find(|letter| !is_name(letter)).unwrap_or(body.len());
    let (name, after) = body.split_at_checked(end)?;
    let goes_on = |start: &str| after.trim_start().starts_with(start);
    let is_head = goes_on("{") || goes_on("when") || goes_on("(") || after.trim().is_empty();
    let is_separate = rest.len() > body.len();
    (is_separate && !name.is_empty() && is_head)
        .then(|| NamedRule { name: name.to_owned(), has_parameters: after.starts_with('(') })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_found_by_their_heads() {
        let text = "# rule no {\nrule one {\n a exists\n}\n  rule two when %x !empty {\nrule three(x)\n{\n\
                    let y = 'rule four {'\nrules five {\nrule six\nwhen x exists {\nrule is a word <<";
        let rules = Rules::new("rules/a.guard", text);
        assert_eq!(rules.rule_names().collect::<Vec<_>>(), ["one", "two", "six"]);
        assert!(rules.has_rule("three"));
        assert!(!rules.has_rule("five"));
    }

    #[test]
    fn the_folder_says_which_view() {
        assert_eq!(Rules::new("rules/a.guard", "").view(), View::Written);
        assert_eq!(Rules::new("rules/resolved/a.guard", "").view(), View::Resolved);
        assert_eq!(Rules::new("resolved.guard", "").view(), View::Written);
    }
}
