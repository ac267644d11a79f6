//! Policies of templates: what only the deployment knows is a symbol.

use super::*;
use crate::document::{Document, PolicyStatement};
use crate::domain::Domain;
use crate::text::{PolicyText, Symbol, TextPart};
use crate::universe::ActionUniverse;
use constructs_policy::{Effect, Elements};

fn symbol(name: &str, domain: Domain) -> TextPart {
    TextPart::Symbol(Symbol::new(name, domain))
}

fn literal(text: &str) -> TextPart {
    TextPart::Literal(text.to_owned())
}

/// The ARN of a queue of these templates.
fn queue(name: &str) -> PolicyText {
    PolicyText::new(vec![
        literal("arn:"),
        symbol("AWS::Partition", Domain::partition()),
        literal(":sqs:"),
        symbol("AWS::Region", Domain::region()),
        literal(":"),
        symbol("AWS::AccountId", Domain::account()),
        literal(":"),
        symbol(name, Domain::generated_name("queues")),
    ])
}

/// The ARN of a resource of another stack, of which only the type is known.
fn imported(name: &str) -> PolicyText {
    PolicyText::new(vec![symbol(name, Domain::arn(PolicyText::parse("arn:*:sqs:*:*:*", false)))])
}

fn opaque(name: &str) -> PolicyText {
    PolicyText::new(vec![symbol(name, Domain::any())])
}

fn plain(text: &str) -> PolicyText {
    PolicyText::parse(text, true)
}

fn document(statements: &[(Effect, Elements<PolicyText>)]) -> Document {
    let statements = statements.iter().map(|(effect, resources)| PolicyStatement {
        effect: *effect,
        resources: Some(resources.clone()),
        ..PolicyStatement::allow(vec![plain("sqs:SendMessage")])
    });
    Document { version: Some("2012-10-17".to_owned()), id: None, statements: statements.collect() }
}

fn allow(resource: PolicyText) -> (Effect, Elements<PolicyText>) {
    (Effect::Allow, Elements::Only(vec![resource]))
}

fn deny(resource: PolicyText) -> (Effect, Elements<PolicyText>) {
    (Effect::Deny, Elements::Only(vec![resource]))
}

fn check(
    left: &[(Effect, Elements<PolicyText>)],
    right: &[(Effect, Elements<PolicyText>)],
    expected: Verdict,
) -> Answer {
    let universe = ActionUniverse::new(["sqs:SendMessage", "sqs:ReceiveMessage"]);
    let answer = implies(&document(left), &document(right), &universe);
    assert_eq!(answer.result, expected, "{answer:?}\n{left:?}\n{right:?}");
    answer
}

#[test]
fn a_symbol_is_itself_and_no_other() {
    check(&[allow(queue("Push"))], &[allow(queue("Push")), allow(queue("Mail"))], Verdict::Proved);
    check(&[allow(imported("Push"))], &[allow(imported("Push"))], Verdict::Proved);
    let answer = check(&[allow(queue("Push"))], &[allow(queue("Mail"))], Verdict::Refuted);
    let witness = answer.witness.unwrap();
    assert_eq!(witness.resource, "arn:aws:sqs:eu-west-1:111122223335:resource-3");
    assert_eq!(
        witness.symbolic_resource.as_deref(),
        Some("arn:<AWS::Partition>:sqs:<AWS::Region>:<AWS::AccountId>:<Push>")
    );
    check(&[allow(imported("Push"))], &[allow(imported("Mail"))], Verdict::Refuted);
}

#[test]
fn wildcards_hold_symbols() {
    check(&[allow(queue("Push"))], &[allow(plain("arn:*:sqs:*:*:*"))], Verdict::Proved);
    check(&[allow(queue("Push"))], &[allow(plain("*"))], Verdict::Proved);
    check(&[allow(plain("arn:*:sqs:*:*:*"))], &[allow(queue("Push"))], Verdict::Refuted);
    check(&[allow(queue("Push"))], &[allow(plain("arn:*:sns:*:*:*"))], Verdict::Refuted);
    // `*` of a resource matches `:` as well, and a name may have one.
    check(&[allow(imported("Push"))], &[allow(plain("arn:*:sns:*:*:*"))], Verdict::Undecided);
    check(&[allow(imported("Push"))], &[allow(plain("arn:*:sqs:*:*:*"))], Verdict::Proved);
    check(&[allow(imported("Push"))], &[allow(plain("arn:aws:sqs:*:*:*"))], Verdict::Undecided);
}

#[test]
fn what_a_symbol_may_be_is_not_guessed() {
    let answer =
        check(&[allow(queue("Push"))], &[allow(plain("arn:aws:sqs:*:*:*"))], Verdict::Undecided);
    assert!(answer.reason.unwrap().contains("`AWS::Partition`"));
    check(&[allow(queue("Push"))], &[allow(plain("arn:*:sqs:*:*:chat-push"))], Verdict::Undecided);
    check(&[allow(opaque("Parameter"))], &[allow(plain("arn:*"))], Verdict::Undecided);
    check(&[allow(opaque("One"))], &[allow(opaque("Two"))], Verdict::Undecided);
    check(&[allow(queue("Push"))], &[allow(opaque("Parameter"))], Verdict::Undecided);
}

#[test]
fn denials_take_away_what_a_symbol_may_be() {
    let all = || allow(plain("*"));
    check(&[allow(queue("Push"))], &[all(), deny(queue("Push"))], Verdict::Refuted);
    check(&[allow(queue("Push"))], &[all(), deny(queue("Mail"))], Verdict::Proved);
    check(&[allow(imported("Push"))], &[all(), deny(imported("Mail"))], Verdict::Proved);
    check(
        &[allow(queue("Push"))],
        &[all(), deny(plain("arn:*:sqs:*:*:secret"))],
        Verdict::Undecided,
    );
    check(&[allow(queue("Push"))], &[all(), deny(plain("arn:*:sns:*:*:*"))], Verdict::Proved);
    check(
        &[all(), deny(queue("Push"))],
        &[(Effect::Allow, Elements::Except(vec![queue("Push")]))],
        Verdict::Undecided,
    );
}

#[test]
fn a_name_may_begin_with_another() {
    let mut parts = queue("Mail").parts().to_vec();
    parts.push(TextPart::Many);
    let mail_and_more = PolicyText::new(parts);
    check(&[allow(queue("Push"))], &[allow(plain("*")), deny(mail_and_more)], Verdict::Undecided);
}
