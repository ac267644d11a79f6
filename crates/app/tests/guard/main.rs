//! The reference app and `rules/`, by the real engine in real children: `cargo test --features guard`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that can not go on says why"
)]

mod broken;
mod bytes;
mod cases;
mod clean;
mod odd;
mod same;
mod support;
mod validate;
mod variants;
