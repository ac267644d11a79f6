//! The workspace -> habits that no compiler checks: which crate may use which, and how files begin and grow.

use std::path::Path;

use serde_json::Value as Json;

use crate::fault::{Context, Fault};
use crate::files::{self, Workspace, files_below, read};

/// What each crate may depend on: of ours, and of others what is reserved for one crate.
const ARROWS: &[(&str, &[&str])] = &[
    ("constructs", &[]),
    ("constructs-iam-facts", &[]),
    ("constructs-action-macro", &["constructs-iam-facts"]),
    ("constructs-aws", &["constructs", "constructs-action-macro"]),
    ("constructs-template", &["constructs"]),
    ("constructs-analysis", &["constructs", "constructs-template", "constructs-iam-facts"]),
    ("constructs-migrate", &["constructs", "constructs-template", "constructs-analysis"]),
    ("constructs-guard", &["constructs", "cfn-guard"]),
    ("constructs-soundness", &["constructs-template", "constructs-analysis"]),
    (
        "constructs-toolkit",
        &[
            "constructs",
            "constructs-template",
            "constructs-analysis",
            "constructs-migrate",
            "constructs-guard",
            "clap",
        ],
    ),
    ("app", &["constructs", "constructs-aws", "constructs-toolkit"]),
    (
        "xtask",
        &[
            "clap",
            "constructs",
            "constructs-analysis",
            "constructs-migrate",
            "constructs-soundness",
            "constructs-template",
        ],
    ),
    (
        "tests",
        &["constructs", "constructs-aws", "constructs-template", "constructs-toolkit", "app"],
    ),
];

/// Ours, and what only the crates named in [`ARROWS`] may use.
const GUARDED: &[&str] = &[
    "constructs",
    "constructs-aws",
    "constructs-action-macro",
    "constructs-iam-facts",
    "constructs-template",
    "constructs-analysis",
    "constructs-migrate",
    "constructs-guard",
    "constructs-toolkit",
    "app",
    "xtask",
    "tests",
    "clap",
    "cfn-guard",
];

/// What no build has in it unless a feature asks for it.
const ON_DEMAND: &[&str] = &["cfn-guard"];

/// Lines; generated code apart.
const LONGEST_FILE: usize = 800;

/// Checks the habits, and names everything that breaks one.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Fault> {
    let mut problems = arrows(workspace)?;
    problems.extend(costly(workspace)?);
    for folder in ["crates", "xtask", "tests"] {
        for file in files_below(&workspace.path(folder))? {
            if file.extension().is_some_and(|extension| extension == "rs") {
                let path = Path::new(folder).join(file);
                problems.extend(habits(&path, &read(&workspace.path(&path))?));
            }
        }
    }
    if problems.is_empty() {
        println!("tidy");
        return Ok(());
    }
    Err(Fault::new(problems.join("\nerror: ")))
}

/// Dependencies that point the wrong way.
fn arrows(workspace: &Workspace) -> Result<Vec<String>, Fault> {
    let root = workspace.path(".");
    let metadata = files::run("cargo", &["metadata", "--no-deps", "--format-version", "1"], &root)?;
    let metadata: Json =
        serde_json::from_slice(&metadata).context(|| "can't read `cargo metadata`".into())?;
    let packages = metadata.get("packages").and_then(Json::as_array).into_iter().flatten();
    Ok(packages.flat_map(wrong_arrows).collect())
}

/// What is only ever built on demand, but would be by `cargo build` or `cargo test --workspace`.
fn costly(workspace: &Workspace) -> Result<Vec<String>, Fault> {
    let root = workspace.path(".");
    let tree = files::run("cargo", &["tree", "--workspace", "--prefix", "none"], &root)?;
    let tree = String::from_utf8_lossy(&tree);
    let is_built = |name: &&&str| tree.lines().any(|line| line.split(' ').next() == Some(**name));
    let built = ON_DEMAND.iter().filter(is_built);
    Ok(built.map(|name| format!("`{name}` is built without any feature switched on")).collect())
}

fn wrong_arrows(package: &Json) -> Vec<String> {
    let name = package.get("name").and_then(Json::as_str).unwrap_or_default();
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
        return vec![format!(
            "`{name}` has no line in `xtask/src/commands/tidy.rs`: what may it use?"
        )];
    };
    let dependencies = package.get("dependencies").and_then(Json::as_array).into_iter().flatten();
    let is_built_in = |dependency: &&Json| dependency.get("kind").is_none_or(|kind| kind != "dev");
    let names =
        dependencies.filter(is_built_in).filter_map(|dependency| dependency.get("name")?.as_str());
    let wrong = names.filter(|used| GUARDED.contains(used) && !allowed.contains(used));
    wrong.map(|used| format!("`{name}` must not depend on `{used}`")).collect()
}

/// How a file begins, and how long it is.
fn habits(path: &Path, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let is_generated = text.contains("@generated");
    let is_case = path.components().any(|part| part.as_os_str() == "compile_fail");
    if !text.starts_with("//!") && !is_case {
        problems
            .push(format!("`{}` does not open with what turns into what (`//!`)", path.display()));
    }
    let lines = text.lines().count();
    if lines > LONGEST_FILE && !is_generated {
        problems
            .push(format!("`{}` has {lines} lines; {LONGEST_FILE} is the most", path.display()));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_that_points_the_wrong_way_is_named() {
        let package = serde_json::json!({
            "name": "constructs",
            "dependencies": [
                {"name": "clap", "kind": null},
                {"name": "serde", "kind": null},
                {"name": "constructs-toolkit", "kind": "dev"},
            ],
        });
        assert_eq!(wrong_arrows(&package), ["`constructs` must not depend on `clap`"]);
    }

    #[test]
    fn files_open_with_a_sentence_and_end_in_time() {
        assert!(habits(Path::new("a.rs"), "//! A -> b.\n").is_empty());
        assert_eq!(habits(Path::new("a.rs"), "use b;\n").len(), 1);
        assert_eq!(habits(Path::new("a.rs"), &"//! A\n".repeat(LONGEST_FILE + 1)).len(), 1);
    }
}
