//! Assigns nodes to stacks, orders the stacks, and finds cycles.

use std::collections::{BTreeMap, BTreeSet};

use constructs_diagnostics::{Diagnostic, Diagnostics};

use super::linker::Need;
use crate::codes;
use crate::linked::{Linked, LinkedKind, LinkedStack};
use crate::synth::graph;
use crate::tree::NO_STACK;

/// Sets the stacks' members and dependencies, orders the stacks, and reports every cycle.
pub(super) fn arrange(
    linked: &mut Linked,
    needs: Vec<Need>,
    extended: &BTreeSet<u32>,
    diagnostics: &mut Diagnostics,
) {
    let positions: BTreeMap<u32, usize> =
        linked.stacks.iter().enumerate().map(|(at, stack)| (stack.node, at)).collect();
    gather_members(linked, &positions);
    for stack in &mut linked.stacks {
        stack.is_extended = extended.contains(&stack.node);
    }
    let (inside, across): (Vec<Need>, Vec<Need>) = needs
        .into_iter()
        .partition(|need| linked.skeleton.stack_of(need.from) == linked.skeleton.stack_of(need.to));
    check_resources(linked, &inside, diagnostics);
    order_stacks(linked, &across, &positions, diagnostics);
}

fn gather_members(linked: &mut Linked, positions: &BTreeMap<u32, usize>) {
    let mut last = (NO_STACK, None);
    for (index, (node, kind)) in (0_u32..).zip(linked.skeleton.nodes.iter().zip(&linked.kinds)) {
        if matches!(kind, LinkedKind::Scope) {
            continue;
        }
        if last.0 != node.stack {
            last = (node.stack, positions.get(&node.stack));
        }
        if let Some(stack) = last.1.and_then(|at| linked.stacks.get_mut(*at)) {
            stack.members.push(index);
        }
    }
}

/// Reports cycles among the resources of one stack.
fn check_resources(linked: &Linked, needs: &[Need], diagnostics: &mut Diagnostics) {
    let graph = Graph::new(needs.iter().map(|need| (need.from, need.to)));
    for cycle in graph::order(&graph.needs).cycles {
        let way: Vec<u32> = cycle.iter().filter_map(|at| graph.nodes.get(*at).copied()).collect();
        let Some(first) = way.first() else { continue };
        let names: Vec<String> = way
            .iter()
            .chain([first])
            .map(|index| format!("`{}`", linked.skeleton.path(*index)))
            .collect();
        let message =
            format!("resources depend on each other in a cycle: {}", names.join(" needs "));
        let mut diagnostic =
            Diagnostic::error(codes::RESOURCE_CYCLE, message).at(linked.skeleton.place(*first));
        for index in way.iter().skip(1) {
            diagnostic = diagnostic.related("in the cycle", linked.skeleton.place(*index));
        }
        diagnostics.push(diagnostic.help(
            "break the cycle: move one reference into a resource of its own, or write one name as text",
        ));
    }
}

/// Orders the stacks for deployment, and reports cycles among them.
fn order_stacks(
    linked: &mut Linked,
    across: &[Need],
    positions: &BTreeMap<u32, usize>,
    diagnostics: &mut Diagnostics,
) {
    let mut reasons: BTreeMap<(usize, usize), Need> = BTreeMap::new();
    for need in across {
        let position = |index: u32| positions.get(&linked.skeleton.stack_of(index)).copied();
        if let (Some(from), Some(to)) = (position(need.from), position(need.to)) {
            reasons.entry((from, to)).or_insert(*need);
        }
    }
    let mut needs = vec![Vec::new(); linked.stacks.len()];
    for &(from, to) in reasons.keys() {
        if let Some(list) = needs.get_mut(from) {
            list.push(to);
        }
    }
    let graph::Order { order, cycles } = graph::order(&needs);
    diagnostics.extend(cycles.iter().map(|cycle| stack_cycle(linked, cycle, &reasons)));
    let nodes: Vec<u32> = linked.stacks.iter().map(|stack| stack.node).collect();
    for (stack, needs) in linked.stacks.iter_mut().zip(needs) {
        stack.needs = needs.into_iter().filter_map(|at| nodes.get(at).copied()).collect();
    }
    let mut stacks: Vec<Option<LinkedStack>> =
        std::mem::take(&mut linked.stacks).into_iter().map(Some).collect();
    linked.stacks = order.into_iter().filter_map(|at| stacks.get_mut(at)?.take()).collect();
}

fn stack_cycle(
    linked: &Linked,
    cycle: &[usize],
    reasons: &BTreeMap<(usize, usize), Need>,
) -> Diagnostic {
    let steps = cycle.iter().zip(cycle.iter().cycle().skip(1));
    let needs: Vec<Need> =
        steps.filter_map(|(from, to)| reasons.get(&(*from, *to)).copied()).collect();
    let path = |index: u32| linked.skeleton.path(index);
    let steps: Vec<String> = needs
        .iter()
        .map(|need| format!("`{}` needs `{}`", path(need.from), path(need.to)))
        .collect();
    let message = format!("stacks depend on each other in a cycle: {}", steps.join(", "));
    let mut diagnostic = Diagnostic::error(codes::STACK_CYCLE, message);
    let mut places = needs.iter().map(|need| linked.skeleton.place(need.from));
    if let Some(first) = places.next() {
        diagnostic = diagnostic.at(first);
    }
    for place in places {
        diagnostic = diagnostic.related("another reference in the cycle", place);
    }
    diagnostic.help("move one construct into the other stack, or both into a third stack")
}

/// Nodes renumbered from 0, with the dependencies of each.
struct Graph {
    nodes: Vec<u32>,
    needs: Vec<Vec<usize>>,
}

impl Graph {
    fn new(pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut nodes: Vec<u32> = pairs.clone().flat_map(|(from, to)| [from, to]).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let mut needs = vec![Vec::new(); nodes.len()];
        for (from, to) in pairs {
            if let (Ok(from), Ok(to)) = (nodes.binary_search(&from), nodes.binary_search(&to))
                && let Some(list) = needs.get_mut(from)
            {
                list.push(to);
            }
        }
        for list in &mut needs {
            list.sort_unstable();
            list.dedup();
        }
        Self { nodes, needs }
    }
}
