//! What templates grant -> tables for people: what each principal can do, and on what.
//!
//! With a matrix its rows and columns are the tables'; every cell is looked up in the templates. Where a cell is what the
//! matrix says, it has the matrix's word; else it says what is granted. Without one, the policies' own words are shown.

mod action_grants;
mod html;
mod json;
mod markdown;
mod matrix_report;
mod policy_report;
mod resources;
mod statement_words;
mod table;
mod text;
mod unread;

pub use html::render_html;
pub use json::render_json;
pub use markdown::render_markdown;
pub use matrix_report::report_matrix;
pub use policy_report::report_policies;
pub use table::{AccessReport, CellText, Reason, ReportTable};
pub use text::render_text;

#[cfg(test)]
mod tests;
