//! A statement that grants on every resource, or all but some -> what could be narrowed.

use constructs::Diagnostic;

use super::documents::{Kind, Statement};
use super::narrowing::is_narrowed;
use super::target::named;
use super::text::{engine_text, pieces};
use super::{at, codes};

/// Looks at what an identity policy allows on `*`.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let is_judged = statement.kind == Kind::Identity && statement.allows();
    if !is_judged || statement.reason.is_some() || is_narrowed(statement) {
        return Vec::new();
    }
    let mut found: Vec<Diagnostic> = all_but(statement).into_iter().collect();
    if let Some(pointer) = on_everything(statement) {
        found.extend(on_all(statement, &pointer));
    }
    found
}

/// Where `*` stands among the resources.
pub(super) fn on_everything(statement: &Statement<'_>) -> Option<String> {
    let all = statement.values("Resource").into_iter();
    let mut all = all.filter(|value| {
        pieces(value.node).is_some_and(|pieces| engine_text(&pieces, false).is_anything())
    });
    all.next().map(|value| value.pointer)
}

fn all_but(statement: &Statement<'_>) -> Option<Diagnostic> {
    let key =
        ["NotAction", "NotResource"].into_iter().find(|key| statement.body.get(key).is_some())?;
    let noun = if key == "NotAction" { "action" } else { "resource" };
    let message =
        format!("this allows every {noun} that `{key}` does not name, those of the future too");
    let help = format!(
        "name what is allowed in `{}`, and deny the rest where that is meant",
        key.trim_start_matches("Not")
    );
    let warning = Diagnostic::warning(codes::ALL_BUT, message).help(help);
    Some(at(warning, statement, &format!("/{key}")))
}

fn on_all(statement: &Statement<'_>, pointer: &str) -> Option<Diagnostic> {
    let (names, _) = statement.names("Action");
    let is_all = |name: &str| name.bytes().all(|byte| byte == b'*') || name == "*:*";
    if names.iter().any(|named| is_all(named.name)) {
        let warning =
            Diagnostic::warning(codes::EVERYTHING, "this allows every action on every resource");
        return Some(at(warning.help("name the actions and the resources"), statement, pointer));
    }
    let mut narrowable = Vec::new();
    let mut form = None;
    for found in names.iter().filter(|found| !found.name.eq_ignore_ascii_case("iam:PassRole")) {
        let Some((service, actions)) = named(found.name) else { continue };
        // Of a pattern that names many, a few that could be narrowed are not what it is about.
        let own = actions.iter().filter(|action| !action.targets.is_empty());
        if own.clone().count() * 2 > actions.len() {
            let target = own.into_iter().flat_map(|action| &action.targets).next();
            narrowable.push(found.name);
            form = form.or_else(|| Some(service.resources.get(target?.resource)?.arn));
        }
    }
    let [first, others @ ..] = narrowable.as_slice() else { return None };
    let others = match others.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("`{first}`{others} could be narrowed, and this is on every resource");
    let form = form.unwrap_or("arn:…");
    let why = if statement.is_in_template() {
        ", or say why it is on all: `.on_every(\"…\")`"
    } else {
        ""
    };
    let help = format!("name the resources, `{form}`, or add a condition{why}");
    Some(at(Diagnostic::warning(codes::EVERY_RESOURCE, message).help(help), statement, pointer))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::{findings, node};

    #[test]
    fn what_could_be_narrowed_is_told() {
        let mut all = String::new();
        for statement in [
            json!({"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ListQueues", "s3:*"], "Resource": "*"}),
            json!({"Effect": "Allow", "Action": "*", "Resource": "*"}),
            json!({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
            json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
        ] {
            all.push_str(&format!("{statement}\n{}", findings(&statement)));
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn what_can_not_be_narrowed_or_is_narrowed_is_let_be() {
        for statement in [
            json!({"Effect": "Allow", "Action": ["sqs:ListQueues", "ec2:DescribeInstances"], "Resource": "*"}),
            json!({"Effect": "Deny", "Action": "*", "Resource": "*"}),
            json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "a"}}}),
        ] {
            assert_eq!(findings(&statement), "", "{statement}");
        }
    }

    #[test]
    fn a_reason_is_enough() {
        let statement =
            json!({"Sid": "Send", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"});
        let mut template = json!({"Resources": {"Policy": {"Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}}}});
        assert_eq!(super::super::check(&node(&template)).iter().count(), 1);
        template["Resources"]["Policy"]["Metadata"] =
            json!({"constructs": {"reasons": {"Send": "queues are made elsewhere"}}});
        assert_eq!(super::super::check(&node(&template)).iter().count(), 0);
    }
}
