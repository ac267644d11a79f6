//! The page `docs/cfn-lint.md`: for each error rule of cfn-lint our codes, or why we leave it out.

use super::rules::{Rules, Status};
use crate::error::Error;
use crate::files::{self, Workspace};
use crate::terminal::say;

const PAGE: &str = "docs/cfn-lint.md";
/// Maximum rules that nothing reports.
const MAX_MISSING: usize = 10;

/// Writes the page, or compares it.
pub(super) fn run(workspace: &Workspace, rules: &Rules, is_written: bool) -> Result<(), Error> {
    let page = page(rules);
    let missing = rules.all().filter(|(_, status)| *status == Status::Missing).count();
    say(&format!("{} rules, {missing} missing", rules.all().count()));
    if is_written {
        return files::write(&workspace.path(PAGE), &page);
    }
    if files::read(&workspace.path(PAGE))? != page {
        return Err(Error::new(format!(
            "`{PAGE}` is out of date: run `cargo xtask cfn-lint --write`"
        )));
    }
    if missing > MAX_MISSING {
        return Err(Error::new(format!(
            "{missing} rules are missing; at most {MAX_MISSING} may be"
        )));
    }
    Ok(())
}

fn page(rules: &Rules) -> String {
    let mut page = HEAD.to_owned();
    for (id, status) in rules.all() {
        let (codes, remark) = match status {
            Status::Ours(codes) => {
                (codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", "), "")
            }
            Status::NotOurs(reason) => ("not ours".to_owned(), reason),
            Status::Missing => ("missing".to_owned(), ""),
        };
        page += &format!("| {id} | {codes} | {remark} |\n");
    }
    page
}

const HEAD: &str = "# The error rules of cfn-lint\n\n\
Written by `cargo xtask cfn-lint --write`. For each error rule of cfn-lint 1.58.0: the codes that report the same, or our reason\n\
for leaving it out. [diagnostics.md](diagnostics.md) explains the codes.\n\n\
| cfn-lint | codes | reason |\n|---|---|---|\n";

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_has_a_row_for_each_rule() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Into::into);
        let workspace = crate::files::Workspace::find(root).unwrap();
        let page = super::page(&super::Rules::read(&workspace).unwrap());
        assert_eq!(page.lines().filter(|line| line.starts_with("| E")).count(), 243);
        assert!(page.contains("| E3002 | `F0101`"));
    }
}
