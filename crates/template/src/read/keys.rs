//! The entries of one object, as written -> a map whose keys are unique, or where one stands twice.

use rustc_hash::FxHashMap;

use super::{ReadError, ReadFault};
use crate::{Entry, Map, Mark};

/// Up to so many entries every pair is compared; a table costs more.
const FEW: usize = 12;

/// A map of `entries`.
pub(super) fn unique(entries: Vec<Entry>) -> Result<Map, ReadError> {
    let duplicate = if entries.len() <= FEW { compared(&entries) } else { looked_up(&entries) };
    duplicate.map_or(Ok(()), Err)?;
    Ok(Map::new(entries))
}

fn compared(entries: &[Entry]) -> Option<ReadError> {
    entries.iter().enumerate().find_map(|(position, entry)| {
        let first = entries.iter().take(position).find(|earlier| earlier.key == entry.key)?;
        Some(duplicate(entry, first.mark))
    })
}

fn looked_up(entries: &[Entry]) -> Option<ReadError> {
    let mut seen: FxHashMap<&str, Mark> = FxHashMap::default();
    seen.reserve(entries.len());
    entries.iter().find_map(|entry| Some(duplicate(entry, seen.insert(&entry.key, entry.mark)?)))
}

fn duplicate(entry: &Entry, first: Mark) -> ReadError {
    ReadError::new(ReadFault::DuplicateKey { key: entry.key.clone(), first }, entry.mark)
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
