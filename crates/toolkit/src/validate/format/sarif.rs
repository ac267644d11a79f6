//! A report -> SARIF 2.1.0: the Rust line as a result's location, the template as a related one.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use constructs::diagnostic::{Place, Severity};
use serde::Serialize;

use super::escape::{line as one_line, uri};
use super::json::written;
use crate::codes;
use crate::failure::Failure;
use crate::validate::finding::{Found, Line, Spot, line};
use crate::validate::report::Report;

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Text,
    help: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<&'static str>,
}

#[derive(Clone, PartialEq, Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression; 1]>,
}

/// What stays the same when lines move.
#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "constructs/v1")]
    first: String,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    physical_location: Option<PhysicalLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
    kind: &'static str,
}

/// The log, on lines of its own.
pub(in crate::validate) fn sarif(report: &Report) -> Result<String, Failure> {
    let mut rules = Vec::new();
    let open = report.findings.iter().map(|found| (found, None));
    let acknowledged = report.acknowledged.iter().map(|one| (&one.found, Some(&*one.reason)));
    let results =
        open.chain(acknowledged).map(|(found, reason)| result(found, reason, &mut rules)).collect();
    let remarks = report.remarks.iter();
    let invocation = Invocation {
        execution_successful: true,
        tool_execution_notifications: remarks
            .map(|remark| Notification { level: "note", message: text(remark) })
            .collect(),
    };
    let driver = Driver { name: "constructs", version: env!("CARGO_PKG_VERSION"), rules };
    written(&Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            invocations: [invocation],
            column_kind: "unicodeCodePoints",
            results,
        }],
    })
}

fn result(found: &Found, reason: Option<&str>, rules: &mut Vec<Rule>) -> SarifResult {
    let id = found.rule.as_deref().map_or_else(|| found.code.to_string(), one_line);
    let index = rules.iter().position(|rule| rule.id == id).unwrap_or_else(|| {
        rules.push(rule(id.clone(), found));
        rules.len() - 1
    });
    let pointer = found.pointer().map_or_else(|| found.message.clone(), str::to_owned);
    let file = found.spot.as_ref().map(|spot| &*spot.file).or(found.place.file.as_deref());
    let help = found.help.as_deref().map(|help| format!("\n{}", one_line(help)));
    SarifResult {
        rule_id: id,
        rule_index: index,
        level: level(found.severity),
        message: Text { text: one_line(&found.message) + &help.unwrap_or_default() },
        locations: first(&found.place, found.spot.as_ref()).into_iter().collect(),
        related_locations: related(found),
        partial_fingerprints: Fingerprints {
            first: one_line(&format!("{}:{}:{pointer}", found.code, file.unwrap_or_default())),
        },
        suppressions: reason
            .map(|reason| [Suppression { kind: "inSource", justification: one_line(reason) }]),
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(id: String, found: &Found) -> Rule {
    let known = codes::find(found.code).filter(|_| found.rule.is_none());
    let meaning = known.map_or(&*found.message, |info| info.meaning);
    let help = match (found.rule.as_deref(), &found.help) {
        (Some(_), Some(help)) => one_line(help),
        _ => one_line(meaning),
    };
    Rule {
        id,
        short_description: text(meaning),
        help: Text { text: help },
        help_uri: known.map(|info| info.source).filter(|source| !source.is_empty()),
    }
}

/// Where to look first, with the construct.
fn first(place: &Place, spot: Option<&Spot>) -> Option<Location> {
    let physical = line(place, spot).map(physical);
    let logical = place
        .path
        .as_deref()
        .map(|path| LogicalLocation { fully_qualified_name: one_line(path), kind: "resource" });
    let logical: Vec<_> = logical.into_iter().collect();
    (physical.is_some() || !logical.is_empty()).then_some(Location {
        id: None,
        physical_location: physical,
        logical_locations: logical,
        message: None,
    })
}

/// The template, the lines further out, and what else has to do with it.
fn related(found: &Found) -> Vec<Location> {
    let mut locations: Vec<Location> = Vec::new();
    let mut push = |line: Line<'_>, message: String| {
        locations.push(Location {
            id: Some(locations.len() + 1),
            physical_location: Some(physical(line)),
            logical_locations: Vec::new(),
            message: Some(Text { text: message }),
        });
    };
    if let Some(spot) = found.second() {
        push(line_of(spot), one_line(&spot.pointer));
    }
    let primary = found.place.primary().map(|origin| origin.location);
    for origin in &found.place.origins {
        let at = origin.location;
        if Some(at) != primary && !origin.path.is_empty() {
            let line = Line { file: at.file(), line: Some(at.line()), column: Some(at.column()) };
            push(line, format!("in {}", one_line(&origin.path)));
        }
    }
    for (message, place, spot) in &found.related {
        if let Some(line) = line(place, spot.as_ref()) {
            push(line, one_line(message));
        }
    }
    locations
}

fn line_of(spot: &Spot) -> Line<'_> {
    Line { file: &spot.file, line: Some(spot.line), column: Some(spot.column) }
}

fn physical(line: Line<'_>) -> PhysicalLocation {
    let region =
        line.line.map(|start_line| Region { start_line, start_column: line.column.unwrap_or(1) });
    PhysicalLocation { artifact_location: ArtifactLocation { uri: uri(line.file) }, region }
}

fn text(text: &str) -> Text {
    Text { text: one_line(text) }
}
