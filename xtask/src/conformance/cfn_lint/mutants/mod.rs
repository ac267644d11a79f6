//! Derives mutants: templates with one change each, which may be a mistake or not.

mod extensions;
mod places;
mod properties;
mod seeds;
mod snippets;

use std::collections::BTreeMap;

use super::super::bench::Bench;
use super::bases::Bases;
use super::mutant::Mutant;
use super::peer::Peer;
use super::rules::Rules;
use super::stable::hash;
use crate::error::Error;

/// The longest mutant: cfn-lint needs most of its time for the largest templates.
const MAX_BYTES: usize = 9_000;

/// All mutants.
pub(super) fn derive(
    bench: &Bench<'_>,
    peer: &mut Peer<'_>,
    bases: &Bases,
    rules: &Rules,
) -> Result<Vec<Mutant>, Error> {
    let schemas = peer.schemas(&properties::types(bases))?;
    let mut all = properties::derive(bases, &schemas);
    all.extend(extensions::derive(&peer.schema_rules()?, bases, &schemas));
    all.extend(snippets::derive(bench.workspace, bases)?);
    all.extend(seeds::derive(bench.workspace)?);
    all.retain(|mutant| mutant.template.to_string().len() < MAX_BYTES);
    all.retain(|mutant| !matches!(rules.status(&mutant.rule), super::rules::Status::NotOurs(_)));
    Ok(all)
}

/// At most `per_rule` mutants of each rule, with as many operators and bases as possible.
pub(super) fn select(all: Vec<Mutant>, per_rule: usize) -> Vec<Mutant> {
    let mut groups: BTreeMap<(String, String), Vec<(u64, Mutant)>> = BTreeMap::new();
    for mutant in all {
        let rank = hash(&format!("{}{}{}", mutant.base, mutant.operator, mutant.template));
        groups
            .entry((mutant.rule.clone(), mutant.operator.clone()))
            .or_default()
            .push((rank, mutant));
    }
    let mut ranked: BTreeMap<String, Vec<(usize, u64, Mutant)>> = BTreeMap::new();
    for ((rule, _), mut group) in groups {
        group.sort_by_key(|(rank, _)| *rank);
        group.dedup_by_key(|(rank, _)| *rank);
        let group =
            group.into_iter().enumerate().map(|(round, (rank, mutant))| (round, rank, mutant));
        ranked.entry(rule).or_default().extend(group);
    }
    let mut selected = Vec::new();
    for mut mutants in ranked.into_values() {
        mutants.sort_by_key(|(round, rank, _)| (*round, *rank));
        selected.extend(mutants.into_iter().take(per_rule).map(|(_, _, mutant)| mutant));
    }
    selected
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Mutant, select};

    #[test]
    fn every_operator_comes_before_the_second_mutant_of_one() {
        let mutant = |operator: &str, at: u32| Mutant {
            rule: "E1".to_owned(),
            operator: operator.to_owned(),
            base: "base".to_owned(),
            template: json!(at),
        };
        let all =
            vec![mutant("a", 1), mutant("a", 2), mutant("a", 3), mutant("b", 4), mutant("b", 4)];
        let mut operators: Vec<String> =
            select(all, 2).into_iter().map(|mutant| mutant.operator).collect();
        operators.sort();
        assert_eq!(operators, ["a", "b"]);
    }
}
