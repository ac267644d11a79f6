//! Flags that say how a list of patterns matches a word, and the modes that find them.

use super::symbol_table::Mode;

/// A list of patterns matches (whatever symbols are).
pub(crate) const MUST: u8 = 1;
/// A list of patterns may match.
pub(crate) const MAY: u8 = 2;
/// It may match, for some text of the deployment's symbols.
pub(crate) const MAY_BY_DEPLOYMENT: u8 = 4;
/// As a proof reads what grants (see `bounds.rs`).
pub(crate) const CANONICAL: u8 = 8;
/// It matches whatever the deployment's symbols are.
pub(crate) const MUST_BY_DEPLOYMENT: u8 = 16;
/// It matches in every deployment and every request.
pub(crate) const CERTAIN: u8 = MUST | MUST_BY_DEPLOYMENT | MAY | MAY_BY_DEPLOYMENT;

/// The modes in which patterns are run: one where no symbol is in doubt.
pub(crate) fn modes(is_certain: bool) -> &'static [(Mode, u8)] {
    if is_certain {
        return &[(Mode::Must, CERTAIN)];
    }
    &[(Mode::Must, CERTAIN), (Mode::May, MAY), (Mode::MayByDeployment, MAY_BY_DEPLOYMENT)]
}
