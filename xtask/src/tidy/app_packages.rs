//! Compares the packages that the reference app is built from with the checked-in list.

use std::collections::BTreeSet;

use super::input::CheckInput;
use super::problem::Problem;
use super::section::Section;
use crate::error::Error;
use crate::files::{self, read};

const LIST: &str = "xtask/tidy/app-packages.txt";
/// One platform, so that the list is the same on every machine.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// Compares the packages of the app without features.
pub(super) fn check(input: &CheckInput<'_>) -> Result<Section, Error> {
    let arguments = [
        "tree",
        "--package",
        "app",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--target",
        TARGET,
        "--no-default-features",
    ];
    let tree = files::run("cargo", &arguments, &input.workspace.path("."))?;
    let tree = String::from_utf8_lossy(&tree);
    let found: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let listed = read(&input.workspace.path(LIST))?;
    let lines = vec![format!("  {} packages", found.len())];
    Ok(Section { title: "Packages of the app", problems: compare(&found, &listed), lines })
}

fn compare(found: &BTreeSet<&str>, listed: &str) -> Vec<Problem> {
    let lines = listed.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    let lines: Vec<(usize, &str)> = lines.map(|(index, line)| (index + 1, line.trim())).collect();
    let listed: BTreeSet<&str> = lines.iter().map(|(_, name)| *name).collect();
    let added = found.difference(&listed).map(|name| {
        Problem::in_file(
            LIST,
            format!("the app now links `{name}`: avoid it, or add it to the list"),
        )
    });
    let removed = lines.iter().filter(|(_, name)| !found.contains(name)).map(|(line, name)| {
        Problem::on_line(LIST, *line, format!("the app does not link `{name}`: remove the line"))
    });
    added.chain(removed).collect()
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn packages_and_list_are_the_same() {
        let found = ["clap", "serde"].into();
        assert!(compare(&found, "# Packages\nclap\nserde\n").is_empty());
        let problems = compare(&found, "# Packages\nclap\nglob\n");
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "xtask/tidy/app-packages.txt: the app now links `serde`: avoid it, or add it to the list",
                "xtask/tidy/app-packages.txt:3: the app does not link `glob`: remove the line",
            ]
        );
    }
}
