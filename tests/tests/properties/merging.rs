//! A document merged and as written -> the same decisions, by trying all of a small universe.

use constructs::iam::{PolicyDocument, allow_named_except, condition, deny_named_except};
use constructs::prelude::*;
use constructs::{Expr, GenericResource};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::Value as Json;

use crate::support::template;

const ACTIONS: [&str; 4] = ["a:A", "a:B", "b:*", "*"];
const RESOURCES: [&str; 3] = ["arn:aws:s3:::one", "arn:aws:s3:::two", "*"];
const PRINCIPALS: [&str; 4] = ["AWS one", "AWS two", "Service one", "*"];
const KEYS: [&str; 2] = ["c:one", "c:two"];

/// These, or all but these.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Extent {
    is_negated: bool,
    names: Vec<String>,
}

/// A statement as the evaluator sees it, read from JSON.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Model {
    sid: Option<String>,
    allows: bool,
    actions: Extent,
    resources: Extent,
    principals: Option<Extent>,
    keys: Vec<String>,
}

impl Extent {
    /// Wildcards are names like others here, but for the principal `*`, which is everybody.
    fn holds(&self, name: &str, everybody: Option<&str>) -> bool {
        let is_named = |known: &String| known == name || Some(known.as_str()) == everybody;
        self.names.iter().any(is_named) != self.is_negated
    }
}

fn extent(names: &'static [&'static str]) -> impl Strategy<Value = Extent> {
    let names = subsequence(names, 1..=names.len());
    (prop::bool::weighted(0.2), names).prop_map(|(is_negated, names)| Extent {
        is_negated,
        names: names.into_iter().map(str::to_owned).collect(),
    })
}

fn model(with_principals: bool) -> impl Strategy<Value = Model> {
    let principals = extent(&PRINCIPALS).prop_map(move |extent| with_principals.then_some(extent));
    let keys = select(vec![vec![], vec![], vec!["c:one"], vec!["c:two"], vec!["c:one", "c:two"]]);
    let sid = prop::bool::weighted(0.1);
    (sid, prop::bool::weighted(0.7), extent(&ACTIONS), extent(&RESOURCES), principals, keys)
        .prop_map(|(sid, allows, actions, resources, principals, keys)| Model {
            sid: sid.then(|| "Named".to_owned()),
            allows,
            actions,
            resources,
            principals,
            keys: keys.into_iter().map(str::to_owned).collect(),
        })
}

fn models() -> impl Strategy<Value = Vec<Model>> {
    any::<bool>()
        .prop_flat_map(|with_principals| prop::collection::vec(model(with_principals), 1..9))
        .prop_map(|mut models| {
            for (at, model) in models.iter_mut().enumerate() {
                model.sid = model.sid.take().map(|sid| format!("{sid}{at}"));
            }
            models
        })
}

fn statement(model: &Model) -> Statement {
    let actions = model.actions.names.clone();
    let permission = match (model.allows, model.actions.is_negated) {
        (true, false) => allow_named(actions),
        (true, true) => allow_named_except(actions),
        (false, false) => deny_named(actions),
        (false, true) => deny_named_except(actions),
    };
    let resources = model.resources.names.clone();
    let mut statement = match model.resources.is_negated {
        false => permission.on(resources),
        true => permission.on_except(resources),
    };
    for name in model.principals.iter().flat_map(|extent| &extent.names) {
        let principal = match name.split_once(' ') {
            Some(("Service", id)) => Principal::service(id),
            Some((_, id)) => Principal::arn(id),
            None => Principal::any(),
        };
        let is_negated = model.principals.as_ref().is_some_and(|extent| extent.is_negated);
        statement = if is_negated {
            statement.not_principal(principal)
        } else {
            statement.principal(principal)
        };
    }
    for key in &model.keys {
        statement = statement.when(condition::string_equals(key, "yes"));
    }
    match &model.sid {
        Some(sid) => statement.sid(sid),
        None => statement,
    }
}

/// What a document comes to in a template, read back.
fn rendered(document: PolicyDocument) -> Vec<Model> {
    let template = template(|stack| {
        let policy = GenericResource::new("Custom::Policy").raw("Document", Expr::from(document));
        stack.add("Policy", policy);
    });
    let statements = template["Resources"]["Policy"]["Properties"]["Document"]["Statement"].clone();
    statements.as_array().expect("a list").iter().map(read).collect()
}

fn read(json: &Json) -> Model {
    let texts = |json: &Json| match json {
        Json::Array(items) => items.iter().map(|item| item.as_str().unwrap().to_owned()).collect(),
        one => vec![one.as_str().unwrap().to_owned()],
    };
    let extent = |key: &str| {
        let negated = format!("Not{key}");
        let is_negated = json.get(&negated).is_some();
        let found = json.get(key).or_else(|| json.get(&negated))?;
        let names = match found {
            Json::Object(kinds) => kinds
                .iter()
                .flat_map(|(kind, ids)| {
                    texts(ids).into_iter().map(move |id| format!("{kind} {id}"))
                })
                .collect(),
            other => texts(other),
        };
        Some(Extent { is_negated, names })
    };
    let keys = json["Condition"]["StringEquals"].as_object();
    Model {
        sid: json["Sid"].as_str().map(str::to_owned),
        allows: json["Effect"] == "Allow",
        actions: extent("Action").unwrap(),
        resources: extent("Resource").unwrap(),
        principals: extent("Principal"),
        keys: keys.map(|keys| keys.keys().cloned().collect()).unwrap_or_default(),
    }
}

/// For everything that could be asked: whether it is allowed, whether it is denied.
fn decisions(models: &[Model]) -> Vec<(bool, bool)> {
    let mut decisions = Vec::new();
    for action in ACTIONS.iter().chain(&["c:Other"]) {
        for resource in RESOURCES.iter().chain(&["arn:aws:s3:::other"]) {
            for principal in PRINCIPALS[..3].iter().chain(&["AWS other"]) {
                for truths in 0..4_usize {
                    let holds = |key: &String| {
                        KEYS.iter()
                            .position(|known| known == key)
                            .is_some_and(|at| truths & (1 << at) != 0)
                    };
                    let matches = |model: &&Model| {
                        model.actions.holds(action, None)
                            && model.resources.holds(resource, None)
                            && model
                                .principals
                                .as_ref()
                                .is_none_or(|extent| extent.holds(principal, Some("*")))
                            && model.keys.iter().all(holds)
                    };
                    let any =
                        |allows| models.iter().filter(matches).any(|model| model.allows == allows);
                    decisions.push((any(true), any(false)));
                }
            }
        }
    }
    decisions
}

fn merged(models: &[Model]) -> Vec<Model> {
    rendered(models.iter().map(statement).collect())
}

fn sorted(mut models: Vec<Model>) -> Vec<Model> {
    models.sort();
    models
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn merging_changes_no_decision(models in models()) {
        let written = rendered(models.iter().map(statement).collect::<PolicyDocument>().as_written());
        prop_assert_eq!(written.len(), models.len());
        let merged = merged(&models);
        prop_assert!(merged.len() <= written.len());
        prop_assert_eq!(decisions(&written), decisions(&models));
        prop_assert_eq!(decisions(&merged), decisions(&written), "{:#?}\n{:#?}", written, merged);
    }

    #[test]

    fn merging_twice_is_merging_once(models in models()) {
        let once = merged(&models);
        prop_assert_eq!(merged(&once), once);
    }

    #[test]
    fn the_order_of_statements_does_not_matter((models, shuffled) in models().prop_flat_map(|models| (Just(models.clone()), Just(models).prop_shuffle()))) {
        prop_assert_eq!(sorted(merged(&models)), sorted(merged(&shuffled)));
    }
}

#[test]
fn statements_with_a_sid_stay_as_they_are() {
    let one = || allow_named(["a:A"]).on(["arn:aws:s3:::one"]);
    let two = || allow_named(["a:B"]).on(["arn:aws:s3:::one"]);
    assert_eq!(rendered([one().sid("One"), two()].into()).len(), 2);
    assert_eq!(rendered([one(), two()].into()).len(), 1);
    assert_eq!(rendered(PolicyDocument::new([one(), two()]).as_written()).len(), 2);
}
