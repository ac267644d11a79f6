//! Writes the Rust expression of a value for a property's shape, with all required properties below it.

use std::collections::BTreeSet;

use super::overrides::Overrides;
use super::text;
use crate::model::cloudformation::{
    Body, Content, Limit, Mark, Property, ResourceType, Shape, ValueKind,
};

/// Maximum depth of nested property types: below it, lists are empty.
const DEEPEST: usize = 12;

/// Writes the values of one resource.
pub(super) struct ValueWriter<'f> {
    pub(super) service: &'f str,
    pub(super) resource: &'f ResourceType,
    pub(super) overrides: &'f Overrides,
}

impl ValueWriter<'_> {
    /// `aws::sqs::Queue::new(…).setter(…)`.
    pub(super) fn resource(&self) -> String {
        let ResourceType { name, rust, body, .. } = self.resource;
        if let Some(whole) = self.overrides.get(name) {
            return whole.to_owned();
        }
        self.body(&format!("aws::{}::{rust}", self.service), body, name, (0, 0))
    }

    /// `at` is the depth, and the index in a list.
    fn body(&self, path: &str, body: &Body, place: &str, at: (usize, usize)) -> String {
        let find = |name: &String| body.properties.iter().find(|property| property.name == *name);
        let write = |property: &Property| {
            self.value(&property.shape, &format!("{place}/{}", property.name), at.0, at.1)
        };
        let arguments: Vec<String> = body.arguments.iter().filter_map(find).map(write).collect();
        let more = choose_properties(body).into_iter().chain(self.overrides.set(place));
        let more: BTreeSet<String> = more.collect();
        let setters = more.iter().filter(|name| !body.arguments.contains(name)).filter_map(find);
        let setters: String =
            setters.map(|property| format!(".{}({})", property.rust, write(property))).collect();
        format!("{path}::new({}){setters}", arguments.join(", "))
    }

    fn value(&self, shape: &Shape, place: &str, depth: usize, variant: usize) -> String {
        if let Some(value) = self.overrides.get(place) {
            return value.to_owned();
        }
        match &shape.kind {
            ValueKind::String => format!("{:?}", text::text(&shape.limits, variant)),
            ValueKind::Integer => integer(&shape.limits).to_string() + "i64",
            ValueKind::Double => format!("{:?}", smallest_number(&shape.limits).unwrap_or(1.0)),
            ValueKind::Boolean => "true".to_owned(),
            ValueKind::Json => self.document(place).to_owned(),
            ValueKind::Tag => format!("Tag::new(\"key{variant}\", \"value\")"),
            ValueKind::List(element) => self.list(element, &shape.limits, place, (depth, variant)),
            ValueKind::Map(element) => {
                format!("[(\"key\", {})]", self.value(element, &format!("{place}/*"), depth, 0))
            }
            ValueKind::Struct(key) | ValueKind::Enum(key) => {
                self.defined_value(key, place, depth, variant)
            }
        }
    }

    /// A document: a policy where the property's name is that of one, for an identity in IAM and for a resource
    /// elsewhere.
    fn document(&self, place: &str) -> &'static str {
        let name = place.rsplit('/').next().unwrap_or_default();
        match name.ends_with("PolicyDocument") || name == "ResourcePolicy" {
            true if place.starts_with("AWS::IAM::") || place.starts_with("AWS::SSO::") => {
                "identity_policy()"
            }
            true => "resource_policy()",
            false => "Object::new()",
        }
    }

    fn list(&self, element: &Shape, limits: &[Limit], place: &str, at: (usize, usize)) -> String {
        let (depth, outer) = at;
        let items = limits.iter().find(|limit| limit.name == "items");
        let items =
            items.and_then(|limit| limit.value.as_deref()).map_or((1, usize::MAX), text::bounds);
        let count = if depth > DEEPEST { items.0 } else { items.0.max(1).min(items.1) };
        if count == 0 {
            return "empty()".to_owned();
        }
        let place = format!("{place}/*");
        let each = (0..count).map(|variant| self.value(element, &place, depth, outer + variant));
        format!("[{}]", each.collect::<Vec<_>>().join(", "))
    }

    fn defined_value(&self, key: &str, place: &str, depth: usize, variant: usize) -> String {
        let Some(definition) = self.resource.definition(key) else {
            return "Object::new()".to_owned();
        };
        let path = format!("aws::{}::{}::{}", self.service, self.resource.module, definition.rust);
        match &definition.content {
            Content::Struct(body) => self.body(&path, body, place, (depth + 1, variant)),
            Content::Enum(values) => {
                let value = values.get(variant).or(values.first());
                format!("{path}::{}", value.map(|value| value.rust.as_str()).unwrap_or_default())
            }
        }
    }
}

/// The properties that rules require, together with the required ones.
fn choose_properties(body: &Body) -> Vec<String> {
    let mut set: Vec<String> = body.arguments.clone();
    for rule in &body.rules {
        let is_set = |name: &str| set.iter().any(|known| known == name);
        let alternatives: Vec<Vec<&str>> = match rule.name.as_str() {
            "exactly-one" | "at-least-one" => {
                rule.members.iter().map(|name| vec![name.as_str()]).collect()
            }
            "one-of" | "any-of" => {
                rule.members.iter().map(|names| names.split('+').collect()).collect()
            }
            _ => continue,
        };
        let missing = |names: &Vec<&str>| names.iter().filter(|name| !is_set(name)).count();
        let settable = |names: &&Vec<&str>| names.iter().all(|name| is_settable(body, name));
        let best = alternatives.iter().filter(settable).min_by_key(|names| missing(names)).cloned();
        for name in best.into_iter().flatten() {
            if !set.iter().any(|known| known == name) {
                set.push(name.to_owned());
            }
        }
    }
    add_needed(body, &mut set);
    set
}

/// Adds the properties that the set properties need.
fn add_needed(body: &Body, set: &mut Vec<String>) {
    for rule in body.rules.iter().filter(|rule| rule.name == "needs") {
        let others = match rule.members.split_first() {
            Some((first, others)) if set.contains(first) => others,
            _ => continue,
        };
        let missing: Vec<String> =
            others.iter().filter(|other| !set.contains(other)).cloned().collect();
        set.extend(missing);
    }
}

fn is_settable(body: &Body, name: &str) -> bool {
    let found = body.properties.iter().find(|property| property.name == name);
    found.is_some_and(|property| !property.marks.contains(&Mark::ReadOnly))
}

/// The smallest number of the limits' range; the largest if there is no smallest and 1 is too large.
fn smallest_number(limits: &[Limit]) -> Option<f64> {
    let range = limits.iter().find(|limit| limit.name == "range")?;
    let (from, to) = range.value.as_deref()?.split_once("..")?;
    let greatest = to.parse().ok().filter(|to: &f64| *to < 1.0);
    from.parse().ok().or(greatest)
}

/// The smallest whole number that the limits allow, or 1.
fn integer(limits: &[Limit]) -> i64 {
    let value = |name: &str| {
        limits.iter().find(|limit| limit.name == name).and_then(|limit| limit.value.as_deref())
    };
    if let Some(known) = value("any-case").and_then(|values| values.split('|').next()) {
        return known.parse().unwrap_or(1);
    }
    let chosen = smallest_number(limits).unwrap_or(1.0) as i64;
    match value("multiple-of").and_then(|step| step.parse::<i64>().ok()).filter(|step| *step > 0) {
        Some(step) => (chosen + step - 1) / step * step,
        None => chosen,
    }
}
