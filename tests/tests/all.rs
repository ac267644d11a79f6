//! All tests across crates, in one binary that links once.
