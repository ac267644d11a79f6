//! Flags that say how a list of patterns matches a word, and the modes that find them.

use super::letters::Mode;

/// A list of patterns matches (whatever letters are).
pub(crate) const MUST: u8 = 1;
/// A list of patterns may match.
pub(crate) const MAY: u8 = 2;
/// It may match by what symbols are.
pub(crate) const MAY_BY_SYMBOLS: u8 = 4;
/// As a proof reads what grants (see `bounds.rs`).
pub(crate) const CANONICAL: u8 = 8;
/// It matches whatever the symbols are.
pub(crate) const MUST_BY_SYMBOLS: u8 = 16;
/// It matches in every deployment and every request.
pub(crate) const CERTAIN: u8 = MUST | MUST_BY_SYMBOLS | MAY | MAY_BY_SYMBOLS;

/// The modes in which patterns are run: one where no letter is in doubt.
pub(crate) fn modes(is_certain: bool) -> &'static [(Mode, u8)] {
    if is_certain {
        return &[(Mode::Must, CERTAIN)];
    }
    &[(Mode::Must, CERTAIN), (Mode::May, MAY), (Mode::MayBySymbols, MAY_BY_SYMBOLS)]
}
