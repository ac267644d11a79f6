//! Neighbors of the reported cases.
