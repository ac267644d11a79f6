//! All tests across crates, in one binary that links once.
//!
//! `compile_fail` says what must not compile, `mistakes` what is reported, `features` what comes out, and
//! `properties` what holds whatever comes in. `pages` checks the pages of the repository. `support` is what they share.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod assembly;
mod compile_fail;
mod determinism;
mod features;
mod mistakes;
mod pages;
mod permissions;
mod properties;
mod support;
