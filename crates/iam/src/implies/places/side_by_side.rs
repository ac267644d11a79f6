//! The state of a walk of a pattern beside a symbol's shape.

use rustc_hash::FxHashSet;

/// A walk of a pattern beside a symbol's shape. Its memory serves the next walk.
#[derive(Default)]
pub(super) struct Walk {
    pub(super) todo: Vec<Beside>,
    seen: FxHashSet<Beside>,
    pub(super) next: Vec<Beside>,
}

impl Walk {
    pub(super) fn begin(&mut self, start: Beside) {
        self.todo.clear();
        self.seen.clear();
        self.todo.push(start);
        self.seen.insert(start);
    }

    /// Continues with the next states that the walk has not seen.
    pub(super) fn go_on(&mut self) {
        let next = self.next.drain(..).filter(|next| self.seen.insert(*next));
        self.todo.extend(next);
    }
}

/// A place in a pattern beside a place in a symbol's shape.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Beside {
    pub(super) place: u32,
    pub(super) step: usize,
    /// Whether it may not end here: two distinct resources would be the same.
    pub(super) has_to_go_on: bool,
    /// Whether no character has been taken yet.
    pub(super) is_at_start: bool,
    /// Whether it is within a symbol of the pattern that began here as well, of a distinct resource.
    pub(super) began_together: bool,
}

impl std::hash::Hash for Beside {
    /// One number: sets of these are in the innermost loop.
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        let flags = [self.has_to_go_on, self.is_at_start, self.began_together];
        let flags = flags.iter().fold(0, |all, flag| 2 * all + u64::from(*flag));
        hasher.write_u64(u64::from(self.place) << 32 ^ (self.step as u64) << 3 ^ flags);
    }
}
