//! The stacks of `dev`, deployed by the AWS CLI to an emulator -> what went another way than it should.
//!
//! One file for each question: `exports` and `access` ask what is there, `life` deploys, deploys again and deletes.

mod access;
mod cloud;
mod emulator;
mod exports;
mod life;

use std::path::Path;

use serde_json::Value;

use crate::conformance::bench::Bench;
use crate::conformance::outcome::{Report, Stop};
use crate::conformance::python::{Packages, VirtualEnvironment};
use crate::conformance::reference_app::ReferenceApp;
use crate::fault::{Context, Fault};
use crate::files;

use cloud::Cloud;
use emulator::Emulator;

const ENVIRONMENT: &str = "dev";
/// Neither is the emulator's default: what is wired to one shows.
const ACCOUNT: &str = "111122223333";
const REGION: &str = "eu-central-1";

/// A stack to deploy.
struct Stack {
    name: String,
    /// The line for a shell that deploys it.
    line: String,
    template: Value,
}

/// Deploys, reads back, deploys again, deletes.
pub(super) fn run(bench: &Bench<'_>) -> Result<Report, Stop> {
    let tools = VirtualEnvironment::open(bench, Packages::Main)?;
    let server = VirtualEnvironment::open(bench, Packages::Ministack)?;
    let (folder, logs) = (bench.emptied("deploy")?, bench.logs("deploy")?);
    let app = ReferenceApp::build(bench, &logs)?;
    let stacks = stacks(&app, &folder)?;
    let emulator = Emulator::start(&server, &logs)?;
    let cloud =
        Cloud { tools: &tools, folder: &folder, logs: &logs, endpoint: emulator.endpoint() };
    life::deploy(&cloud, &stacks)?;
    let mut findings = exports::findings(&cloud, &stacks)?;
    findings.extend(access::findings(&cloud, bench.workspace)?);
    findings.extend(life::deploy_again(&cloud, &stacks)?);
    let imported = exports::imported(&stacks);
    findings.extend(life::refuse_to_delete(&cloud, &imported)?);
    findings.extend(life::delete(&cloud, &stacks)?);
    findings.extend(access::left(&cloud)?);
    let [all, some] = [stacks.len(), imported.len()];
    let summary =
        format!("{all} stacks deployed twice and deleted, {some} of them held while imported");
    Ok(Report { findings, summary })
}

/// The environment's stacks in the order to deploy them, synthesized into `cdk.out` below `folder`.
fn stacks(app: &ReferenceApp<'_>, folder: &Path) -> Result<Vec<Stack>, Fault> {
    let assembly = folder.join("cdk.out");
    app.synthesize(&assembly, "json", &[])?;
    let (names, lines) = (app.stacks(ENVIRONMENT)?, app.deploy_lines(ENVIRONMENT)?);
    if names.is_empty() || names.len() != lines.len() {
        let counts = format!("`list` names {} stacks, and {} commands", names.len(), lines.len());
        return Err(Fault::new(counts));
    }
    let stack = |(name, line): (String, String)| {
        let file = format!("{name}.template.json");
        let template = serde_json::from_str(&files::read(&assembly.join(&file))?);
        Ok(Stack { name, line, template: template.context(|| format!("`{file}`"))? })
    };
    names.into_iter().zip(lines).map(stack).collect()
}
