//! Reads values of a permission matrix, and collects the mistakes.

use constructs_diagnostics::{Code, Diagnostic, Diagnostics};
use constructs_document::{Mark, Node, Value};
use constructs_matching::nearest_word;

use super::codes::{MALFORMED, UNKNOWN_ENTRY, UNKNOWN_NAME};
use super::permission_matrix::{MatrixEntry, PermissionMatrix, Word};

pub(super) struct Reader {
    file: PermissionMatrix,
    diagnostics: Diagnostics,
}

impl Reader {
    pub(super) fn new(file: &str) -> Self {
        let file = PermissionMatrix { file: file.to_owned(), ..PermissionMatrix::default() };
        Self { file, diagnostics: Diagnostics::new() }
    }

    pub(super) fn file(&self) -> &str {
        &self.file.file
    }

    pub(super) fn finish<T>(self, value: T) -> Result<T, Diagnostics> {
        if self.diagnostics.has_errors() { Err(self.diagnostics) } else { Ok(value) }
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        mark: Mark,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.file.place(mark, "");
        self.diagnostics.push(Diagnostic::error(code, message).at(place).help(help));
    }

    /// Reports keys that are not in `known`.
    pub(super) fn check_keys(&mut self, node: &Node, known: &[&str], what: &str) {
        let Some(map) = node.as_map() else {
            self.report(
                MALFORMED,
                node.mark,
                format!("{what} must be an object"),
                format!("it can have: {}", known.join(", ")),
            );
            return;
        };
        for entry in map.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let message = format!("{what} has no `{}`", entry.key);
            let help = suggest_name(&entry.key, known);
            self.report(UNKNOWN_ENTRY, entry.mark, message, help);
        }
    }

    /// Reports a name that is not in `known`.
    pub(super) fn check_name(&mut self, noun: &str, word: &Word, known: &[&str]) {
        if !known.contains(&word.text.as_str()) {
            let message = format!("there is no {noun} `{}`", word.text);
            let help = suggest_name(&word.text, known);
            self.report(UNKNOWN_NAME, word.mark, message, help);
        }
    }

    /// A text, a number, `yes`, or `no`.
    pub(super) fn word(&mut self, node: &Node) -> Option<Word> {
        let text = match &node.value {
            Value::String(text) => text.clone(),
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "-".to_owned(),
            Value::Integer(number) => number.to_string(),
            _ => {
                self.report(MALFORMED, node.mark, "this is not a text", "write a text");
                return None;
            }
        };
        Some(Word { text, mark: node.mark })
    }

    /// One word, or a list of them.
    pub(super) fn words(&mut self, node: Option<&Node>) -> Vec<Word> {
        let Some(node) = node else { return Vec::new() };
        match node.as_list() {
            Some(items) => items.iter().filter_map(|item| self.word(item)).collect(),
            None => self.word(node).into_iter().collect(),
        }
    }

    /// The items of a list.
    pub(super) fn items<'n>(&mut self, node: Option<&'n Node>) -> &'n [Node] {
        let Some(node) = node else { return &[] };
        node.as_list().unwrap_or_else(|| {
            self.report(
                MALFORMED,
                node.mark,
                "this is not a list",
                "write a list, one `- …` a line",
            );
            &[]
        })
    }

    /// The entries of an object.
    pub(super) fn entries<T>(
        &mut self,
        node: Option<&Node>,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Vec<MatrixEntry<T>> {
        let Some(node) = node else { return Vec::new() };
        let Some(map) = node.as_map() else {
            self.report(MALFORMED, node.mark, "this is not an object", "write `Name: …` lines");
            return Vec::new();
        };
        let mut entries = Vec::new();
        for entry in map {
            let name = Word { text: entry.key.clone(), mark: entry.mark };
            entries.extend(read(self, &entry.node).map(|value| MatrixEntry { name, value }));
        }
        entries
    }
}

/// Suggests the nearest known name, or lists known names.
pub(super) fn suggest_name(name: &str, known: &[&str]) -> String {
    if let Some(near) = nearest_word(name, known.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    let scope = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    let mut beside: Vec<&str> =
        known.iter().copied().filter(|path| scope(path) == scope(name)).collect();
    if beside.is_empty() {
        beside = known.to_vec();
    }
    beside.truncate(MAX_LISTED_NAMES);
    match known.len() - beside.len() {
        0 => format!("there are: {}", beside.join(", ")),
        more => format!("there are {}, and {more} more", beside.join(", ")),
    }
}

/// The most names that a help lists.
const MAX_LISTED_NAMES: usize = 6;

#[cfg(test)]
mod tests {
    use super::suggest_name;

    #[test]
    fn a_help_names_the_nearest_or_a_few() {
        let numbered: Vec<String> = (0..45).map(|n| format!("Data/Table{n}")).collect();
        let mut known: Vec<&str> = numbered.iter().map(String::as_str).collect();
        known.push("App/Role");
        assert_eq!(suggest_name("Data/Tabel7", &known), "did you mean `Data/Table7`?");
        assert_eq!(suggest_name("App/Receipts", &known), "there are App/Role, and 45 more");
        let help = suggest_name("Other", &known);
        assert!(help.ends_with("Data/Table5, and 40 more"), "{help}");
        assert_eq!(suggest_name("Other", &["a", "b"]), "there are: a, b");
    }
}
