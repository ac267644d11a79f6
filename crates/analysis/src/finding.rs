//! Where something stands in a template, and what is said of it.

use std::fmt;

use constructs::diagnostic::{Place, Severity, pointer};
use constructs::{Code, Diagnostic, Diagnostics};
use constructs_template::{Mark, Node};

/// One thing that a check found in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its stable code, e.g. `F0101`.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One line: lower case, no final period, the author's words in backticks.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
    /// Where it is, from the root of the template.
    pub path: Vec<Step>,
    /// The key or item's place in the text.
    pub mark: Mark,
}

/// A step down into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into an object.
    Key(String),
    /// Into a list, counted from 0.
    Item(usize),
}

/// What the checks found, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(Vec<Finding>);

impl Finding {
    /// The place as a JSON pointer (RFC 6901): `/Resources/Queue/Properties/Tags/0`.
    #[must_use]
    pub fn pointer(&self) -> String {
        pointer_to(&self.path)
    }

    /// The logical id of the resource that it stands in, and the JSON pointer below that resource's properties; below
    /// the resource itself where it stands outside of them.
    #[must_use]
    pub fn resource(&self) -> Option<(&str, String)> {
        let [Step::Key(section), Step::Key(id), rest @ ..] = self.path.as_slice() else {
            return None;
        };
        if section != "Resources" {
            return None;
        }
        let below = match rest {
            [Step::Key(first), below @ ..] if first == "Properties" => below,
            all => all,
        };
        Some((id, pointer_to(below)))
    }

    /// Becomes a warning if it is an error on what a macro of the template at `root` can rewrite.
    pub(crate) fn soften(&mut self, root: &Node) {
        let steps: Vec<String> = self.path.iter().map(Step::to_string).collect();
        let path = steps.iter().map(String::as_str);
        crate::template::soften(root, path, &mut self.severity, &mut self.message);
    }

    /// As a diagnostic in a file, which is named as it is to be shown.
    #[must_use]
    pub fn diagnostic(&self, file: Option<&str>) -> Diagnostic {
        let mut place = Place {
            file: file.map(str::to_owned),
            pointer: Some(self.pointer()),
            position: (self.mark.line > 0).then_some((self.mark.line, self.mark.column)),
            ..Place::default()
        };
        place.logical_id = self.resource().map(|(id, _)| id.to_owned());
        let mut diagnostic = Diagnostic::error(self.code, self.message.clone()).at(place);
        diagnostic.severity = self.severity;
        diagnostic.help.clone_from(&self.help);
        diagnostic
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => formatter.write_str(key),
            Self::Item(index) => write!(formatter, "{index}"),
        }
    }
}

fn pointer_to(path: &[Step]) -> String {
    path.iter().map(|step| pointer::child("", &step.to_string())).collect()
}

impl Findings {
    /// Sorted by place, each once.
    pub(crate) fn settled(mut found: Vec<Finding>) -> Self {
        found.sort_by(|one, other| {
            let key = |finding: &Finding| (finding.mark, finding.code);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.path.cmp(&other.path))
                .then_with(|| one.message.cmp(&other.message))
        });
        found.dedup();
        Self(found)
    }

    /// With a warning in place of each error on what a macro of the template at `root` can rewrite.
    pub(crate) fn softened(mut self, root: &Node) -> Self {
        self.0.iter_mut().for_each(|finding| finding.soften(root));
        self
    }

    /// One after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As diagnostics in a file.
    #[must_use]
    pub fn diagnostics(&self, file: Option<&str>) -> Diagnostics {
        self.0.iter().map(|finding| finding.diagnostic(file)).collect()
    }
}

impl<'f> IntoIterator for &'f Findings {
    type Item = &'f Finding;
    type IntoIter = std::slice::Iter<'f, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
