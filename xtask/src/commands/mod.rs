//! The commands of `cargo xtask`, one file each.

pub(crate) mod codegen;
pub(crate) mod facts;
pub(crate) mod migrate_check;
pub(crate) mod mutate;
pub(crate) mod public_templates;
pub(crate) mod soundness;
