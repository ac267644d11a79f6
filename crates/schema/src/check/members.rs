//! The members of an object: which have to be there, which may be, which can't be set.

use constructs_document::Map;

use super::describe::{limit, named};
use super::path::Path;
use super::scenario::Left;
use super::walk::{Verdict, Walk};
use crate::codes;
use crate::facts::Text;
use crate::schema::{Additional, Group, Node as Wanted};
use constructs_cloudformation::{is_expanded, serverless};

/// What is asked of the members together.
pub(super) fn check(
    walk: &mut Walk<'_>,
    rule: &'static Group,
    left: &Left<'_>,
    path: &Path<'_>,
) -> Verdict {
    let Left::Object(members) = left else { return Verdict::FINE };
    if members.iter().any(|(entry, _)| is_expanded(&entry.key)) {
        return Verdict::FINE;
    }
    match rule {
        Group::Required(names) => required(walk, names, left, path),
        Group::AtLeastOne(names) if !names.iter().any(|name| left.has(name)) => {
            walk.wrong(codes::AT_LEAST_ONE, path, || {
                format!("{} needs at least one of {}", named(path), listed(names))
            })
        }
        Group::ExactlyOne(names) => exactly_one(walk, names, left, path),
        Group::Needs(name, others) if left.has(name) => {
            needs(walk, codes::NEEDED, name, others, left, path)
        }
        Group::DependsOn(name, others) if left.has(name) => {
            needs(walk, codes::OTHER_LIMIT, name, others, left, path)
        }
        Group::Excludes(name, others) if left.has(name) => {
            let mut verdict = Verdict::FINE;
            for entry in others.iter().filter_map(|other| left.entry(other)) {
                verdict.add(walk.wrong(codes::EXCLUDED, &path.entry(entry), || {
                    format!("`{}` can't be set together with `{name}`", entry.key)
                }));
            }
            verdict
        }
        Group::Entries(bounds) => {
            let count = members.len();
            let is_fine = bounds.least.is_none_or(|least| count >= least)
                && bounds.most.is_none_or(|most| count <= most);
            if is_fine {
                return Verdict::FINE;
            }
            walk.wrong(codes::OTHER_LIMIT, path, || {
                let limit = limit(*bounds, "entry", "entries");
                format!("{} has {count} entries; {limit}", named(path))
            })
        }
        _ => Verdict::FINE,
    }
}

fn required(walk: &mut Walk<'_>, names: &[Text], left: &Left<'_>, path: &Path<'_>) -> Verdict {
    let mut verdict = Verdict::FINE;
    for name in names.iter().filter(|name| !left.has(name)) {
        verdict.add(walk.wrong(codes::REQUIRED, path, || {
            format!("{} has no `{name}`, which is required", named(path))
        }));
    }
    verdict
}

fn exactly_one(walk: &mut Walk<'_>, names: &[Text], left: &Left<'_>, path: &Path<'_>) -> Verdict {
    let set: Vec<_> = names.iter().filter_map(|name| left.entry(name)).collect();
    let mut verdict = Verdict::FINE;
    match set.len() {
        0 => {
            return walk.wrong(codes::EXACTLY_ONE, path, || {
                format!("{} needs one of {}", named(path), listed(names))
            });
        }
        1 => {}
        _ => {
            for entry in set {
                verdict.add(walk.wrong(codes::EXACTLY_ONE, &path.entry(entry), || {
                    format!("only one of {} can be set", listed(names))
                }));
            }
        }
    }
    verdict
}

fn needs(
    walk: &mut Walk<'_>,
    code: constructs_diagnostics::Code,
    name: &str,
    others: &[Text],
    left: &Left<'_>,
    path: &Path<'_>,
) -> Verdict {
    let mut verdict = Verdict::FINE;
    for other in others.iter().filter(|other| !left.has(other)) {
        verdict.add(walk.wrong(code, path, || format!("`{name}` needs `{other}` beside it")));
    }
    verdict
}

fn listed(names: &[Text]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Each member, as what it has to be.
pub(super) fn each(
    walk: &mut Walk<'_>,
    wanted: &'static Wanted,
    map: &Map,
    path: &Path<'_>,
) -> Verdict {
    let mut verdict = Verdict::FINE;
    let says_nothing = wanted.properties.is_none()
        && wanted.patterns.is_empty()
        && matches!(wanted.additional, Additional::Unsaid);
    for entry in map.iter().filter(|entry| !is_expanded(&entry.key)) {
        let below = path.entry(entry);
        let mut is_known = false;
        if let Some(id) = wanted.property(&entry.key) {
            is_known = true;
            verdict.add(walk.value(id, &entry.node, &below.as_property(&entry.key)));
        }
        for (pattern, id) in &wanted.patterns {
            if pattern.fits(&entry.key) {
                is_known = true;
                verdict.add(walk.value(*id, &entry.node, &below.as_property("*")));
            }
        }
        match &wanted.additional {
            _ if is_known => {}
            Additional::Like(id) => {
                verdict.add(walk.value(*id, &entry.node, &below.as_property("*")))
            }
            Additional::Refused if wanted.properties.is_none() => {
                verdict.add(walk.wrong(codes::UNKNOWN_PROPERTY, &below, || {
                    let patterns = wanted.patterns.iter().map(|(pattern, _)| pattern.source());
                    let patterns = patterns.collect::<Vec<_>>().join("` or `");
                    format!("the key `{}` does not fit the pattern `{patterns}`", entry.key)
                }));
            }
            Additional::Refused => {
                let known = wanted.properties.iter().flatten().map(|(name, _)| &**name);
                verdict.add(walk.wrong_word(
                    codes::UNKNOWN_PROPERTY,
                    &below,
                    || format!("there is no property `{}` here", entry.key),
                    &entry.key,
                    known,
                ));
            }
            Additional::Unsaid => {}
        }
    }
    if says_nothing && wanted.types.meets(crate::schema::Types::OBJECT) {
        verdict.add(super::items::anything(walk, map.iter().map(|entry| &entry.node)));
    }
    verdict
}

/// Whether a property at this place can't be set.
pub(super) fn read_only(walk: &mut Walk<'_>, path: &Path<'_>) -> Verdict {
    // Of a serverless type the facts list the attributes of what it becomes; its properties can all be set.
    let is_settable = serverless::is_serverless(walk.resource.name);
    if walk.is_inside_alternative || walk.is_judging || is_settable {
        return Verdict::FINE;
    }
    let is_read_only = walk.resource.read_only.iter().any(|known| path.is_property(known));
    if !is_read_only {
        return Verdict::FINE;
    }
    walk.wrong(codes::READ_ONLY, path, || format!("{} can be read, and not be set", named(path)))
}
