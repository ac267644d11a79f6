//! All of AWS's managed policies through the engine: each is read, is within itself, and what refutes a pair of them holds
//! before the judge that knows nothing of the engine. Bounded by the engine's steps, not by a clock.

use constructs_iam::implies::{Answer, ContextValues, Verdict, Witness, implies};
use constructs_iam::{ActionUniverse, Document};
use constructs_iam::{managed_policies, managed_policy};
use constructs_iam_facts::{ManagedElements, ManagedStatement};
use serde_json::{Map, Value as Json, json};

use super::oracle::{self, Context, Request};
use super::random::Random;

/// The longest, and those with the most conditions, variables and `Not…`.
const WORST: &[&str] = &[
    "AdministratorAccess",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "SecurityAudit",
    "AmazonSageMakerFullAccess",
    "SageMakerStudioProjectUserRolePermissionsBoundary",
    "SageMakerStudioProjectUserRolePolicy",
    "AdministratorAccess-AWSElasticBeanstalk",
    "AWSElasticDisasterRecoveryLaunchActionsPolicy",
    "AWSApplicationMigrationNetworkMigrationMultiAccount",
    "WellArchitectedAgentResourceScanning",
    "aws-service-role/AWSSupportServiceRolePolicy",
    "aws-service-role/AWSConfigServiceRolePolicy",
    "service-role/SageMakerStudioProjectProvisioningRolePolicy",
];

/// How many verdicts of each kind there were.
#[derive(Debug, Default)]
struct Score {
    proved: usize,
    refuted: usize,
    undecided: usize,
}

impl Score {
    fn count(&mut self, left: &str, right: &str, answer: &Answer) {
        match answer.result {
            Verdict::Proved => self.proved += 1,
            Verdict::Refuted => {
                self.refuted += 1;
                assert_witness(left, right, answer.witness.as_ref().unwrap());
            }
            Verdict::Undecided => {
                self.undecided += 1;
                assert!(answer.reason.is_some(), "{left} {right}");
            }
        }
    }
}

#[test]
fn each_is_read_as_its_json_would_be_and_is_within_itself() {
    let mut score = Score::default();
    for name in managed_policies() {
        let document = managed_policy(name).unwrap();
        let parsed = Document::parse(&as_json(name));
        let grave =
            parsed.faults.iter().filter(|fault| fault.rule != constructs_policy::GrammarRule::Sid);
        assert_eq!((grave.count(), parsed.is_complete), (0, true), "{name}: {:?}", parsed.faults);
        assert_eq!(parsed.document, *document, "{name}");
        score.count(name, name, &implies(&document, &document, ActionUniverse::known()));
    }
    println!("managed policies within themselves: {score:?}");
    assert_eq!((score.refuted, score.undecided), (0, 0));
}

#[test]
fn the_worst_are_told_apart() {
    let names: Vec<&str> = WORST.iter().copied().step_by(3).collect();
    println!("the worst managed policies, by pairs: {:?}", pairs(&names));
}

#[test]
fn a_sample_of_pairs_is_told_apart() {
    let score = sample(300, 4);
    println!("pairs of managed policies: {score:?}");
    assert!(score.undecided * 100 <= score.refuted, "{score:?}");
}

#[test]
#[ignore = "half a minute in a release build: the rest of the worst pairs, and 20,000 others"]
fn many_pairs_are_told_apart() {
    println!("the worst managed policies, by pairs: {:?}", pairs(WORST));
    let (splits, score) = (halves(), sample(20_000, 5));
    println!("within what is split in halves: {splits:?}; pairs: {score:?}");
    assert!(splits.refuted == 0 && splits.undecided * 100 <= splits.proved);
}

/// Each of them against each other one.
fn pairs(names: &[&str]) -> Score {
    let mut score = Score::default();
    for left in names {
        for right in names.iter().filter(|right| *right != left) {
            score.count(left, right, &compare(left, right));
        }
    }
    score
}

fn sample(count: usize, seed: u64) -> Score {
    let (mut random, names) = (Random::new(seed), managed_policies().collect::<Vec<_>>());
    let mut score = Score::default();
    for _ in 0..count {
        let (left, right) = (random.pick(&names), random.pick(&names));
        score.count(left, right, &compare(left, right));
    }
    score
}

/// Each against itself with every statement split by a condition and its contrary: nothing can be told by what is written.
fn halves() -> Score {
    let mut score = Score::default();
    for name in managed_policies() {
        let (mut whole, mut split) = (as_json(name), Vec::new());
        for statement in whole["Statement"].as_array().unwrap() {
            for operator in ["StringEquals", "StringNotEquals"] {
                let mut half = statement.clone();
                half.as_object_mut().unwrap().remove("Sid");
                half["Condition"][operator]["aws:SourceVpc"] = json!("vpc-1");
                split.push(half);
            }
        }
        whole["Statement"] = Json::from(split);
        let right = Document::parse(&whole).document;
        let answer = implies(&managed_policy(name).unwrap(), &right, ActionUniverse::known());
        assert_ne!(answer.result, Verdict::Refuted, "{name}: {:?}", answer.witness);
        score.count(name, name, &answer);
    }
    score
}

fn compare(left: &str, right: &str) -> Answer {
    let (left, right) = (managed_policy(left).unwrap(), managed_policy(right).unwrap());
    implies(&left, &right, ActionUniverse::known())
}

/// That the judge lets the request pass on the left and not on the right.
fn assert_witness(left: &str, right: &str, witness: &Witness) {
    let [left_json, right_json] = [left, right].map(|name| without_case(as_json(name)));
    let context = witness.context.iter().filter_map(|(key, values)| match values {
        ContextValues::Absent => None,
        ContextValues::Present(values) => Some((key.to_lowercase(), values.clone())),
    });
    let context: Context = context.collect();
    let request = Request {
        caller: Some(&witness.principal),
        action: &witness.action,
        resource: &witness.resource,
        context: &context,
    };
    let allows = |policy: Json| oracle::allows(&[vec![policy]], &request);
    assert!(allows(left_json), "{left} does not allow {witness:?}");
    assert!(!allows(right_json), "{right} allows {witness:?}");
}

/// The same with the keys of conditions and variables in lower case, as the judge looks them up by the letter.
fn without_case(mut policy: Json) -> Json {
    for statement in policy["Statement"].as_array_mut().unwrap() {
        for element in ["Resource", "NotResource", "Condition"] {
            let Some(value) = statement.get_mut(element) else { continue };
            *value = lowered(value, element == "Condition");
        }
    }
    policy
}

fn lowered(value: &Json, is_condition: bool) -> Json {
    match value {
        Json::String(text) => Json::from(lowered_variables(text)),
        Json::Array(list) => list.iter().map(|value| lowered(value, false)).collect(),
        Json::Object(object) => {
            let mut lower = Map::new();
            for (key, value) in object {
                // The first level are operators.
                let key = if is_condition { key.clone() } else { key.to_lowercase() };
                lower.insert(key, lowered(value, false));
            }
            Json::Object(lower)
        }
        other => other.clone(),
    }
}

fn lowered_variables(text: &str) -> String {
    let mut parts = text.split("${");
    let mut lower = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (variable, rest) = part.split_once('}').unwrap_or((part, ""));
        lower.push_str(&format!("${{{}}}{rest}", variable.to_lowercase()));
    }
    lower
}

/// A managed policy as IAM has it.
fn as_json(name: &str) -> Json {
    let policy = constructs_iam_facts::managed_policy(name).unwrap();
    let statements: Vec<Json> = policy.statements.iter().map(statement).collect();
    json!({"Version": "2012-10-17", "Statement": statements})
}

fn statement(own: &ManagedStatement) -> Json {
    let key = |names: &ManagedElements, key: &str| {
        if names.is_negated { format!("Not{key}") } else { key.to_owned() }
    };
    let mut json = json!({"Effect": if own.is_denial { "Deny" } else { "Allow" }});
    if let Some(sid) = own.sid {
        json["Sid"] = json!(sid);
    }
    json[key(&own.actions, "Action")] = json!(own.actions.list);
    json[key(&own.resources, "Resource")] = json!(own.resources.list);
    for condition in &own.conditions {
        json["Condition"][condition.operator][condition.key] = json!(condition.values);
    }
    json
}
