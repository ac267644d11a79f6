//! Looks up the facts that change with time and place: the dates of Lambda's runtimes, retired services, and the regions that lack a
//! resource type.
//!
//! INVARIANT: these are the facts in `facts/lifecycle.txt`; `cargo xtask codegen --check` compares the bytes.

mod dates;
mod regions;

pub(crate) use dates::{Retirement, Runtime, retirement, runtime};
pub use dates::{date, sources};
pub(crate) use regions::having as regions_having;
pub use regions::{is_known as is_known_region, lacks, regions};
