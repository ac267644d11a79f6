//! Matches the resources of two states, and gives the new state the old state's names.
//!
//! Two resources match if their stack and logical id are equal, else if their name or their construct's path is equal, else if
//! each is the only one of its type with this logical id. A role that moves to another stack is therefore not reported as new.

use std::collections::{BTreeMap, BTreeSet};

use constructs_cloudformation::SourceConstruct;

use crate::template::{ResourceId, Stack, Stacks};
use constructs_iam::seeded_fault::{SeededFault, is_on};

/// The new state, under the names of the old one.
pub(super) struct AlignedState {
    pub(super) stacks: Vec<Stack>,
    /// Resources with another path now: the new path by the old one.
    pub(super) moved: BTreeMap<String, String>,
    /// Resources with another name now: the old and the new name by the old path.
    pub(super) renamed: BTreeMap<String, (String, String)>,
}

pub(super) fn align_states(old: &[Stack], new: &[Stack]) -> AlignedState {
    let (before, after) = (Stacks::new(old), Stacks::new(new));
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
            // A new resource must not get the path of another old resource.
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
            let construct = SourceConstruct { path: name, made_at: None };
            stack.constructs.insert(id.id.to_owned(), construct);
        }
    }
    AlignedState { stacks, moved, renamed }
}

fn has_path(stacks: &Stacks<'_>, id: ResourceId<'_>) -> bool {
    stacks.get(id.stack).is_some_and(|stack| stack.constructs.contains_key(id.id))
}

struct Matcher<'a, 'o, 'n> {
    before: &'a Stacks<'o>,
    after: &'a Stacks<'n>,
    matched: BTreeMap<ResourceId<'n>, ResourceId<'o>>,
    taken: BTreeSet<ResourceId<'o>>,
}

impl<'o, 'n> Matcher<'_, 'o, 'n> {
    fn match_resources(mut self) -> BTreeMap<ResourceId<'n>, ResourceId<'o>> {
        for (id, _) in self.after.resources() {
            let same = self.stack(id.stack).and_then(|stack| self.before.find(stack, id.id));
            self.add(id, same);
        }
        self.add_unique(|stacks, id| stacks.name(id).map(str::to_owned));
        for (id, _) in self.after.resources() {
            self.add(id, self.before.at_path(&self.after.path(id)));
        }
        self.add_unique(|_, id| Some(id.id.to_owned()));
        self.matched
    }

    /// The stack of the old state that is this stack of the new state: the same artifact with the same name in the same
    /// environment. Two templates that are read without an assembly are the same stack.
    fn stack(&self, stack: usize) -> Option<usize> {
        let new = self.after.get(stack)?;
        self.before.iter().position(|old| is_same(old, new))
    }

    fn add(&mut self, id: ResourceId<'n>, found: Option<ResourceId<'o>>) {
        let Some(found) = found else { return };
        let is_free = !self.matched.contains_key(&id) && !self.taken.contains(&found);
        let stacks = (self.before.get(found.stack), self.after.get(id.stack));
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

    /// Matches the resources of each type that share a key with exactly one other resource.
    fn add_unique(&mut self, key: impl Fn(&Stacks<'_>, ResourceId<'_>) -> Option<String>) {
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

fn is_same(old: &Stack, new: &Stack) -> bool {
    if is_on(SeededFault::StackNameIdentity) {
        return old.name == new.name;
    }
    let is_alone = !old.is_named && !new.is_named;
    old.id == new.id
        && (is_alone || old.name == new.name)
        && (&old.account, &old.region) == (&new.account, &new.region)
}

/// Whether a resource may have moved between two stacks. It may not if the stacks are in different environments, or are the same
/// artifact under another name, which is deployed as a new stack.
fn may_have_moved(old: &Stack, new: &Stack) -> bool {
    if is_on(SeededFault::StackNameIdentity) {
        return is_same(old, new);
    }
    let same_place = (&old.account, &old.region) == (&new.account, &new.region);
    same_place && (old.id != new.id || is_same(old, new))
}

type ResourcesByKey<'t> = BTreeMap<(String, String), Vec<ResourceId<'t>>>;

fn group_by_key<'t>(
    stacks: &Stacks<'t>,
    key: impl Fn(&Stacks<'_>, ResourceId<'_>) -> Option<String>,
    is_free: impl Fn(&ResourceId<'t>) -> bool,
) -> ResourcesByKey<'t> {
    let mut keyed = ResourcesByKey::new();
    for (id, _) in stacks.resources().filter(|(id, _)| is_free(id)) {
        if let Some(key) = key(stacks, id) {
            keyed.entry((stacks.kind(id).to_owned(), key)).or_default().push(id);
        }
    }
    keyed
}
