//! Finds resources that depend on each other in a cycle.
//!
//! A depth-first search from every resource finds the first cycle that it reaches. Each link of such a cycle is reported at the
//! resource that depends on the other. Resources from which no cycle can be reached are left out first.

use constructs_document::{Entry, Node};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::codes;
use constructs_cloudformation::check::Path;
use constructs_cloudformation::check::Report;
use constructs_cloudformation::function::{GetAtt, Substitution, substitution_variables};
use constructs_cloudformation::serverless::is_serverless;
use constructs_cloudformation::{Declarations, entries};

/// The links that all searches follow together; a template of 500 resources needs far fewer.
const MAX_STEPS: usize = 2_000_000;

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    let graph = Graph::new(template);
    let cyclic = graph.find_cyclic();
    let mut reported: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut steps_left = MAX_STEPS;
    for start in (0..graph.names.len()).filter(|start| cyclic.contains(start)) {
        let Some((source, target)) = graph.find_first_cycle(start, &cyclic, &mut steps_left) else {
            continue;
        };
        if reported.insert((source, target)) && !graph.is_serverless(template, source, target) {
            report_link(&graph, source, target, report);
        }
    }
}

fn report_link(graph: &Graph<'_>, source: usize, target: usize, report: &mut Report) {
    let (Some(entry), Some(needed)) = (graph.entries.get(source), graph.entries.get(target)) else {
        return;
    };
    let (source, target) = (&entry.key, &needed.key);
    let section = Path::ROOT.key("Resources", entry.mark);
    let message = if source == target {
        format!("`{source}` depends on itself")
    } else {
        format!(
            "`{source}` depends on `{target}`, which depends on `{source}`, directly or through other resources"
        )
    };
    let help = "remove one of the references, or move it to a separate resource".to_owned();
    report.add_with_help(codes::CYCLE, &section.entry(entry), message, Some(help));
}

struct Graph<'t> {
    entries: Vec<&'t Entry>,
    names: Vec<&'t str>,
    needs: Vec<Vec<usize>>,
}

impl<'t> Graph<'t> {
    fn new(template: &Declarations<'t>) -> Self {
        let entries: Vec<&Entry> = template.resources().collect();
        let names: Vec<&str> = template.resources().map(|entry| entry.key.as_str()).collect();
        let at: FxHashMap<&str, usize> =
            names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let needs = template.resources().map(|entry| {
            let mut found = DependencyCollector { at: &at, found: Vec::new() };
            if template.resources.contains_key(entry.key.as_str()) {
                found.collect_depends_on(entry.node.get("DependsOn"));
                found.collect(&entry.node, "Ref");
                found.collect(&entry.node, "Fn::GetAtt");
                found.collect(&entry.node, "Fn::Sub");
            }
            let mut seen = FxHashSet::default();
            found.found.retain(|target| seen.insert(*target));
            found.found
        });
        let needs = needs.collect();
        Self { entries, names, needs }
    }

    fn dependencies(&self, at: usize) -> &[usize] {
        self.needs.get(at).map(Vec::as_slice).unwrap_or_default()
    }

    /// The resources that remain after resources without open dependencies are removed, again and again.
    fn find_cyclic(&self) -> FxHashSet<usize> {
        let mut open: Vec<usize> = self.needs.iter().map(Vec::len).collect();
        let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); self.names.len()];
        for (source, targets) in self.needs.iter().enumerate() {
            for target in targets {
                needed_by.get_mut(*target).into_iter().for_each(|sources| sources.push(source));
            }
        }
        let mut done: Vec<usize> =
            open.iter().enumerate().filter(|(_, open)| **open == 0).map(|(at, _)| at).collect();
        let mut left: FxHashSet<usize> = (0..self.names.len()).collect();
        while let Some(at) = done.pop() {
            left.remove(&at);
            for source in needed_by.get(at).into_iter().flatten() {
                if let Some(count) = open.get_mut(*source) {
                    *count -= 1;
                    if *count == 0 {
                        done.push(*source);
                    }
                }
            }
        }
        left
    }

    /// The first link of the cycle that a depth-first search finds first.
    fn find_first_cycle(
        &self,
        start: usize,
        cyclic: &FxHashSet<usize>,
        steps_left: &mut usize,
    ) -> Option<(usize, usize)> {
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        let mut place_on_way = FxHashMap::from_iter([(start, 0)]);
        let mut seen = FxHashSet::from_iter([start]);
        while let Some((at, next)) = way.last_mut() {
            *steps_left = steps_left.checked_sub(1)?;
            let Some(target) = self.dependencies(*at).get(*next).copied() else {
                place_on_way.remove(at);
                way.pop();
                continue;
            };
            *next += 1;
            if let Some(begin) = place_on_way.get(&target) {
                let second = way.get(begin + 1).map_or(target, |(second, _)| *second);
                return Some((target, second));
            }
            if cyclic.contains(&target) && seen.insert(target) {
                place_on_way.insert(target, way.len());
                way.push((target, 0));
            }
        }
        None
    }

    /// Whether the serverless transform replaces one of the two resources.
    fn is_serverless(&self, template: &Declarations<'_>, source: usize, target: usize) -> bool {
        [source, target].iter().any(|at| {
            let kind = self.names.get(*at).and_then(|name| template.resources.get(name));
            kind.is_some_and(|kind| is_serverless(kind))
        })
    }
}

struct DependencyCollector<'n> {
    at: &'n FxHashMap<&'n str, usize>,
    found: Vec<usize>,
}

impl DependencyCollector<'_> {
    fn add(&mut self, name: &str) {
        self.found.extend(self.at.get(name));
    }

    fn collect_depends_on(&mut self, node: Option<&Node>) {
        let Some(node) = node else { return };
        let listed = node.as_list().unwrap_or_default().iter();
        listed
            .chain(std::iter::once(node))
            .filter_map(Node::as_str)
            .for_each(|name| self.add(name));
    }

    /// Collects the resources that a value refers to with one function.
    fn collect(&mut self, node: &Node, function: &str) {
        for entry in entries(Some(node)) {
            if entry.key == function {
                self.collect_function(function, &entry.node);
            }
            self.collect(&entry.node, function);
        }
        node.as_list().unwrap_or_default().iter().for_each(|item| self.collect(item, function));
    }

    fn collect_function(&mut self, function: &str, argument: &Node) {
        match function {
            "Ref" => argument.as_str().into_iter().for_each(|name| self.add(name)),
            "Fn::GetAtt" => {
                let names = GetAtt::parse(argument).and_then(GetAtt::names);
                names.into_iter().for_each(|(name, _)| self.add(name));
            }
            _ => {
                let Some(substitution) = Substitution::parse_loosely(argument) else { return };
                for variable in substitution_variables(substitution.text) {
                    if substitution.value(variable).is_none() {
                        self.add(variable.split_once('.').map_or(variable, |(name, _)| name));
                    }
                }
            }
        }
    }
}
