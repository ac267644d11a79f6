//! Reads which regions lack a resource type, from a compressed table on first use.
//!
//! The table lists the regions, then the types by the set of regions that lack them; types that no region lacks are left out.

use std::sync::OnceLock;

use constructs_schema::facts::blob::inflate;

static BLOB: &[u8] = include_bytes!("regions.bin");
static TABLE: OnceLock<Table> = OnceLock::new();

struct Table {
    /// The bit of a region in a set is its index.
    regions: Vec<&'static str>,
    /// Types with the set of regions that lack them, sorted by name.
    types: Vec<(&'static str, u64)>,
}

/// The regions whose resource types are known.
#[must_use]
pub fn regions() -> &'static [&'static str] {
    &table().regions
}

/// Whether the resource types of a region are known.
#[must_use]
pub fn is_known(region: &str) -> bool {
    regions().contains(&region)
}

/// Whether a region lacks a resource type; false if the region or the type is unknown.
#[must_use]
pub fn lacks(region: &str, kind: &str) -> bool {
    let bit = regions().iter().position(|known| *known == region);
    bit.is_some_and(|bit| lacking(kind) >> bit & 1 == 1)
}

/// The regions that have a resource type.
pub(crate) fn having(kind: &str) -> impl Iterator<Item = &'static str> {
    let lacking = lacking(kind);
    let regions = regions().iter().enumerate();
    regions.filter(move |(bit, _)| lacking >> bit & 1 == 0).map(|(_, region)| *region)
}

/// The set of regions that lack a type.
fn lacking(kind: &str) -> u64 {
    let types = &table().types;
    let at = types.binary_search_by(|(name, _)| (*name).cmp(kind));
    at.ok().and_then(|at| types.get(at)).map_or(0, |(_, set)| *set)
}

fn table() -> &'static Table {
    TABLE.get_or_init(|| read(inflate(BLOB)))
}

fn read(text: &'static str) -> Table {
    let mut lines = text.lines();
    let regions = lines.next().unwrap_or_default().split(' ').take(64).collect();
    let mut types = Vec::new();
    for line in lines {
        let (set, names) = line.split_once(' ').unwrap_or_default();
        let set = u64::from_str_radix(set, 16).unwrap_or_default();
        types.extend(names.split(' ').map(|name| (name, set)));
    }
    types.sort_unstable();
    Table { regions, types }
}

#[cfg(test)]
mod tests {
    use super::{having, is_known, lacks, regions, table};

    #[test]
    fn every_region_has_most_types_and_lacks_some() {
        assert!(regions().len() > 30);
        assert!(table().types.len() > 1_000);
        for region in regions() {
            let lacked = table().types.iter().filter(|(name, _)| lacks(region, name)).count();
            assert!((1..1_200).contains(&lacked), "{region} lacks {lacked}");
        }
    }

    #[test]
    fn types_are_where_the_facts_say() {
        assert!(!lacks("eu-central-1", "AWS::SQS::Queue"));
        assert!(!lacks("us-east-1", "AWS::Lex::Bot") && lacks("eu-north-1", "AWS::Lex::Bot"));
        assert!(having("AWS::Lex::Bot").any(|region| region == "us-east-1"));
        assert!(!is_known("us-iso-east-1") && !lacks("us-iso-east-1", "AWS::Lex::Bot"));
    }
}
