//! Derives logical ids from paths by the AWS CDK's rules, so that an app can take over its stacks.
//!
//! The components are the ids below the stack, without `Default`. One component becomes the id, reduced to letters and
//! digits. Several components become their letters and digits, followed by eight hexadecimal digits of the MD5 of the whole
//! path; for readability, `Resource` and a component that the previous one ends with are left out before the digits.
//!
//! Source: <https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html#identifiers-logical-ids>

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_limits::template::is_logical_id;
use rustc_hash::FxHashMap;

use super::freeze::Frozen;
use crate::codes;
use crate::linked::LogicalIds;
use crate::tree::{NO_STACK, NodeKind, Skeleton};

/// Names every entry of a template, and reports invalid and duplicate names.
pub(super) fn name(frozen: &Frozen, diagnostics: &mut Diagnostics) -> LogicalIds {
    let skeleton = &frozen.skeleton;
    let ids =
        (0_u32..).zip(&frozen.kinds).map(|(index, kind)| make_id(skeleton, index, kind)).collect();
    let names = LogicalIds { ids };
    let made = (0_u32..).zip(&names.ids).filter(|(_, made)| made.is_some());
    let mut stacks: Vec<u32> = made.map(|(index, _)| skeleton.stack_of(index)).collect();
    stacks.sort_unstable();
    stacks.dedup();
    check(frozen, &names, &stacks, diagnostics);
    names
}

/// Reports invalid and duplicate ids. A construct's own id is valid, and unique among its siblings, so only `stacks` with a
/// derived id are checked.
fn check(frozen: &Frozen, names: &LogicalIds, stacks: &[u32], diagnostics: &mut Diagnostics) {
    let skeleton = &frozen.skeleton;
    let mut taken: FxHashMap<(u32, &str, &str), u32> = FxHashMap::default();
    for (index, kind) in (0_u32..).zip(&frozen.kinds) {
        let stack = skeleton.stack_of(index);
        if stack == NO_STACK || !is_named(kind) || stacks.binary_search(&stack).is_err() {
            continue;
        }
        let id = names.get(skeleton, index);
        if !is_logical_id(id) && !matches!(kind, NodeKind::Entry(_)) {
            if skeleton.id(index).is_empty() {
                continue;
            }
            diagnostics.push(unfit(skeleton, index, id));
        } else if let Some(first) = taken.insert((stack, namespace(kind), id), index) {
            taken.insert((stack, namespace(kind), id), first);
            diagnostics.extend(collision(skeleton, first, index, id));
        }
    }
}

/// The group in which an id must be unique: resources and parameters together, and every other section alone.
fn namespace(kind: &NodeKind) -> &str {
    match kind {
        NodeKind::Parameter(_) | NodeKind::Resource(_) => "Resources",
        NodeKind::Mapping(_) => "Mappings",
        NodeKind::Condition(_) => "Conditions",
        NodeKind::Rule(_) => "Rules",
        NodeKind::Output(_) => "Outputs",
        NodeKind::Entry(entry) if entry.section == "Parameters" => "Resources",
        NodeKind::Entry(entry) => &entry.section,
        _ => "",
    }
}

const fn is_named(kind: &NodeKind) -> bool {
    !matches!(
        kind,
        NodeKind::Scope | NodeKind::Stack(_) | NodeKind::Attachment(_) | NodeKind::Grant(_)
    )
}

fn make_id(skeleton: &Skeleton, index: u32, kind: &NodeKind) -> Option<Box<str>> {
    if !is_named(kind) {
        return None;
    }
    if let Some(fixed) = fixed_id(kind) {
        return Some(fixed.into());
    }
    let node = skeleton.get(index)?;
    let alone = node.parent == node.stack && &*node.id != "Default";
    if alone && is_logical_id(&node.id) {
        return None;
    }
    Some(logical_id(&skeleton.components(index)).into())
}

fn fixed_id(kind: &NodeKind) -> Option<&str> {
    match kind {
        NodeKind::Resource(resource) => resource.declaration.attributes()?.logical_id.as_deref(),
        NodeKind::Parameter(parameter) => parameter.logical_id.as_deref(),
        NodeKind::Output(output) => output.logical_id.as_deref(),
        NodeKind::Condition(condition) => condition.logical_id.as_deref(),
        NodeKind::Mapping(mapping) => mapping.logical_id.as_deref(),
        NodeKind::Rule(rule) => rule.logical_id.as_deref(),
        NodeKind::Entry(entry) => Some(&entry.key),
        _ => None,
    }
}

/// The logical id of a path.
pub(crate) fn logical_id(components: &[&str]) -> String {
    let components: Vec<&str> =
        components.iter().copied().filter(|component| *component != "Default").collect();
    if components.is_empty() {
        return String::new();
    }
    if let [alone] = components[..] {
        let stripped = strip(alone);
        if stripped.len() <= 255 {
            return stripped;
        }
    }
    let digest = md5::compute(components.join("/"));
    let hash: String = digest.iter().take(4).map(|byte| format!("{byte:02X}")).collect();
    let mut row = human(&components);
    row.truncate(240);
    row + &hash
}

fn human(components: &[&str]) -> String {
    let mut kept: Vec<String> = Vec::new();
    let mut before = "";
    for component in components {
        if before.ends_with(component) {
            continue;
        }
        before = component;
        if *component != "Resource" {
            kept.push(strip(component));
        }
    }
    kept.concat()
}

fn strip(component: &str) -> String {
    component.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn unfit(skeleton: &Skeleton, index: u32, id: &str) -> Diagnostic {
    let message = format!("`{id}` is not a valid logical id: use 1 to 255 letters and digits");
    let mut place = skeleton.place(index);
    place.logical_id = Some(id.to_owned());
    Diagnostic::error(codes::LOGICAL_ID, message)
        .at(place)
        .help("choose an id that contains letters or digits, or set `.logical_id(…)`")
}

/// Reports two nodes with one logical id, unless they are siblings with one id, which are reported elsewhere.
fn collision(skeleton: &Skeleton, first: u32, second: u32, id: &str) -> Option<Diagnostic> {
    if skeleton.path(first) == skeleton.path(second) {
        return None;
    }
    let message = format!("two entries of this template have the logical id `{id}`");
    let mut place = skeleton.place(second);
    place.logical_id = Some(id.to_owned());
    let diagnostic = Diagnostic::error(codes::LOGICAL_ID_TAKEN, message);
    Some(
        diagnostic
            .at(place)
            .related("the other one", skeleton.place(first))
            .help("rename one, or set `.logical_id(…)` on it"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids that the AWS CDK gave to these paths.
    #[test]
    fn ids_are_those_of_the_cdk() {
        for (path, expected) in [
            ("Push", "Push"),
            ("my-queue", "myqueue"),
            ("Push/Default", "Push"),
            ("MyQueue/Resource", "MyQueueE6CA6235"),
            ("MyTopic/Resource", "MyTopic86869434"),
            ("MyRole/Resource", "MyRoleF48FFE04"),
            ("MyRole/DefaultPolicy/Resource", "MyRoleDefaultPolicyA36BE1DD"),
        ] {
            let components: Vec<&str> = path.split('/').collect();
            assert_eq!(logical_id(&components), expected, "{path}");
        }
    }

    #[test]
    fn a_component_that_the_one_before_ends_with_is_left_out() {
        assert!(logical_id(&["ApiTask", "Task", "Role"]).starts_with("ApiTaskRole"));
        assert!(logical_id(&["Role", "ApiRole"]).starts_with("RoleApiRole"));
    }

    #[test]
    fn a_long_path_is_cut_but_keeps_its_hash() {
        assert_eq!(logical_id(&[&"x".repeat(300), "y"]).len(), 248);
        assert_eq!(logical_id(&[&"x".repeat(300)]).len(), 248);
        assert_eq!(logical_id(&[&"x".repeat(255)]).len(), 255);
    }

    #[test]
    fn default_alone_names_nothing() {
        assert_eq!(logical_id(&["Default"]), "");
    }
}
