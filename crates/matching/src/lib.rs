//! Compares text: wildcards, blocks of addresses, and the nearest of some known words.
//!
//! The crate has no dependencies, so that a procedural macro can be built on it.
//!
//! ```
//! use constructs_matching::{Pattern, matches_ignoring_case, may_intersect, nearest_word};
//!
//! assert!(matches_ignoring_case("Send*", "sendMessage"));
//! assert!(may_intersect(&Pattern::glob("a*c").tokens, &Pattern::glob("ab?").tokens));
//! assert_eq!(nearest_word("SendMesage", ["ReceiveMessage", "SendMessage"]), Some("SendMessage"));
//! ```

mod address;
mod nearest;
mod wildcard;

pub use address::AddressBlock;
pub use nearest::nearest_word;
pub use wildcard::{Pattern, Token, fold_case, matches_ignoring_case, may_intersect};
