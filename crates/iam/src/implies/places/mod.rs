//! Numbers the places of patterns in each mode, and moves them by a character.
//!
//! INVARIANT: in [`Mode::Must`], a pattern that is met matches whatever the symbols are. In the other modes, a pattern that is
//! not met matches for no text of the symbols.

mod beside;
mod certain;
mod side_by_side;
mod table;

pub(super) use self::table::Places;
