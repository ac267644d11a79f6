//! Reports what templates grant as tables: what each principal can do, and on which resources.
//!
//! With a matrix, the tables have its rows and columns, and every cell is looked up in the templates. If a cell grants what the
//! matrix states, it has the matrix's word, else it lists what is granted. Without a matrix, the tables use the words of the
//! policies.

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
