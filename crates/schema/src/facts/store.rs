//! Decodes one resource type at a time from the blob of the facts, on first use.
//!
//! The blob is an index and the facts' text of each service, deflated one by one; `cargo xtask codegen` writes it.
//! `docs/decisions/0008-facts-blob.md` explains why it is text.

use std::sync::OnceLock;

use super::blob::{inflate, split_first};
use super::reader::{self, IndexedType};
use super::types::ResourceType;

static BLOB: &[u8] = include_bytes!("resources.bin");
static STORE: OnceLock<Store> = OnceLock::new();

/// The index, and what is decoded.
struct Store {
    sources: Vec<&'static str>,
    services: Vec<Service>,
    /// Sorted by name.
    types: Vec<Entry>,
}

struct Service {
    name: &'static str,
    feature: Option<&'static str>,
    deflated: &'static [u8],
    text: OnceLock<&'static str>,
}

struct Entry {
    name: &'static str,
    service: usize,
    /// Where its lines start and end in the service's text.
    range: &'static str,
    /// In a box, because few of the types are decoded.
    decoded: OnceLock<Box<ResourceType>>,
}

/// The resource type with this name, if the facts contain it.
#[must_use]
pub fn resource_type(name: &str) -> Option<&'static ResourceType> {
    let store = store();
    let at = store.types.binary_search_by(|entry| entry.name.cmp(name)).ok()?;
    let entry = store.types.get(at)?;
    let service = store.services.get(entry.service)?;
    Some(entry.decoded.get_or_init(|| {
        let text = service.text.get_or_init(|| inflate(service.deflated));
        let indexed =
            IndexedType { name: entry.name, service: service.name, feature: service.feature };
        let mut words = entry.range.split(' ').map(|word| word.parse().unwrap_or_default());
        let (start, end) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        Box::new(reader::read_type(&indexed, text.get(start..end).unwrap_or_default()))
    }))
}

/// The names of all resource types, sorted.
pub fn resource_types() -> impl Iterator<Item = &'static str> {
    store().types.iter().map(|entry| entry.name)
}

/// The sources of the facts: package, version, date, license; one line each.
#[must_use]
pub fn sources() -> &'static [&'static str] {
    &store().sources
}

fn store() -> &'static Store {
    STORE.get_or_init(|| {
        let (index, texts) = split_first(BLOB);
        read_index(inflate(index), texts)
    })
}

/// `source …`, `service NAME FEATURE OFFSET LENGTH`, and below it ` TYPE START END`.
fn read_index(index: &'static str, texts: &'static [u8]) -> Store {
    let mut store = Store { sources: Vec::new(), services: Vec::new(), types: Vec::new() };
    for line in index.lines() {
        let mut words = line.split_ascii_whitespace();
        let mut word = || words.next().unwrap_or_default();
        let number = |word: &str| word.parse::<usize>().unwrap_or_default();
        if let Some(source) = line.strip_prefix("source ") {
            store.sources.push(source);
        } else if let Some(entry) = line.strip_prefix(' ') {
            let (name, range) = entry.split_once(' ').unwrap_or_default();
            let service = store.services.len().saturating_sub(1);
            store.types.push(Entry { name, service, range, decoded: OnceLock::new() });
        } else {
            let (_, name, feature) = (word(), word(), Some(word()).filter(|word| *word != "-"));
            let (offset, length) = (number(word()), number(word()));
            let deflated = texts.get(offset..offset + length).unwrap_or_default();
            store.services.push(Service { name, feature, deflated, text: OnceLock::new() });
        }
    }
    store.types.sort_unstable_by_key(|entry| entry.name);
    store
}

#[cfg(test)]
mod tests {
    use super::{resource_type, resource_types, sources};

    #[test]
    fn every_type_can_be_decoded() {
        assert!(resource_types().count() > 1_800);
        assert!(sources().iter().any(|source| source.contains("cfn-lint")));
        for name in resource_types() {
            let found = resource_type(name).unwrap();
            assert!(!found.rust.is_empty(), "{name}");
            assert_eq!(found.feature.is_none(), name.starts_with("AWS::Serverless::"), "{name}");
        }
    }

    #[test]
    fn a_queue_is_as_its_facts_say() {
        let queue = resource_type("AWS::SQS::Queue").unwrap();
        assert_eq!((queue.service, queue.feature), ("sqs", Some("sqs")));
        assert_eq!((&*queue.rust, &*queue.module), ("Queue", "queue"));
        assert_eq!(queue.property("QueueName").unwrap().rust, "queue_name");
        assert_eq!(queue.attribute("Arn").unwrap().rust, "arn");
        assert!(resource_type("AWS::SQS::Quene").is_none());
    }
}
