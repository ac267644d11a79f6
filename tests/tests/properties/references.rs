//! Random apps -> templates in which every reference names something that is there, or a circle reported.

use constructs::codes;
use std::collections::{BTreeMap, BTreeSet};

use constructs::Code;
use proptest::prelude::*;
use serde_json::Value as Json;

use super::apps::plan;

/// Every function call in `json` with its argument, innermost last.
fn calls<'j>(json: &'j Json, visit: &mut impl FnMut(&'j str, &'j Json)) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| calls(item, visit)),
        Json::Object(map) => {
            for (key, value) in map {
                visit(key, value);
                calls(value, visit);
            }
        }
        _ => {}
    }
}

/// The ids that a call refers to in its own template.
fn local_ids(name: &str, argument: &Json) -> Vec<String> {
    match (name, argument) {
        ("Ref", Json::String(id)) => vec![id.clone()],
        ("Fn::GetAtt", Json::Array(parts)) => vec![parts[0].as_str().unwrap().to_owned()],
        ("Fn::Sub", Json::String(template)) => template
            .split("${")
            .skip(1)
            .filter(|rest| !rest.starts_with('!'))
            .map(|rest| rest[..rest.find(['}', '.']).unwrap()].to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_reference_names_what_is_there(plan in plan()) {
        let assembly = match plan.build().synth() {
            Ok(assembly) => assembly,
            Err(found) => {
                prop_assert!(plan.is_circular(), "{}", found);
                prop_assert!(found.iter().all(|found| found.code == codes::STACK_CYCLE), "{}", found);
                return Ok(());
            }
        };
        prop_assert!(!plan.is_circular());
        let mut exported: BTreeMap<String, &str> = BTreeMap::new();
        for stack in assembly.stacks() {
            let template: Json = serde_json::from_str(stack.template()).unwrap();
            let mut local: BTreeSet<&String> = BTreeSet::new();
            for section in ["Resources", "Parameters"] {
                local.extend(template[section].as_object().into_iter().flat_map(serde_json::Map::keys));
            }
            let mut wrong = Vec::new();
            calls(&template, &mut |name, argument| {
                if name == "Fn::ImportValue" {
                    let owner = argument.as_str().and_then(|export| exported.get(export));
                    match owner {
                        Some(owner) if stack.dependencies().iter().any(|id| id == owner) => {}
                        _ => wrong.push(format!("import of {argument}")),
                    }
                }
                let missing = |id: &String| !id.starts_with("AWS::") && !local.contains(id);
                wrong.extend(local_ids(name, argument).into_iter().filter(missing));
            });
            prop_assert!(wrong.is_empty(), "{:?} in {:#}", wrong, template);
            for output in template["Outputs"].as_object().into_iter().flat_map(serde_json::Map::values) {
                if let Some(name) = output["Export"]["Name"].as_str() {
                    let before = exported.insert(name.to_owned(), stack.artifact_id());
                    prop_assert_eq!(before, None, "two exports of one name");
                }
            }
        }
    }

    #[test]
    fn a_circle_inside_a_stack_is_reported_and_never_followed(
        edges in prop::collection::vec((0..6_usize, 0..6_usize), 1..12),
    ) {
        use constructs::prelude::*;
        let app = App::new();
        let stack = app.stack("Stack", Stack::named("stack"));
        let nodes: Vec<_> = (0..6).map(|at| stack.add(format!("N{at}"), crate::support::filler())).collect();
        let mut reaches = [[false; 6]; 6];
        for (from, to) in edges {
            app.scope_at(nodes[from]).depends_on(nodes[to]);
            reaches[from][to] |= from != to;
        }
        for middle in 0..6 {
            for from in 0..6 {
                for to in 0..6 {
                    reaches[from][to] |= reaches[from][middle] && reaches[middle][to];
                }
            }
        }
        let is_circular = (0..6).any(|at| reaches[at][at]);
        let codes: Option<Vec<Code>> =
            app.synth().err().map(|found| found.iter().map(|found| found.code).collect());
        prop_assert_eq!(codes.is_some(), is_circular);
        prop_assert!(codes.into_iter().flatten().all(|code| code == codes::RESOURCE_CYCLE));
    }
}
