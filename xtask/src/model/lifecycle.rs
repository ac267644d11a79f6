//! Defines the facts that change with time and place: runtimes, retired services, and the regions of resource types.

use std::collections::{BTreeMap, BTreeSet};

/// The facts. Dates are texts such as `2026-10-20`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lifecycle {
    /// The comment lines at the head.
    pub(crate) header: Vec<String>,
    /// Lambda's runtimes by name.
    pub(crate) runtimes: BTreeMap<String, Runtime>,
    /// The resource types of services that AWS retires.
    pub(crate) retired: BTreeMap<String, Retirement>,
    /// The regions whose resource types are known.
    pub(crate) regions: BTreeSet<String>,
    /// The regions that lack a type; types that no region lacks are left out.
    pub(crate) lacking: BTreeMap<String, BTreeSet<String>>,
}

/// The dates of a runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Runtime {
    pub(crate) deprecated: String,
    /// The date from which Lambda creates no functions with the runtime.
    pub(crate) create_block: Option<String>,
    /// The date from which Lambda updates no functions with the runtime.
    pub(crate) update_block: Option<String>,
    pub(crate) successor: Option<String>,
}

/// How far a service is retired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Retirement {
    /// AWS shut the service down on this date.
    Ended(String),
    /// AWS announced the end, with or without a date.
    Announced(Option<String>),
}
