//! The same verdicts as cfn-guard's own, rule by rule, on the same bytes: the app and every broken variant, in both views.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use constructs_guard::{Rules, TemplateText, View, own_report, resolve_imports};
use serde_json::Value as Json;

use crate::support::{findings, project, rules, templates};
use crate::variants::{Variant, variants};

/// Template -> rule -> `PASS`, `FAIL` or `SKIP`.
type Verdicts = BTreeMap<String, BTreeMap<String, &'static str>>;

/// The app with all variants of its IAM stack, then all other variants: beside those an import would be ambiguous.
///
/// Of the variants it takes one in `every`: a debug build compiles regular expressions slowly.
fn everything(every: usize) -> [Vec<TemplateText>; 2] {
    let all: Vec<Variant> = variants().into_iter().step_by(every).collect();
    let (iam, others): (Vec<_>, Vec<_>) =
        all.iter().partition(|variant| variant.stack == "dev-iam");
    let app = templates("dev").into_iter().chain(templates("prod"));
    [
        app.chain(iam.iter().map(|variant| variant.template())).collect(),
        others.iter().map(|variant| variant.template()).collect(),
    ]
}

/// cfn-guard's structured report, templates by `names`, or by the names of their files.
fn verdicts(report: &str, names: &[&str], into: &mut Verdicts) {
    let report: Vec<Json> = serde_json::from_str(report).expect("a report");
    for (index, file) in report.iter().enumerate() {
        let path = Path::new(file["name"].as_str().expect("a name"));
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let name = if path.is_absolute() { stem } else { names[index] };
        let of_file = into.entry(name.to_owned()).or_default();
        let mut add = |list: &str, verdict: &'static str| {
            for rule in file[list].as_array().expect("a list") {
                let rule = rule.pointer("/Rule/name").unwrap_or(rule).as_str().expect("a name");
                of_file.insert(rule.to_owned(), verdict);
            }
        };
        add("compliant", "PASS");
        add("not_applicable", "SKIP");
        add("not_compliant", "FAIL");
    }
}

/// What fails by these verdicts, and that every rule has one.
fn failing(verdicts: &Verdicts, rules: &[Rules]) -> BTreeSet<(String, String)> {
    let names: BTreeSet<&str> = rules.iter().flat_map(Rules::rule_names).collect();
    let mut failing = BTreeSet::new();
    for (template, of_template) in verdicts {
        assert_eq!(
            of_template.keys().map(String::as_str).collect::<BTreeSet<_>>(),
            names,
            "{template}"
        );
        let fails = of_template.iter().filter(|(_, verdict)| **verdict == "FAIL");
        failing.extend(fails.map(|(rule, _)| (template.clone(), rule.clone())));
    }
    failing
}

fn of_view(rules: &[Rules], view: View) -> Vec<Rules> {
    rules.iter().filter(|rules| rules.view() == view).cloned().collect()
}

/// The templates as rules in the folder `resolved` see them.
fn resolved(templates: &[TemplateText]) -> Vec<TemplateText> {
    let views = resolve_imports(templates);
    let seen = templates.iter().zip(views).map(|(template, view)| match view {
        Some(view) => TemplateText::new(template.name(), view.to_string()),
        None => template.clone(),
    });
    seen.collect()
}

fn ours(templates: &[TemplateText]) -> BTreeSet<(String, String)> {
    findings(templates).into_iter().map(|finding| (finding.template, finding.rule)).collect()
}

#[test]
fn the_engine_itself_says_the_same() {
    let rules = rules();
    for templates in everything(3) {
        let names: Vec<&str> = templates.iter().map(TemplateText::name).collect();
        let mut theirs = Verdicts::new();
        for (view, seen) in
            [(View::Written, templates.clone()), (View::Resolved, resolved(&templates))]
        {
            // One file at a time: another way through the engine than ours.
            for file in of_view(&rules, view) {
                let report = own_report(std::slice::from_ref(&file), &seen).expect("a report");
                verdicts(&report, &names, &mut theirs);
            }
        }
        assert_eq!(ours(&templates), failing(&theirs, &rules));
    }
}

fn command_line() -> PathBuf {
    project().join("target/conformance/cfn-guard-3.2.1/bin/cfn-guard")
}

#[test]
#[ignore = "needs cfn-guard 3.2.1 in target/conformance/cfn-guard-3.2.1, where `cargo xtask conformance` puts it"]
fn the_command_line_says_the_same() {
    let rules = rules();
    for templates in everything(1) {
        let mut theirs = Verdicts::new();
        for (view, seen) in
            [(View::Written, templates.clone()), (View::Resolved, resolved(&templates))]
        {
            let report = printed(&of_view(&rules, view), &seen);
            verdicts(&report, &[], &mut theirs);
        }
        assert_eq!(ours(&templates), failing(&theirs, &rules));
    }
}

/// What `cfn-guard validate` prints of these templates, as files.
fn printed(rules: &[Rules], templates: &[TemplateText]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for template in templates {
        let path = folder.path().join(format!("{}.json", template.name()));
        fs::write(path, template.text()).expect("a file");
    }
    let mut command = Command::new(command_line());
    command
        .args(["validate", "--structured", "-o", "json", "-S", "none", "--data"])
        .arg(folder.path());
    for file in rules {
        command.arg("--rules").arg(project().join(file.name()));
    }
    let output = command.output().expect("cfn-guard is installed");
    String::from_utf8(output.stdout).expect("UTF-8")
}
