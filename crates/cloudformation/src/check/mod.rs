//! What every check of a template uses: the path to a value, and the report.

mod path;
mod report;

pub use path::Path;
pub use report::Report;
