//! Looks up the facts that change with time and place: the dates of Lambda's runtimes, retired services, and the regions that lack a
//! resource type; and the rules of services.
//!
//! INVARIANT: these are the facts in `facts/lifecycle.txt` and `facts/service-rules.txt`; `cargo xtask codegen --check` compares the bytes.

mod dates;
mod lists;
mod regions;
mod rules;

pub(crate) use dates::{Retirement, Runtime, retirement, runtime};
pub use dates::{date, sources};
pub(crate) use lists::{ListedValues, ValueList, Wanted, lists_of};
pub(crate) use regions::having as regions_having;
pub use regions::{is_known as is_known_region, lacks, regions};
pub(crate) use rules::{RuleFacts, rules};
