//! Judges the access answers by substitution: a template with holes is asked about once, then every hole gets values, and an
//! evaluator of concrete policies checks that no deployment contradicts the answer.
//!
//! ```text
//! tree     a cell and a seed   -> a template with holes, and a query
//! render   the tree            -> CloudFormation, and with values -> concrete policies
//! ask      CloudFormation      -> the product's answer
//! oracle   concrete policies   -> allowed or not
//! judge    both                -> a contradiction, or none
//! ```

pub mod answer;
pub mod ask;
pub mod assumption;
pub mod judge;
pub mod oracle;
pub mod random;
pub mod render;
pub mod requests;
pub mod run;
pub mod shrink;
pub mod substitution;
pub mod table;
pub mod tree;
