//! Makes objects whose keys are unique from entries as written, and reports the keys that occur twice.

use rustc_hash::FxHashMap;

use crate::error::{ReadError, ReadFault};
use crate::node::{Entry, Map};

/// Up to this many entries, comparing every pair is faster than a table.
const FEW: usize = 12;

impl Map {
    /// An object of `entries` as written. If a key occurs several times, the last entry stays, as in CloudFormation, and
    /// each entry after the first is added to `duplicates`.
    pub fn from_written(entries: Vec<Entry>, duplicates: &mut Vec<ReadError>) -> Self {
        let before = duplicates.len();
        if entries.len() <= FEW {
            compare(&entries, duplicates);
        } else {
            look_up(&entries, duplicates);
        }
        let map = Self::new(entries);
        if duplicates.len() == before { map } else { Self::merge(vec![map], Self::default()) }
    }

    /// Merges objects, in their order, and then an object's own entries. A later entry replaces an earlier one with the same
    /// key, at the position of the earlier one.
    #[must_use]
    pub fn merge(merged: Vec<Self>, own: Self) -> Self {
        let mut positions: FxHashMap<String, usize> = FxHashMap::default();
        let mut entries: Vec<Entry> = Vec::new();
        for entry in merged.into_iter().chain([own]).flat_map(Self::into_entries) {
            let position = *positions.entry(entry.key.clone()).or_insert(entries.len());
            match entries.get_mut(position) {
                Some(earlier) => *earlier = entry,
                None => entries.push(entry),
            }
        }
        Self::new(entries)
    }
}

fn compare(entries: &[Entry], duplicates: &mut Vec<ReadError>) {
    for (position, entry) in entries.iter().enumerate() {
        let mut earlier = entries.iter().take(position);
        if let Some(first) = earlier.find(|earlier| earlier.key == entry.key) {
            duplicates.push(duplicate(entry, first));
        }
    }
}

fn look_up(entries: &[Entry], duplicates: &mut Vec<ReadError>) {
    let mut seen: FxHashMap<&str, &Entry> = FxHashMap::default();
    seen.reserve(entries.len());
    for entry in entries {
        let first = *seen.entry(&entry.key).or_insert(entry);
        if !std::ptr::eq(first, entry) {
            duplicates.push(duplicate(entry, first));
        }
    }
}

fn duplicate(entry: &Entry, first: &Entry) -> ReadError {
    let fault = ReadFault::DuplicateKey { key: entry.key.clone(), first: first.mark };
    ReadError::new(fault, entry.mark)
}
