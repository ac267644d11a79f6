//! What holds whatever comes in.

mod apps;
mod merging;
mod references;
mod siblings;
mod text;
mod yaml;
