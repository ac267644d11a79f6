//! Tests across crates; the library itself is empty. See `tests/all.rs`.
