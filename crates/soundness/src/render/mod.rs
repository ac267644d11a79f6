//! A tree -> CloudFormation, and a tree with values -> concrete policies. The second needs no interpreter of CloudFormation.

pub mod cloudformation;
pub mod concrete;
pub mod deployment;
mod expression;

pub use cloudformation::cloudformation;
pub use concrete::concrete;
pub use deployment::{DeployedPrincipal, Deployment, Values};
