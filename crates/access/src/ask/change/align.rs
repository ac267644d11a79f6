//! Two states of templates -> the new one with the old one's names for what is the same.
//!
//! A role is the same where stack and logical id are; else where it has the same name, or the same construct's path; else where it
//! is the only one of its type with this logical id. So a role that moves to another stack is no new role.

use std::collections::{BTreeMap, BTreeSet};

use crate::template::{Estate, ResourceId, StackTemplate};
use constructs_iam::seeded_fault::{SeededFault, is_on};

/// The new state, under the names of the old one.
pub(super) struct AlignedState {
    pub(super) stacks: Vec<StackTemplate>,
    /// What has another place now, by the old path: the new one.
    pub(super) moved: BTreeMap<String, String>,
    /// What has another name now, by the old path: the old and the new name.
    pub(super) renamed: BTreeMap<String, (String, String)>,
}

pub(super) fn align_states(old: &[StackTemplate], new: &[StackTemplate]) -> AlignedState {
    let (before, after) = (Estate::new(old), Estate::new(new));
    let matcher = Matcher {
        before: &before,
        after: &after,
        matched: BTreeMap::new(),
        taken: BTreeSet::new(),
    };
    let matched = matcher.match_resources();
    let mut stacks = new.to_vec();
    let (mut moved, mut renamed) = (BTreeMap::new(), BTreeMap::new());
    let known: BTreeSet<String> = matched.values().map(|id| before.path(*id)).collect();
    for (id, _) in after.resources() {
        let path = after.path(id);
        let old_id = matched.get(&id).copied();
        let name = match old_id {
            Some(old_id) => before.path(old_id),
            // What is new must not be taken for what was at its path.
            None if known.contains(&path) || before.at_path(&path).is_some() => {
                format!("{path} (new)")
            }
            None => path.clone(),
        };
        if let Some(old_id) = old_id {
            let is_elsewhere =
                old_id.id != id.id || has_path(&before, old_id) && has_path(&after, id);
            if name != path && is_elsewhere {
                moved.insert(name.clone(), path.clone());
            }
            let names = before.name(old_id).zip(after.name(id)).filter(|(old, new)| old != new);
            let names = names.map(|(old, new)| (old.to_owned(), new.to_owned()));
            renamed.extend(names.map(|names| (name.clone(), names)));
        }
        if let Some(stack) = stacks.get_mut(id.stack).filter(|_| name != path) {
            stack.paths.insert(id.id.to_owned(), name);
        }
    }
    AlignedState { stacks, moved, renamed }
}

fn has_path(estate: &Estate<'_>, id: ResourceId<'_>) -> bool {
    estate.stacks().get(id.stack).is_some_and(|stack| stack.paths.contains_key(id.id))
}

struct Matcher<'a, 'o, 'n> {
    before: &'a Estate<'o>,
    after: &'a Estate<'n>,
    matched: BTreeMap<ResourceId<'n>, ResourceId<'o>>,
    taken: BTreeSet<ResourceId<'o>>,
}

impl<'o, 'n> Matcher<'_, 'o, 'n> {
    fn match_resources(mut self) -> BTreeMap<ResourceId<'n>, ResourceId<'o>> {
        for (id, _) in self.after.resources() {
            let same = self.stack(id.stack).and_then(|stack| self.before.find(stack, id.id));
            self.add(id, same);
        }
        self.add_unique(|estate, id| estate.name(id).map(str::to_owned));
        for (id, _) in self.after.resources() {
            self.add(id, self.before.at_path(&self.after.path(id)));
        }
        self.add_unique(|_, id| Some(id.id.to_owned()));
        self.matched
    }

    /// The old state's stack that is the new state's: the same artifact, under the same name in the same environment. Two
    /// templates that are read alone are one stack.
    fn stack(&self, stack: usize) -> Option<usize> {
        let new = self.after.stacks().get(stack)?;
        self.before.stacks().iter().position(|old| is_same(old, new))
    }

    fn add(&mut self, id: ResourceId<'n>, found: Option<ResourceId<'o>>) {
        let Some(found) = found else { return };
        let is_free = !self.matched.contains_key(&id) && !self.taken.contains(&found);
        let stacks = (self.before.stacks().get(found.stack), self.after.stacks().get(id.stack));
        if let (Some(old), Some(new)) = stacks
            && !may_have_moved(old, new)
        {
            return;
        }
        if is_free && self.before.kind(found) == self.after.kind(id) {
            self.matched.insert(id, found);
            self.taken.insert(found);
        }
    }

    /// Those that have something in common with one other only, of the same type.
    fn add_unique(&mut self, key: impl Fn(&Estate<'_>, ResourceId<'_>) -> Option<String>) {
        let old = group_by_key(self.before, &key, |id| !self.taken.contains(id));
        let new = group_by_key(self.after, &key, |id| !self.matched.contains_key(id));
        for (key, ids) in new {
            let found = old.get(&key).map(Vec::as_slice);
            if let ([id], Some([found])) = (ids.as_slice(), found) {
                self.add(*id, Some(*found));
            }
        }
    }
}

fn is_same(old: &StackTemplate, new: &StackTemplate) -> bool {
    if is_on(SeededFault::StackNameIdentity) {
        return old.name == new.name;
    }
    let is_alone = !old.is_named && !new.is_named;
    old.id == new.id
        && (is_alone || old.name == new.name)
        && (&old.account, &old.region) == (&new.account, &new.region)
}

/// Whether a resource of one stack may be one of another: not of one in another environment, nor of the same artifact under
/// another name, which is deployed as a new stack.
fn may_have_moved(old: &StackTemplate, new: &StackTemplate) -> bool {
    if is_on(SeededFault::StackNameIdentity) {
        return is_same(old, new);
    }
    let same_place = (&old.account, &old.region) == (&new.account, &new.region);
    same_place && (old.id != new.id || is_same(old, new))
}

type ResourcesByKey<'t> = BTreeMap<(String, String), Vec<ResourceId<'t>>>;

fn group_by_key<'t>(
    estate: &Estate<'t>,
    key: impl Fn(&Estate<'_>, ResourceId<'_>) -> Option<String>,
    is_free: impl Fn(&ResourceId<'t>) -> bool,
) -> ResourcesByKey<'t> {
    let mut keyed = ResourcesByKey::new();
    for (id, _) in estate.resources().filter(|(id, _)| is_free(id)) {
        if let Some(key) = key(estate, id) {
            keyed.entry((estate.kind(id).to_owned(), key)).or_default().push(id);
        }
    }
    keyed
}
