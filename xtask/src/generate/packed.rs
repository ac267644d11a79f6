//! Packs texts by name into the bytes that `crates/iam-facts/src/blob.rs` reads: an index, and each text compressed
//! alone.

use std::collections::BTreeMap;

use miniz_oxide::deflate::compress_to_vec_zlib;

use crate::error::{Context, Error};

/// zlib's best compression.
const LEVEL: u8 = 10;

/// Packs the texts.
pub(super) fn pack(texts: &BTreeMap<String, String>) -> Result<Vec<u8>, Error> {
    let (mut index, mut bytes) = (String::new(), Vec::new());
    for (name, text) in texts {
        let compressed = compress_to_vec_zlib(text.as_bytes(), LEVEL);
        index.push_str(&format!("{name}\t{}\t{}\t{}\n", bytes.len(), compressed.len(), text.len()));
        bytes.extend(compressed);
    }
    let length = u32::try_from(index.len()).context(|| "the index of facts".into())?;
    Ok([length.to_le_bytes().as_slice(), index.as_bytes(), &bytes].concat())
}
