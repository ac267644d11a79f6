//! What holds whatever comes in.

pub(crate) mod apps;
mod merging;
mod merging_proved;
mod references;
mod siblings;
mod text;
mod yaml;
