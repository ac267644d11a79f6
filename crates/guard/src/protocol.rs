//! What program and child say to each other: one line of JSON in, one JSON value out, which the end of its stream ends.
//!
//! The program keeps the child's standard input open until it has the answer. So its end tells the child that the program is
//! gone, however that was ended.

use serde::{Deserialize, Serialize};

use crate::error::GuardError;
use crate::rules::{Rules, View};
use crate::template::TemplateText;
use crate::view::resolve_imports;

/// All that a child is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Request {
    /// Bytes of memory that the child may take.
    pub(crate) memory: Option<u64>,
    /// Seconds of CPU that the child may take.
    pub(crate) cpu: Option<u64>,
    pub(crate) batches: Vec<Batch>,
}

/// Some rules, and the templates to check against all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Batch {
    pub(crate) rules: Vec<NamedText>,
    pub(crate) templates: Vec<NamedText>,
}

/// A file of rules or a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NamedText {
    /// Its number among all files of rules, or all templates.
    pub(crate) index: usize,
    /// For messages.
    pub(crate) name: String,
    pub(crate) text: String,
}

/// A finding as the engine gives it: its path is not yet a pointer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RawFinding {
    /// The numbers of the template and of the file of rules.
    pub(crate) template: usize,
    pub(crate) rules: usize,
    pub(crate) rule: String,
    pub(crate) message: String,
    /// Keys and indices with `/` in front of each, not escaped.
    pub(crate) path: String,
    /// The text at `path`; if the path is `/Resources`, it is a logical id.
    pub(crate) key: Option<String>,
}

/// What a child answers.
pub(crate) type Response = Result<Vec<RawFinding>, GuardError>;

/// Each view's rules with how the templates look to them.
pub(crate) fn batches(rules: &[Rules], templates: &[TemplateText]) -> Vec<Batch> {
    let of_view = |view: View| -> Vec<NamedText> {
        let all = rules.iter().enumerate();
        let of_view = all.filter(|(_, rules)| rules.view() == view);
        of_view.map(|(index, rules)| named_text(index, rules.name(), rules.text())).collect()
    };
    let written: Vec<NamedText> = templates.iter().enumerate().map(template_text).collect();
    let (plain, resolved) = (of_view(View::Written), of_view(View::Resolved));
    let mut batches = Vec::new();
    if !resolved.is_empty() {
        let views = resolve_imports(templates);
        let seen = written.iter().zip(views).map(|(as_written, view)| match view {
            Some(document) => NamedText { text: document.to_string(), ..as_written.clone() },
            None => as_written.clone(),
        });
        batches.push(Batch { rules: resolved, templates: seen.collect() });
    }
    if !plain.is_empty() {
        batches.push(Batch { rules: plain, templates: written });
    }
    batches
}

/// One batch of everything as it is written, whatever view the rules are for.
#[cfg(feature = "engine")]
pub(crate) fn as_written(rules: &[Rules], templates: &[TemplateText]) -> Batch {
    let rules = rules
        .iter()
        .enumerate()
        .map(|(index, rules)| named_text(index, rules.name(), rules.text()));
    Batch {
        rules: rules.collect(),
        templates: templates.iter().enumerate().map(template_text).collect(),
    }
}

fn template_text((index, template): (usize, &TemplateText)) -> NamedText {
    named_text(index, template.name(), template.text())
}

fn named_text(index: usize, name: &str, text: &str) -> NamedText {
    NamedText { index, name: name.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_view_sees_its_own_text() {
        let rules = [Rules::new("a.guard", "rule a {"), Rules::new("resolved/b.guard", "rule b {")];
        let exporter = r#"{"Resources":{},"Outputs":{"O":{"Value":"v","Export":{"Name":"e"}}}}"#;
        let importer = r#"{"Resources": {"R": {"Fn::ImportValue": "e"}}}"#;
        let templates = [TemplateText::new("x", exporter), TemplateText::new("i", importer)];
        let [resolved, written] = batches(&rules, &templates).try_into().expect("two views");
        assert_eq!((resolved.rules.len(), written.rules.len()), (1, 1));
        assert_eq!(written.templates[1].text, importer);
        assert_eq!(resolved.templates[0].text, exporter);
        assert!(resolved.templates[1].text.contains(r#""Stack":"x""#));
    }
}
