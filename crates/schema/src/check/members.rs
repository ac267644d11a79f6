//! Checks the members of an object: required, unknown, and read-only members.

use constructs_document::{Map, Node, Value};

use super::describe::{describe_bounds, describe_property};
use super::scenario::Remainder;
use super::walk::{Outcome, Walk};
use crate::codes;
use crate::facts::FactsText;
use crate::schema::{Additional, GroupRule, NodeId, SchemaNode};
use constructs_cloudformation::check::Path;
use constructs_cloudformation::{is_expanded, serverless};

/// Checks a rule about all members together.
pub(super) fn check_object(
    walk: &mut Walk<'_>,
    rule: &GroupRule,
    left: &Remainder<'_>,
    path: &Path<'_>,
) -> Outcome {
    let Remainder::Object(members) = left else { return Outcome::VALID };
    if members.iter().any(|(entry, _)| is_expanded(&entry.key)) {
        return Outcome::VALID;
    }
    match rule {
        GroupRule::Required(names) => check_required(walk, names, left, path),
        GroupRule::AtLeastOne(names) if !names.iter().any(|name| left.has(name)) => {
            walk.report(codes::AT_LEAST_ONE, path, || {
                format!(
                    "{} requires at least one of {}",
                    describe_property(path),
                    join_names(names)
                )
            })
        }
        GroupRule::ExactlyOne(names) => check_exactly_one(walk, names, left, path),
        GroupRule::Needs(name, others) if left.has(name) => {
            check_needs(walk, codes::NEEDED, name, others, left, path)
        }
        GroupRule::DependsOn(name, others) if left.has(name) => {
            check_needs(walk, codes::OTHER_LIMIT, name, others, left, path)
        }
        GroupRule::Excludes(name, others) if left.has(name) => {
            let mut outcome = Outcome::VALID;
            for entry in others.iter().filter_map(|other| left.entry(other)) {
                outcome.add(walk.report(codes::EXCLUDED, &path.entry(entry), || {
                    format!("`{}` can't be set together with `{name}`", entry.key)
                }));
            }
            outcome
        }
        GroupRule::Entries(bounds) => {
            let count = members.len();
            let is_fine = bounds.min.is_none_or(|min| count >= min)
                && bounds.max.is_none_or(|max| count <= max);
            if is_fine {
                return Outcome::VALID;
            }
            walk.report(codes::OTHER_LIMIT, path, || {
                let limit = describe_bounds(*bounds, "entry", "entries");
                format!("{} has {count} entries, but {limit}", describe_property(path))
            })
        }
        _ => Outcome::VALID,
    }
}

fn check_required(
    walk: &mut Walk<'_>,
    names: &[FactsText],
    left: &Remainder<'_>,
    path: &Path<'_>,
) -> Outcome {
    let mut outcome = Outcome::VALID;
    for name in names.iter().filter(|name| !left.has(name)) {
        outcome.add(walk.report(codes::REQUIRED, path, || {
            format!("{} is missing the required property `{name}`", describe_property(path))
        }));
    }
    outcome
}

fn check_exactly_one(
    walk: &mut Walk<'_>,
    names: &[FactsText],
    left: &Remainder<'_>,
    path: &Path<'_>,
) -> Outcome {
    let set: Vec<_> = names.iter().filter_map(|name| left.entry(name)).collect();
    let mut outcome = Outcome::VALID;
    match set.len() {
        0 => {
            return walk.report(codes::EXACTLY_ONE, path, || {
                format!("{} requires exactly one of {}", describe_property(path), join_names(names))
            });
        }
        1 => {}
        _ => {
            for entry in set {
                outcome.add(walk.report(codes::EXACTLY_ONE, &path.entry(entry), || {
                    format!("only one of {} can be set", join_names(names))
                }));
            }
        }
    }
    outcome
}

fn check_needs(
    walk: &mut Walk<'_>,
    code: constructs_diagnostics::Code,
    name: &str,
    others: &[FactsText],
    left: &Remainder<'_>,
    path: &Path<'_>,
) -> Outcome {
    let mut outcome = Outcome::VALID;
    for other in others.iter().filter(|other| !left.has(other)) {
        outcome.add(walk.report(code, path, || format!("`{name}` requires `{other}`")));
    }
    outcome
}

fn join_names(names: &[FactsText]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Checks each member.
pub(super) fn check_members(
    walk: &mut Walk<'_>,
    wanted: &SchemaNode,
    map: &Map,
    path: &Path<'_>,
) -> Outcome {
    let mut outcome = Outcome::VALID;
    let is_unrestricted = wanted.properties.is_none()
        && wanted.patterns.is_empty()
        && matches!(wanted.additional, Additional::Unrestricted);
    for entry in map.iter().filter(|entry| !is_expanded(&entry.key)) {
        let below = path.entry(entry);
        let mut is_known = false;
        if let Some(id) = wanted.property(&entry.key) {
            is_known = true;
            outcome.add(walk.check_value(id, &entry.node, &below.as_property(&entry.key)));
        }
        for (pattern, id) in &wanted.patterns {
            if pattern.is_match(&entry.key) {
                is_known = true;
                outcome.add(walk.check_value(*id, &entry.node, &below.as_property("*")));
            }
        }
        match &wanted.additional {
            _ if is_known => {}
            Additional::Matching(id) => {
                outcome.add(walk.check_value(*id, &entry.node, &below.as_property("*")))
            }
            Additional::Forbidden if wanted.properties.is_none() => {
                outcome.add(walk.report(codes::UNKNOWN_PROPERTY, &below, || {
                    let patterns = wanted.patterns.iter().map(|(pattern, _)| pattern.source());
                    let patterns = patterns.collect::<Vec<_>>().join("` or `");
                    format!("the key `{}` does not match the pattern `{patterns}`", entry.key)
                }));
            }
            Additional::Forbidden => {
                let known = wanted.properties.iter().flatten().map(|(name, _)| &**name);
                outcome.add(walk.report_unknown(
                    codes::UNKNOWN_PROPERTY,
                    &below,
                    || format!("unknown property `{}`", entry.key),
                    &entry.key,
                    known,
                ));
            }
            Additional::Unrestricted => {}
        }
    }
    if is_unrestricted && wanted.types.intersects(crate::schema::Types::OBJECT) {
        outcome.add(super::items::judge_unrestricted(walk, map.iter().map(|entry| &entry.node)));
    }
    outcome
}

/// Checks the name of each member.
pub(super) fn check_names(
    walk: &mut Walk<'_>,
    id: NodeId,
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let mut outcome = Outcome::VALID;
    for entry in node.as_map().into_iter().flatten().filter(|entry| !is_expanded(&entry.key)) {
        let name = Node::new(Value::String(entry.key.clone()), entry.mark);
        outcome.add(walk.check_value(id, &name, &path.entry(entry)));
    }
    outcome
}

/// Checks that a template can set the property at this path.
pub(super) fn check_read_only(walk: &mut Walk<'_>, path: &Path<'_>) -> Outcome {
    // For a serverless type, the facts list the attributes of the type that replaces it. All its properties can be set.
    let is_settable = serverless::is_serverless(walk.resource.name);
    if walk.is_inside_alternative || walk.is_judging || is_settable {
        return Outcome::VALID;
    }
    let is_read_only = walk.resource.read_only.iter().any(|known| path.is_property(known));
    if !is_read_only {
        return Outcome::VALID;
    }
    walk.report(codes::READ_ONLY, path, || {
        format!("{} is read-only: a template can't set it", describe_property(path))
    })
}
