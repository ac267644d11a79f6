//! `cargo xtask sam [FOLDER…]`: compares what `access` reads from serverless templates with what it reads from the
//! transform's output.
//!
//! The transform is AWS's own, `aws-sam-translator`; `tests/conformance/sam.py` calls it. The comparison covers
//! principals with their policies, boundaries, trust policies, and tags, and resource policies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use constructs_access::template::{Stack, Stacks, expand_stack, principals, resource_policies};
use constructs_document::{Node, Template};
use constructs_iam::Document;
use constructs_iam::managed_policies;
use serde_json::{Value, json};

use super::bench::Bench;
use super::outcome::{CheckReport, Stop};
use super::python::{PythonPackages, VirtualEnvironment};
use crate::error::{Context, Error};
use crate::files::{self, Workspace};

const LIMIT: Duration = Duration::from_secs(240);
/// A template for each feature of the transform.
const OWN: &str = "tests/conformance/serverless";
const PROGRAM: &str = "tests/conformance/sam.py";
/// The region from which the transform derives its partition.
const REGION: &str = "us-east-1";

/// The arguments of `cargo xtask sam`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folders of templates [default: the project's own, a template for each feature]
    folders: Vec<PathBuf>,
}

/// Runs only this check, and prints its report.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let bench = Bench::open(workspace)?;
    compare(&bench, &arguments.folders).map_err(Stop::into_error)?.print()
}

/// Compares the project's own templates. A template that is rejected or not expanded is a finding.
pub(super) fn check(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let mut report = compare(bench, &[])?;
    report.findings.extend(std::mem::take(&mut report.evidence).lines().map(str::to_owned));
    Ok(report)
}

/// Compares the templates of these folders. The evidence lists those that can't be compared.
fn compare(bench: &Bench<'_>, folders: &[PathBuf]) -> Result<CheckReport, Stop> {
    let tools = VirtualEnvironment::open(bench, PythonPackages::Sam)?;
    let (mut templates, mut evidence) = (BTreeMap::new(), String::new());
    let own = [bench.workspace.path(OWN)];
    for folder in if folders.is_empty() { &own } else { folders } {
        for name in files::names_in(folder)? {
            let text = files::read(&folder.join(&name))?;
            match constructs_yaml::read(text.as_bytes()) {
                Ok(template) => {
                    templates.insert(name, template);
                }
                Err(error) => evidence += &format!("{name}: can't be read: {error}\n"),
            }
        }
    }
    let count = templates.len();
    let is_serverless = |template: &Template| {
        let transform = template.root().get("Transform").map(|names| names.to_json().to_string());
        transform.is_some_and(|names| names.contains("AWS::Serverless-2016-10-31"))
    };
    templates.retain(|_, template| is_serverless(template));
    let others = count - templates.len();
    let answers = translate(bench, &tools, &templates)?;
    let (mut findings, mut facts, mut compared) = (Vec::new(), 0, 0);
    for answer in answers {
        let name = answer.get("name").and_then(Value::as_str).unwrap_or_default();
        let Some(template) = templates.get(name) else { continue };
        let stack = stack(template.clone());
        for left in find_unexpanded(&stack) {
            evidence += &format!("{name}: not expanded: {left}\n");
        }
        let Some(theirs) = answer.get("template") else {
            let reason = answer.get("rejected").and_then(Value::as_str).unwrap_or_default();
            evidence += &format!("{name}: the transform rejects it: {reason}\n");
            continue;
        };
        let theirs = constructs_yaml::read(theirs.to_string().as_bytes());
        let theirs = theirs.context(|| format!("the transform's output for `{name}`"))?;
        let (ours, theirs) = (read_grants(&stack), read_grants(&self::stack(theirs)));
        facts += theirs.values().map(BTreeSet::len).sum::<usize>();
        compared += 1;
        findings.extend(differences(name, &ours, &theirs));
    }
    let summary = format!(
        "{compared} of {count} templates compared, {others} without the transform; {facts} statements and the like"
    );
    Ok(CheckReport { findings, summary, evidence })
}

/// Runs the transform. Returns its answer for each template.
fn translate(
    bench: &Bench<'_>,
    tools: &VirtualEnvironment,
    templates: &BTreeMap<String, Template>,
) -> Result<Vec<Value>, Stop> {
    let policies: BTreeMap<&str, String> = managed_policies()
        .map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            (name, format!("arn:aws:iam::aws:policy/{path}"))
        })
        .collect();
    let mut input = format!("{}\n", json!({ "policies": policies }));
    for (name, template) in templates {
        input += &format!("{}\n", json!({ "name": name, "template": template.root().to_json() }));
    }
    let (folder, logs) = (bench.create_folder("sam")?, bench.logs("sam")?);
    let file = folder.join("templates.jsonl");
    files::write(&file, &input)?;
    let mut command = tools.command("python");
    command.arg(bench.workspace.path(PROGRAM)).arg(&file);
    let answer = logs.run("sam", &mut command, LIMIT)?.or_error("the transform")?;
    let one = |line: &str| {
        serde_json::from_str(line).context(|| format!("the transform answers `{line}`"))
    };
    let answers: Result<Vec<Value>, Error> = answer.stdout.lines().map(one).collect();
    let answers = answers?;
    if answers.len() != templates.len() {
        let found = answers.len();
        let error = format!("{found} answers for {} templates", templates.len());
        return Err(Error::new(error).into());
    }
    Ok(answers)
}

fn stack(template: Template) -> Stack {
    let mut stack = Stack::new("stack", template);
    stack.region = Some(REGION.to_owned());
    expand_stack(&stack).unwrap_or(stack)
}

fn find_unexpanded(stack: &Stack) -> Vec<String> {
    let resources = stack.root().get("Resources").and_then(Node::as_map).into_iter().flatten();
    let left = resources.filter_map(|entry| {
        let kind = entry.node.get("Type")?.as_str()?;
        kind.starts_with("AWS::Serverless::").then(|| format!("`{}`, `{kind}`", entry.key))
    });
    left.collect()
}

/// What `access` reads: lines for each principal and each resource policy.
type Grants = BTreeMap<String, BTreeSet<String>>;

fn read_grants(stack: &Stack) -> Grants {
    let stacks = Stacks::new(std::slice::from_ref(stack));
    let mut all = Grants::new();
    for principal in principals(&stacks) {
        let of = all.entry(format!("{:?} `{}`", principal.kind, principal.name)).or_default();
        of.insert(format!("exists where {:?}", principal.presence));
        of.insert(format!("is bounded where {:?}", principal.bounded));
        let properties = principal.id.and_then(|id| stacks.resource(id)?.get("Properties"));
        let tags = properties.and_then(|own| own.get("Tags")).map(Node::to_json);
        of.insert(format!("has the tags {tags:?}"));
        let parts = [
            ("policy", principal.identity.iter().collect::<Vec<_>>()),
            ("boundary", principal.boundary.iter().collect()),
            ("trust policy", principal.trust.iter().collect()),
        ];
        for (part, policies) in parts {
            policies.iter().for_each(|policy| add(of, part, &policy.document));
        }
    }
    for policy in resource_policies(&stacks) {
        let of = all.entry(format!("{} `{}`", policy.kind, policy.policy.name)).or_default();
        of.insert(format!("is about {:?}", policy.about));
        add(of, "policy", &policy.policy.document);
    }
    all
}

fn add(facts: &mut BTreeSet<String>, part: &str, document: &Document) {
    for statement in &document.statements {
        let statement = constructs_iam::PolicyStatement { index: 0, ..statement.clone() };
        let text = format!("{part} of {:?}: {statement:?}", document.version);
        facts.insert(remove_digests(&remove_origin(&text)));
    }
}

/// The text of an unread part depends on an order that does not matter, so only its reason is compared.
fn remove_origin(text: &str) -> String {
    const START: &str = "Unread(Identified { id: ";
    const END: &str = ", text: ";
    let mut parts = text.split(START);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.find(END).and_then(|at| part.get(at..)).unwrap_or(part);
        format!("{text}{START}{rest}")
    })
}

/// Generated names contain a digest of the declaration, which differs because our expansion leaves out what access does
/// not need.
fn remove_digests(text: &str) -> String {
    let is_digest = |word: &str| {
        (14..=16).contains(&word.len()) && word.chars().all(|letter| letter.is_ascii_hexdigit())
    };
    let one = |word: &str| match word.trim_end_matches(['"', ',']) {
        digest if is_digest(digest) => word.get(digest.len()..).unwrap_or_default().to_owned(),
        _ => word.to_owned(),
    };
    text.split(' ').map(one).collect::<Vec<_>>().join(" ")
}

fn differences(name: &str, ours: &Grants, theirs: &Grants) -> Vec<String> {
    let none = BTreeSet::new();
    let subjects: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let mut found = Vec::new();
    for subject in subjects {
        let [own, others] = [ours, theirs].map(|facts| facts.get(subject).unwrap_or(&none));
        let mut add = |who: &str, fact: &String| {
            found.push(format!("{name}: {subject}: only {who}: {fact}"));
        };
        own.difference(others).for_each(|fact| add("we read", fact));
        others.difference(own).for_each(|fact| add("the transform has", fact));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_found() {
        let read = |action: &str| {
            let text = format!(
                r#"{{"Resources": {{"R": {{"Type": "AWS::IAM::Role", "Properties": {{"Policies": [{{"PolicyDocument":
                    {{"Statement": {{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}}}}}]}}}}}}}}"#
            );
            read_grants(&stack(constructs_yaml::read(text.as_bytes()).unwrap()))
        };
        assert_eq!(differences("t", &read("s3:A"), &read("s3:A")), Vec::<String>::new());
        let found = differences("t", &read("s3:A"), &read("s3:B"));
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("t: Role `stack.R`: only we read: policy"), "{}", found[0]);
        assert!(found[1].contains("only the transform has"), "{}", found[1]);
    }

    #[test]
    fn digests_are_taken_away() {
        assert_eq!(remove_digests("a (name) 70671d6ecf85c42b\", b 1234"), "a (name) \", b 1234");
    }
}
