//! Joins sections that constructs set into the sections of their stack.

use crate::codes;
use crate::stack::Stack;
use crate::tree::{NodeKind, Skeleton};
use crate::value::{Expr, Fault, Object, ObjectKey};

/// Joins each section to its stack's, and returns the conflicts. A construct outside a stack is reported elsewhere.
pub(super) fn join(
    sections: Vec<(u32, ObjectKey, Expr)>,
    skeleton: &Skeleton,
    kinds: &mut [NodeKind],
) -> Vec<(u32, Fault)> {
    let mut faults = Vec::new();
    for (index, name, value) in sections {
        let stack = kinds.get_mut(skeleton.stack_of(index) as usize);
        if let Some(NodeKind::Stack(stack)) = stack
            && let Err(key) = join_one(stack, &name, value)
        {
            faults.push((index, section_conflict(&name, &key, skeleton, index)));
        }
    }
    faults
}

/// Joins one section. On a conflict, returns the key whose values differ.
fn join_one(stack: &mut Stack, name: &ObjectKey, value: Expr) -> Result<(), ObjectKey> {
    let is_set = stack.sections.has(name);
    match (&**name, value) {
        ("Transform", value) if !is_set => add_transforms(&mut stack.transforms, value),
        ("Description", _) if is_set || stack.description.is_some() => {}
        ("AWSTemplateFormatVersion", _) if is_set || stack.format_version.is_some() => {}
        ("Description", Expr::String(text)) => stack.description = Some(text.into_owned()),
        ("Metadata", Expr::Map(entries)) if !stack.metadata.is_empty() => {
            return join_entries(&mut stack.metadata, entries);
        }
        (_, value) => return join_section(&mut stack.sections, name, value),
    }
    Ok(())
}

/// Joins a section that is set as a whole.
fn join_section(sections: &mut Object, name: &ObjectKey, value: Expr) -> Result<(), ObjectKey> {
    let (joined, result) = match (sections.get(name).cloned(), value) {
        (None, value) => (value, Ok(())),
        (Some(Expr::Map(ours)), Expr::Map(entries)) => {
            let mut object = Object::from_entries(ours);
            let result = join_entries(&mut object, entries);
            (object.into(), result)
        }
        (Some(ours), value) => {
            let is_same = ours == value;
            (ours, if is_same { Ok(()) } else { Err(ObjectKey::Borrowed("")) })
        }
    };
    sections.set(name.clone(), joined);
    result
}

/// The first transform keeps its form, for instance a list of one.
fn add_transforms(transforms: &mut Vec<Expr>, value: Expr) {
    if transforms.is_empty() {
        return transforms.push(value);
    }
    let known: Vec<&Expr> = transforms
        .iter()
        .flat_map(|known| known.as_list().unwrap_or(std::slice::from_ref(known)))
        .collect();
    let new: Vec<Expr> = match value {
        Expr::List(items) => items.into_iter().filter(|item| !known.contains(&item)).collect(),
        one if known.contains(&&one) => Vec::new(),
        one => vec![one],
    };
    transforms.extend(new);
}

fn join_entries(object: &mut Object, entries: Vec<(ObjectKey, Expr)>) -> Result<(), ObjectKey> {
    let mut joined = Ok(());
    for (key, value) in entries {
        match object.get(&key) {
            Some(ours) if *ours == value => {}
            Some(_) => joined = Err(key),
            None => object.set(key, value),
        }
    }
    joined
}

fn section_conflict(name: &str, key: &str, skeleton: &Skeleton, index: u32) -> Fault {
    let dot = if key.is_empty() { "" } else { "." };
    Fault {
        code: codes::SECTION_TAKEN,
        message: format!("the stack already has a different `{name}{dot}{key}`"),
        help: "make the two equal, or move one to a stack of its own".to_owned(),
        origin: skeleton.origin(index),
    }
}
