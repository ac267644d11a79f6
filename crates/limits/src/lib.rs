//! The limits of CloudFormation and IAM, each checked by one function.
//!
//! Each function takes what is known of a value, and returns a diagnostic without a place if the value certainly breaks the
//! limit. Synthesis and the checks of templates use the same functions, so they report the same codes and messages.
//!
//! ```
//! use constructs_limits::iam::check_role_name;
//! use constructs_limits::KnownText;
//!
//! let found = check_role_name(KnownText::from_written("no spaces")).unwrap();
//! assert_eq!(found.message, "`no spaces` has characters that IAM does not accept");
//! ```

pub mod codes;
pub mod iam;
mod known_text;
pub mod names;
mod policy_size;
pub mod template;

pub use known_text::{KnownText, SHORTEST_ARN_CHARACTERS, escaped_length, least_pseudo_characters};
pub use policy_size::{MeasuredNotation, least_policy_size};
