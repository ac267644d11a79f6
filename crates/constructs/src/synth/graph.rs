//! Orders and cycles of small directed graphs.

use std::collections::BTreeSet;

/// An order in which every node comes after its dependencies, and the cycles that prevent one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// All nodes; nodes of a cycle are in the order of their numbers.
    pub(super) order: Vec<usize>,
    /// Each cycle once, as a list of nodes that each depend on the next.
    pub(super) cycles: Vec<Vec<usize>>,
}

/// Orders the nodes of a graph; of the nodes that can come next, the lowest number comes first.
///
/// `needs` lists for each node what must come before it.
pub(super) fn order(needs: &[Vec<usize>]) -> Order {
    let mut missing: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut wanted_by: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (node, list) in needs.iter().enumerate() {
        for need in list {
            if let Some(list) = wanted_by.get_mut(*need) {
                list.push(node);
            }
        }
    }
    let mut ready: BTreeSet<usize> =
        (0..needs.len()).filter(|node| missing.get(*node) == Some(&0)).collect();
    let mut done = vec![false; needs.len()];
    let mut result = Order { order: Vec::with_capacity(needs.len()), cycles: Vec::new() };
    loop {
        while let Some(node) = ready.pop_first() {
            finish(node, &mut done, &mut result.order, &wanted_by, &mut missing, &mut ready);
        }
        let Some(cycle) = cycle(needs, &done) else { return result };
        let mut members = cycle.clone();
        members.sort_unstable();
        for node in members {
            ready.remove(&node);
            finish(node, &mut done, &mut result.order, &wanted_by, &mut missing, &mut ready);
        }
        result.cycles.push(cycle);
    }
}

fn finish(
    node: usize,
    done: &mut [bool],
    order: &mut Vec<usize>,
    wanted_by: &[Vec<usize>],
    missing: &mut [usize],
    ready: &mut BTreeSet<usize>,
) {
    match done.get_mut(node) {
        Some(done) if !*done => *done = true,
        _ => return,
    }
    order.push(node);
    for &waiting in wanted_by.get(node).into_iter().flatten() {
        if let Some(count) = missing.get_mut(waiting) {
            *count = count.saturating_sub(1);
            if *count == 0 && done.get(waiting) == Some(&false) {
                ready.insert(waiting);
            }
        }
    }
}

/// A cycle among the nodes not done: every one of them needs another of them, so following needs ends in one.
fn cycle(needs: &[Vec<usize>], done: &[bool]) -> Option<Vec<usize>> {
    let open = |node: &usize| done.get(*node) == Some(&false);
    let mut at = (0..needs.len()).find(open)?;
    let mut way: Vec<usize> = Vec::new();
    loop {
        if let Some(start) = way.iter().position(|node| *node == at) {
            return Some(way.split_off(start));
        }
        way.push(at);
        at = needs.get(at)?.iter().copied().find(open)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_come_first_and_low_numbers_before_high_ones() {
        assert_eq!(order(&[vec![2], vec![], vec![1]]).order, [1, 2, 0]);
        assert_eq!(order(&[vec![], vec![], vec![]]).order, [0, 1, 2]);
    }

    #[test]
    fn every_cycle_is_found_and_the_rest_is_ordered() {
        let result = order(&[vec![1], vec![0], vec![3], vec![4], vec![2, 0], vec![]]);
        assert_eq!(result.cycles, [vec![0, 1], vec![2, 3, 4]]);
        assert_eq!(result.order, [5, 0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_node_that_needs_itself_is_a_cycle() {
        assert_eq!(order(&[vec![0]]).cycles, [vec![0]]);
    }
}
