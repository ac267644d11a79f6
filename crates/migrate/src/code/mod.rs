//! Rust expressions: the rest of this crate makes them, and `print` lays them out.

mod expression;
mod literal;
mod print;

pub(crate) use expression::Code;
pub(crate) use literal::{comment, constant, is_long, text, text_template};
pub(crate) use print::{is_deep, print, statement};
