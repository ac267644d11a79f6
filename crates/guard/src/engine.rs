//! Rules and templates -> what breaks which rule, by cfn-guard's own engine, in this process.
//!
//! All files of rules go into one call, for the engine reads a template anew in each. Its report says rules but not files: where
//! two files have a rule of one name, or one has clauses outside of any rule, each file gets a call of its own.
//!
//! INVARIANT: every rule of every file is in the report of every template, or there is an error.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::thread;

use cfn_guard::commands::Executable;
use cfn_guard::commands::validate::{OutputFormatType, ShowSummaryType, parse_rules};
use cfn_guard::utils::reader::{ReadBuffer, Reader};
use cfn_guard::utils::writer::{WriteBuffer, Writer};
use cfn_guard::{CommandBuilder, ValidateBuilder};
use constructs::{Code, Diagnostic};
use serde::Deserialize;
use serde_json::json;

use crate::error::{GuardError, Running, one_line};
use crate::place::diagnostics;
use crate::protocol::{Batch, NamedText, RawFinding, Response, as_written, batches};
use crate::report::FileReport;
use crate::rules::Rules;
use crate::template::TemplateText;

/// Bytes of stack for the engine, which recurses with the nesting of templates and rules. A rule that calls itself gets slower with
/// each call, so that four times as much would take it a minute to fill; a wildcard below fifty `Fn::If` needs a fraction of it.
const STACK: usize = 16 << 20;

/// The name that cfn-guard uses for clauses outside of any rule.
const DEFAULT: &str = "default";

/// Checks all templates against all rules in this process, without any limit: for rules that are known to end. All others
/// belong into a child: [`Engine::check`](crate::Engine::check).
///
/// # Errors
/// Whatever keeps the rules from being checked. A rule that recurses without end takes the process with it.
pub fn check(
    rules: &[Rules],
    templates: &[TemplateText],
    code: Code,
) -> Result<Vec<Diagnostic>, GuardError> {
    if let Some(fault) = templates.iter().find_map(TemplateText::fault) {
        return Err(fault);
    }
    let raw = evaluate(&batches(rules, templates))?;
    diagnostics(raw, rules, templates, code)
}

/// cfn-guard's own report on the templates as they are written: its structured report as JSON, as its command line
/// prints it. For comparing.
///
/// # Errors
/// What the engine fails with.
pub fn own_report(rules: &[Rules], templates: &[TemplateText]) -> Result<String, GuardError> {
    let batch = as_written(rules, templates);
    on_a_big_stack(&batch, || call(&batch))
}

/// All batches, one after another, on a stack of its own.
pub(crate) fn evaluate(batches: &[Batch]) -> Response {
    let mut findings = Vec::new();
    for batch in batches {
        findings.extend(on_a_big_stack(batch, || evaluate_batch(batch))?);
    }
    Ok(findings)
}

/// The engine's panics become errors here.
fn on_a_big_stack<T: Send>(
    batch: &Batch,
    work: impl FnOnce() -> Result<T, GuardError> + Send,
) -> Result<T, GuardError> {
    thread::scope(|scope| {
        let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let started = started.map_err(|error| GuardError::Child { problem: error.to_string() })?;
        started.join().unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            let problem = one_line(text.unwrap_or("it does not say why"));
            Err(GuardError::Panic { running: running(batch), problem })
        })
    })
}

fn evaluate_batch(batch: &Batch) -> Response {
    if batch.templates.is_empty() || batch.rules.is_empty() {
        return Ok(Vec::new());
    }
    let heads: Vec<Rules> =
        batch.rules.iter().map(|file| Rules::new(&file.name, &file.text)).collect();
    let names: Vec<&str> = heads.iter().flat_map(Rules::rule_names).collect();
    let are_unique = names.iter().collect::<BTreeSet<_>>().len() == names.len();
    if are_unique {
        let reports = reports(batch)?;
        let is_whole = |report: &FileReport| report.rules() == names.iter().copied().collect();
        if reports.iter().all(is_whole)
            && heads.iter().all(|file| file.rule_names().next().is_some())
        {
            let numbered = || batch.rules.iter().zip(&heads);
            let has = |rule: &str| numbered().find(|(_, heads)| heads.has_rule(rule));
            return Ok(findings(batch, &reports, |rule| {
                has(rule).map_or(0, |(file, _)| file.index)
            }));
        }
    }
    let mut found = Vec::new();
    for (file, heads) in batch.rules.iter().zip(&heads) {
        found.extend(evaluate_file(file, heads, &batch.templates)?);
    }
    Ok(found)
}

/// One file by itself, after making sure that it parses.
fn evaluate_file(file: &NamedText, heads: &Rules, templates: &[NamedText]) -> Response {
    let name = file.name.clone();
    match parse_rules(&file.text, &file.name) {
        Err(error) => return Err(unreadable(&name, &error.to_string())),
        Ok(None) => return Err(GuardError::NoRule { rules: name }),
        Ok(Some(_)) => {}
    }
    let batch = Batch { rules: vec![file.clone()], templates: templates.to_vec() };
    let reports = reports(&batch)?;
    for report in &reports {
        let reported = report.rules();
        let lost = heads.rule_names().find(|rule| !reported.contains(rule));
        if let Some(rule) = lost.or_else(|| reported.is_empty().then_some(DEFAULT)) {
            let problem = format!("its report leaves out rule `{rule}`");
            return Err(GuardError::Engine { running: running(&batch), problem });
        }
    }
    Ok(findings(&batch, &reports, |_| file.index))
}

fn findings(
    batch: &Batch,
    reports: &[FileReport],
    file: impl Fn(&str) -> usize,
) -> Vec<RawFinding> {
    let of_template = |(template, report): (&NamedText, &FileReport)| {
        let breaches = report.breaches().into_iter();
        breaches
            .map(|breach| RawFinding {
                template: template.index,
                rules: file(&breach.rule),
                rule: breach.rule,
                message: breach.message,
                path: breach.path,
                key: breach.key,
            })
            .collect::<Vec<_>>()
    };
    batch.templates.iter().zip(reports).flat_map(of_template).collect()
}

/// One report for each template.
fn reports(batch: &Batch) -> Result<Vec<FileReport>, GuardError> {
    let failed = |problem: String| GuardError::Engine { running: running(batch), problem };
    let report = call(batch)?;
    // It nests with the calls of rules, on a stack that is as large as the engine's.
    let mut report = serde_json::Deserializer::from_str(&report);
    report.disable_recursion_limit();
    let reports = Vec::<FileReport>::deserialize(&mut report);
    let reports = reports.map_err(|error| failed(one_line(&error.to_string())))?;
    if reports.len() != batch.templates.len() {
        return Err(failed(format!("its report has {} templates", reports.len())));
    }
    let contradicts =
        |report: &FileReport| (report.status == "FAIL") == report.not_compliant.is_empty();
    if reports.iter().any(contradicts) {
        return Err(failed("its report says both that rules hold and that they don't".to_owned()));
    }
    Ok(reports)
}

/// One run of cfn-guard's `validate`. Its exit code says no more than the report, and not always that.
fn call(batch: &Batch) -> Result<String, GuardError> {
    let failed = |error: cfn_guard::Error| failure(batch, &error.to_string());
    let texts =
        |texts: &[NamedText]| texts.iter().map(|named| named.text.clone()).collect::<Vec<_>>();
    let payload =
        json!({"rules": texts(&batch.rules), "data": texts(&batch.templates)}).to_string();
    let mut reader = Reader::new(ReadBuffer::Cursor(Cursor::new(payload.into_bytes())));
    let output = WriteBuffer::Vec(Vec::new());
    let mut writer = Writer::new_with_err(output, WriteBuffer::Vec(Vec::new())).map_err(failed)?;
    let command = ValidateBuilder::default()
        .payload(true)
        .structured(true)
        .output_format(OutputFormatType::JSON)
        .show_summary(vec![ShowSummaryType::None]);
    command
        .try_build()
        .and_then(|command| command.execute(&mut writer, &mut reader))
        .map_err(failed)?;
    writer.into_string().map_err(failed)
}

/// The engine calls templates `DATA_STDIN[1]`, `DATA_STDIN[2]`, …
fn failure(batch: &Batch, problem: &str) -> GuardError {
    let number = problem.split_once("DATA_STDIN[").and_then(|(_, rest)| rest.split_once(']'));
    let number = number.and_then(|(number, _)| number.parse::<usize>().ok());
    let template = number.and_then(|number| batch.templates.get(number.checked_sub(1)?));
    match template {
        Some(template) => GuardError::Template {
            template: template.name.clone(),
            problem: "it is neither JSON nor YAML that cfn-guard reads".to_owned(),
        },
        None => GuardError::Engine { running: running(batch), problem: one_line(problem) },
    }
}

/// From cfn-guard's `… at line 2 at column 6, when handling …, fragment …`.
fn unreadable(name: &str, problem: &str) -> GuardError {
    let number = |after: &str| -> Option<usize> {
        let (_, rest) = problem.split_once(after)?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let place = number(" at line ").zip(number(" at column "));
    let fragment =
        problem.split_once("fragment ").map(|(_, fragment)| fragment.trim_end_matches('`'));
    let first_line =
        fragment.and_then(|fragment| fragment.lines().find(|line| !line.trim().is_empty()));
    let problem =
        first_line.map_or_else(|| one_line(problem), |line| format!("`{}`", one_line(line)));
    GuardError::Rules { rules: name.to_owned(), place, problem }
}

fn running(batch: &Batch) -> Running {
    let names = |texts: &[NamedText]| texts.iter().map(|named| named.name.clone()).collect();
    Running { templates: names(&batch.templates), rules: names(&batch.rules) }
}

#[cfg(test)]
mod tests;
