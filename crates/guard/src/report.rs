//! cfn-guard's structured report -> what breaks which rule, at which path of the template.
//!
//! A rule's checks nest: rules that it calls, blocks, disjunctions, clauses. A clause that does not hold is a finding. Of a
//! disjunction no clause holds, so it is one finding. `checks: []` means that the engine gives no detail: a finding without a
//! place.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value as Json;

/// The engine's report on one template.
#[derive(Debug, Deserialize)]
pub(crate) struct FileReport {
    pub(crate) status: String,
    pub(crate) not_compliant: Vec<Json>,
    pub(crate) not_applicable: BTreeSet<String>,
    pub(crate) compliant: BTreeSet<String>,
}

/// What breaks a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Breach {
    pub(crate) rule: String,
    pub(crate) message: String,
    pub(crate) path: String,
    pub(crate) key: Option<String>,
    /// The message is the rule's own.
    is_custom: bool,
}

impl FileReport {
    /// The names of all rules that the report speaks of.
    pub(crate) fn rules(&self) -> BTreeSet<&str> {
        let failed =
            self.not_compliant.iter().filter_map(|check| check.pointer("/Rule/name")?.as_str());
        failed
            .chain(self.compliant.iter().chain(&self.not_applicable).map(String::as_str))
            .collect()
    }

    /// What breaks rules; at least one for each rule that does not hold.
    pub(crate) fn breaches(&self) -> Vec<Breach> {
        let mut breaches: Vec<Breach> = Vec::new();
        for check in &self.not_compliant {
            let rule = check.pointer("/Rule/name").and_then(Json::as_str).unwrap_or("default");
            // Clauses outside of any rule are called after their file: `RULES_STDIN[1]/default`.
            let rule = rule.rsplit_once('/').map_or(rule, |(_, name)| name);
            let mut found = Vec::new();
            gather(check, &mut found);
            if found.iter().any(|breach| breach.is_custom) {
                // What has no message beside one that has is a step on the way to it: a filter, a called rule.
                found.retain(|breach| breach.is_custom);
            }
            if found.is_empty() {
                let message = "the rule does not hold; cfn-guard gives no detail".to_owned();
                found.push(Breach { message, ..Breach::default() });
            }
            for breach in found {
                let breach = Breach { rule: rule.to_owned(), ..breach };
                if !breaches.contains(&breach) {
                    breaches.push(breach);
                }
            }
        }
        breaches
    }
}

fn gather(check: &Json, found: &mut Vec<Breach>) {
    let Some((kind, body)) = check.as_object().and_then(|check| check.iter().next()) else {
        return;
    };
    match kind.as_str() {
        "Rule" => children(body, found),
        "Disjunctions" => {
            let mut clauses = Vec::new();
            children(body, &mut clauses);
            found.extend(clauses.into_iter().reduce(or));
        }
        "Block" => found.push(breach(body, body.pointer("/unresolved/traversed_to"))),
        "Clause" => {
            found.extend(body.as_object().into_iter().flat_map(|body| body.values()).map(clause))
        }
        _ => {}
    }
}

fn children(body: &Json, found: &mut Vec<Breach>) {
    let checks = body.get("checks").and_then(Json::as_array);
    checks.into_iter().flatten().for_each(|check| gather(check, found));
}

/// One finding of two clauses of a disjunction: the rule's message, and the place that leads furthest into a resource.
fn or(first: Breach, second: Breach) -> Breach {
    let depth = |breach: &Breach| breach.path.matches('/').count();
    let (message, is_custom) = match (first.is_custom, second.is_custom) {
        (false, true) => (second.message.clone(), true),
        _ => (first.message.clone(), first.is_custom),
    };
    let is_further = is_placed(&second) && (!is_placed(&first) || depth(&second) > depth(&first));
    let place = if is_further { second } else { first };
    Breach { message, is_custom, ..place }
}

fn is_placed(breach: &Breach) -> bool {
    breach.path.starts_with("/Resources/") || (breach.path == "/Resources" && breach.key.is_some())
}

/// The check inside a clause: its kind, then what was compared.
fn clause(body: &Json) -> Breach {
    let check = body.get("check").and_then(Json::as_object).and_then(|check| check.values().next());
    let sides = |check: &Json| {
        let value = |pointer| check.pointer(pointer).cloned();
        let many = check.get("to").and_then(Json::as_array).cloned().unwrap_or_default();
        let one = [value("/value/traversed_to"), value("/from"), value("/to"), value("/value")];
        one.into_iter().flatten().chain(many).collect::<Vec<Json>>()
    };
    let sides = check.map(sides).unwrap_or_default();
    let at = |side: &&Json| side.get("path").is_some_and(Json::is_string);
    let placed = |side: &&Json| is_placed(&breach(body, Some(side)));
    let place = sides.iter().filter(at).find(placed).or_else(|| sides.iter().find(at));
    breach(body, place)
}

fn breach(body: &Json, place: Option<&Json>) -> Breach {
    let text = |pointer| body.pointer(pointer).and_then(Json::as_str).map(str::trim);
    let custom = text("/messages/custom_message").filter(|message| !message.is_empty());
    let context = text("/context").unwrap_or_default();
    let place = |key| place.and_then(|place| place.get(key)?.as_str()).map(str::to_owned);
    Breach {
        rule: String::new(),
        message: custom.map_or_else(|| format!("`{context}` does not hold"), str::to_owned),
        path: place("path").unwrap_or_default(),
        key: place("value"),
        is_custom: custom.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn breaches(checks: Json) -> Vec<(String, String)> {
        let report = FileReport {
            status: "FAIL".into(),
            not_compliant: vec![json!({"Rule": {"name": "r", "checks": checks}})],
            not_applicable: BTreeSet::new(),
            compliant: BTreeSet::new(),
        };
        report.breaches().into_iter().map(|breach| (breach.message, breach.path)).collect()
    }

    fn clause(message: Option<&str>, path: &str) -> Json {
        json!({"Clause": {"Unary": {
            "context": " A EXISTS ",
            "messages": {"custom_message": message},
            "check": {"UnResolved": {"value": {"traversed_to": {"path": path, "value": {}}}}},
        }}})
    }

    fn pair(message: &str, path: &str) -> (String, String) {
        (message.to_owned(), path.to_owned())
    }

    #[test]
    fn no_detail_is_a_finding_without_a_place() {
        let message = "the rule does not hold; cfn-guard gives no detail";
        assert_eq!(breaches(json!([])), [pair(message, "")]);
    }

    #[test]
    fn a_disjunction_is_one_finding() {
        let clauses = [clause(None, "/Resources"), clause(Some("do it"), "/Resources/A/P")];
        let checks = json!([{"Disjunctions": {"checks": clauses}}]);
        assert_eq!(breaches(checks), [pair("do it", "/Resources/A/P")]);
    }

    #[test]
    fn a_clause_without_a_message_says_itself() {
        assert_eq!(
            breaches(json!([clause(None, "/Resources/A")])),
            [pair("`A EXISTS` does not hold", "/Resources/A")]
        );
    }

    #[test]
    fn called_rules_are_looked_into_and_steps_on_the_way_left_out() {
        let called = json!({"Rule": {"name": "inner", "checks": [clause(Some("do"), "/Resources/A"), clause(None, "/x")]}});
        assert_eq!(breaches(json!([called.clone(), called])), [pair("do", "/Resources/A")]);
    }

    #[test]
    fn the_place_is_in_a_resource_where_one_side_is() {
        let sides = json!({"Clause": {"Binary": {
            "context": "", "messages": {"custom_message": "name it"},
            "check": {"InResolved": {
                "from": {"path": "/Outputs/O/Export/Name", "value": "a"},
                "to": [{"path": "/Resources/A/Properties/Name", "value": "b"}],
            }},
        }}});
        assert_eq!(breaches(json!([sides])), [pair("name it", "/Resources/A/Properties/Name")]);
    }
}
