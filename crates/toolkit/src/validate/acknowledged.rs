//! Reads the acknowledgements in the `Metadata` of templates: our own, cfn-lint's and Guard's.
//!
//! Our own has a code or rule and a reason; one that matches no finding is a warning. Of the other two, those that match a code or
//! a rule of Guard apply.

use std::cell::Cell;
use std::collections::BTreeSet;

use constructs::diagnostic::Place;
use constructs::diagnostic::pointer::{self, EntryPointer};
use constructs::{Assembly, Code, Diagnostic};
use constructs_cloudformation::Stack;
use constructs_document::Node;

use crate::codes::{self, ACKNOWLEDGEMENT_FORM, ACKNOWLEDGEMENT_UNUSED};

/// The tool that an acknowledgement is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Constructs,
    CfnLint,
    Guard,
}

impl By {
    const fn name(self) -> &'static str {
        match self {
            Self::Constructs => "constructs",
            Self::CfnLint => "cfn-lint",
            Self::Guard => "guard",
        }
    }
}

/// One entry.
struct Acknowledgement {
    by: By,
    what: String,
    reason: String,
    /// The scope that the author acknowledged it on, which writes it in several places.
    scope: Option<String>,
    template: usize,
    logical_id: Option<String>,
    /// The construct's path, in an app of our own.
    path: Option<String>,
    pointer: String,
    is_used: Cell<bool>,
}

/// All entries of all templates.
pub(crate) struct Acknowledgements {
    entries: Vec<Acknowledgement>,
    /// Entries that can't be read: template, pointer, what is wrong.
    malformed: Vec<(usize, String, &'static str)>,
}

impl Acknowledgements {
    /// Reads the metadata of the templates. The app's own templates have an `assembly`.
    pub(crate) fn read(stacks: &[Stack], assembly: Option<&Assembly>) -> Self {
        let mut read = Self { entries: Vec::new(), malformed: Vec::new() };
        for (template, stack) in stacks.iter().enumerate() {
            let path = assembly.map(|_| stack.path.clone());
            read.read_metadata(stack.root(), At { template, logical_id: None, path, pointer: "" });
            for (id, node) in stack.resources().filter(|(_, node)| node.get("Metadata").is_some()) {
                let construct = assembly.and_then(|_| stack.construct_path(id));
                let at = At {
                    template,
                    logical_id: Some(id),
                    path: construct.map(str::to_owned),
                    pointer: &pointer::child("/Resources", id),
                };
                read.read_metadata(node, at);
            }
        }
        read
    }

    /// The reason why a finding is acceptable, and the tool that the acknowledgement is for.
    pub(crate) fn find(&self, found: &Diagnostic) -> Option<(String, &'static str)> {
        let mut matching = self.entries.iter().filter(|entry| entry.matches(found)).peekable();
        let (reason, by) = matching.peek().map(|entry| (entry.reason.clone(), entry.by.name()))?;
        matching.for_each(|entry| entry.is_used.set(true));
        Some((reason, by))
    }

    /// Entries that match nothing, and those that can't be read. Without rules, the names of rules are unknown.
    pub(crate) fn complaints(&self, has_rules: bool) -> Vec<Diagnostic> {
        let used: BTreeSet<_> = self
            .entries
            .iter()
            .filter(|entry| entry.is_used.get())
            .map(Acknowledgement::group)
            .collect();
        let mut told = BTreeSet::new();
        let unused = self.entries.iter().filter(|entry| {
            entry.by == By::Constructs
                && (has_rules || is_code(&entry.what))
                && !used.contains(&entry.group())
                && told.insert(entry.group())
        });
        let unused = unused.map(|entry| {
            let message = format!("the acknowledgement of `{}` matches no finding", entry.what);
            let help = "remove it: no check reports this";
            complaint(ACKNOWLEDGEMENT_UNUSED, entry.template, &entry.pointer, message, help)
        });
        let malformed = self.malformed.iter().map(|(template, pointer, problem)| {
            let help = "write it as `{\"code\": \"…\", \"reason\": \"…\"}`";
            complaint(ACKNOWLEDGEMENT_FORM, *template, pointer, (*problem).to_owned(), help)
        });
        unused.chain(malformed).collect()
    }

    fn read_metadata(&mut self, holder: &Node, at: At<'_>) {
        let Some(metadata) = holder.get("Metadata") else { return };
        if let Some(entries) = metadata.get("constructs").and_then(|ours| ours.get("acknowledged"))
        {
            self.read_own(entries, &at);
        }
        let lint =
            metadata.get("cfn-lint").and_then(|lint| lint.get("config")?.get("ignore_checks"));
        for (position, rule) in texts(lint) {
            let reason = format!("`{rule}` is in the `ignore_checks` of cfn-lint");
            let pointer =
                format!("{}/Metadata/cfn-lint/config/ignore_checks/{position}", at.pointer);
            self.push(By::CfnLint, &at, rule, reason, pointer);
        }
        let guard = metadata.get("guard").and_then(|guard| guard.get("SuppressedRules"));
        for (position, rule) in texts(guard) {
            let reason = format!("`{rule}` is among the suppressed rules for Guard");
            let pointer = format!("{}/Metadata/guard/SuppressedRules/{position}", at.pointer);
            self.push(By::Guard, &at, rule, reason, pointer);
        }
    }

    fn read_own(&mut self, entries: &Node, at: &At<'_>) {
        let pointer = format!("{}/Metadata/constructs/acknowledged", at.pointer);
        let Some(entries) = entries.as_list() else {
            return self.malformed.push((at.template, pointer, "acknowledgements are not a list"));
        };
        for (position, entry) in entries.iter().enumerate() {
            let pointer = format!("{pointer}/{position}");
            let text =
                |key| entry.get(key).and_then(Node::as_str).filter(|text| !text.trim().is_empty());
            match (text("code"), text("reason")) {
                (Some(code), Some(reason)) => {
                    self.push(By::Constructs, at, code, reason.to_owned(), pointer);
                    if let Some(last) = self.entries.last_mut() {
                        last.scope = text("scope").map(str::to_owned);
                    }
                }
                (None, _) => {
                    self.malformed.push((at.template, pointer, "an acknowledgement has no code"));
                }
                (_, None) => {
                    self.malformed.push((at.template, pointer, "an acknowledgement has no reason"));
                }
            }
        }
    }

    /// Entries; more than anybody writes.
    const MOST: usize = 10_000;

    fn push(&mut self, by: By, at: &At<'_>, what: &str, reason: String, pointer: String) {
        if self.entries.len() >= Self::MOST {
            return;
        }
        self.entries.push(Acknowledgement {
            by,
            what: what.to_owned(),
            reason,
            scope: None,
            template: at.template,
            logical_id: at.logical_id.map(str::to_owned),
            path: at.path.clone(),
            pointer,
            is_used: Cell::new(false),
        });
    }
}

/// Where entries are.
struct At<'a> {
    template: usize,
    logical_id: Option<&'a str>,
    path: Option<String>,
    pointer: &'a str,
}

impl Acknowledgement {
    fn matches(&self, found: &Diagnostic) -> bool {
        self.is_of(found) && self.is_at(found)
    }

    fn is_of(&self, found: &Diagnostic) -> bool {
        let is_rule = found.rule.as_deref() == Some(&self.what);
        match self.by {
            By::Constructs => {
                is_rule || (found.rule.is_none() && is_name_of(&self.what, found.code))
            }
            By::Guard => is_rule,
            By::CfnLint => {
                let rules = codes::find(found.code).map_or(&[][..], |info| info.cfn_lint);
                rules.iter().any(|rule| self.ignores(rule))
            }
        }
    }

    /// Whether cfn-lint ignores one of its rules. At a template, `E30` is every rule whose name starts with it; at a resource, an
    /// entry is a whole name. cfn-lint reports the rules `E0…` before it reads the template's metadata.
    fn ignores(&self, rule: &str) -> bool {
        let is_named = match self.logical_id {
            Some(_) => rule == self.what,
            None => !self.what.is_empty() && rule.starts_with(&self.what),
        };
        is_named && !rule.starts_with("E0")
    }

    /// At its resource, or anywhere in its template. What synthesis says is known by the construct.
    fn is_at(&self, found: &Diagnostic) -> bool {
        let place = &found.place;
        let Some(template) = place.template else {
            return match (&self.path, &place.path) {
                (Some(path), Some(found)) => found
                    .strip_prefix(path.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
                _ => false,
            };
        };
        let is_in = |id: &String| {
            let entry = EntryPointer::parse(place.pointer.as_deref().unwrap_or_default());
            entry.and_then(EntryPointer::into_logical_id).as_ref() == Some(id)
        };
        template == self.template && self.logical_id.as_ref().is_none_or(is_in)
    }

    /// Identifies an acknowledgement that the author wrote once and that is in several places.
    fn group(&self) -> (&str, &str, Option<&str>, Option<(usize, &str)>) {
        let alone = self.scope.is_none().then_some((self.template, self.pointer.as_str()));
        (&self.what, &self.reason, self.scope.as_deref(), alone)
    }
}

/// A code of ours or of an aspect, not the name of a rule: capitals and then digits.
fn is_code(what: &str) -> bool {
    let digits = what.trim_start_matches(|c: char| c.is_ascii_uppercase());
    digits.len() < what.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The texts of a list, or of one value; an object says them under `id`.
fn texts(node: Option<&Node>) -> Vec<(usize, &str)> {
    let items = node.map_or(&[][..], |node| node.as_list().unwrap_or(std::slice::from_ref(node)));

    items.iter().enumerate().filter_map(|(at, item)| Some((at, item_text(item)?))).collect()
}

fn item_text(item: &Node) -> Option<&str> {
    item.as_str().or_else(|| item.get("id")?.as_str())
}

fn complaint(
    code: Code,
    template: usize,
    pointer: &str,
    message: String,
    help: &str,
) -> Diagnostic {
    let place = Place::in_template(pointer.to_owned(), (0, 0)).template(template);
    Diagnostic::warning(code, message).at(place).help(help)
}

/// Whether `what` is the code, or a retired code of the same rule.
fn is_name_of(what: &str, code: Code) -> bool {
    let is_former = || codes::find(code).is_some_and(|info| info.formerly.contains(&what));
    code.as_str() == what || is_former()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::findings_of;

    /// The codes of findings about more access than is safe.
    const ACCESS: [&str; 9] =
        ["A0405", "A0406", "A0407", "A0502", "A0503", "A0504", "A0505", "A0601", "A0602"];

    #[test]
    fn cfn_lint_can_not_acknowledge_too_much_access() {
        for code in ACCESS {
            let info = codes::find(Code::new(code)).unwrap();
            assert!(info.cfn_lint.is_empty(), "`ignore_checks: [E, W]` must not silence {code}");
        }
    }

    /// The codes of the findings on a queue with a wrong type and a missing property, with `ignore_checks` of the template and of
    /// the resource.
    fn codes_with(template: &str, resource: &str) -> Vec<&'static str> {
        let metadata = |rules| format!("{{cfn-lint: {{config: {{ignore_checks: [{rules}]}}}}}}");
        let (template, resource) = (metadata(template), metadata(resource));
        let found = findings_of(&format!(
            "Metadata: {template}\nResources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Metadata: {resource}\n    Properties: {{DelaySeconds: soon, QueueName: null, QueueNam: a}}\n"
        ));
        found.iter().map(|one| one.code.as_str()).collect()
    }

    #[test]
    fn rules_of_cfn_lint_apply_as_in_cfn_lint() {
        assert_eq!(codes_with("", ""), ["F0104", "C0402", "F0101"]);
        assert_eq!(codes_with("E3012", ""), ["C0402", "F0101"]);
        assert_eq!(codes_with("E30", ""), ["C0402"]);
        // cfn-lint reports `null` as E0000, before it reads the metadata.
        assert_eq!(codes_with("E", "E0000"), ["C0402"]);
        assert_eq!(codes_with("", "E3012"), ["C0402", "F0101"]);
        assert_eq!(codes_with("", "E30"), ["F0104", "C0402", "F0101"]);
        assert_eq!(codes_with("\'\'", "e3012"), ["F0104", "C0402", "F0101"]);
    }
}
