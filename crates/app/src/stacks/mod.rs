//! The stacks of one environment, one file each.

pub mod cache;
pub mod database;
pub mod iam;
pub mod network;
pub mod queues;
