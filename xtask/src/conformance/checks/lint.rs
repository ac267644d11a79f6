//! Runs cfn-lint on templates in both formats and with several settings: it must find nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::conformance::bench::Bench;
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::process::Logs;
use crate::conformance::python::{PythonPackages, VirtualEnvironment};
use crate::conformance::reference_app::ReferenceApp;
use crate::error::{Context, Error};
use crate::files;

const LIMIT: Duration = Duration::from_secs(300);
const FORMATS: [&str; 2] = ["json", "yaml"];

/// Settings to synthesize with, and the region to lint for.
struct LintVariant {
    name: &'static str,
    region: &'static str,
    context: &'static [&'static str],
}

const VARIANTS: [LintVariant; 4] = [
    LintVariant { name: "plain", region: "us-east-1", context: &[] },
    LintVariant {
        name: "external",
        region: "us-east-1",
        context: &["environments.dev.imports=external"],
    },
    LintVariant { name: "narrowed", region: "us-east-1", context: NARROWED },
    LintVariant { name: "placed", region: "eu-central-1", context: PLACED },
];

/// Every setting of the roles, in an environment without account and region.
const NARROWED: &[&str] = &[
    "environments.dev.trustSourceAccount=true",
    "environments.dev.logGroupPrefix=/ecs/chat-dev",
    r#"environments.dev.kmsServices=["ssm"]"#,
    r#"environments.dev.kmsKeys=["arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]"#,
    "environments.dev.permissionsBoundary=arn:aws:iam::111122223333:policy/boundary",
    "environments.dev.rolePath=/chat/",
    "environments.dev.roleNamesWithRegion=true",
];

/// An account and a region for both environments, and settings that depend on them.
const PLACED: &[&str] = &[
    r#"environments.dev.account="111122223333""#,
    "environments.dev.region=eu-central-1",
    "environments.dev.roleNamesWithRegion=true",
    "environments.dev.trustSourceAccount=true",
    r#"environments.prod.account="111122223333""#,
    "environments.prod.region=eu-central-1",
    "environments.prod.roleNamesWithRegion=true",
];

/// A template that is wrong on purpose: if cfn-lint finds nothing in it, a result without findings proves nothing.
const WRONG: &str =
    r#"{"Resources":{"Queue":{"Type":"AWS::SQS::Queue","Properties":{"NoSuchProperty":1}}}}"#;
const WRONG_FILE: &str = "wrong-on-purpose.template.json";

/// Maximum printed places of one finding; the logs have all.
const PLACES: usize = 3;

/// A finding of cfn-lint and its place, `plain-json/x.template.json:49:4`.
struct Finding {
    place: String,
    text: String,
}

/// Synthesizes every variant in every format, and lints all templates of a region at once.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let tools = VirtualEnvironment::open(bench, PythonPackages::Main)?;
    let (folder, logs) = (bench.create_folder("lint")?, bench.logs("lint")?);
    let app = ReferenceApp::build(bench, &logs)?;
    files::write(&folder.join(WRONG_FILE), WRONG)?;
    let (mut findings, mut count) = (Vec::new(), 0);
    for region in ["us-east-1", "eu-central-1"] {
        let mut templates = vec![PathBuf::from(WRONG_FILE)];
        for variant in VARIANTS.iter().filter(|variant| variant.region == region) {
            templates.extend(synthesize(&app, variant, &folder)?);
        }
        count += templates.len() - 1;
        findings.extend(lint(&tools, &logs, &folder, region, &templates)?);
    }
    let (findings, variants) = (group_findings(findings), VARIANTS.len() * FORMATS.len());
    Ok(CheckReport::new(findings, format!("{count} templates of {variants} assemblies")))
}

/// Synthesizes one variant, and returns the paths of its templates below `folder`.
fn synthesize(
    app: &ReferenceApp<'_>,
    variant: &LintVariant,
    folder: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let mut templates = Vec::new();
    for format in FORMATS {
        let assembly = format!("{}-{format}", variant.name);
        app.synthesize(&folder.join(&assembly), format, variant.context)?;
        let mut names = files::names_in(&folder.join(&assembly))?;
        names.retain(|name| name.ends_with(&format!(".template.{format}")));
        if names.is_empty() {
            return Err(Error::new(format!("`{assembly}` has no templates")));
        }
        templates.extend(names.iter().map(|name| Path::new(&assembly).join(name)));
    }
    Ok(templates)
}

/// Runs cfn-lint in `folder`. Returns its findings, except those on the template that is wrong on purpose.
fn lint(
    tools: &VirtualEnvironment,
    logs: &Logs,
    folder: &Path,
    region: &str,
    templates: &[PathBuf],
) -> Result<Vec<Finding>, Error> {
    let mut command = tools.command("cfn-lint");
    command.args(["--format", "json", "--regions", region, "--"]).args(templates);
    let answer = logs.run("cfn-lint", command.current_dir(folder), LIMIT)?;
    let findings = parse_findings(&answer.stdout)
        .context(|| format!("cfn-lint gave no findings to read ({})", answer.last_words()))?;
    let (wrong, mut right): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|finding| finding.place.starts_with(WRONG_FILE));
    if wrong.is_empty() {
        let text = "cfn-lint finds nothing in this wrong template".to_owned();
        right.push(Finding { place: WRONG_FILE.to_owned(), text });
    }
    Ok(right)
}

/// The errors that cfn-lint finds in templates of `folder`. Leaves out warnings: they are about style, and the values
/// are examples.
pub(in crate::conformance) fn find_errors(
    tools: &VirtualEnvironment,
    logs: &Logs,
    folder: &Path,
    region: &str,
    templates: &[PathBuf],
) -> Result<Vec<String>, Error> {
    files::write(&folder.join(WRONG_FILE), WRONG)?;
    let mut all = vec![PathBuf::from(WRONG_FILE)];
    all.extend(templates.iter().cloned());
    let found = lint(tools, logs, folder, region, &all)?;
    Ok(group_findings(found.into_iter().filter(|finding| finding.text.starts_with('E')).collect()))
}

/// Parses cfn-lint's JSON.
fn parse_findings(json: &str) -> Result<Vec<Finding>, serde_json::Error> {
    let list: Vec<Value> = serde_json::from_str(json)?;
    let finding = |finding: &Value| {
        let text = |pointer: &str| match finding.pointer(pointer) {
            Some(Value::String(text)) => text.clone(),
            other => other.map(ToString::to_string).unwrap_or_default(),
        };
        let place = ["/Filename", "/Location/Start/LineNumber", "/Location/Start/ColumnNumber"];
        let place = place.map(text).join(":");
        Finding { place, text: ["/Rule/Id", "/Message"].map(text).join(" ") }
    };
    Ok(list.iter().map(finding).collect())
}

/// Merges equal findings into one line with their first places.
fn group_findings(findings: Vec<Finding>) -> Vec<String> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Finding { place, text } in findings {
        places.entry(text).or_default().push(place);
    }
    let line = |(text, places): (String, Vec<String>)| {
        let told = places.iter().take(PLACES).map(String::as_str).collect::<Vec<_>>().join(", ");
        match places.len().saturating_sub(PLACES) {
            0 => format!("{text}: {told}"),
            more => format!("{text}: {told} and {more} more"),
        }
    };
    places.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_a_place_and_a_text() {
        let json = r#"[{
            "Filename": "plain-json/x.template.json",
            "Location": {"Start": {"ColumnNumber": 4, "LineNumber": 49}},
            "Message": "Engine version '17' is deprecated",
            "Rule": {"Id": "W3691"}
        }]"#;
        let expected = "W3691 Engine version '17' is deprecated: plain-json/x.template.json:49:4";
        assert_eq!(group_findings(parse_findings(json).unwrap()), [expected]);
        assert!(parse_findings("[]").unwrap().is_empty());
        assert!(parse_findings("Traceback").is_err());
    }

    #[test]
    fn equal_findings_are_one_line() {
        let finding = |place: &str| Finding { place: place.to_owned(), text: "E1 no".to_owned() };
        let findings = ["a", "b", "c", "d", "e"].map(finding).into();
        assert_eq!(group_findings(findings), ["E1 no: a, b, c and 2 more"]);
    }
}
