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
//! `cargo run --release -p constructs-soundness -- --cases 1000000 --seed 1 --jobs 2 --table` prints the seed, the counts, the
//! table, and the first contradiction of each kind, made smaller; it exits with 1 if there is one. A case depends on the
//! seed and its number only.

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
