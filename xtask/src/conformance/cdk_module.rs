//! Synthesizes the module twice: with the CDK from `tests/conformance/cdk`, and with this library under the same ids
//! and export names.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::bench::Bench;
use super::node::{NodeFolder, NodePackages};
use super::outcome::Stop;
use super::reference_app::ReferenceApp;
use crate::error::{Context, Error};
use crate::files;

const FOLDER: &str = "tests/conformance/cdk";
const LIMIT: Duration = Duration::from_secs(120);
/// The stacks' ids in the CDK's app, and their names, in the order to deploy them.
pub(super) const STACKS: [(&str, &str); 5] = [
    ("Network", "chat-dev-network"),
    ("Database", "chat-dev-database"),
    ("Cache", "chat-dev-cache"),
    ("Queues", "chat-dev-queues"),
    ("Iam", "chat-dev-iam"),
];

/// Compiles the module with TypeScript and synthesizes it with the CDK, once in a run. Returns the folder of its
/// templates, which have the names of ours.
pub(super) fn synthesize(bench: &Bench<'_>) -> Result<PathBuf, Stop> {
    let node = NodeFolder::open(bench, NodePackages::Library)?;
    let out = bench.kept_folder("cdk-module");
    bench.run_once("cdk-module", || synthesize_into(bench, &node, &out))?;
    Ok(out)
}

fn synthesize_into(bench: &Bench<'_>, node: &NodeFolder, out: &Path) -> Result<(), Stop> {
    let logs = bench.shared_logs("cdk-module")?;
    bench.create_shared_folder("cdk-module")?;
    let source = bench.workspace.path(FOLDER);
    for file in ["app.ts", "tsconfig.json"] {
        files::write(&node.folder().join(file), &files::read(&source.join(file))?)?;
    }
    let mut compile = node.command("typescript/bin/tsc");
    let answer = logs.run("tsc", compile.current_dir(node.folder()), LIMIT)?;
    answer.or_error("compiling the module for the CDK")?;
    let mut synthesize = node.command("../app.js");
    let answer = logs.run("cdk-app", synthesize.arg(out), LIMIT)?;
    answer.or_error("synthesizing with the CDK")?;
    for (id, name) in STACKS {
        let [from, to] = [id, name].map(|stem| out.join(format!("{stem}.template.json")));
        std::fs::rename(&from, to).context(|| format!("`{}`", from.display()))?;
    }
    Ok(())
}

/// Synthesizes our module with the ids and the export names of the CDK's into `out`.
///
/// `as_deployed` keeps the values that CloudFormation accepts only at creation.
pub(super) fn mirror(
    bench: &Bench<'_>,
    app: &ReferenceApp<'_>,
    out: &Path,
    as_deployed: bool,
) -> Result<(), Error> {
    let settings = bench.workspace.path("cdk.json");
    let ids = bench.workspace.path(FOLDER).join("ids.txt");
    let paths = [&settings, &ids, out].map(|path| path.to_string_lossy().into_owned());
    let mut arguments: Vec<&str> = paths.iter().map(String::as_str).collect();
    arguments.extend(as_deployed.then_some("--as-deployed"));
    app.example("takeover", &arguments)?;
    bench.breakage.map_or(Ok(()), |breakage| breakage.apply(out))
}

/// The path of a file of the module's folder.
pub(super) fn file(bench: &Bench<'_>, name: &str) -> PathBuf {
    bench.workspace.path(FOLDER).join(name)
}
