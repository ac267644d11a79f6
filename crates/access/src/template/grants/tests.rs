//! No type of the facts that looks like a grant is forgotten: it is in a table, or in `no_grant.txt` with a reason.

use std::collections::{BTreeMap, BTreeSet};

use super::super::resource_policies::{READ_POLICIES, UNREAD_POLICIES};
use super::*;
use constructs_schema::facts::{Content, ResourceType, Shape, ValueKind};

/// Words in the names of properties that grant. Each also matches words that begin with it.
const WORDS: &[&str] = &[
    "Access",
    "Account",
    "Assume",
    "Authoriz",
    "Grant",
    "Permission",
    "Polic",
    "Principal",
    "Public",
    "Share",
    "Sharing",
    "Trust",
];
/// How properties end that say how callers are told apart.
const ENDINGS: &[&str] = &["AuthMode", "AuthModes", "AuthType", "AuthenticationType", "Visibility"];
/// Words that a type which grants is called by.
const WORDS_OF_TYPES: &[&str] = &[
    "Access",
    "Admin",
    "Assignment",
    "Authoriz",
    "Entitlement",
    "Grant",
    "Invitation",
    "Membership",
    "Permission",
    "Permit",
    "Polic",
    "Principal",
    "Share",
    "Trust",
];
/// Words that a property below another one which grants is called by.
const WORDS_BELOW: &[&str] =
    &["Grantee", "Permissions", "Permission", "Principal", "Principals", "Share", "Sharing"];

/// The words of a name: `IAMRoleArn` is `IAM`, `Role` and `Arn`.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    for (index, letter) in letters.iter().enumerate() {
        let is_small = |at: usize| letters.get(at).is_some_and(|one| !one.is_uppercase());
        let starts =
            letter.is_uppercase() && (index == 0 || is_small(index - 1) || is_small(index + 1));
        match words.last_mut() {
            Some(word) if !starts => word.push(*letter),
            _ => words.push(letter.to_string()),
        }
    }
    words
}

fn has_word(name: &str, known: &[&str]) -> bool {
    words(name).iter().any(|word| known.iter().any(|own| word.starts_with(own)))
}

fn looks_like_grant(name: &str) -> bool {
    has_word(name, WORDS) || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

fn looks_like_grant_below(name: &str, kind: &ValueKind) -> bool {
    let is_text = matches!(kind, ValueKind::Json | ValueKind::String);
    let has_document = name.ends_with("PolicyDocument") || (name.ends_with("Policy") && is_text);
    has_document || words(name).iter().any(|word| WORDS_BELOW.contains(&word.as_str()))
}

/// The property type that values have.
fn structure(shape: &Shape) -> Option<&str> {
    match &shape.kind {
        ValueKind::Struct(key) => Some(key),
        ValueKind::List(inner) | ValueKind::Map(inner) => structure(inner),
        _ => None,
    }
}

/// The names below a property that look like a grant.
fn below(found: &ResourceType, shape: &Shape) -> BTreeSet<String> {
    let mut todo: Vec<&str> = structure(shape).into_iter().collect();
    let (mut seen, mut names) = (BTreeSet::new(), BTreeSet::new());
    while let Some(key) = todo.pop() {
        if !seen.insert(key) {
            continue;
        }
        let Some(Content::Struct(body)) = found.definition(key).map(|own| &own.content) else {
            continue;
        };
        for property in &body.properties {
            if looks_like_grant_below(&property.name, &property.shape.kind) {
                names.insert(property.name.to_string());
            }
            todo.extend(structure(&property.shape));
        }
    }
    names
}

/// Whether a table has a type, or a property of it. Without a property: whether it has the whole type.
fn is_in_table(kind: &str, property: Option<&str>) -> bool {
    let is_whole = |properties: &[&str]| properties.is_empty();
    let is_it = |path: &str| property.is_none_or(|own| first_segment(path) == own);
    let has = |properties: &[&str]| is_whole(properties) || properties.iter().any(|own| is_it(own));
    let is_of_iam = kind.starts_with("AWS::IAM::") || kind == "AWS::SSO::PermissionSet";
    is_of_iam
        || READ_POLICIES.iter().any(|row| {
            row.kind == kind && (row.document.is_empty() || is_it(row.document) || is_it(row.about))
        })
        || UNREAD_POLICIES
            .iter()
            .any(|(known, path)| *known == kind && (*path == "*" || is_it(path)))
        || GRANTS.iter().any(|(known, properties)| *known == kind && has(properties))
        || ASSIGNMENTS.iter().any(|(known, properties, _)| *known == kind && has(properties))
        || OPEN.iter().any(|row| row.kind == kind && is_it(row.property))
}

/// What looks like a grant and is in no table, by type: `*` is the type, `A` a property, `A/B` one somewhere below it.
fn unknown() -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut unknown: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for kind in facts::resource_types().filter(|kind| !kind.starts_with("AWS::Serverless::")) {
        let found = facts::resource_type(kind).unwrap();
        let name = kind.rsplit("::").next().unwrap();
        let mut names = BTreeSet::new();
        if has_word(name, WORDS_OF_TYPES) && !is_in_table(kind, None) {
            names.insert("*".to_owned());
        }
        for property in &found.body.properties {
            if is_in_table(kind, Some(&property.name)) {
                continue;
            }
            if looks_like_grant(&property.name) {
                names.insert(property.name.to_string());
            }
            let below = below(found, &property.shape).into_iter();
            names.extend(below.map(|name| format!("{}/{name}", property.name)));
        }
        if !names.is_empty() {
            unknown.insert(kind, names);
        }
    }
    unknown
}

/// What `no_grant.txt` lists, by type.
fn excepted() -> BTreeMap<&'static str, BTreeSet<String>> {
    let text = include_str!("no_grant.txt");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut excepted: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for line in lines {
        let mut names = line.split(' ');
        let kind = names.next().unwrap();
        let own = excepted.entry(kind).or_default();
        for name in names {
            assert!(own.insert(name.to_owned()), "`{kind}` has `{name}` twice");
        }
    }
    excepted
}

#[test]
fn what_looks_like_a_grant_is_in_a_table_or_has_a_reason() {
    let (unknown, excepted) = (unknown(), excepted());
    let without = |all: &BTreeMap<&str, BTreeSet<String>>,
                   others: &BTreeMap<&str, BTreeSet<String>>| {
        let mut lines = String::new();
        for (kind, names) in all {
            let none = BTreeSet::new();
            let left: Vec<&str> =
                names.difference(others.get(kind).unwrap_or(&none)).map(String::as_str).collect();
            if !left.is_empty() {
                lines += &format!("{kind} {}\n", left.join(" "));
            }
        }
        lines
    };
    let forgotten = without(&unknown, &excepted);
    assert!(
        forgotten.is_empty(),
        "put each into a table of `grants.rs`, `open.rs` or `resource_policies`, or into `no_grant.txt` with a reason:\n{forgotten}"
    );
    let stale = without(&excepted, &unknown);
    assert!(
        stale.is_empty(),
        "`no_grant.txt` lists what is in a table or no longer exists:\n{stale}"
    );
}

#[test]
fn tables_are_sorted_and_have_properties_of_their_types() {
    assert!(GRANTS.is_sorted_by_key(|row| row.0) && ASSIGNMENTS.is_sorted_by_key(|row| row.0));
    assert!(OPEN.is_sorted_by_key(|row| (row.kind, row.property)) && ASSIGNED_ROLES.is_sorted());
    let of_grants = GRANTS.iter().map(|(kind, properties)| (*kind, *properties));
    let of_assignments = ASSIGNMENTS.iter().map(|(kind, properties, _)| (*kind, *properties));
    let of_both = of_grants.chain(of_assignments);
    let all = of_both.flat_map(|(kind, own)| own.iter().map(move |path| (kind, *path)));
    let open = OPEN.iter().map(|row| (row.kind, row.property));
    for (kind, path) in all.chain(open).chain(ASSIGNED_ROLES.iter().copied()) {
        let found = facts::resource_type(kind).unwrap();
        assert!(found.property(first_segment(path)).is_some(), "{kind} {path}");
    }
    let is_assignment = |kind: &str| ASSIGNMENTS.iter().any(|row| row.0 == kind);
    let mut others = DENYING_ASSIGNMENTS.iter().chain(ASSIGNED_ROLES.iter().map(|(kind, _)| kind));
    assert_eq!(others.find(|kind| !is_assignment(kind)), None);
    for (kind, _) in GRANTS {
        assert!(facts::resource_type(kind).is_some(), "{kind}");
        assert!(
            !is_assignment(kind) && !UNREAD_POLICIES.iter().any(|row| row.0 == *kind),
            "{kind}"
        );
    }
    let unknown =
        ASSIGNMENTS.iter().map(|row| row.0).filter(|kind| facts::resource_type(kind).is_none());
    // The facts do not have it, and its row costs nothing.
    assert_eq!(unknown.collect::<Vec<_>>(), ["AWS::S3::AccountPublicAccessBlock"]);
}
