//! `cargo xtask cost`: measures what `constructs-aws` costs to build, next to the goals.
//!
//! The flow: [`project`] writes an app below `target/cost`; [`cpu`] measures a command; each line of the table is one
//! measurement. `docs/decisions/0007-features.md` contains the table.

mod cpu;
mod project;

use crate::error::{Context, Error};
use crate::files::{self, Workspace};
use crate::terminal::say;
use project::Project;

/// One line of the table.
struct CostLine {
    what: String,
    found: f64,
    aim: Option<f64>,
    unit: &'static str,
}

/// Measures, prints the table, and fails if a goal is not met.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let mut lines = vec![count_features(workspace)?, measure_package(workspace)?];
    let project = Project::open(workspace)?;
    lines.extend(measure_builds(&project)?);
    lines.extend(measure_edit(&project)?);
    lines.push(measure_documentation(workspace)?);
    say("| what | found | goal |\n|---|---|---|");
    lines.iter().for_each(|line| say(&line.text()));
    let beyond = lines.iter().filter(|line| line.is_beyond()).count();
    match beyond {
        0 => Ok(()),
        _ => Err(Error::new(format!("{beyond} goals are not met"))),
    }
}

impl CostLine {
    fn seconds(what: &str, found: f64, aim: Option<f64>) -> Self {
        Self { what: what.to_owned(), found, aim, unit: "CPU s" }
    }

    fn is_beyond(&self) -> bool {
        self.aim.is_some_and(|aim| self.found > aim)
    }

    fn text(&self) -> String {
        let digits = usize::from(!self.unit.is_empty());
        let with_unit = |number: f64| format!("{number:.digits$} {}", self.unit).trim().to_owned();
        let aim = self.aim.map_or(String::new(), |aim| format!("≤ {}", with_unit(aim)));
        let mark = if self.is_beyond() { " **beyond**" } else { "" };
        format!("| {} | {} | {aim}{mark} |", self.what, with_unit(self.found))
    }
}

/// The number of features, which crates.io limits.
fn count_features(workspace: &Workspace) -> Result<CostLine, Error> {
    let manifest = files::read(&workspace.path("crates/aws/Cargo.toml"))?;
    let all = manifest.split_once("[features]").map(|(_, rest)| rest).unwrap_or_default();
    let section = all.split("\n[").next().unwrap_or_default();
    let count = section.lines().filter(|line| line.contains(" = [")).count();
    Ok(CostLine { what: "features".into(), found: count as f64, aim: Some(300.0), unit: "" })
}

/// The size of the packed crate. Packs its dependencies too, because cargo needs them.
fn measure_package(workspace: &Workspace) -> Result<CostLine, Error> {
    let names = ["constructs", "constructs-iam-facts", "constructs-action-macro", "constructs-aws"];
    let mut arguments = vec!["package", "--quiet", "--no-verify", "--allow-dirty"];
    arguments.extend(names.iter().flat_map(|name| ["--package", name]));
    files::run("cargo", &arguments, &workspace.path("."))?;
    let folder = workspace.path("target/package");
    let archive = files::names_in(&folder)?
        .into_iter()
        .find(|name| name.starts_with("constructs-aws-") && name.ends_with(".crate"))
        .context(|| "cargo packed no `constructs-aws`".into())?;
    let size = std::fs::metadata(folder.join(&archive))
        .context(|| format!("can't read the size of `{archive}`"))?
        .len();
    let found = size as f64 / 1_000_000.0;
    Ok(CostLine { what: "`constructs-aws`, packed".into(), found, aim: Some(10.0), unit: "MB" })
}

/// Builds `constructs-aws` alone with different features.
fn measure_builds(project: &Project) -> Result<Vec<CostLine>, Error> {
    let cases: [(&str, &[&str], Option<f64>); 5] = [
        ("no feature", &[], Some(0.2)),
        ("`sqs`", &["sqs"], Some(0.5)),
        ("`ec2`", &["ec2"], Some(2.0)),
        ("`sqs`, `action` (with its macro)", &["sqs", "action"], None),
        ("`full`", &["full"], Some(40.0)),
    ];
    let measure = |(what, features, aim): &(&str, &[&str], Option<f64>)| {
        Ok(CostLine::seconds(
            &format!("building it with {what}"),
            project.build_library(features)?,
            *aim,
        ))
    };
    cases.iter().map(measure).collect()
}

/// Builds the app after an edit, with all features.
fn measure_edit(project: &Project) -> Result<Vec<CostLine>, Error> {
    let found = project.rebuild_after_edit(&["full"])?;
    Ok(vec![CostLine::seconds("an app with `full`, after an edit", found, Some(1.0))])
}

/// Builds the documentation of everything.
fn measure_documentation(workspace: &Workspace) -> Result<CostLine, Error> {
    let target = workspace.path("target/cost/doc");
    files::remove_folder(&target)?;
    let arguments =
        ["doc", "--quiet", "--no-deps", "--package", "constructs-aws", "--features", "full,action"];
    let found = cpu::measure_cargo(&arguments, &target, &workspace.path("."))?;
    Ok(CostLine::seconds("the documentation of `full`, with dependencies", found, None))
}
