//! Reads the blobs of facts that the program contains: deflated texts, of which a blob of two has the length of the first in front.
//!
//! `cargo xtask codegen` writes the blobs.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The size of one text.
const MAX_TEXT_BYTES: usize = 1 << 24;

/// The deflated text at the start of a blob, and the rest. The length of the text is a `u32` in front, little-endian.
#[must_use]
pub fn split_first(blob: &'static [u8]) -> (&'static [u8], &'static [u8]) {
    let (length, rest) = blob.split_at_checked(4).unwrap_or_default();
    let length = length.try_into().map_or(0, u32::from_le_bytes);
    rest.split_at_checked(usize::try_from(length).unwrap_or_default()).unwrap_or_default()
}

/// Decompresses a text and keeps it until the process ends, so a caller does it once for each text. The text of a broken blob is empty.
#[must_use]
pub fn inflate(deflated: &[u8]) -> &'static str {
    let bytes = decompress_to_vec_with_limit(deflated, MAX_TEXT_BYTES).unwrap_or_default();
    Box::leak(String::from_utf8(bytes).unwrap_or_default().into_boxed_str())
}
