//! Reads a permission matrix from YAML, and reports each mistake with its line and column.

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_document::{Mark, Node};

use super::codes::{MALFORMED, UNKNOWN_NAME};
use super::permission_matrix::{
    Acknowledgement, MatrixEntry, MatrixResource, MatrixRow, PermissionMatrix, Word,
};
use super::reader::Reader;

const SECTIONS: &[&str] = &[
    "matrix",
    "environments",
    "principals",
    "trusted",
    "resources",
    "groups",
    "action sets",
    "what each role can do",
    "resource access",
    "acknowledged",
];

impl PermissionMatrix {
    /// Reads a matrix. `file` is the file's name in messages.
    ///
    /// # Errors
    /// All mistakes in the file.
    pub fn read(text: &str, file: &str) -> Result<Self, Diagnostics> {
        let mut reader = Reader::new(file);
        let template = match constructs_yaml::read(text.as_bytes()) {
            Ok(template) => template,
            Err(error) => {
                let message = format!("the permission matrix can't be read: {error}");
                let place =
                    Self { file: file.to_owned(), ..Self::default() }.place(Mark::default(), "");
                return Err(Diagnostic::error(MALFORMED, message).at(place).into());
            }
        };
        let matrix = matrix(&mut reader, template.root());
        check_names(&mut reader, &matrix);
        reader.finish(matrix)
    }
}

fn matrix(reader: &mut Reader, root: &Node) -> PermissionMatrix {
    reader.check_keys(root, SECTIONS, "a permission matrix");
    if root.get("matrix").map(Node::to_json) != Some(1.into()) {
        let help = "begin the file with `matrix: 1`, the version of its format";
        reader.report(MALFORMED, root.mark, "this is not a permission matrix", help);
    }
    let section = |name| root.get(name);
    PermissionMatrix {
        file: reader.file().to_owned(),
        environments: reader.words(section("environments")),
        principals: reader.entries(section("principals"), |reader, node| reader.word(node)),
        trusted: reader.words(section("trusted")),
        resources: reader
            .entries(section("resources"), |reader, node| Some(resource(reader, node))),
        groups: reader.entries(section("groups"), |reader, node| Some(reader.words(Some(node)))),
        sets: reader.entries(section("action sets"), |reader, node| Some(reader.words(Some(node)))),
        actions: rows(
            reader,
            section("what each role can do"),
            &["row", "actions", "resources", "cells"],
        ),
        access: rows(reader, section("resource access"), &["row", "actions", "cells"]),
        acknowledged: acknowledgements(reader, section("acknowledged")),
    }
}

fn resource(reader: &mut Reader, node: &Node) -> MatrixResource {
    if node.as_map().is_none() {
        return MatrixResource { places: reader.words(Some(node)), ..MatrixResource::default() };
    }
    reader.check_keys(node, &["at", "every", "when"], "a resource");
    let mut when = Vec::new();
    for operator in node.get("when").and_then(Node::as_map).into_iter().flatten() {
        for key in operator.node.as_map().into_iter().flatten() {
            let word = |text: &str, mark| Word { text: text.to_owned(), mark };
            let values = reader.words(Some(&key.node));
            when.push((word(&operator.key, operator.mark), word(&key.key, key.mark), values));
        }
    }
    let every = node.get("every").and_then(|every| reader.word(every));
    MatrixResource { places: reader.words(node.get("at")), every, when }
}

fn rows(reader: &mut Reader, section: Option<&Node>, known: &[&str]) -> Vec<MatrixRow> {
    let mut rows = Vec::new();
    for node in reader.items(section) {
        reader.check_keys(node, known, "a row");
        let Some(name) = node.get("row").and_then(|name| reader.word(name)) else {
            reader.report(MALFORMED, node.mark, "a row has no name", "add `row: …`");
            continue;
        };
        let actions = node.get("actions");
        rows.push(MatrixRow {
            name,
            actions: reader.words(actions),
            on: reader.words(node.get("resources")),
            cells: reader.entries(node.get("cells"), |reader, node| reader.word(node)),
        });
    }
    rows
}

fn acknowledgements(reader: &mut Reader, section: Option<&Node>) -> Vec<Acknowledgement> {
    let mut all = Vec::new();
    for node in reader.items(section) {
        reader.check_keys(node, &["principal", "reason", "owner", "until"], "an acknowledgement");
        let mut word = |key: &str| {
            let found = node.get(key).and_then(|value| reader.word(value));
            if found.is_none() {
                let message = format!("an acknowledgement has no `{key}`");
                let help = "it needs `principal`, `reason`, `owner`, and `until: YYYY-MM-DD`";
                reader.report(MALFORMED, node.mark, message, help);
            }
            found
        };
        let found = (word("principal"), word("reason"), word("owner"), word("until"));
        let (Some(principal), Some(reason), Some(owner), Some(until)) = found else { continue };
        if !is_day(&until.text) {
            let message = format!("`{}` is not a date", until.text);
            reader.report(MALFORMED, until.mark, message, "write a date such as `2027-01-31`");
        }
        all.push(Acknowledgement { principal, reason: reason.text, owner: owner.text, until });
    }
    all
}

/// Whether a text is a date such as `2027-01-31`. Dates in this form sort as texts.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str, length: usize| {
        (text.len() == length).then(|| text.parse::<u32>().ok()).flatten()
    };
    match parts.as_slice() {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}

/// Checks that each column, resource, and group exists that a row names.
fn check_names(reader: &mut Reader, matrix: &PermissionMatrix) {
    let columns: Vec<&str> = names(&matrix.principals);
    let resources: Vec<&str> = names(&matrix.resources);
    let groups: Vec<&str> = names(&matrix.groups);
    let scopes: Vec<&str> = resources.iter().chain(&groups).copied().collect();
    for row in matrix.actions.iter().chain(&matrix.access) {
        for cell in &row.cells {
            reader.check_name("principal", &cell.name, &columns);
        }
    }
    for row in &matrix.access {
        reader.check_name("resource", &row.name, &resources);
    }
    for row in &matrix.actions {
        row.on.iter().for_each(|on| reader.check_name("resource", on, &scopes));
        if row.on.is_empty() {
            let help = "add `resources:` with the resources of the cell `yes`";
            reader.report(UNKNOWN_NAME, row.name.mark, "a row has no `resources`", help);
        }
    }
    for group in &matrix.groups {
        group.value.iter().for_each(|member| reader.check_name("resource", member, &resources));
    }
}

fn names<T>(entries: &[MatrixEntry<T>]) -> Vec<&str> {
    entries.iter().map(|entry| entry.name.text.as_str()).collect()
}
