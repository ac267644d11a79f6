//! A report -> JSON, of the form that `docs/validate-json.md` describes.
//!
//! INVARIANT: fields may come, none goes or changes its meaning while `version` is 1.

use constructs::Diagnostic;
use constructs::diagnostic::{Origin, Place};
use serde::Serialize;

use super::escape;
use crate::failure::Failure;
use crate::validate::report::{Acknowledged, Report};
use crate::validate::source::Sources;

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    summary: Summary,
    templates: Vec<Template<'r>>,
    findings: Vec<Finding<'r>>,
    acknowledged: Vec<Finding<'r>>,
    remarks: &'r [String],
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    notes: usize,
    acknowledged: usize,
}

#[derive(Serialize)]
struct Template<'r> {
    name: &'r str,
    file: &'r str,
    capabilities: &'r [&'static str],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'r> {
    code: &'r str,
    rule: Option<&'r str>,
    severity: String,
    message: &'r str,
    help: Option<&'r str>,
    #[serde(flatten)]
    place: Where<'r>,
    related: Vec<Related<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acknowledged_for: Option<&'r str>,
}

#[derive(Serialize)]
struct Related<'r> {
    message: &'r str,
    #[serde(flatten)]
    place: Where<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Where<'r> {
    construct: Option<&'r str>,
    logical_id: Option<&'r str>,
    property: Option<&'r str>,
    source: Vec<Line<'r>>,
    template: Option<TemplatePlace<'r>>,
    file: Option<FilePlace<'r>>,
}

#[derive(Serialize)]
struct Line<'r> {
    file: &'r str,
    line: u32,
    column: u32,
    construct: Option<&'r str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TemplatePlace<'r> {
    file: &'r str,
    pointer: &'r str,
    line: u32,
    column: u32,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FilePlace<'r> {
    file: &'r str,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

/// The document, on lines of its own.
pub(in crate::validate) fn json(report: &Report, sources: &Sources<'_>) -> Result<String, Failure> {
    use constructs::diagnostic::Severity;
    let summary = Summary {
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        notes: report.count(Severity::Note),
        acknowledged: report.acknowledged.len(),
    };
    let templates = report.templates.iter().map(|template| Template {
        name: &template.name,
        file: &template.file,
        capabilities: &template.capabilities,
    });
    let document = Document {
        version: 1,
        summary,
        templates: templates.collect(),
        findings: report.findings.iter().map(|found| finding(found, sources)).collect(),
        acknowledged: report.acknowledged.iter().map(|one| acknowledged(one, sources)).collect(),
        remarks: &report.remarks,
    };
    write_json(&document)
}

/// Any document, safe to look at.
pub(super) fn write_json(document: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(document);
    let text = text.map_err(|error| Failure::Output(std::io::Error::other(error)))?;
    Ok(escape::json(&text) + "\n")
}

fn acknowledged<'r>(one: &'r Acknowledged, sources: &Sources<'_>) -> Finding<'r> {
    Finding {
        reason: Some(&one.reason),
        acknowledged_for: Some(one.by),
        ..finding(&one.diagnostic, sources)
    }
}

fn finding<'r>(found: &'r Diagnostic, sources: &Sources<'_>) -> Finding<'r> {
    let related = found.related.iter();
    let related =
        related.map(|one| Related { message: &one.message, place: place_of(&one.place, sources) });
    Finding {
        code: found.code.as_str(),
        rule: found.rule.as_deref(),
        severity: found.severity.to_string(),
        message: &found.message,
        help: found.help.as_deref(),
        place: place_of(&found.place, sources),
        related: related.collect(),
        reason: None,
        acknowledged_for: None,
    }
}

fn place_of<'r>(place: &'r Place, sources: &Sources<'_>) -> Where<'r> {
    let (line, column) = place.position.unzip();
    let (end_line, end_column) = sources.end(place).unzip();
    let file = place.file.as_deref();
    let template = file.zip(place.pointer.as_deref()).filter(|_| place.template.is_some());
    let template = template.map(|(file, pointer)| TemplatePlace {
        file,
        pointer,
        line: line.unwrap_or(1),
        column: column.unwrap_or(1),
        end_line,
        end_column,
    });
    Where {
        construct: place.path.as_deref(),
        logical_id: place.logical_id.as_deref(),
        property: place.property.as_deref(),
        source: place.origins.iter().map(source).chain(place.made_at.iter().map(made_at)).collect(),
        file: file.filter(|_| template.is_none()).map(|file| FilePlace {
            file,
            line,
            column,
            end_line,
            end_column,
        }),
        template,
    }
}

fn made_at((file, line, column): &(String, u32, u32)) -> Line<'_> {
    Line { file, line: *line, column: *column, construct: None }
}

fn source(origin: &Origin) -> Line<'_> {
    let at = origin.location;
    let construct = (!origin.path.is_empty()).then_some(&*origin.path);
    Line { file: at.file(), line: at.line(), column: at.column(), construct }
}
