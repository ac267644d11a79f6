//! A file of rules and its test cases -> what each case expects of each rule, and what the rule says.
//!
//! Cases are cfn-guard's own: for `queues.guard`, `tests/queues_tests.yaml` is a list of `name`, `input` and
//! `expectations`, and `cfn-guard test --dir rules` runs the same files.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use cfn_guard::commands::Executable;
use cfn_guard::commands::validate::OutputFormatType;
use cfn_guard::utils::reader::{ReadBuffer, Reader};
use cfn_guard::utils::writer::{WriteBuffer, Writer};
use cfn_guard::{CommandBuilder, TestBuilder};
use constructs::file::{self, Links};
use serde_json::Value as Json;

use crate::error::{GuardError, one_line};
use crate::rules::Rules;

/// What one case expects of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The case.
    pub case: String,
    /// The rule.
    pub rule: String,
    /// `PASS`, `FAIL` or `SKIP`.
    pub expected: String,
    /// Whether the rule says so.
    pub is_met: bool,
}

/// Runs the test cases of a file of rules, in this process.
///
/// # Errors
/// Where the files can't be read, or cfn-guard can't make anything of them.
pub fn run_cases(rules: &Path) -> Result<Vec<Expectation>, GuardError> {
    let name = rules.display().to_string();
    let failed = |problem: String| GuardError::Rules { rules: name.clone(), place: None, problem };
    let stem = rules.file_stem().unwrap_or_default().to_string_lossy();
    let cases = rules.with_file_name("tests").join(format!("{stem}_tests.yaml"));
    if !cases.is_file() {
        return Err(failed(format!("its test cases must be in `{}`", cases.display())));
    }
    let command = TestBuilder::default()
        .rules(Some(name.clone()))
        .test_data(Some(cases.display().to_string()))
        .output_format(OutputFormatType::JSON);
    let mut writer =
        Writer::new_with_err(WriteBuffer::Vec(Vec::new()), WriteBuffer::Vec(Vec::new()))
            .map_err(|error| failed(error.to_string()))?;
    let mut reader = Reader::new(ReadBuffer::Cursor(Cursor::new(Vec::new())));
    let run = command.try_build().and_then(|command| command.execute(&mut writer, &mut reader));
    run.map_err(|error| failed(one_line(&error.to_string())))?;
    let report = writer.into_string().map_err(|error| failed(error.to_string()))?;
    let report: Json = serde_json::from_str(&report).map_err(|error| failed(error.to_string()))?;
    let cases = report.get("test_cases").and_then(Json::as_array);
    let cases = cases.ok_or_else(|| failed(one_line(&report.to_string())))?;
    Ok(cases.iter().flat_map(expectations).collect())
}

fn expectations(case: &Json) -> Vec<Expectation> {
    let text = |value: &Json, key: &str| {
        value.get(key).and_then(Json::as_str).unwrap_or_default().to_owned()
    };
    let of_list = |key: &str, expected: &'static str, is_met: bool| {
        let rules = case.get(key).and_then(Json::as_array).into_iter().flatten();
        rules.map(move |rule| Expectation {
            case: text(case, "name"),
            rule: text(rule, "name"),
            expected: text(rule, expected),
            is_met,
        })
    };
    of_list("passed_rules", "evaluated", true)
        .chain(of_list("failed_rules", "expected", false))
        .collect()
}

/// What is wrong with the cases of a file: expectations that are not met, and rules of which no case expects that they hold, or
/// none that they don't. One line each; none where all is well.
#[must_use]
pub fn case_problems(rules: &Rules, expectations: &[Expectation]) -> Vec<String> {
    let unmet = expectations.iter().filter(|expectation| !expectation.is_met);
    let unmet = unmet.map(|Expectation { case, rule, expected, .. }| {
        format!("`{}`, case `{case}`: `{rule}` is not {expected}", rules.name())
    });
    let has = |verdict: &str| -> BTreeSet<&str> {
        let of_verdict = expectations.iter().filter(|expectation| expectation.expected == verdict);
        of_verdict.map(|expectation| expectation.rule.as_str()).collect()
    };
    let (failing, passing) = (has("FAIL"), has("PASS"));
    let untested = rules.rule_names().flat_map(|rule| {
        let missing = |has: bool, what: &str| {
            (!has).then(|| format!("`{}`: no case in which `{rule}` {what}", rules.name()))
        };
        let without =
            [missing(failing.contains(rule), "fails"), missing(passing.contains(rule), "holds")];
        without.into_iter().flatten()
    });
    unmet.chain(untested).collect()
}

/// The files of rules in a folder and in its folder `resolved`, by name, e.g. `rules/resolved/imports.guard`.
///
/// # Errors
/// Where a folder or a file can't be read.
pub fn read_rules(folder: &Path) -> Result<Vec<Rules>, GuardError> {
    let mut files = Vec::new();
    let resolved = Some(folder.join("resolved")).filter(|folder| folder.is_dir());
    for folder in std::iter::once(folder.to_owned()).chain(resolved) {
        let failed = |error: std::io::Error| unreadable(&folder, &error);
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|extension| extension == "guard") {
                let text = file::read_text(&path, Links::Follow);
                let failed = |error: std::io::Error| unreadable(&path, &error);
                files.push(Rules::new(path.display().to_string(), text.map_err(failed)?));
            }
        }
    }
    files.sort_by(|a, b| a.name().cmp(b.name()));
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error) -> GuardError {
    let problem = one_line(&error.to_string());
    GuardError::Rules { rules: path.display().to_string(), place: None, problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_without_a_failing_case_are_named() {
        let rules = Rules::new("a.guard", "rule one {\nrule two {\nrule three(x) {\n");
        let expectation = |rule: &str, expected: &str, is_met| Expectation {
            case: "c".into(),
            rule: rule.into(),
            expected: expected.into(),
            is_met,
        };
        let met = [
            expectation("one", "PASS", true),
            expectation("one", "FAIL", true),
            expectation("two", "PASS", true),
        ];
        assert_eq!(case_problems(&rules, &met), ["`a.guard`: no case in which `two` fails"]);
        let unmet = [met.as_slice(), &[expectation("two", "FAIL", false)]].concat();
        assert_eq!(case_problems(&rules, &unmet), ["`a.guard`, case `c`: `two` is not FAIL"]);
    }
}
