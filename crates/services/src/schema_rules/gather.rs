//! Checks a rule about a resource and the resources that it refers to.
//!
//! The rule names parts: the resource itself, and resources behind a reference. The properties of all parts are gathered into one
//! object, and a schema, which can name gathered values, is compared with it. What can't be followed is not checked.

use std::collections::BTreeMap;

use constructs_cloudformation::Pins;
use constructs_cloudformation::check::Report;
use constructs_document::{Entry, Map, Mark, Node, Value as Content};
use constructs_schema::facts::resource_type;
use constructs_schema::{RuleSubject, ServiceRule};
use serde_json::Value as Json;

use super::part::RulePart;
use super::report::{Demand, add_at, kept};
use super::{compare, data};
use crate::resource::{Resource, Resources};
use crate::value::Value;

/// The keyword of such a rule.
pub(super) const KEYWORD: &str = "cfnGather";
/// The keyword of a schema that compares references, not values.
const LITERAL: &str = "cfnContext";
/// The combinations of values under different conditions that are checked.
const MAX_COMBINATIONS: usize = 64;

/// A gathered value: the names of its part and of itself, and the value; none where a default applies.
type Gathered<'r, 't> = (&'r str, &'r str, Option<Value<'t>>, Option<&'r Json>);

/// Reports what breaks a rule about each of these resources.
pub(super) fn check<'t>(
    resources: &Resources<'t>,
    subjects: impl Iterator<Item = Resource<'t>>,
    (demand, rule): (&Demand, &Json),
    report: &mut Report,
) {
    let Some(gather) = rule.get(KEYWORD) else { return };
    let (Some(parts), Some(schema)) = (gather.get("gather"), gather.get("schema")) else { return };
    let mut comparison = Comparison { resources, demand, schema, compiled: BTreeMap::new() };
    for resource in subjects {
        let Some(own) = resources.properties(resource) else { continue };
        for parts in find_parts(resources, parts, resource.kind, &own) {
            if schema.get(LITERAL).is_some() {
                compare::check(resources, &parts, demand, report);
            } else {
                comparison.check(&parts, report);
            }
        }
    }
}

/// The parts of the rule, once for each resource that the first reference can lead to.
fn find_parts<'r, 't>(
    resources: &Resources<'t>,
    facts: &'r Json,
    kind: &'t str,
    own: &Value<'t>,
) -> Vec<Vec<RulePart<'r, 't>>> {
    let parts: BTreeMap<&str, &Json> =
        facts.as_object().into_iter().flatten().map(|(name, part)| (name.as_str(), part)).collect();
    let reference = |part: &Json| part.get("reference").and_then(Json::as_str).map(str::to_owned);
    let mut found: Vec<Vec<RulePart<'r, 't>>> = vec![Vec::new()];
    for (name, part) in parts {
        let Some(path) = reference(part) else {
            let own = || RulePart { name, facts: part, kind, properties: own.clone() };
            found.iter_mut().for_each(|parts| parts.push(own()));
            continue;
        };
        let values = own.find(path.trim_start_matches('/'), resources.conditions());
        let targets = values.iter().filter_map(|value| follow(resources, part, value));
        let targets: Vec<_> = targets.take(MAX_COMBINATIONS).collect();
        // A plain text leads to no resource of the template.
        let is_literal = !values.is_empty() && values.iter().all(|value| value.text().is_some());
        if targets.is_empty() && !is_literal {
            return Vec::new();
        }
        found = combine(found, &targets, |target| RulePart {
            name,
            facts: part,
            kind: target.0.kind,
            properties: target.1.clone(),
        });
    }
    found
}

/// Each list with each target; the lists alone if there is no target.
fn combine<'r, 't, T>(
    lists: Vec<Vec<RulePart<'r, 't>>>,
    targets: &[T],
    part: impl Fn(&T) -> RulePart<'r, 't>,
) -> Vec<Vec<RulePart<'r, 't>>> {
    if targets.is_empty() {
        return lists;
    }
    let mut found = Vec::new();
    for list in &lists {
        for target in targets.iter().take(MAX_COMBINATIONS.saturating_sub(found.len())) {
            let mut list: Vec<RulePart<'r, 't>> = list.iter().map(RulePart::copy).collect();
            list.push(part(target));
            found.push(list);
        }
    }
    found
}

/// The resource that a value refers to, and its properties under the conditions of both.
fn follow<'t>(
    resources: &Resources<'t>,
    part: &Json,
    value: &Value<'t>,
) -> Option<(Resource<'t>, Value<'t>)> {
    let target = resources.target(value)?;
    let wanted = part.get("filter").and_then(|filter| filter.get("type")?.as_str());
    if wanted.is_some_and(|wanted| wanted != target.kind) {
        return None;
    }
    let mut properties = resources.properties(target)?;
    properties.pins.extend(value.pins.iter().copied());
    resources.conditions().can_hold(&properties.pins).then_some((target, properties))
}

/// A comparison of gathered values with the schema of a rule.
struct Comparison<'c, 't> {
    resources: &'c Resources<'t>,
    demand: &'c Demand,
    schema: &'c Json,
    /// The rules by their schema, with the gathered values in it.
    compiled: BTreeMap<String, ServiceRule>,
}

impl<'t> Comparison<'_, 't> {
    /// Compares the schema with each combination of values that can be in one deployment.
    fn check(&mut self, parts: &[RulePart<'_, 't>], report: &mut Report) {
        let resources = self.resources;
        let mut combinations: Vec<(Pins, Vec<Gathered<'_, '_>>)> = vec![(Pins::new(), Vec::new())];
        for part in parts {
            let properties = part.facts.get("properties").and_then(Json::as_object);
            for (key, path) in properties.into_iter().flatten() {
                let choices = choices(resources, part, part.values(key, resources));
                let default = path.get("default");
                combinations = extend(resources, combinations, &choices, |value| {
                    (part.name, key.as_str(), value, default)
                });
            }
        }
        for (pins, gathered) in combinations {
            self.check_combination(parts, &gathered, &pins, report);
        }
    }

    fn check_combination(
        &mut self,
        parts: &[RulePart<'_, 't>],
        gathered: &[Gathered<'_, 't>],
        pins: &Pins,
        report: &mut Report,
    ) {
        let object = gathered_object(parts, gathered);
        let schema = data::resolve(self.schema, &object.to_json());
        let rule =
            self.compiled.entry(schema.to_string()).or_insert_with(|| ServiceRule::new(&schema));
        let Some(kind) = parts.iter().find_map(|part| resource_type(part.kind)) else { return };
        let template = self.resources.template;
        let subject = RuleSubject { template, resource: kind, node: &object, pins };
        for mistake in kept(rule.mistakes(subject), self.demand) {
            let pointer = mistake.place.pointer.as_deref().unwrap_or_default();
            if let Some(at) = place_of(pointer, parts, gathered) {
                // A pointer to a whole part has no words of the template.
                let words = Some(mistake.message.as_str());
                let words = words.filter(|_| pointer.matches('/').count() > 1);
                add_at(at, words, self.demand, report);
            }
        }
    }
}

/// The values of a property, and its absence where conditions can remove it, each with its conditions.
fn choices<'t>(
    resources: &Resources<'t>,
    part: &RulePart<'_, 't>,
    values: Vec<Value<'t>>,
) -> Vec<(Pins, Option<Value<'t>>)> {
    let base = &part.properties.pins;
    let own = |value: &Value<'t>| -> Pins {
        value.pins.iter().filter(|pin| !base.contains(pin)).copied().collect()
    };
    let mut absent = base.clone();
    let mut may_be_absent = true;
    for value in &values {
        match own(value).as_slice() {
            [(place, holds)] => absent.push((*place, !holds)),
            // Several conditions together: absence is not tried.
            _ => may_be_absent = false,
        }
    }
    may_be_absent &= resources.conditions().can_hold(&absent);
    let mut found: Vec<_> =
        values.into_iter().map(|value| (value.pins.clone(), Some(value))).collect();
    if may_be_absent {
        found.push((absent, None));
    }
    found
}

fn extend<'r, 't>(
    resources: &Resources<'t>,
    combinations: Vec<(Pins, Vec<Gathered<'r, 't>>)>,
    choices: &[(Pins, Option<Value<'t>>)],
    gathered: impl Fn(Option<Value<'t>>) -> Gathered<'r, 't>,
) -> Vec<(Pins, Vec<Gathered<'r, 't>>)> {
    let mut found = Vec::new();
    for (pins, values) in combinations {
        for (more, value) in choices {
            let mut pins = pins.clone();
            pins.extend(more.iter().filter(|pin| !pins.contains(pin)).copied().collect::<Pins>());
            if found.len() < MAX_COMBINATIONS && resources.conditions().can_hold(&pins) {
                let mut values = values.clone();
                values.push(gathered(value.clone()));
                found.push((pins, values));
            }
        }
    }
    found
}

/// The object with the gathered values, by part.
fn gathered_object(parts: &[RulePart<'_, '_>], gathered: &[Gathered<'_, '_>]) -> Node {
    let entry = |key: &str, node: Node| Entry { key: key.to_owned(), mark: node.mark, node };
    let members = parts.iter().map(|part| {
        let mark = part.properties.mark;
        let of_part = gathered.iter().filter(|(name, ..)| *name == part.name);
        let values = of_part.filter_map(|(_, key, value, default)| {
            let is_type = part.facts.get("properties").and_then(|all| all.get(*key)?.as_str());
            let node = match (value, default) {
                (Some(value), _) => value.node.clone(),
                (None, Some(default)) => literal(default, mark),
                (None, None) if is_type == Some("$type") => {
                    Node::new(Content::String(part.kind.to_owned()), mark)
                }
                (None, None) => return None,
            };
            Some(entry(key, node))
        });
        entry(part.name, Node::new(Content::Map(Map::new(values.collect())), mark))
    });
    let mark = parts.first().map_or(Mark { line: 1, column: 1 }, |part| part.properties.mark);
    Node::new(Content::Map(Map::new(members.collect())), mark)
}

/// A default, which is a scalar.
fn literal(default: &Json, mark: Mark) -> Node {
    let content = match default {
        Json::Bool(truth) => Content::Bool(*truth),
        Json::Number(number) => number.as_i64().map_or(Content::Null, Content::Integer),
        Json::String(text) => Content::String(text.clone()),
        _ => Content::Null,
    };
    Node::new(content, mark)
}

/// Where the template has what a pointer into the gathered object leads to.
fn place_of(
    pointer: &str,
    parts: &[RulePart<'_, '_>],
    gathered: &[Gathered<'_, '_>],
) -> Option<(String, Mark)> {
    let mut steps = pointer.splitn(4, '/').skip(1);
    let (name, key, rest) = (steps.next()?, steps.next(), steps.next());
    let part = parts.iter().find(|part| part.name == name)?;
    let value = gathered.iter().find(|(of, own, ..)| *of == name && Some(*own) == key);
    let Some((pointer, mark)) = value.and_then(|(_, _, value, _)| Some(value.as_ref()?.at()))
    else {
        return Some(part.properties.at());
    };
    Some((rest.map_or_else(|| pointer.clone(), |rest| format!("{pointer}/{rest}")), mark))
}
