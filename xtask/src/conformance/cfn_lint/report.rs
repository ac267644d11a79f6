//! Prints how far our checks and cfn-lint agree, and groups the disagreements.

use std::collections::BTreeMap;
use std::path::Path;

use super::agreement::{Difference, Judged};
use super::mutant::Mutant;
use super::rules::Rules;
use super::stable::{Half, hash};
use crate::error::Error;
use crate::files;

/// Maximum disagreements that a group prints.
const EXAMPLES: usize = 4;

/// Mutants, those that cfn-lint reports, and those that agree.
#[derive(Clone, Copy, Default)]
struct Tally {
    all: usize,
    fire: usize,
    agree: usize,
    whole: usize,
}

impl Tally {
    fn add(&mut self, judged: &Judged) {
        self.all += 1;
        self.fire += usize::from(judged.fires);
        self.agree += usize::from(judged.target.is_empty());
        self.whole += usize::from(judged.target.is_empty() && judged.others.is_empty());
    }

    fn rate(self) -> String {
        let percent = |count: usize| 100.0 * count as f64 / self.all.max(1) as f64;
        format!(
            "{} mutants ({} fire): {:.1}% agree, {:.1}% in every rule",
            self.all,
            self.fire,
            percent(self.agree),
            percent(self.whole)
        )
    }
}

/// The report. Writes each mutant with a listed disagreement into `folder`.
pub(super) fn write(
    judged: &[(&Mutant, Judged)],
    rules: &Rules,
    is_all: bool,
    folder: &Path,
) -> Result<String, Error> {
    let (mut total, mut by_rule) = (Tally::default(), BTreeMap::<&str, Tally>::new());
    let mut halves: BTreeMap<Half, Tally> = BTreeMap::new();
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (mutant, judged) in judged {
        if rules.is_ours(&mutant.rule) {
            total.add(judged);
            halves.entry(judged.half).or_default().add(judged);
        }
        by_rule.entry(&mutant.rule).or_default().add(judged);
        if !is_all && judged.half == Half::HeldOut {
            continue;
        }
        let text = mutant.template.to_string();
        let file = format!("{:016x}.json", hash(&text));
        for difference in judged.target.iter().chain(&judged.others) {
            groups
                .entry(group(mutant, difference))
                .or_default()
                .push(line(mutant, difference, &file));
            files::write(&folder.join(&file), &text)?;
        }
    }
    let mut report = groups_text(&groups);
    report += "\nby rule\n";
    for (rule, tally) in &by_rule {
        let missing = if rules.is_ours(rule) { "" } else { " (not ours)" };
        let lacking = if tally.fire == 0 {
            ", none fires"
        } else if tally.fire == tally.all {
            ", none is silent"
        } else {
            ""
        };
        report += &format!("  {rule}{missing}: {}{lacking}\n", tally.rate());
    }
    let untried = rules.all().filter(|(id, _)| rules.is_ours(id) && !by_rule.contains_key(id));
    let untried: Vec<&str> = untried.map(|(id, _)| id).collect();
    report += &format!("\nwithout a mutant: {}\n", untried.join(" "));
    for (half, tally) in &halves {
        let name = if *half == Half::Seen { "seen half" } else { "held-out half" };
        report += &format!("{name}: {}\n", tally.rate());
    }
    Ok(format!("{report}total: {}", total.rate()))
}

fn group(mutant: &Mutant, difference: &Difference) -> String {
    let side = if difference.is_extra { "only ours" } else { "only cfn-lint" };
    let target = if difference.code.starts_with('E') { &difference.code } else { &mutant.rule };
    format!("{side}: {} ({target} of {})", difference.code, mutant.operator)
}

fn line(mutant: &Mutant, difference: &Difference, file: &str) -> String {
    let message: String = difference.message.chars().take(160).collect();
    format!("{} {}: {message} [{}]", mutant.base, difference.pointer, file)
}

fn groups_text(groups: &BTreeMap<String, Vec<String>>) -> String {
    let mut sorted: Vec<_> = groups.iter().collect();
    sorted.sort_by_key(|(name, lines)| (std::cmp::Reverse(lines.len()), *name));
    let mut text = String::new();
    for (name, lines) in sorted {
        text += &format!("{} {name}\n", lines.len());
        for line in lines.iter().take(EXAMPLES) {
            text += &format!("    {line}\n");
        }
    }
    text
}
