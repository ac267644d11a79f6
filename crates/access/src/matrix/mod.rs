//! A permission matrix, as a security reviewer reads it, -> policies: what each principal has to be able to do, and may.
//!
//! ```text
//! read        YAML                       -> PermissionMatrix: principals, resources, action sets, two tables
//! expand      PermissionMatrix, one environment    -> cells: who, which actions, on what, under which condition
//! consistent  the cells of both tables   -> the same grants, or the two cells that disagree
//! ```
//! The first table says what each principal can do, the second on what; each says all of it. `docs/access.md` explains
//! the file.

mod actions;
pub mod codes;
mod consistent;
mod environments;
mod expand;
mod expanded;
mod permission_matrix;
mod read;
mod reader;
mod resources;
mod variables;
mod words;

pub(crate) use codes::{GRANTS_LESS, GRANTS_MORE, NOT_DECIDED, NOT_LISTED, STALE, TRUST};
pub use environments::{duplicate_matrix, missing_matrix};
pub use expanded::{Column, ExpandedMatrix, MatrixCell};
pub use permission_matrix::{
    Acknowledgement, MatrixEntry, MatrixResource, MatrixRow, PermissionMatrix, Word,
};
pub use variables::Variables;

#[cfg(test)]
mod tests;
