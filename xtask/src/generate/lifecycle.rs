//! Writes the facts on runtimes, retired services, and regions in the forms that `constructs-services` reads.
//!
//! ```text
//! dates.txt               source …
//!                         runtime …, retired …        as in the facts
//! regions.bin, deflated   region region …             bit 0 is the first region
//!                         LACKING TYPE TYPE …         the regions that lack these types, as a hexadecimal number
//! ```

use std::collections::BTreeMap;
use std::fmt::Write;

use miniz_oxide::deflate::compress_to_vec;

use crate::error::{Context, Error};
use crate::model::lifecycle::Lifecycle;
use crate::text::lifecycle::render_dates;

/// Deflate's best compression.
const LEVEL: u8 = 10;

/// The dates of runtimes and retired services.
pub(crate) fn dates_text(facts: &Lifecycle) -> String {
    let sources = facts.header.iter().filter_map(|line| line.strip_prefix("source: "));
    let mut text: String = sources.map(|source| format!("source {source}\n")).collect();
    render_dates(facts, &mut text);
    text
}

/// The regions that lack a resource type.
pub(crate) fn regions_blob(facts: &Lifecycle) -> Result<Vec<u8>, Error> {
    Ok(compress_to_vec(regions_text(facts)?.as_bytes(), LEVEL))
}

/// The types by the set of regions that lack them, in the order of the first type of each set.
fn regions_text(facts: &Lifecycle) -> Result<String, Error> {
    let regions: Vec<&str> = facts.regions.iter().map(String::as_str).collect();
    let bit = |name: &String| {
        let index = regions.iter().position(|region| region == name);
        let index = index.and_then(|index| u32::try_from(index).ok());
        index.and_then(|index| 1_u64.checked_shl(index)).context(|| format!("no bit for `{name}`"))
    };
    let mut sets: Vec<(u64, Vec<&str>)> = Vec::new();
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    for (name, lacking) in &facts.lacking {
        let set = lacking.iter().try_fold(0, |set, region| Ok::<_, Error>(set | bit(region)?))?;
        let place = *places.entry(set).or_insert(sets.len());
        match sets.get_mut(place) {
            Some((_, types)) => types.push(name),
            None => sets.push((set, vec![name])),
        }
    }
    let mut text = format!("{}\n", regions.join(" "));
    for (set, types) in sets {
        let _ = writeln!(text, "{set:x} {}", types.join(" "));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::regions_text;
    use crate::error::Error;
    use crate::text::lifecycle::parse;

    #[test]
    fn types_that_the_same_regions_lack_are_on_one_line() -> Result<(), Error> {
        let facts = "region a-1\nregion b-1\ntype AWS::A::A not-in b-1\ntype AWS::A::B not-in a-1\ntype AWS::A::C not-in b-1\n";
        let text = regions_text(&parse(facts)?)?;
        assert_eq!(text, "a-1 b-1\n2 AWS::A::A AWS::A::C\n1 AWS::A::B\n");
        Ok(())
    }
}
