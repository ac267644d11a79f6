//! Values as conditions compare them: numbers, dates, addresses, and one value of a request against one of a policy.

pub(crate) mod compare;
pub(crate) mod date;
pub(crate) mod network;
pub(crate) mod number;

pub use compare::is_readable;
