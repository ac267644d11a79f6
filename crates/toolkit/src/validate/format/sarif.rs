//! A report -> SARIF 2.1.0: the Rust line as a result's location, the template as a related one.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use constructs::Diagnostic;
use constructs::diagnostic::{Place, Severity};
use serde::Serialize;

use super::escape::{line as one_line, uri};
use super::json::write_json;
use crate::codes;
use crate::failure::Failure;
use crate::validate::baseline::BASELINE;
use crate::validate::location::Location;
use crate::validate::report::{Acknowledged, Report};
use crate::validate::source::Sources;

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
    locations: Vec<SarifLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<SarifLocation>,
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
struct SarifLocation {
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
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
    kind: &'static str,
}

/// The log, on lines of its own.
pub(in crate::validate) fn sarif(
    report: &Report,
    sources: &Sources<'_>,
) -> Result<String, Failure> {
    let mut rules = Vec::new();
    let open = report.findings.iter().map(|found| (found, None));
    let acknowledged = report.acknowledged.iter().map(|one| (&one.diagnostic, Some(one)));
    let results = open
        .chain(acknowledged)
        .map(|(found, acknowledged)| result(found, acknowledged, sources, &mut rules))
        .collect();
    let remarks = report.remarks.iter();
    let invocation = Invocation {
        execution_successful: true,
        tool_execution_notifications: remarks
            .map(|remark| Notification { level: "note", message: text(remark) })
            .collect(),
    };
    let driver = Driver { name: "constructs", version: env!("CARGO_PKG_VERSION"), rules };
    write_json(&Log {
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

fn result(
    found: &Diagnostic,
    acknowledged: Option<&Acknowledged>,
    sources: &Sources<'_>,
    rules: &mut Vec<Rule>,
) -> SarifResult {
    let id = found.rule.as_deref().map_or_else(|| found.code.to_string(), one_line);
    let index = rules.iter().position(|rule| rule.id == id).unwrap_or_else(|| {
        rules.push(rule(id.clone(), found));
        rules.len() - 1
    });
    let pointer = found.place.pointer.as_ref().unwrap_or(&found.message);
    let file = found.place.file.as_deref();
    let help = found.help.as_deref().map(|help| format!("\n{}", one_line(help)));
    SarifResult {
        rule_id: id,
        rule_index: index,
        level: level(found.severity),
        message: Text { text: one_line(&found.message) + &help.unwrap_or_default() },
        locations: first(&found.place, sources).into_iter().collect(),
        related_locations: related(found, sources),
        partial_fingerprints: Fingerprints {
            first: one_line(&format!("{}:{}:{pointer}", found.code, file.unwrap_or_default())),
        },
        suppressions: acknowledged.map(|one| [suppression(one)]),
    }
}

fn suppression(one: &Acknowledged) -> Suppression {
    let kind = if one.by == BASELINE { "external" } else { "inSource" };
    Suppression { kind, justification: one_line(&one.reason) }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(id: String, found: &Diagnostic) -> Rule {
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
fn first(place: &Place, sources: &Sources<'_>) -> Option<SarifLocation> {
    let physical = Location::first(place).map(|location| physical(location, end(place, sources)));
    let logical = place
        .path
        .as_deref()
        .map(|path| LogicalLocation { fully_qualified_name: one_line(path), kind: "resource" });
    let logical: Vec<_> = logical.into_iter().collect();
    (physical.is_some() || !logical.is_empty()).then_some(SarifLocation {
        id: None,
        physical_location: physical,
        logical_locations: logical,
        message: None,
    })
}

/// The template, the lines further out, and what else has to do with it.
fn related(found: &Diagnostic, sources: &Sources<'_>) -> Vec<SarifLocation> {
    let mut locations: Vec<SarifLocation> = Vec::new();
    let mut push = |location: Location<'_>, end: Option<(u32, u32)>, message: String| {
        locations.push(SarifLocation {
            id: Some(locations.len() + 1),
            physical_location: Some(physical(location, end)),
            logical_locations: Vec::new(),
            message: Some(Text { text: message }),
        });
    };
    if let Some(location) = Location::second(&found.place) {
        let pointer = found.place.pointer.as_deref().unwrap_or_default();
        push(location, sources.end(&found.place), one_line(pointer));
    }
    let primary = found.place.primary().map(|origin| origin.location);
    for origin in &found.place.origins {
        if Some(origin.location) != primary && !origin.path.is_empty() {
            push(Location::from_origin(origin), None, format!("in {}", one_line(&origin.path)));
        }
    }
    for related in &found.related {
        if let Some(location) = Location::first(&related.place) {
            push(location, end(&related.place, sources), one_line(&related.message));
        }
    }
    locations
}

/// The end of the place in a template; the end of a Rust expression is unknown.
fn end(place: &Place, sources: &Sources<'_>) -> Option<(u32, u32)> {
    if place.primary().is_some() { None } else { sources.end(place) }
}

fn physical(location: Location<'_>, end: Option<(u32, u32)>) -> PhysicalLocation {
    let start_column = location.column.unwrap_or(1);
    let (end_line, end_column) = end.unzip();
    let region =
        location.line.map(|start_line| Region { start_line, start_column, end_line, end_column });
    PhysicalLocation { artifact_location: ArtifactLocation { uri: uri(location.file) }, region }
}

fn text(text: &str) -> Text {
    Text { text: one_line(text) }
}
