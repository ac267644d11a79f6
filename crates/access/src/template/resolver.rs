//! The position from which the values of a template are resolved. `value.rs` resolves them.

use super::estate::{Estate, StackTemplate};
use super::notes::Notes;

/// The most imports, conditions and the like that are followed, one behind the other.
pub(super) const MAX_RESOLUTION_DEPTH: usize = 16;

/// Reads the values of one stack's template.
pub struct Resolver<'e, 't, 'n> {
    pub(super) estate: &'e Estate<'t>,
    pub(super) stack: usize,
    pub(super) notes: &'n mut Notes,
    /// How many imports, conditions and the like led here.
    pub(super) depth: usize,
}

impl<'e, 't, 'n> Resolver<'e, 't, 'n> {
    /// Resolves values of the stack at position `stack` of the estate. Notes what it could not read.
    pub fn new(estate: &'e Estate<'t>, stack: usize, notes: &'n mut Notes) -> Self {
        Self { estate, stack, notes, depth: 0 }
    }

    pub(super) fn template(&self) -> Option<&'t StackTemplate> {
        self.estate.stacks().get(self.stack)
    }
}
