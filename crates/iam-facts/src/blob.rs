//! Reads a blob of compressed texts, each inflated alone.
//!
//! The bytes are four that say how long the index is (little-endian), the index, and the texts, each compressed by zlib.
//! A line of the index is a text's name, where it begins behind the index, how many bytes it takes, and how many it
//! takes inflated, with tabs between. `xtask/src/generate/iam_facts.rs` writes them.

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// Where a text lies.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    bytes: &'static [u8],
    inflated: usize,
}

impl Entry {
    /// The text; nothing where the bytes are not what they should be, which the crate's tests rule out.
    pub(crate) fn text(&self) -> String {
        let bytes = decompress_to_vec_zlib_with_limit(self.bytes, self.inflated);
        bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// The texts of a blob, sorted by name.
pub(crate) fn entries(blob: &'static [u8]) -> Vec<Entry> {
    let Some((length, rest)) = blob.split_first_chunk::<4>() else { return Vec::new() };
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    let Some((index, texts)) = rest.split_at_checked(length) else { return Vec::new() };
    let index = std::str::from_utf8(index).unwrap_or_default();
    index.lines().filter_map(|line| entry(line, texts)).collect()
}

fn entry(line: &'static str, texts: &'static [u8]) -> Option<Entry> {
    let mut words = line.split('\t');
    let name = words.next()?;
    let mut number = || words.next()?.parse::<usize>().ok();
    let (start, length, inflated) = (number()?, number()?, number()?);
    Some(Entry { name, bytes: texts.get(start..start.checked_add(length)?)?, inflated })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_blob_hold_nothing() {
        assert!(entries(b"").is_empty());
        assert!(entries(b"\x09\0\0\0short").is_empty());
        let beyond = entries(b"\x08\0\0\0sqs\t0\t9\t9");
        assert!(beyond.is_empty());
        let broken = entries(b"\x09\0\0\0sqs\t0\t1\t9x");
        assert_eq!(broken.iter().map(Entry::text).collect::<Vec<_>>(), [""]);
    }
}
