//! Compares the dependencies of the workspace's packages with the checked-in list.
//!
//! The list's lines are `package: …` for normal and build dependencies, optional ones too, and `package (dev): …` for
//! dev-dependencies. They name packages of the workspace, and other packages only if `reserved:` names them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::input::CheckInput;
use super::problem::Problem;
use super::section::Section;
use crate::error::{Context, Error};
use crate::files::{self, read};

const LIST: &str = "xtask/tidy/dependencies.txt";
/// The line for packages from elsewhere that only some packages may use.
const RESERVED: &str = "reserved";
/// The line for packages that are not built unless a feature asks for them.
const ON_DEMAND: &str = "on demand";

/// Dependencies by the name of a package, with ` (dev)` after it for its dev-dependencies.
type Dependencies = BTreeMap<String, BTreeSet<String>>;

/// The list, with the line of each entry.
struct List {
    allowed: Dependencies,
    lines: BTreeMap<String, usize>,
}

/// Compares all packages of the workspace.
pub(super) fn check(input: &CheckInput<'_>) -> Result<Section, Error> {
    let list = List::parse(&read(&input.workspace.path(LIST))?)?;
    let root = input.workspace.path(".");
    let metadata = files::run("cargo", &["metadata", "--no-deps", "--format-version", "1"], &root)?;
    let metadata: Json =
        serde_json::from_slice(&metadata).context(|| "can't read `cargo metadata`".into())?;
    let found = dependencies(&metadata, &list.names(RESERVED));
    let mut problems = list.compare(&found);
    problems.extend(built_without_features(input, &list)?);
    let lines = found.iter().map(|(name, used)| format!("  {name}: {}", join(used)));
    Ok(Section { title: "Dependencies", problems, lines: lines.collect() })
}

impl List {
    fn parse(text: &str) -> Result<Self, Error> {
        let mut list = Self { allowed: BTreeMap::new(), lines: BTreeMap::new() };
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, names) = line.split_once(':').context(|| {
                format!("{LIST}:{}: expected the name of a package and `:`", index + 1)
            })?;
            let names = names.split_whitespace().map(str::to_owned).collect();
            list.allowed.insert(name.to_owned(), names);
            list.lines.insert(name.to_owned(), index + 1);
        }
        Ok(list)
    }

    fn names(&self, name: &str) -> BTreeSet<String> {
        self.allowed.get(name).cloned().unwrap_or_default()
    }

    /// Dependencies that the list does not allow, and allowed ones that no package has.
    fn compare(&self, found: &Dependencies) -> Vec<Problem> {
        let names: BTreeSet<&String> = found.keys().chain(self.allowed.keys()).collect();
        let names = names.into_iter().filter(|name| *name != RESERVED && *name != ON_DEMAND);
        let empty = BTreeSet::new();
        let mut problems = Vec::new();
        for name in names {
            let (used, allowed) =
                (found.get(name).unwrap_or(&empty), self.allowed.get(name).unwrap_or(&empty));
            for other in used.difference(allowed) {
                problems.push(self.problem(name, format!("`{name}` must not depend on `{other}`")));
            }
            for other in allowed.difference(used) {
                let message =
                    format!("`{name}` does not depend on `{other}`: remove it from the list");
                problems.push(self.problem(name, message));
            }
            if !found.contains_key(name) && allowed.is_empty() {
                problems.push(
                    self.problem(
                        name,
                        format!("`{name}` is not in the workspace: remove its line"),
                    ),
                );
            }
        }
        problems
    }

    fn problem(&self, name: &str, message: String) -> Problem {
        match self.lines.get(name) {
            Some(line) => Problem::on_line(LIST, *line, message),
            None => Problem::in_file(LIST, message),
        }
    }
}

/// The dependencies of the workspace's packages on each other and on reserved packages.
fn dependencies(metadata: &Json, reserved: &BTreeSet<String>) -> Dependencies {
    let packages = metadata.get("packages").and_then(Json::as_array).into_iter().flatten();
    let packages: BTreeMap<&str, &Json> =
        packages.filter_map(|package| Some((name(package)?, package))).collect();
    let mut found = Dependencies::new();
    for (package, content) in &packages {
        let dependencies = content.get("dependencies").and_then(Json::as_array);
        found.entry((*package).to_owned()).or_default();
        for dependency in dependencies.into_iter().flatten() {
            let Some(other) = name(dependency) else { continue };
            if packages.contains_key(other) || reserved.contains(other) {
                let is_dev = dependency.get("kind").is_some_and(|kind| kind == "dev");
                let kind = if is_dev { " (dev)" } else { "" };
                found.entry(format!("{package}{kind}")).or_default().insert(other.to_owned());
            }
        }
    }
    found
}

fn name(object: &Json) -> Option<&str> {
    object.get("name")?.as_str()
}

/// Packages that are on demand, but that `cargo build` or `cargo test --workspace` would build.
fn built_without_features(input: &CheckInput<'_>, list: &List) -> Result<Vec<Problem>, Error> {
    let root = input.workspace.path(".");
    let tree = files::run("cargo", &["tree", "--workspace", "--prefix", "none"], &root)?;
    let tree = String::from_utf8_lossy(&tree);
    let built: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let on_demand = list.names(ON_DEMAND).into_iter().filter(|name| built.contains(name.as_str()));
    let describe = |name| format!("`{name}` is built although no feature asks for it");
    Ok(on_demand.map(|name| list.problem(ON_DEMAND, describe(name))).collect())
}

fn join(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(list: &str) -> Vec<String> {
        let metadata = serde_json::json!({"packages": [
            {"name": "constructs", "dependencies": [
                {"name": "clap", "kind": null, "optional": true},
                {"name": "serde", "kind": null},
                {"name": "toolkit", "kind": "dev"},
            ]},
            {"name": "toolkit", "dependencies": [{"name": "constructs", "kind": null}]},
        ]});
        let list = List::parse(list).unwrap();
        let found = dependencies(&metadata, &list.names(RESERVED));
        list.compare(&found).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn dependencies_that_are_listed_are_no_problem() {
        let list =
            "reserved: clap\nconstructs: clap\nconstructs (dev): toolkit\ntoolkit: constructs\n";
        assert!(compare(list).is_empty());
    }

    #[test]
    fn a_dependency_that_is_not_listed_is_a_problem() {
        assert_eq!(
            compare("reserved: clap\nconstructs:\ntoolkit: constructs\n"),
            [
                "xtask/tidy/dependencies.txt:2: `constructs` must not depend on `clap`",
                "xtask/tidy/dependencies.txt: `constructs (dev)` must not depend on `toolkit`",
            ]
        );
    }

    #[test]
    fn a_listed_dependency_that_no_package_has_is_a_problem() {
        assert_eq!(
            compare("constructs (dev): toolkit\ntoolkit: clap constructs\nguard:\n"),
            [
                "xtask/tidy/dependencies.txt:3: `guard` is not in the workspace: remove its line",
                "xtask/tidy/dependencies.txt:2: `toolkit` does not depend on `clap`: remove it from the list",
            ]
        );
    }
}
