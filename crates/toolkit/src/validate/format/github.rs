//! A report -> workflow commands, which GitHub shows as annotations at the lines of a pull request.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use constructs::Diagnostic;
use constructs::diagnostic::Severity;

use super::escape::{github_data, github_property, line as one_line, location as location_text};
use super::summary::summary;
use crate::validate::location::Location;
use crate::validate::report::Report;

/// One command for each finding, and one for what has to be known besides.
pub(in crate::validate) fn github(report: &Report) -> String {
    let mut text: String = report.findings.iter().map(command).collect();
    let remarks = report.remarks.iter().map(|remark| format!("\n{remark}"));
    let remarks: String = remarks.collect();
    text.push_str(&format!(
        "::notice title=validate::{}\n",
        github_data(&(summary(report) + &remarks))
    ));
    text
}

fn command(found: &Diagnostic) -> String {
    let level = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(line) = Location::first(&found.place) {
        properties.push(format!("file={}", github_property(line.file)));
        properties.extend(line.line.map(|line| format!("line={line}")));
        properties.extend(line.column.map(|column| format!("col={column}")));
    }
    let rule = found.rule.as_deref().map(|rule| format!(" {rule}")).unwrap_or_default();
    properties.push(format!("title={}", github_property(&format!("{}{rule}", found.code))));
    format!("::{level} {}::{}\n", properties.join(","), github_data(&message(found)))
}

/// What is wrong, the next step, the construct, and the template where it is not the file of the annotation.
fn message(found: &Diagnostic) -> String {
    let mut lines = vec![one_line(&found.message)];
    lines.extend(found.help.as_deref().map(|help| format!("help: {}", one_line(help))));
    lines.extend(found.place.path.as_deref().map(|path| format!("construct: {}", one_line(path))));
    if let Some(location) = Location::second(&found.place) {
        lines.push(format!("template: {}", location_text(&location)));
    }
    lines.extend(found.place.pointer.as_deref().map(|pointer| format!("at {}", one_line(pointer))));
    lines.join("\n")
}
