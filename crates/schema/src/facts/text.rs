//! Names the type of the texts in the facts.

use std::borrow::Cow;

/// A text of the facts: borrowed from them where it is written there as it is.
pub type Text = Cow<'static, str>;
