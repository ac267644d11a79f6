//! Defines the resolver of a stack's values, whose functions are in `value.rs`.

use super::notes::Notes;
use super::stacks::Stacks;
use constructs_cloudformation::Stack;

/// The most imports, conditions, and nested values that are followed inside each other.
pub(super) const MAX_RESOLUTION_DEPTH: usize = 16;

/// Resolves the values of one stack's template.
pub struct Resolver<'e, 't, 'n> {
    pub(super) stacks: &'e Stacks<'t>,
    pub(super) stack: usize,
    pub(super) notes: &'n mut Notes,
    /// The number of imports, conditions, and nested values that led here.
    pub(super) depth: usize,
}

impl<'e, 't, 'n> Resolver<'e, 't, 'n> {
    /// Resolves values of the stack at position `stack`. Adds what it assumes to `notes`.
    pub fn new(stacks: &'e Stacks<'t>, stack: usize, notes: &'n mut Notes) -> Self {
        Self { stacks, stack, notes, depth: 0 }
    }

    pub(super) fn template(&self) -> Option<&'t Stack> {
        self.stacks.get(self.stack)
    }
}
