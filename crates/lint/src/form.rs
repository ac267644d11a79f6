//! A policy document -> what IAM's grammar says of it: elements that are missing, that are wrong, that say nothing.
//!
//! Each statement is put to the reader of documents, with a text in the place of each intrinsic function.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use constructs_diagnostics::pointer::escape;
use std::collections::BTreeSet;

use constructs_diagnostics::Severity;
use constructs_diagnostics::{Code, Diagnostic};
use constructs_document::{Map, Node};
use constructs_matching::nearest_word;
use serde_json::Value as Json;

use super::documents::{Kind, Policy, Statement, is_function};
use super::{at, at_policy, codes};
use constructs_iam::{Document, Fault, Operator, STATEMENT_KEYS};

/// Looks at the document and its statements.
pub(super) fn check(policy: &Policy<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !policy.is_bare {
        found.extend(version(policy));
        found.extend(elements(policy));
        found.extend(empty(policy));
    }
    found.extend(sids(policy));
    for statement in &policy.statements {
        found.extend(faults(statement));
        for (place, finding) in missing(statement) {
            let slash = if place.is_empty() { "" } else { "/" };
            found.push(at(finding, statement, &format!("{slash}{place}")));
        }
    }
    found
}

fn version(policy: &Policy<'_>) -> Option<Diagnostic> {
    let help = "write `\"Version\": \"2012-10-17\"`";
    let Some(version) = policy.body.get("Version") else {
        if misspelled(policy.body, "Version") {
            return None;
        }
        let message = "`Version` is missing, so this is the language of 2008, which reads no policy variables";
        let warning = Diagnostic::warning(codes::VERSION, message).help(help);
        return Some(at_policy(warning, policy, ""));
    };
    if version.as_str().is_none() && !is_function(version) {
        let message = "`Version` is a text, and no other value".to_owned();
        let error = Diagnostic::error(codes::VERSION, message).help(help);
        return Some(at_policy(error, policy, "Version"));
    }
    let told = version.as_str()?;
    let finding = match told {
        "2012-10-17" => return None,
        "2008-10-17" if has_variables(policy) => Diagnostic::warning(
            codes::VERSION,
            "the language of 2008 reads no policy variables: `${…}` stands for itself",
        ),
        "2008-10-17" => return None,
        _ => Diagnostic::error(codes::VERSION, format!("there is no policy language `{told}`")),
    };
    Some(at_policy(finding.help(help), policy, "Version"))
}

fn has_variables(policy: &Policy<'_>) -> bool {
    let keys = ["Resource", "NotResource", "Condition"];
    let reads = |node: &Node| node.to_json().to_string().contains("${aws:");
    let mut nodes =
        policy.statements.iter().flat_map(|own| keys.iter().filter_map(|key| own.body.get(key)));
    nodes.any(reads)
}

/// Whether an element stands there in other letters: it has a finding of its own.
fn misspelled(body: &Map, key: &str) -> bool {
    body.iter().any(|entry| entry.key != key && entry.key.eq_ignore_ascii_case(key))
}

fn elements(policy: &Policy<'_>) -> Vec<Diagnostic> {
    let known = ["Version", "Id", "Statement"];
    let is_strange = |key: &str| !known.contains(&key) && !key.starts_with("Fn::");
    let strange = policy.body.iter().filter(|entry| is_strange(&entry.key));
    strange
        .map(|entry| {
            let message = format!("a policy has no element `{}`", entry.key);
            let near = nearest_word(&entry.key, known);
            let help =
                super::did_you_mean(near, "the elements here are `Version`, `Id` and `Statement`");
            let error = Diagnostic::error(codes::MALFORMED, message).help(help);
            at_policy(error, policy, &escape(&entry.key))
        })
        .collect()
}

fn empty(policy: &Policy<'_>) -> Option<Diagnostic> {
    let is_empty = match policy.body.get("Statement") {
        None if misspelled(policy.body, "Statement") => return None,
        None => {
            let error = Diagnostic::error(codes::MALFORMED, "`Statement` is missing");
            return Some(at_policy(error.help("add `\"Statement\": [ … ]`"), policy, ""));
        }
        Some(node) => node.as_list().is_some_and(<[Node]>::is_empty),
    };
    let warning = Diagnostic::warning(codes::EMPTY, "a policy without statements")
        .help("add a statement, or leave the policy out");
    is_empty.then(|| at_policy(warning, policy, "Statement"))
}

/// Sids that stand twice, or hold what IAM does not take. Branches of `Fn::If` may say the same.
fn sids(policy: &Policy<'_>) -> Vec<Diagnostic> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    let is_iam = matches!(policy.kind, Kind::Identity | Kind::Trust);
    let severity = if is_iam { Severity::Error } else { Severity::Warning };
    let mut report = |statement, message: String, help| {
        let finding = Diagnostic::new(codes::SID, severity, message);
        found.push(at(finding.help(help), statement, "/Sid"));
    };
    for statement in &policy.statements {
        let Some(sid) = statement.body.get("Sid").and_then(Node::as_str) else { continue };
        let is_sound = sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_iam && !is_sound {
            let message = format!("the Sid `{sid}` has other characters than letters and digits");
            report(statement, message, "IAM takes `A` to `Z`, `a` to `z` and `0` to `9`");
        }
        let is_new = statement.pointer.contains("Fn::If") || sid.is_empty() || seen.insert(sid);
        if !is_new {
            let message = format!("the Sid `{sid}` stands twice in this policy");
            report(statement, message, "give each statement a Sid of its own, or none");
        }
    }
    found
}

/// What the reader of documents says of a statement.
fn faults(statement: &Statement<'_>) -> Vec<Diagnostic> {
    if statement.body.iter().any(|entry| entry.key.starts_with("Fn::")) {
        return Vec::new();
    }
    let document =
        serde_json::json!({"Version": "2012-10-17", "Statement": masked_statement(statement.body)});
    let faults = Document::parse(&document).faults;
    let is_missing = |fault: &&Fault| {
        let all = ["Action"].into_iter().filter(|key| misspelled(statement.body, key));
        below(fault).is_empty() && all.into_iter().any(|key| fault.message.contains(key))
    };
    faults
        .iter()
        .filter(|fault| !is_missing(fault))
        .map(|fault| at(finding(fault), statement, below(fault)))
        .collect()
}

fn below(fault: &Fault) -> &str {
    fault.path.strip_prefix("/Statement").unwrap_or_default()
}

fn finding(fault: &Fault) -> Diagnostic {
    let is_label = matches!(below(fault), "/Sid");
    let (code, is_error) = code(fault.code);
    let word = below(fault).rsplit('/').next().unwrap_or_default();
    let near = match below(fault).matches('/').count() {
        1 => nearest_word(word, STATEMENT_KEYS.iter().copied()).map(str::to_owned),
        2 if fault.code == "operator" => near_operator(word),
        _ => None,
    };
    let help = match near.filter(|near| near != word) {
        Some(near) => format!("did you mean `{near}`?"),
        None => fault.help.clone(),
    };
    let severity = if is_error && !is_label { Severity::Error } else { Severity::Warning };
    Diagnostic::new(code, severity, fault.message.clone()).help(help)
}

/// The operator that is nearest to what is none, with its quantifier and `IfExists`.
fn near_operator(written: &str) -> Option<String> {
    let (quantifier, name) = match written.split_once(':') {
        Some((quantifier, name)) => {
            (nearest_word(quantifier, ["ForAllValues", "ForAnyValue"])?, name)
        }
        None => ("", written),
    };
    let with_if_exists = Operator::names().map(|name| format!("{name}IfExists"));
    let all: Vec<String> = Operator::names().map(str::to_owned).chain(with_if_exists).collect();
    let near =
        nearest_word(name, all.iter().map(String::as_str).filter(|name| *name != "NullIfExists"))?;
    Some(if quantifier.is_empty() { near.to_owned() } else { format!("{quantifier}:{near}") })
}

/// The code of a fault, and whether it is an error.
fn code(rule: &str) -> (Code, bool) {
    match rule {
        "effect" => (codes::EFFECT, true),
        "empty-list" => (codes::EMPTY, false),
        "operator" => (codes::UNKNOWN_OPERATOR, true),
        "principal" => (codes::PRINCIPAL_FORM, true),
        "version" => (codes::VERSION, true),
        _ => (codes::MALFORMED, true),
    }
}

/// What a policy of its kind has to say, or must not, each with its place.
fn missing(statement: &Statement<'_>) -> Vec<(&'static str, Diagnostic)> {
    if statement.body.iter().any(|entry| entry.key.starts_with("Fn::")) {
        return Vec::new();
    }
    let place = |keys: [&'static str; 2]| {
        let stands =
            |key: &&str| statement.body.get(key).is_some() || misspelled(statement.body, key);
        keys.into_iter().find(stands)
    };
    let resources = place(["Resource", "NotResource"]);
    let principals = place(["Principal", "NotPrincipal"]);
    let error = |message: &str, help: &str| Diagnostic::error(codes::MISPLACED, message).help(help);
    let mut found = Vec::new();
    match (statement.kind, principals) {
        (Kind::Identity, Some(place)) => {
            let message = "a policy of a user, group or role names no principal: it is whoever has the policy";
            let help = "leave it out, or put the statement into a resource's policy";
            found.push((place, error(message, help)));
        }
        (Kind::Trust, None) => {
            found.push((
                "",
                error("a trust policy without `Principal`", "name who may assume the role"),
            ));
        }
        (Kind::Resource, None) => {
            let message = "a resource's policy without `Principal`";
            found.push(("", error(message, "name whom the statement is about")));
        }
        _ => {}
    }
    match (statement.kind, resources) {
        (Kind::Identity, None) => {
            let message = "a statement without `Resource`";
            found.push(("", error(message, "name the resources that it is about")));
        }
        (Kind::Trust, Some(place)) => {
            let message = "a trust policy names no resource: it is the role";
            found.push((place, error(message, "leave it out")));
        }
        _ => {}
    }
    found
}

/// A statement as JSON, with a text in the place of what only the deployment knows.
fn masked_statement(body: &Map) -> Json {
    let known = body.iter().filter(|entry| !is_no_value(&entry.node));
    known.map(|entry| (entry.key.clone(), masked(&entry.key, &entry.node))).collect()
}

fn masked(key: &str, node: &Node) -> Json {
    match key {
        _ if !is_function(node) && key == "Condition" => masked_condition(node),
        "Effect" if is_function(node) => "Allow".into(),
        "Principal" | "NotPrincipal" if is_function(node) => "*".into(),
        "Condition" if is_function(node) => Json::Object(serde_json::Map::new()),
        _ => masked_value(node),
    }
}

fn masked_condition(node: &Node) -> Json {
    let Some(operators) = node.as_map() else { return masked_value(node) };
    let written = operators.iter().filter(|entry| !entry.key.starts_with("Fn::"));
    let operator = |node: &Node| {
        if is_function(node) { Json::Object(serde_json::Map::new()) } else { masked_value(node) }
    };
    written.map(|entry| (entry.key.clone(), operator(&entry.node))).collect()
}

fn masked_value(node: &Node) -> Json {
    if is_function(node) {
        return "masked".into();
    }
    if let Some(items) = node.as_list() {
        return items.iter().map(masked_value).collect();
    }
    match node.as_map() {
        Some(map) => {
            let written = map.iter().filter(|entry| !is_no_value(&entry.node));
            written.map(|entry| (entry.key.clone(), masked_value(&entry.node))).collect()
        }
        None => node.to_json(),
    }
}

fn is_no_value(node: &Node) -> bool {
    node.get("Ref").and_then(Node::as_str) == Some("AWS::NoValue")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::lint::tests::linted;
    use super::super::tests::findings;
    use super::Kind;

    #[test]
    fn what_is_missing_or_wrong_is_told_with_its_place() {
        insta::assert_snapshot!(linted(
            &json!({"Statement": [
            {"Action": "sqs:ListQueues", "Resource": "*"},
            {"Sid": "A", "Effect": "allow", "Action": [], "Resource": "*"},
            {"Sid": "A", "Effect": "Deny", "Action": "sqs:ListQueues", "Resource": "*", "Principal": "*"},
            {"Sid": "a b", "Effect": "Deny", "Action": "sqs:ListQueues", "Condition": {"StringIs": {}}},
        ], "Extra": 1}),
            Kind::Identity
        ));
        insta::assert_snapshot!(linted(
            &json!({"Version": "2012-10-18", "Statement": []}),
            Kind::Identity
        ));
        insta::assert_snapshot!(linted(&json!([]), Kind::Identity));
        insta::assert_snapshot!(linted(
            &json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}}),
            Kind::Trust
        ));
        insta::assert_snapshot!(linted(
            &json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:q"}}),
            Kind::Resource
        ));
        insta::assert_snapshot!(linted(
            &json!({"Version": "2008-10-17", "Statement": {"Effect": "Allow",
            "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}/*"}}),
            Kind::Identity
        ));
    }

    #[test]
    fn functions_may_give_anything() {
        let statement = json!({"Sid": {"Ref": "Sid"}, "Effect": {"Ref": "Effect"}, "Action": {"Ref": "Actions"},
            "Resource": [{"Ref": "AWS::NoValue"}, {"Ref": "One"}], "Condition": {"Fn::If": ["A", {"Bool": {}}, {"Ref": "AWS::NoValue"}]}});
        assert_eq!(findings(&statement), "");
    }
}
