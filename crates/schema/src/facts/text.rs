//! Names the type of the texts in the facts.

use std::borrow::Cow;

/// A text of the facts: borrowed, unless the facts write it with escapes.
pub type FactsText = Cow<'static, str>;
