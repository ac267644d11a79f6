//! Answers the queries of `access query`: each is a line of JSON, and each answer is one, too.
//!
//! ```text
//! {"op":"eval","policies":{"identity":[…],"resource":…,"boundaries":[…],"session":…,"scps":[…],"rcps":[…],"endpoint":…},
//!  "request":{"principal":…,"action":…,"resource":…,"context":{…}}}
//! {"op":"implies","p1":…,"p2":…}
//! {"op":"lint","policy":…,"type":"identity|resource|trust"}
//! ```
//! A policy is a document, or `{"name": …, "policy": …}`. A list of one policy can be written without the list. SCPs and RCPs are
//! the documents of one level, or a list of levels: each is a list, or `{"policies": […]}`.

use serde::Serialize;
use serde_json::Value as Json;

use constructs_diagnostics::Diagnostic;

use constructs_iam::eval::{Policies, decide};
use constructs_iam::implies::implies;
use constructs_iam::{ActionUniverse, Document, Request};

use constructs_policy::PolicyKind;

use crate::standalone::check_document;

/// The answer to a line that can't be answered.
#[derive(Serialize)]
struct ErrorAnswer {
    error: String,
}

/// The answer to `lint`.
#[derive(Serialize)]
struct LintAnswer {
    findings: Vec<DiagnosticAnswer>,
}

/// A diagnostic in the form of the protocol.
#[derive(Serialize)]
struct DiagnosticAnswer {
    code: &'static str,
    /// An RFC 6901 pointer into the policy.
    path: String,
    message: String,
    help: String,
    severity: String,
}

impl From<Diagnostic> for DiagnosticAnswer {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.to_string(),
            path: diagnostic.place.pointer.unwrap_or_default(),
            message: diagnostic.message,
            help: diagnostic.help.unwrap_or_default(),
        }
    }
}

/// Answers one line, with `{"error": …}` if that is not possible.
#[must_use]
pub fn answer(line: &str, universe: &ActionUniverse) -> String {
    let answer = try_answer(line, universe);
    answer.unwrap_or_else(|error| {
        serde_json::to_string(&ErrorAnswer { error })
            .unwrap_or_else(|_| r#"{"error":"unreadable"}"#.to_owned())
    })
}

fn try_answer(line: &str, universe: &ActionUniverse) -> Result<String, String> {
    let query: Json = serde_json::from_str(line)
        .map_err(|error| format!("the line is not valid JSON: {error}"))?;
    let field = |name: &str| query.get(name).unwrap_or(&Json::Null);
    match field("op") {
        Json::String(op) if op == "eval" => {
            let policies = policies(field("policies"))?;
            to_json(&decide(&policies, &Request::parse(field("request"))?))
        }
        Json::String(op) if op == "implies" => {
            let (left, right) = (document(field("p1"), "p1")?, document(field("p2"), "p2")?);
            to_json(&implies(&left, &right, universe))
        }
        Json::String(op) if op == "lint" => {
            let policy = query.get("policy").ok_or("`policy` is missing; write a document")?;
            let findings = check_document(policy, kind(field("type"))?);
            to_json(&LintAnswer { findings: findings.into_iter().map(Into::into).collect() })
        }
        Json::String(op) => {
            Err(format!("unknown op `{op}`; the ops are `eval`, `implies`, and `lint`"))
        }
        _ => {
            Err("`op` is missing; write `\"op\": \"eval\"`, `\"implies\"`, or `\"lint\"`"
                .to_owned())
        }
    }
}

/// Without a type, the rules that only one type of policy has are not checked.
fn kind(json: &Json) -> Result<PolicyKind, String> {
    match json {
        Json::Null => Ok(PolicyKind::Other),
        Json::String(name) if name == "identity" => Ok(PolicyKind::Identity),
        Json::String(name) if name == "resource" => Ok(PolicyKind::Resource),
        Json::String(name) if name == "trust" => Ok(PolicyKind::Trust),
        other => Err(format!(
            "`{other}` is not a type of policy; the types are `identity`, `resource`, and `trust`"
        )),
    }
}

fn to_json(answer: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(answer).map_err(|error| format!("the answer can't be written: {error}"))
}

/// The policies of an `eval`.
///
/// # Errors
/// A message if a policy can't be read completely.
pub fn policies(json: &Json) -> Result<Policies, String> {
    let Json::Object(_) = json else {
        return Err(
            "`policies` is missing; write an object with `identity`, `resource`, and similar keys"
                .to_owned(),
        );
    };
    let field = |name: &str| json.get(name).unwrap_or(&Json::Null);
    let optional = |name: &str| match field(name) {
        Json::Null => Ok(None),
        json => documents(json, name).map(Some),
    };
    Ok(Policies {
        identity: documents(field("identity"), "identity")?,
        resource: optional("resource")?,
        boundaries: documents(field("boundaries"), "boundaries")?,
        session: optional("session")?,
        scps: levels(field("scps"), "scps")?,
        rcps: levels(field("rcps"), "rcps")?,
        endpoint: optional("endpoint")?,
    })
}

fn documents(json: &Json, place: &str) -> Result<Vec<Document>, String> {
    match json {
        Json::Null => Ok(Vec::new()),
        Json::Array(list) => {
            let numbered = list.iter().enumerate();
            numbered.map(|(index, json)| document(json, &format!("{place}[{index}]"))).collect()
        }
        one => Ok(vec![document(one, place)?]),
    }
}

fn levels(json: &Json, place: &str) -> Result<Vec<Vec<Document>>, String> {
    let list = match json {
        Json::Null => return Ok(Vec::new()),
        Json::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut levels = Vec::new();
    let mut loose = Vec::new();
    for (index, item) in list.iter().enumerate() {
        let place = format!("{place}[{index}]");
        match (item, item.get("policies")) {
            (_, Some(policies)) => levels.push(documents(policies, &place)?),
            (Json::Array(_), _) => levels.push(documents(item, &place)?),
            _ => loose.push(document(item, &place)?),
        }
    }
    if !loose.is_empty() {
        levels.insert(0, loose);
    }
    Ok(levels)
}

fn document(json: &Json, place: &str) -> Result<Document, String> {
    let parsed = Document::parse(json.get("policy").unwrap_or(json));
    if parsed.is_complete {
        return Ok(parsed.document);
    }
    let messages = parsed.faults.iter().map(|fault| match &*fault.pointer {
        "" => fault.message.clone(),
        path => format!("{path}: {}", fault.message),
    });
    Err(format!("the policy `{place}` can't be read: {}", messages.collect::<Vec<_>>().join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(query: &Json) -> String {
        answer(&query.to_string(), &ActionUniverse::new(["s3:GetObject", "s3:PutObject"]))
    }

    fn allow(action: &str) -> Json {
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action, "Resource": "*"}})
    }

    #[test]
    fn a_decision() {
        let query = json!({
            "op": "eval",
            "policies": {"identity": [allow("s3:*"), {"name": "x", "policy": allow("sqs:*")}], "scps": [{"policies": [allow("*")]}, [allow("s3:*")]]},
            "request": {"principal": "arn:aws:iam::111122223333:user/bob", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k", "context": {}},
        });
        insta::assert_snapshot!(check(&query), @r#"{"decision":"Allowed","by":[{"in":"identity","policy":0,"statement":0}],"reason":"1 statement allows and none denies","assumptions":[]}"#);
    }

    #[test]
    fn a_comparison() {
        insta::assert_snapshot!(check(&json!({"op": "implies", "p1": allow("s3:Get*"), "p2": allow("s3:*")})), @r#"{"result":"proved","assumptions":[]}"#);
        insta::assert_snapshot!(check(&json!({"op": "implies", "p1": allow("s3:*"), "p2": allow("s3:Get*")})), @r#"{"result":"refuted","witness":{"principal":"arn:aws:iam::111122223333:role/example","action":"s3:PutObject","resource":"arn:aws:s3:::example/example","context":{}},"assumptions":[]}"#);
    }

    #[test]
    fn findings() {
        let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMesage", "Resource": "*"}]});
        insta::assert_snapshot!(check(&json!({"op": "lint", "policy": policy, "type": "identity"})), @r#"{"findings":[{"code":"A0102","path":"/Statement/0/Action","message":"`sqs:SendMesage` is not an IAM action","help":"did you mean `sqs:SendMessage`?","severity":"error"}]}"#);
        insta::assert_snapshot!(check(&json!({"op": "lint", "policy": 7, "type": "trust"})), @r#"{"findings":[{"code":"A0301","path":"","message":"the policy is not an object","help":"write `{\"Version\": …, \"Statement\": [ … ]}`","severity":"error"}]}"#);
        insta::assert_snapshot!(check(&json!({"op": "lint", "policy": {}, "type": "scp"})), @r#"{"error":"`\"scp\"` is not a type of policy; the types are `identity`, `resource`, and `trust`"}"#);
        insta::assert_snapshot!(check(&json!({"op": "lint", "type": "trust"})), @r#"{"error":"`policy` is missing; write a document"}"#);
    }

    #[test]
    fn what_cannot_be_answered() {
        let universe = ActionUniverse::default();
        let answers: Vec<String> = [
            "{",
            "7",
            r#"{"op":"guess"}"#,
            r#"{"op":"eval"}"#,
            r#"{"op":"eval","policies":{},"request":{}}"#,
            r#"{"op":"implies","p1":{"Statement":{"Effect":"Maybe","Action":"*"}}}"#,
            r#"{"op":"implies","p1":"x","p2":{}}"#,
        ]
        .iter()
        .map(|line| answer(line, &universe))
        .collect();
        insta::assert_snapshot!(answers.join("\n"), @r#"
        {"error":"the line is not valid JSON: EOF while parsing an object at line 1 column 1"}
        {"error":"`op` is missing; write `\"op\": \"eval\"`, `\"implies\"`, or `\"lint\"`"}
        {"error":"unknown op `guess`; the ops are `eval`, `implies`, and `lint`"}
        {"error":"`policies` is missing; write an object with `identity`, `resource`, and similar keys"}
        {"error":"`request.action` is missing: write `service:Name`"}
        {"error":"the policy `p1` can't be read: /Statement/Effect: `\"Maybe\"` is not an effect"}
        {"error":"the policy `p1` can't be read: a policy is an object"}
        "#);
    }
}
