//! Reads a permission matrix and turns it into policies: what each principal must be able to do, and what it may do.
//!
//! ```text
//! read        YAML                                   -> PermissionMatrix: principals, resources, action sets, two tables
//! expand      PermissionMatrix and one environment   -> ExpandedMatrix: columns with principals, cells with statements
//! consistent  the cells of both tables               -> a diagnostic for each difference
//! ```
//! The first table states what each principal can do, the second one states what is allowed on each resource. Each table states
//! everything. `docs/access.md` explains the file.

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
