//! Checks stacks: names, descriptions, accounts, regions, and the number of entries in a template.

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_limits::template::{self, CountedSection};
use rustc_hash::FxHashMap;

use crate::assembly::artifact_id;
use crate::codes;
use crate::linked::{Linked, LinkedKind, LinkedStack};

pub(super) fn check(linked: &Linked, diagnostics: &mut Diagnostics) {
    check_artifacts(linked, diagnostics);
    let mut names: FxHashMap<(&str, Option<&str>, Option<&str>), u32> = FxHashMap::default();
    for stack in &linked.stacks {
        let details = &stack.details;
        check_name(linked, stack, diagnostics);
        check_environment(linked, stack, diagnostics);
        check_counts(linked, stack, diagnostics);
        let broken = details.description.as_deref().and_then(template::check_description);
        let place = |broken: Diagnostic| broken.at(linked.skeleton.place(stack.node));
        diagnostics.extend(broken.map(place));
        let environment = (&*details.name, details.account.as_deref(), details.region.as_deref());
        if let Some(first) = names.insert(environment, stack.node) {
            let message = format!("there is already a stack with the name `{}`", details.name);
            let diagnostic = Diagnostic::error(codes::DUPLICATE_STACK, message)
                .at(linked.skeleton.place(stack.node));
            let diagnostic = diagnostic.related("the other one", linked.skeleton.place(first));
            diagnostics.push(diagnostic.help(
                "choose another name: it must be unique in the account and region, and it names the template's file",
            ));
        }
    }
}

/// Checks that stacks have different ids in the manifest: the path with `-` for `/`.
fn check_artifacts(linked: &Linked, diagnostics: &mut Diagnostics) {
    let mut taken: FxHashMap<String, u32> = FxHashMap::default();
    for stack in &linked.stacks {
        let id = artifact_id(&linked.skeleton.path(stack.node));
        let message = format!("another stack has the id `{id}` in the manifest");
        if let Some(first) = taken.insert(id, stack.node)
            && linked.skeleton.path(first) != linked.skeleton.path(stack.node)
        {
            let diagnostic = Diagnostic::error(codes::ARTIFACT_TAKEN, message)
                .at(linked.skeleton.place(stack.node))
                .related("the other one", linked.skeleton.place(first));
            diagnostics.push(diagnostic.help("rename one of the stacks or its scopes"));
        }
    }
}

fn check_name(linked: &Linked, stack: &LinkedStack, diagnostics: &mut Diagnostics) {
    let name = &stack.details.name;
    let is_fit = name.len() <= 128
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_fit {
        let message = format!("`{name}` is not a valid stack name");
        let diagnostic =
            Diagnostic::error(codes::STACK_NAME, message).at(linked.skeleton.place(stack.node));
        diagnostics.push(diagnostic.help(
            "start with a letter, then use letters, digits, and `-`, at most 128 characters",
        ));
    }
}

fn check_environment(linked: &Linked, stack: &LinkedStack, diagnostics: &mut Diagnostics) {
    let is_account =
        |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_region = |text: &str| {
        text.contains('-')
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let mut report = |noun: &str, text: &str, help: &str| {
        let diagnostic = Diagnostic::error(codes::ENVIRONMENT, format!("`{text}` is not {noun}"));
        diagnostics.push(diagnostic.at(linked.skeleton.place(stack.node)).help(help));
    };
    if let Some(account) = stack.details.account.as_deref().filter(|text| !is_account(text)) {
        report("an account", account, "write 12 digits");
    }
    if let Some(region) = stack.details.region.as_deref().filter(|text| !is_region(text)) {
        report("a region", region, "write a region such as `eu-central-1`");
    }
}

fn check_counts(linked: &Linked, stack: &LinkedStack, diagnostics: &mut Diagnostics) {
    let [mut resources, mut parameters, mut mappings, mut outputs] = [0; 4];
    for index in &stack.members {
        match linked.kinds.get(*index as usize) {
            Some(LinkedKind::Resource(_)) => resources += 1,
            Some(LinkedKind::Parameter(_)) => parameters += 1,
            Some(LinkedKind::Mapping(_)) => mappings += 1,
            Some(LinkedKind::Output(_)) => outputs += 1,
            Some(LinkedKind::Entry(entry)) if entry.section == "Resources" => resources += 1,
            _ => {}
        }
    }
    outputs += stack.exports.len();
    let is_misplaced = linked.skeleton.stack_of(stack.node) != stack.node;
    let may_lack_resources = is_misplaced || stack.section("Resources").is_some();
    for (section, count) in [
        (CountedSection::Resources, resources),
        (CountedSection::Parameters, parameters),
        (CountedSection::Mappings, mappings),
        (CountedSection::Outputs, outputs),
    ] {
        let broken =
            template::check_count(section, count).filter(|_| count > 0 || !may_lack_resources);
        let place = |broken: Diagnostic| broken.at(linked.skeleton.place(stack.node));
        diagnostics.extend(broken.map(place));
    }
}
