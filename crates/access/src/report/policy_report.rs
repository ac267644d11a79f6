//! Reports the policies of templates without a matrix, in the policies' own words.

use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use super::resources::resource_policy_table;
use super::statement_words::{DENIED, IF, effect_mark, list_texts};
use super::table::{AccessReport, CellText, NO, ReportTable, YES};
use super::unread::unread_assumptions;
use crate::prove::caveats;
use crate::template::{
    AttachedPolicy, Principal, Stacks, principals, resource_policies, unread_policies,
};
use constructs_iam::Assumption;
use constructs_iam::{Document, PolicyStatement};

/// The tables of actions by principal, of actions by resource and principal, and of resource policies. Denials and conditions are
/// marked. By resource, a managed policy of AWS is one word.
#[must_use]
pub fn report_policies(title: &str, stacks: &Stacks<'_>) -> AccessReport {
    let principals = principals(stacks);
    let shared = resource_policies(stacks);
    let mut tables = vec![
        table("What each role can do", "Action", &principals, &rows_by_action(&principals)),
        table("Resource access", "Resource", &principals, &rows_by_resource(&principals)),
    ];
    tables.extend(resource_policy_table(&shared));
    let notes = principals.iter().map(Principal::all_notes);
    let mut assumptions: Vec<Assumption> = notes.flat_map(|notes| notes.assumptions).collect();
    assumptions.extend(shared.iter().flat_map(|one| one.policy.notes.assumptions.iter().cloned()));
    assumptions
        .extend(unread_assumptions(shared.iter().flat_map(|one| &one.policy.document.statements)));
    assumptions.extend(
        unread_policies(stacks).into_iter().map(|(_, unread)| Assumption::NotRead { unread }),
    );
    let policies = principals.iter().flat_map(|one| one.identity.iter().chain(&one.boundary));
    let mut seen = HashSet::new();
    let different = policies.filter(|policy| seen.insert(std::ptr::from_ref(&*policy.document)));
    assumptions
        .extend(unread_assumptions(different.flat_map(|policy| &policy.document.statements)));
    assumptions.sort();
    assumptions.dedup();
    AccessReport {
        title: title.to_owned(),
        tables,
        assumptions,
        caveats: caveats(),
        ..AccessReport::default()
    }
}

/// The number of each action, in order.
type Actions = IndexMap<String, usize>;

/// The rows of a table: for each name, the cells that are not empty, by column.
type Rows = BTreeMap<String, BTreeMap<usize, CellText>>;

fn table(title: &str, first: &str, principals: &[Principal<'_>], rows: &Rows) -> ReportTable {
    let names = principals.iter().map(|principal| CellText::from(principal.name.clone()));
    let cells = |(name, cells): (&String, &BTreeMap<usize, CellText>)| {
        let columns = 0..principals.len();
        let cell = |column| cells.get(&column).cloned().unwrap_or(CellText::Borrowed(NO));
        std::iter::once(name.clone().into()).chain(columns.map(cell)).collect()
    };
    ReportTable {
        title: title.to_owned(),
        head: std::iter::once(first.to_owned().into()).chain(names).collect(),
        rows: rows.iter().map(cells).collect(),
    }
}

fn rows_by_action(principals: &[Principal<'_>]) -> Rows {
    let mut actions = IndexMap::new();
    // A document that several principals have is read once.
    let mut known: HashMap<*const Document, Vec<(usize, &'static str)>> = HashMap::new();
    let mut cells: BTreeMap<(usize, usize), Marks> = BTreeMap::new();
    for (column, principal) in principals.iter().enumerate() {
        for policy in &principal.identity {
            let document = std::ptr::from_ref(&*policy.document);
            let marks = known.entry(document).or_insert_with(|| marks(policy, &mut actions));
            for &mut (row, effect_mark) in marks {
                cells.entry((row, column)).or_default().add(effect_mark);
            }
        }
    }
    let mut rows = vec![BTreeMap::new(); actions.len()];
    for ((row, column), marks) in cells {
        if let Some(row) = rows.get_mut(row) {
            row.insert(column, marks.cell());
        }
    }
    actions.into_keys().zip(rows).collect()
}

/// The numbers of a policy's actions, each with the mark of its statement.
fn marks(policy: &AttachedPolicy<'_>, actions: &mut Actions) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for statement in read_statements(policy) {
        for action in list_texts(&statement.actions) {
            let number = actions.len();
            found.push((*actions.entry(action).or_insert(number), effect_mark(statement)));
        }
    }
    found
}

fn rows_by_resource(principals: &[Principal<'_>]) -> Rows {
    let mut found: BTreeMap<String, BTreeMap<usize, IndexSet<String>>> = BTreeMap::new();
    for (number, principal) in principals.iter().enumerate() {
        for policy in &principal.identity {
            for statement in read_statements(policy) {
                let what = match policy.id {
                    Some(_) => list_texts(&statement.actions),
                    None => vec![policy.name.clone()],
                };
                let what = what.into_iter().map(|word| match effect_mark(statement) {
                    YES => word,
                    other => format!("{word} ({other})"),
                });
                let what: Vec<String> = what.collect();
                for resource in statement.resources.as_ref().map(list_texts).unwrap_or_default() {
                    let cell = found.entry(resource).or_default().entry(number).or_default();
                    cell.extend(what.iter().cloned());
                }
            }
        }
    }
    let cells = |cells: BTreeMap<usize, IndexSet<String>>| {
        let joined = |words: IndexSet<String>| Vec::from_iter(words).join(", ").into();
        cells.into_iter().map(|(number, words)| (number, joined(words))).collect()
    };
    found.into_iter().map(|(resource, words)| (resource, cells(words))).collect()
}

/// The marks of a cell of the first table.
#[derive(Default)]
struct Marks {
    is_granted: bool,
    is_conditional: bool,
    is_denied: bool,
}

impl Marks {
    fn add(&mut self, effect_mark: &str) {
        match effect_mark {
            DENIED => self.is_denied = true,
            IF => self.is_conditional = true,
            _ => self.is_granted = true,
        }
    }

    fn cell(&self) -> CellText {
        let granted = match (self.is_granted, self.is_conditional) {
            (true, _) => Some(YES),
            (false, true) => Some(IF),
            (false, false) => None,
        };
        match (granted, self.is_denied) {
            (Some(granted), true) => CellText::Owned(format!("{granted}, {DENIED}")),
            (Some(granted), false) => CellText::Borrowed(granted),
            (None, _) => CellText::Borrowed(DENIED),
        }
    }
}

/// The statements of a policy, without the statements for unread parts.
fn read_statements<'p>(
    policy: &'p AttachedPolicy<'_>,
) -> impl Iterator<Item = &'p PolicyStatement> {
    policy.document.statements.iter().filter(|statement| !statement.presence.is_unread())
}
