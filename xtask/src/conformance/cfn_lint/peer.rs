//! Runs cfn-lint in one process of Python, and keeps its answers for the next run.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};

use super::super::bench::Bench;
use super::super::outcome::Stop;
use super::super::process::Logs;
use super::super::python::{PythonPackages, VirtualEnvironment};
use super::stable::hash;
use crate::error::{Context, Error};
use crate::files;
use crate::json::{elements, string_or_empty};

const PROGRAM: &str = "tests/conformance/cfn_lint.py";
/// The date of our facts.
const DATE: &str = "2026-10-20";
const LIMIT: Duration = Duration::from_secs(1800);
const ANSWERS: &str = "cfn-lint/answers.jsonl";

/// cfn-lint, installed.
pub(super) struct Peer<'b> {
    bench: &'b Bench<'b>,
    tools: VirtualEnvironment,
    logs: Logs,
}

/// An error that cfn-lint reports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PeerFinding {
    /// The rule's id.
    pub(super) rule: String,
    /// The pointer to its place in the template.
    pub(super) pointer: String,
    /// Its message.
    pub(super) message: String,
}

/// A rule of cfn-lint that is a schema.
pub(super) struct SchemaRule {
    /// The rule's id.
    pub(super) id: String,
    /// Where it applies: `Resources/AWS::SQS::Queue/Properties`.
    pub(super) places: Vec<String>,
    /// The schema of the values at these places.
    pub(super) schema: Value,
}

impl<'b> Peer<'b> {
    /// Installs cfn-lint, unless an earlier run has.
    pub(super) fn open(bench: &'b Bench<'b>) -> Result<Self, Stop> {
        let tools = VirtualEnvironment::open(bench, PythonPackages::Main)?;
        files::create_folder(&bench.kept_folder("cfn-lint"))?;
        Ok(Self { bench, tools, logs: bench.logs("cfn-lint")? })
    }

    /// The ids of its error rules.
    pub(super) fn rules(&mut self) -> Result<BTreeSet<String>, Error> {
        let answers = self.run("rules", &[])?;
        Ok(answers.iter().map(|rule| string_or_empty(rule, "id")).collect())
    }

    /// Its rules that are schemas.
    pub(super) fn schema_rules(&mut self) -> Result<Vec<SchemaRule>, Error> {
        let rule = |rule: &Value| {
            let schema = rule.get("schema").filter(|schema| schema.is_object())?.clone();
            Some(SchemaRule {
                id: string_or_empty(rule, "id"),
                places: crate::json::strings(rule.get("places")),
                schema,
            })
        };
        Ok(self.run("rules", &[])?.iter().filter_map(rule).collect())
    }

    /// The schemas of these resource types.
    pub(super) fn schemas(
        &mut self,
        types: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, Value>, Error> {
        let names: Vec<Value> = types.iter().map(|name| json!(name)).collect();
        let answers = self.run("schemas", &names)?;
        Ok(types.iter().cloned().zip(answers).filter(|(_, schema)| schema.is_object()).collect())
    }

    /// The errors in each template. Nothing for a template on which cfn-lint itself fails.
    pub(super) fn lint(
        &mut self,
        texts: &[String],
    ) -> Result<Vec<Option<Vec<PeerFinding>>>, Error> {
        let file = self.bench.kept_folder(ANSWERS);
        let program = files::read(&self.bench.workspace.path(PROGRAM))?;
        let key = |text: &String| format!("{:016x}", hash(&format!("{program}{text}")));
        let mut known = read_answers(files::read_if_present(&file)?.as_deref().unwrap_or_default());
        let mut asked: Vec<&String> =
            texts.iter().filter(|text| !known.contains_key(&key(text))).collect();
        asked.dedup();
        if !asked.is_empty() {
            let input: Vec<Value> = asked.iter().map(|text| json!(text)).collect();
            let answers = self.run("lint", &input)?;
            known.extend(asked.iter().map(|text| key(text)).zip(answers));
        }
        let lines = known.iter().map(|(key, answer)| format!("{}\n", json!([key, answer])));
        files::write(&file, &lines.collect::<String>())?;
        Ok(texts.iter().map(|text| known.get(&key(text)).and_then(findings)).collect())
    }

    /// Runs the program in one of its modes, on a file with one value a line. Returns one value for each line of its output.
    fn run(&mut self, mode: &str, input: &[Value]) -> Result<Vec<Value>, Error> {
        let file = self.bench.kept_folder("cfn-lint").join(format!("{mode}.jsonl"));
        files::write(&file, &input.iter().map(|line| format!("{line}\n")).collect::<String>())?;
        let mut command = self.tools.command("python3");
        command.arg(self.bench.workspace.path(PROGRAM)).args([mode, DATE]).arg(&file);
        let answer = self.logs.run(mode, &mut command, LIMIT)?.or_error("cfn-lint")?;
        let lines = answer.stdout.lines().map(serde_json::from_str);
        let lines: Vec<Value> =
            lines.collect::<Result<_, _>>().context(|| format!("the output of `{PROGRAM}`"))?;
        if mode == "rules" || lines.len() == input.len() {
            return Ok(lines);
        }
        Err(Error::new(format!("`{PROGRAM}` answered {} of {} lines", lines.len(), input.len())))
    }
}

fn read_answers(text: &str) -> BTreeMap<String, Value> {
    let line = |line: &str| serde_json::from_str::<(String, Value)>(line).ok();
    text.lines().filter_map(line).collect()
}

/// The findings of an answer: a list of rule, path, and message. Nothing if cfn-lint or one of its rules
/// failed.
fn findings(answer: &Value) -> Option<Vec<PeerFinding>> {
    let answer = answer.as_array()?;
    let finding = |found: &Value| PeerFinding {
        rule: found.get(0).and_then(Value::as_str).unwrap_or_default().to_owned(),
        pointer: elements(found.get(1)).map(step).collect(),
        message: found.get(2).and_then(Value::as_str).unwrap_or_default().to_owned(),
    };
    let is_own_failure = |found: &PeerFinding| found.message.starts_with("Exception ");
    let mut all: Vec<PeerFinding> = answer.iter().map(finding).collect();
    all.sort();
    all.dedup();
    (!all.iter().any(is_own_failure)).then_some(all)
}

fn step(step: &Value) -> String {
    let key = step.as_str().map_or_else(|| step.to_string(), str::to_owned);
    format!("/{}", constructs_diagnostics::pointer::escape(&key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::findings;

    #[test]
    fn a_path_is_a_pointer() {
        let found = findings(&json!([["E1", ["Resources", "a/b", 0], "wrong"]])).unwrap();
        assert_eq!(found.first().map(|found| found.pointer.as_str()), Some("/Resources/a~1b/0"));
        assert!(findings(&json!({"error": "x"})).is_none());
    }
}
