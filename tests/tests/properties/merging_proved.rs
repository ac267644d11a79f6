//! A document merged and as written -> two documents of which the decision engine proves that each grants what the other does.

use constructs::iam::{
    Condition, PolicyDocument, allow_named_except, condition, deny_named_except,
};
use constructs::prelude::*;
use constructs::{Expr, GenericResource};
use constructs_iam::implies::{Verdict, implies};
use constructs_iam::{ActionUniverse, Document};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::support::template;

const ACTIONS: &[&str] = &[
    "sqs:SendMessage",
    "sqs:ReceiveMessage",
    "sqs:Send*",
    "s3:GetObject",
    "s3:Get?bject",
    "s3:*",
    "*",
];
const RESOURCES: &[&str] = &[
    "arn:aws:sqs:eu-west-1:111122223333:one",
    "arn:aws:sqs:eu-west-1:111122223333:o*",
    "arn:aws:sqs:eu-west-1:111122223333:two",
    "arn:aws:s3:::bucket/${aws:username}/*",
    "*",
];
const PRINCIPALS: &[&str] = &[
    "AWS arn:aws:iam::111122223333:role/one",
    "AWS arn:aws:iam::111122223333:user/two",
    "AWS arn:aws:iam::444455556666:root",
    "Service sns.amazonaws.com",
    "*",
];
/// Makes a condition.
type Asked = fn() -> Condition;
const CONDITIONS: &[Asked] = &[
    || condition::string_equals("aws:SourceVpc", "vpc-1"),
    || condition::string_not_equals("aws:SourceVpc", ["vpc-1", "vpc-2"]),
    || condition::string_like("aws:PrincipalTag/team", ["a*", "?b"]),
    || condition::bool("aws:SecureTransport", true),
    || condition::numeric_less_than("aws:MultiFactorAuthAge", 3600),
    || condition::not_ip_address("aws:SourceIp", "10.0.0.0/8"),
    || condition::null("aws:SourceVpc", true),
];

/// What a statement says; which of the lists are negated.
#[derive(Clone, Debug)]
struct Said {
    allows: bool,
    negated: (bool, bool),
    actions: Vec<&'static str>,
    resources: Vec<&'static str>,
    principals: Vec<&'static str>,
    conditions: Vec<Asked>,
}

fn said(with_principals: bool) -> impl Strategy<Value = Said> {
    let few = |all: &'static [&'static str]| subsequence(all, 1..=2);
    let negated = (prop::bool::weighted(0.1), prop::bool::weighted(0.1));
    let none: &[Asked] = &[];
    let conditions = prop_oneof![2 => Just(none.to_vec()), 1 => subsequence(CONDITIONS, 1..=2)];
    let allows = select(vec![true, true, false]);
    (allows, negated, few(ACTIONS), few(RESOURCES), few(PRINCIPALS), conditions).prop_map(
        move |(allows, negated, actions, resources, principals, conditions)| {
            let principals = if with_principals { principals } else { Vec::new() };
            Said { allows, negated, actions, resources, principals, conditions }
        },
    )
}

fn statement(said: &Said) -> Statement {
    let actions = said.actions.clone();
    let permission = match (said.allows, said.negated.0) {
        (true, false) => allow_named(actions),
        (true, true) => allow_named_except(actions),
        (false, false) => deny_named(actions),
        (false, true) => deny_named_except(actions),
    };
    // In a denial, or in all but it, a variable may be any text: no proof can tell.
    let may_vary = said.allows && !said.negated.1;
    let is_known = |resource: &&str| may_vary || !resource.contains("${");
    let mut resources: Vec<&str> = said.resources.iter().copied().filter(is_known).collect();
    if resources.is_empty() {
        resources.push("arn:aws:s3:::other");
    }
    let mut statement =
        if said.negated.1 { permission.on_except(resources) } else { permission.on(resources) };
    for name in &said.principals {
        statement = statement.principal(match name.split_once(' ') {
            Some(("Service", id)) => Principal::service(id),
            Some((_, id)) => Principal::arn(id),
            None => Principal::any(),
        });
    }
    said.conditions.iter().fold(statement, |statement, asked| statement.when(asked()))
}

/// What a document comes to in a template, read by the engine.
fn read(document: PolicyDocument) -> Document {
    let template = template(|stack| {
        let policy = GenericResource::new("Custom::Policy").raw("Document", Expr::from(document));
        stack.add("Policy", policy);
    });
    let parsed = Document::parse(&template["Resources"]["Policy"]["Properties"]["Document"]);
    assert_eq!(parsed.faults, []);
    parsed.document
}

/// That each of the two grants what the other does, and that each denies what the other does.
fn assert_equivalent(statements: Vec<Statement>) -> usize {
    let universe = ActionUniverse::new([
        "sqs:SendMessage",
        "sqs:SendMessageBatch",
        "sqs:ReceiveMessage",
        "s3:GetObject",
        "s3:PutObject",
        "iam:PassRole",
    ]);
    let written = read(PolicyDocument::new(statements.clone()).as_written());
    let merged = read(statements.into());
    for (one, other) in [(&written, &merged), (&merged, &written)] {
        let answer = implies(one, other, &universe);
        assert_eq!(answer.result, Verdict::Proved, "{answer:?}\n{one:#?}\n{other:#?}");
        let (one, other) = (denials(one), denials(other));
        let answer = implies(&one, &other, &universe);
        assert_eq!(answer.result, Verdict::Proved, "{answer:?}\n{one:#?}\n{other:#?}");
    }
    written.statements.len() - merged.statements.len()
}

/// The denials of a document, as what they would allow: another policy's grant may hang on each.
fn denials(document: &Document) -> Document {
    use constructs_iam::Effect;
    let mut denials = document.clone();
    denials.statements.retain(|statement| statement.effect == Effect::Deny);
    denials.statements.iter_mut().for_each(|statement| statement.effect = Effect::Allow);
    denials
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn merging_is_proved_to_change_nothing(
        all in any::<bool>().prop_flat_map(|with| prop::collection::vec(said(with), 1..8))
    ) {
        assert_equivalent(all.iter().map(statement).collect());
    }
}

#[test]
fn what_merges_is_proved_to_say_the_same() {
    let on = |resource: &'static str| allow_named(["sqs:SendMessage"]).on([resource]);
    let (one, two) =
        ("arn:aws:sqs:eu-west-1:111122223333:one", "arn:aws:sqs:eu-west-1:111122223333:two");
    let receive = |resource: &'static str| allow_named(["sqs:ReceiveMessage"]).on([resource]);
    assert_eq!(assert_equivalent(vec![on(one), on(two), receive(one), receive(two)]), 3);
    assert_eq!(assert_equivalent(vec![on(one), on(one).sid("Named")]), 0);
    let by = |id: &'static str| on(one).principal(Principal::service(id));
    assert_eq!(assert_equivalent(vec![by("sns.amazonaws.com"), by("s3.amazonaws.com")]), 1);
}
