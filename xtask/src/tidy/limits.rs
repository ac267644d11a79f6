//! Reads a checked-in list of figures that can only fall, and compares it with the figures of the sources.
//!
//! A line has one or more figures, then the name that they belong to. A name without a line has the limit 0.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::Problem;
use crate::error::{Context, Error};
use crate::files::{Workspace, read, write};

/// Figures by name; each list has its own columns.
pub(super) type Figures = BTreeMap<String, Vec<usize>>;

/// A checked-in list.
pub(super) struct Limits {
    path: String,
    /// The comment lines at the top.
    head: String,
    rows: BTreeMap<String, ListedLimits>,
}

/// The limits of one name.
struct ListedLimits {
    line: usize,
    limits: Vec<usize>,
}

/// A figure that differs from the list.
pub(super) struct Deviation<'a> {
    pub(super) name: &'a str,
    pub(super) column: usize,
    pub(super) found: usize,
    pub(super) limit: usize,
    /// The first figure of the name that is above its limit, so that details are printed once.
    pub(super) is_first: bool,
}

impl Limits {
    /// Reads `xtask/tidy/<file>`.
    pub(super) fn read(workspace: &Workspace, file: &str) -> Result<Self, Error> {
        let path = format!("xtask/tidy/{file}");
        let text = read(&workspace.path(&path))?;
        Self::parse(path, &text)
    }

    fn parse(path: String, text: &str) -> Result<Self, Error> {
        let mut head = String::new();
        let mut rows = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('#') {
                head.push_str(line);
                head.push('\n');
            } else if !line.trim().is_empty() {
                let (limits, name) = parse_row(line)
                    .context(|| format!("{path}:{}: expected figures and a name", index + 1))?;
                rows.insert(name, ListedLimits { line: index + 1, limits });
            }
        }
        Ok(Self { path, head, rows })
    }

    /// Compares the figures with the list. `describe` makes the problem of a figure above its limit.
    pub(super) fn compare(
        &self,
        found: &Figures,
        describe: impl Fn(&Deviation<'_>) -> Problem,
    ) -> Vec<Problem> {
        let names: BTreeSet<&String> = found.keys().chain(self.rows.keys()).collect();
        let mut problems = Vec::new();
        for name in names {
            for deviation in self.deviations(name, found) {
                problems.push(if deviation.found > deviation.limit {
                    describe(&deviation)
                } else {
                    self.describe_low_figure(&deviation)
                });
            }
        }
        problems
    }

    /// Writes the list with each limit lowered to the figure found; raises no limit.
    pub(super) fn lower(&mut self, workspace: &Workspace, found: &Figures) -> Result<(), Error> {
        self.reduce(found);
        write(&workspace.path(&self.path), &self.to_text())
    }

    fn reduce(&mut self, found: &Figures) {
        for (name, row) in &mut self.rows {
            for (column, limit) in row.limits.iter_mut().enumerate() {
                *limit = figure(found.get(name), column).min(*limit);
            }
        }
        self.rows.retain(|_, row| row.limits.iter().any(|limit| *limit > 0));
    }

    fn to_text(&self) -> String {
        let mut text = self.head.clone();
        for (name, row) in &self.rows {
            for limit in &row.limits {
                text.push_str(&format!("{limit} "));
            }
            text.push_str(&format!("{name}\n"));
        }
        text
    }

    fn deviations<'a>(&self, name: &'a str, found: &Figures) -> Vec<Deviation<'a>> {
        let limits = self.rows.get(name).map(|row| &row.limits);
        let figures = found.get(name);
        let columns = figures.map_or(0, Vec::len).max(limits.map_or(0, Vec::len));
        let is_above = |column: &usize| figure(figures, *column) > figure(limits, *column);
        let first_above = (0..columns).find(is_above);
        (0..columns)
            .map(|column| Deviation {
                name,
                column,
                found: figure(figures, column),
                limit: figure(limits, column),
                is_first: first_above == Some(column),
            })
            .filter(|deviation| deviation.found != deviation.limit)
            .collect()
    }

    fn describe_low_figure(&self, deviation: &Deviation<'_>) -> Problem {
        let Deviation { name, found, limit, .. } = deviation;
        let line = self.rows.get(*name).map_or(1, |row| row.line);
        let message = format!(
            "`{name}` is at {found}: lower the limit of {limit} with `cargo xtask tidy --lower`"
        );
        Problem::on_line(&self.path, line, message)
    }
}

fn figure(figures: Option<&Vec<usize>>, column: usize) -> usize {
    figures.and_then(|figures| figures.get(column)).copied().unwrap_or_default()
}

/// `3 1 a name` -> `[3, 1]` and `a name`.
fn parse_row(line: &str) -> Option<(Vec<usize>, String)> {
    let mut limits = Vec::new();
    let mut rest = line.trim();
    while let Some((word, after)) = rest.split_once(' ') {
        let Ok(limit) = word.parse() else { break };
        limits.push(limit);
        rest = after.trim_start();
    }
    (!limits.is_empty()).then(|| (limits, rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "# cycles, files in them\n3 7 toolkit\n1 2 a name\n";

    fn limits() -> Limits {
        Limits::parse("list.txt".into(), LIST).unwrap()
    }

    fn problems(found: &[(&str, &[usize])]) -> Vec<String> {
        let found = found.iter().map(|(name, figures)| ((*name).to_owned(), figures.to_vec()));
        let describe = |deviation: &Deviation<'_>| {
            Problem::in_file(deviation.name, format!("{} {}", deviation.column, deviation.found))
        };
        let problems = limits().compare(&found.collect(), describe);
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn equal_figures_are_no_problem() {
        assert!(problems(&[("toolkit", &[3, 7]), ("a name", &[1, 2])]).is_empty());
        assert_eq!(
            limits().to_text(),
            LIST.replace("3 7 toolkit\n1 2 a name", "1 2 a name\n3 7 toolkit")
        );
    }

    #[test]
    fn a_figure_above_its_limit_and_a_name_without_a_line_fail() {
        let found = problems(&[("toolkit", &[3, 8]), ("a name", &[1, 2]), ("new", &[1])]);
        assert_eq!(found, ["new: 0 1", "toolkit: 1 8"]);
    }

    #[test]
    fn a_figure_below_its_limit_fails_until_the_limit_is_lowered() {
        let found = problems(&[("toolkit", &[3, 7])]);
        assert_eq!(
            found,
            [
                "list.txt:3: `a name` is at 0: lower the limit of 1 with `cargo xtask tidy --lower`",
                "list.txt:3: `a name` is at 0: lower the limit of 2 with `cargo xtask tidy --lower`",
            ]
        );
    }

    #[test]
    fn limits_are_lowered_and_never_raised() {
        let mut limits = limits();
        limits.reduce(&[("toolkit".into(), vec![2, 9]), ("new".into(), vec![1])].into());
        assert_eq!(limits.to_text(), "# cycles, files in them\n2 7 toolkit\n");
    }

    #[test]
    fn a_line_without_a_figure_is_refused() {
        assert!(Limits::parse("list.txt".into(), "toolkit\n").is_err());
    }
}
