//! Finds what one of AWS's managed policies grants; it is read at its first use.
//!
//! Policies that follow each other in the order of names are compressed together, some 24 kB of text; the first use of one
//! of them inflates these and no other. A line is a letter and words, with tabs between:
//!
//! ```text
//! p  service-role/AmazonECSTaskExecutionRolePolicy  v1  2017-11-16     a policy: its version in force, the day of that
//! s  Sid                                      a statement that allows; its name where it has one
//! d  Sid                                      a statement that denies
//! a  s3:Get*  s3:List*                        its actions; `A`: all but these
//! r  *                                        its resources; `R`: all but these
//! c  StringEquals  aws:PrincipalOrgID  o-1    a condition: operator, key, values
//! ```

use std::str::Split;
use std::sync::OnceLock;

use crate::blob::{self, Entry};

static BLOB: &[u8] = include_bytes!("managed.bin");
/// The name in the blob of the copy's date.
const DATE: &str = "!";
/// The name in the blob of the list of names.
const NAMES: &str = "#";

/// One of AWS's managed policies, in the version that is in force at [`managed_policies_date`]. Its policy language is of
/// version `2012-10-17`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AwsManagedPolicy {
    /// Path and name, what follows `arn:aws:iam::aws:policy/`: `service-role/AmazonECSTaskExecutionRolePolicy`.
    pub name: &'static str,
    /// `v1`.
    pub version: &'static str,
    /// The day that AWS last changed the policy on, `2017-11-16`.
    pub date: &'static str,
    /// Its statements, in AWS's order.
    pub statements: Vec<ManagedStatement>,
}

/// A statement of a [`AwsManagedPolicy`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ManagedStatement {
    /// Its name.
    pub sid: Option<&'static str>,
    /// Whether it denies.
    pub is_denial: bool,
    /// `Action` or `NotAction`.
    pub actions: ManagedElements,
    /// `Resource` or `NotResource`.
    pub resources: ManagedElements,
    /// Sorted by operator and key.
    pub conditions: Vec<ManagedCondition>,
}

/// A list, or all but a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManagedElements {
    /// Whether it is everything except the list: `NotAction`, `NotResource`.
    pub is_negated: bool,
    /// The list, as a policy has it, with wildcards and variables.
    pub list: Vec<&'static str>,
}

/// A condition of a [`ManagedStatement`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ManagedCondition {
    /// `StringEquals`, `ForAnyValue:StringLike`.
    pub operator: &'static str,
    /// The context key.
    pub key: &'static str,
    /// The values; the condition holds if one of them matches.
    pub values: Vec<&'static str>,
}

/// Text that may be inflated already.
struct Slot {
    entry: Entry,
    text: OnceLock<String>,
}

impl Slot {
    fn text(&'static self) -> &'static str {
        self.text.get_or_init(|| self.entry.text())
    }
}

fn slots() -> &'static [Slot] {
    static SLOTS: OnceLock<Vec<Slot>> = OnceLock::new();
    SLOTS.get_or_init(|| {
        let slot = |entry| Slot { entry, text: OnceLock::new() };
        blob::entries(BLOB).into_iter().map(slot).collect()
    })
}

fn text(name: &str) -> &'static str {
    slots().iter().find(|slot| slot.entry.name == name).map_or("", Slot::text)
}

/// The day of the copy, `2026-08-26`: that of the newest version in it. No policy is decoded for it.
#[must_use]
pub fn managed_policies_date() -> &'static str {
    text(DATE)
}

/// The names of all policies of the copy with their paths, sorted. No policy is decoded for it.
pub fn managed_policies() -> impl Iterator<Item = &'static str> {
    text(NAMES).lines()
}

/// The policy of this path and name, what follows `arn:aws:iam::aws:policy/`; `None` where the copy has none.
#[must_use]
pub fn managed_policy(name: &str) -> Option<AwsManagedPolicy> {
    let slots = slots();
    // A slot is called by the first policy in it; the names of entries that are not policies sort before all.
    let at = slots.partition_point(|slot| slot.entry.name <= name).checked_sub(1)?;
    let text = slots.get(at).filter(|slot| ![DATE, NAMES].contains(&slot.entry.name))?.text();
    let mut lines = text.lines().skip_while(|line| name_of(line) != Some(name));
    let mut policy = head(lines.next()?)?;
    for line in lines.take_while(|line| name_of(line).is_none()) {
        let mut words = line.split('\t');
        match words.next() {
            Some(effect @ ("s" | "d")) => policy.statements.push(ManagedStatement {
                sid: words.next(),
                is_denial: effect == "d",
                ..ManagedStatement::default()
            }),
            Some(letter) => read(policy.statements.last_mut()?, letter, words),
            None => {}
        }
    }
    Some(policy)
}

/// The policy that a line begins.
fn name_of(line: &'static str) -> Option<&'static str> {
    line.strip_prefix("p\t")?.split('\t').next()
}

fn head(line: &'static str) -> Option<AwsManagedPolicy> {
    let mut words = line.split('\t').skip(1);
    let (name, version, date) = (words.next()?, words.next()?, words.next()?);
    Some(AwsManagedPolicy { name, version, date, statements: Vec::new() })
}

fn read(statement: &mut ManagedStatement, letter: &str, mut words: Split<'static, char>) {
    match letter {
        "a" | "A" => {
            statement.actions = ManagedElements { is_negated: letter == "A", list: words.collect() }
        }
        "r" | "R" => {
            statement.resources =
                ManagedElements { is_negated: letter == "R", list: words.collect() };
        }
        "c" => {
            if let Some((operator, key)) = words.next().zip(words.next()) {
                let values = words.collect();
                statement.conditions.push(ManagedCondition { operator, key, values });
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_of_the_list_can_be_read() {
        let names: Vec<&str> = managed_policies().collect();
        assert!(names.len() > 1_500 && names.is_sorted(), "{}", names.len());
        let mut newest = "";
        for name in names {
            let policy = managed_policy(name).unwrap();
            assert_eq!(policy.name, name);
            assert!(policy.version.starts_with('v') && policy.date.len() == 10, "{name}");
            assert!(!policy.statements.is_empty(), "{name}");
            for statement in &policy.statements {
                let ManagedStatement { actions, resources, .. } = statement;
                assert!(!actions.list.is_empty() && !resources.list.is_empty(), "{name}");
            }
            newest = newest.max(policy.date);
        }
        assert_eq!(managed_policies_date(), newest);
    }

    #[test]
    fn a_policy_is_as_its_facts_say() {
        let name = "service-role/AmazonECSTaskExecutionRolePolicy";
        let policy = managed_policy(name).unwrap();
        assert_eq!(policy.statements[0].actions.list.len(), 6);
        assert_eq!(
            policy.statements[0].resources,
            ManagedElements { is_negated: false, list: vec!["*"] }
        );
        let power = managed_policy("PowerUserAccess").unwrap();
        assert!(power.statements[0].actions.is_negated);
        for none in ["", "!", "#", "Nothing", "zzz", "AmazonECSTaskExecutionRolePolicy", "A"] {
            assert_eq!(managed_policy(none), None, "{none}");
        }
    }
}
