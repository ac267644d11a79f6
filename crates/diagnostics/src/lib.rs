//! Diagnostics: what is wrong with an app or a template, where, and what to do.
//!
//! Checks collect diagnostics and never stop at the first one. This crate renders plain text; colors and quoted source lines
//! belong to the toolkit.
//!
//! ```
//! use constructs_diagnostics::{Code, Diagnostic, Place};
//!
//! let place = Place::in_file("cdk.json", "environments/dev").property("account");
//! let diagnostic = Diagnostic::error(Code::new("S0102"), "`12` is not an account")
//!     .at(place)
//!     .help("write twelve digits");
//! let text = "error[S0102]: `12` is not an account
//!   --> cdk.json
//!    | environments/dev (account)
//!   = help: write twelve digits";
//! assert_eq!(diagnostic.to_string(), text);
//! ```

mod code;
mod diagnostic;
pub mod escape;
pub mod pointer;
mod render;

pub use code::{Code, CodeInfo};
pub use diagnostic::{Diagnostic, Diagnostics, Origin, Place, Related, Severity};
