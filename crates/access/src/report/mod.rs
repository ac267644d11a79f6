//! What templates grant -> tables for people: what each principal can do, and on what.
//!
//! With a matrix its rows and columns are the tables'; every cell is looked up in the templates. Where a cell is what the
//! matrix says, it has the matrix's word; else it says what is granted. Without one, the policies' own words are shown.

mod about;
mod cells;
mod html;
mod json;
mod markdown;
mod plain;
mod resources;
mod statement_words;
mod table;
mod text;
mod unread;

pub use cells::of_matrix;
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use plain::of_policies;
pub use table::{Cell, Reason, Report, Table};
pub use text::text;

#[cfg(test)]
mod tests;
