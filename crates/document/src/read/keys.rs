//! Makes the entries of one object, as written, a map whose keys are unique, and notes the keys that occur twice.

use rustc_hash::FxHashMap;

use super::{ReadError, ReadFault};
use crate::{Entry, Map};

/// Up to so many entries every pair is compared; a table costs more.
const FEW: usize = 12;

/// A map of `entries`. Of several with one key the last stays, as in CloudFormation; each of those is a duplicate.
pub(super) fn unique(entries: Vec<Entry>, duplicates: &mut Vec<ReadError>) -> Map {
    let before = duplicates.len();
    if entries.len() <= FEW {
        compared(&entries, duplicates);
    } else {
        looked_up(&entries, duplicates);
    }
    let map = Map::new(entries);
    if duplicates.len() == before { map } else { merge(vec![map], Map::default()) }
}

fn compared(entries: &[Entry], duplicates: &mut Vec<ReadError>) {
    for (position, entry) in entries.iter().enumerate() {
        let mut earlier = entries.iter().take(position);
        if let Some(first) = earlier.find(|earlier| earlier.key == entry.key) {
            duplicates.push(duplicate(entry, first));
        }
    }
}

fn looked_up(entries: &[Entry], duplicates: &mut Vec<ReadError>) {
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

/// What objects merged with `<<` and an object's own entries make together: what comes later wins, where
/// the key stood first.
pub(super) fn merge(merged: Vec<Map>, own: Map) -> Map {
    let mut positions: FxHashMap<String, usize> = FxHashMap::default();
    let mut entries: Vec<Entry> = Vec::new();
    for entry in merged.into_iter().chain([own]).flat_map(Map::into_entries) {
        let position = *positions.entry(entry.key.clone()).or_insert(entries.len());
        match entries.get_mut(position) {
            Some(earlier) => *earlier = entry,
            None => entries.push(entry),
        }
    }
    Map::new(entries)
}
