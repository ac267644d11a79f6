//! The codes of synthesis, each declared next to its checks.

use constructs_diagnostics::CodeInfo;

pub use crate::iam::codes::*;
pub use crate::synth::codes::*;
pub use crate::tree::codes::*;
pub use crate::value::codes::*;

/// The codes of synthesis, by the part of the library that declares them.
pub const CODES: &[&[CodeInfo]] = &[
    crate::tree::codes::CODES,
    crate::synth::codes::CODES,
    crate::value::codes::CODES,
    crate::iam::codes::CODES,
    constructs_limits::codes::CODES,
];
