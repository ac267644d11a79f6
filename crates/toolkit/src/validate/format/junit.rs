//! A report -> JUnit's XML: a test for each template, and for each finding.

use constructs::Diagnostic;
use constructs::diagnostic::Severity;

use super::escape::{line, location as location_text, xml};
use crate::validate::location::Location;
use crate::validate::report::{Acknowledged, Report, is_at_least};

/// The XML. A finding at or above `threshold` is a failure; what is acknowledged is skipped.
pub(in crate::validate) fn junit(report: &Report, threshold: Severity) -> String {
    let failures =
        report.findings.iter().filter(|found| is_at_least(found.severity, threshold)).count();
    let clean = report.templates.iter().enumerate().filter(|(position, _)| {
        let is_here = |found: &Diagnostic| found.place.template == Some(*position);
        !report.findings.iter().any(is_here)
    });
    let clean: Vec<String> = clean
        .map(|(_, template)| {
            let (name, file) = (xml(&line(&template.name)), xml(&line(&template.file)));
            format!("    <testcase classname=\"{name}\" name=\"nothing found\" file=\"{file}\"/>\n")
        })
        .collect();
    let tests = clean.len() + report.findings.len() + report.acknowledged.len();
    let skipped = report.acknowledged.len();
    let counts =
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"");
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"validate\" {counts}>\n  <testsuite name=\"validate\" {counts}>\n"
    );
    text.extend(clean);
    text.extend(report.findings.iter().map(|found| finding(report, found, threshold)));
    text.extend(report.acknowledged.iter().map(|one| skip(report, one)));
    for remark in &report.remarks {
        text.push_str(&format!("    <system-out>{}</system-out>\n", xml(&line(remark))));
    }
    text.push_str("  </testsuite>\n</testsuites>\n");
    text
}

fn finding(report: &Report, found: &Diagnostic, threshold: Severity) -> String {
    let (message, details) = (xml(&line(&found.message)), xml(&details(found)));
    let severity = found.severity;
    let inner = if is_at_least(severity, threshold) {
        format!("<failure type=\"{severity}\" message=\"{message}\">{details}</failure>")
    } else {
        format!("<system-out>{severity}: {message}{}{details}</system-out>", xml("\n"))
    };
    case(report, found, &inner)
}

fn skip(report: &Report, one: &Acknowledged) -> String {
    case(report, &one.diagnostic, &format!("<skipped message=\"{}\"/>", xml(&line(&one.reason))))
}

fn case(report: &Report, found: &Diagnostic, inner: &str) -> String {
    let template = found.place.template.and_then(|template| report.templates.get(template));
    let class = template.map_or("synth", |template| &template.name);
    let rule = found.rule.as_deref().map(|rule| format!(" {rule}")).unwrap_or_default();
    let place = found.place.path.as_deref().or(found.place.pointer.as_deref()).unwrap_or_default();
    let name = format!("{}{rule} {place}", found.code);
    let mut attributes =
        format!("classname=\"{}\" name=\"{}\"", xml(&line(class)), xml(&line(&name)));
    if let Some(at) = Location::first(&found.place) {
        attributes.push_str(&format!(" file=\"{}\"", xml(&line(at.file))));
        attributes.extend(at.line.map(|line| format!(" line=\"{line}\"")));
    }
    format!("    <testcase {attributes}>{inner}</testcase>\n")
}

/// Place and next step.
fn details(found: &Diagnostic) -> String {
    let mut lines = Vec::new();
    let places = [Location::first(&found.place), Location::second(&found.place)];
    lines.extend(places.iter().flatten().map(location_text));
    lines.extend(found.place.pointer.as_deref().map(line));
    lines.extend(found.help.as_deref().map(|help| format!("help: {}", line(help))));
    lines.join("\n")
}
