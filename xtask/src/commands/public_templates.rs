//! `cargo xtask public-templates`: checks a folder of public templates, and compares the errors with the reasons in
//! `docs/public-templates.md`.
//!
//! The page has a row for each template and code. An error without a reason fails, and so does a reason without an error.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use constructs::diagnostic::Severity;
use constructs_services::Deployment;

use crate::checkers::{UNREADABLE, findings};
use crate::error::{Context, Error};
use crate::files::{self, Workspace, files_below};
use crate::terminal::say;

/// The arguments of `cargo xtask public-templates`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder of the templates [default: `templates` in the folder that `FIXTURES` names, or in `../shared/fixtures`]
    folder: Option<PathBuf>,
    /// Write the errors into the page, and keep its reasons
    #[arg(long)]
    write: bool,
}

const PAGE: &str = "docs/public-templates.md";
/// The start of the table, which is the end of the page.
const HEAD: &str = "| template | code | error | reason |\n|---|---|---|---|\n";
/// Marks an error without a reason.
const OPEN: &str = "?";

/// A template and the code of an error in it.
type TemplateAndCode = (String, String);

/// Checks the templates, and compares the errors with the page or writes them to it.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let folder = arguments.folder.clone();
    let folder = folder.unwrap_or_else(|| workspace.fixtures().join("templates"));
    let (count, found) = find_errors(&folder)?;
    let path = workspace.path(PAGE);
    let page = files::read(&path)?;
    let (text, table) = page.split_once(HEAD).context(|| format!("`{PAGE}` has no table"))?;
    let reasons = parse_reasons(table);
    let reason = |key: &TemplateAndCode| reasons.get(key).map_or(OPEN, String::as_str);
    if arguments.write {
        let rows = found.iter().map(|(key, messages)| format_row(key, messages, reason(key)));
        files::write(&path, &format!("{text}{HEAD}{}", rows.collect::<String>()))?;
    }
    let open = found.keys().filter(|key| reason(key) == OPEN);
    let open = open.map(|(file, code)| format!("{file}: {code} has no reason in `{PAGE}`"));
    let gone = reasons.keys().filter(|key| !arguments.write && !found.contains_key(*key));
    let gone = gone.map(|(file, code)| {
        format!("{file}: `{PAGE}` has a reason for {code}, which is not found")
    });
    let problems: Vec<String> = open.chain(gone).collect();
    say(&format!("{count} templates, {} pairs of template and code with errors", found.len()));
    if problems.is_empty() { Ok(()) } else { Err(Error::new(problems.join("\nerror: "))) }
}

/// The number of templates, and the messages of their errors.
fn find_errors(folder: &Path) -> Result<(usize, BTreeMap<TemplateAndCode, Vec<String>>), Error> {
    let is_template = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let is_below = path.components().count() > 1;
        is_below && extension.is_some_and(|extension| ["json", "yaml", "yml"].contains(&extension))
    };
    let files: Vec<PathBuf> = files_below(folder)?.into_iter().filter(is_template).collect();
    let mut found: BTreeMap<TemplateAndCode, Vec<String>> = BTreeMap::new();
    for file in &files {
        let path = folder.join(file);
        let bytes = std::fs::read(&path).context(|| format!("can't read `{}`", path.display()))?;
        let name = files::with_slashes(file);
        for (code, message) in find_template_errors(&bytes) {
            found.entry((name.clone(), code)).or_default().push(message);
        }
    }
    if files.is_empty() {
        return Err(Error::new(format!("there are no templates in `{}`", folder.display())));
    }
    Ok((files.len(), found))
}

/// Code and message of each error in a template.
fn find_template_errors(bytes: &[u8]) -> Vec<(String, String)> {
    let template = match constructs_yaml::read_with_duplicates(bytes) {
        Ok((template, _)) => template,
        Err(error) => return vec![(UNREADABLE.to_owned(), error.message())],
    };
    let found = findings(template.root(), bytes.len(), &Deployment::default());
    let errors = found.filter(|one| one.severity == Severity::Error);
    errors.map(|one| (one.code.to_string(), one.message)).collect()
}

/// Reads the reasons from the rows of a table.
fn parse_reasons(table: &str) -> BTreeMap<TemplateAndCode, String> {
    let cells = |line: &str| {
        let cells: Vec<String> =
            line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        let [file, code, .., reason] = cells.as_slice() else { return None };
        Some(((file.trim_matches('`').to_owned(), code.clone()), reason.clone()))
    };
    table.lines().filter_map(cells).collect()
}

fn format_row((file, code): &TemplateAndCode, messages: &[String], reason: &str) -> String {
    let first = messages.first().map(String::as_str).unwrap_or_default();
    let first = first.replace('|', "\\|").replace(['\n', '\r'], " ");
    let more = match messages.len() {
        0 | 1 => String::new(),
        all => format!(", and {} more", all - 1),
    };
    format!("| `{file}` | {code} | {first}{more} | {reason} |\n")
}

#[cfg(test)]
mod tests {
    use super::{find_template_errors, format_row, parse_reasons};

    #[test]
    fn a_row_keeps_its_reason() {
        let key = ("samples/a.yaml".to_owned(), "F0101".to_owned());
        let messages = ["a | b".to_owned(), "c".to_owned()];
        let row = format_row(&key, &messages, "because");
        assert_eq!(row, "| `samples/a.yaml` | F0101 | a \\| b, and 1 more | because |\n");
        assert_eq!(
            parse_reasons(&row).into_iter().collect::<Vec<_>>(),
            [(key, "because".to_owned())]
        );
    }

    #[test]
    fn errors_of_every_checker_are_listed_and_warnings_are_not() {
        let text = b"Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Extra: 1\n    Properties:\n      ManagedPolicyName: a b\n      \
                     PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'sqs:Send', Resource: 'arn:aws:sqs'}]}\n";
        let codes: Vec<String> =
            find_template_errors(text).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["F0305", "C0602", "A0102"]);
        assert_eq!(find_template_errors(b"[]")[0].0, "S0201");
    }
}
