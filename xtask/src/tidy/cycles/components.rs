//! Finds the cycles of a graph: its strongly connected sets of more than one node.

use std::collections::{BTreeMap, BTreeSet};

/// What each node points to.
pub(super) type Graph<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The cycles in the order of their first nodes, each with the edges inside it.
pub(super) fn cycles<'a>(graph: &Graph<'a>) -> Vec<Graph<'a>> {
    let reached: Graph<'a> = graph.keys().map(|node| (*node, reachable(graph, node))).collect();
    let can_reach =
        |from: &str, to: &str| reached.get(from).is_some_and(|nodes| nodes.contains(to));
    let mut seen = BTreeSet::new();
    let mut cycles = Vec::new();
    for (node, others) in &reached {
        if seen.contains(node) {
            continue;
        }
        let nodes: BTreeSet<&str> =
            others.iter().copied().filter(|other| can_reach(other, node)).collect();
        if nodes.len() > 1 {
            cycles.push(subgraph(graph, &nodes));
            seen.extend(nodes);
        }
    }
    cycles
}

/// The part of a graph that connects the nodes.
fn subgraph<'a>(graph: &Graph<'a>, nodes: &BTreeSet<&'a str>) -> Graph<'a> {
    let edges = graph.iter().filter(|(node, _)| nodes.contains(*node));
    edges.map(|(node, others)| (*node, others & nodes)).collect()
}

/// The nodes at the end of one or more edges from a node.
fn reachable<'a>(graph: &Graph<'a>, node: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = vec![node];
    while let Some(node) = open.pop() {
        for next in graph.get(node).into_iter().flatten() {
            if found.insert(*next) {
                open.push(next);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Graph, cycles};

    fn graph(edges: &[(&'static str, &'static str)]) -> Graph<'static> {
        let mut graph = Graph::new();
        for (from, to) in edges {
            graph.entry(from).or_default().insert(to);
            graph.entry(to).or_default();
        }
        graph
    }

    #[test]
    fn a_graph_without_cycles_has_none() {
        assert!(cycles(&graph(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    }

    #[test]
    fn cycles_that_share_a_node_are_one() {
        let graph = graph(&[
            ("a", "b"),
            ("b", "a"),
            ("b", "c"),
            ("c", "b"),
            ("d", "e"),
            ("e", "d"),
            ("c", "d"),
        ]);
        let found = cycles(&graph);
        let nodes: Vec<Vec<&str>> =
            found.iter().map(|cycle| cycle.keys().copied().collect()).collect();
        assert_eq!(nodes, [vec!["a", "b", "c"], vec!["d", "e"]]);
        assert_eq!(found[0]["c"], ["b"].into());
    }
}
