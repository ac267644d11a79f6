//! Reads the lists of values: which values a property can have, by region and by the values of other properties.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use constructs_schema::facts::line::FactsLine;

use super::{inflate, texts};

/// The values that a property can have where other properties have certain values.
pub(crate) struct ValueList {
    /// What the other properties must be.
    pub(crate) when: Vec<(&'static str, Wanted)>,
    /// The property below the subject of the rule; empty for the subject itself.
    pub(crate) property: &'static str,
    /// The values.
    pub(crate) values: Vec<ListedValues>,
}

/// Values that the same regions have.
pub(crate) struct ListedValues {
    /// The regions; empty if every region has the values.
    pub(crate) regions: &'static [&'static str],
    /// What comes before the last dot of a value, and what can come after it, separated by spaces.
    families: &'static [(&'static str, &'static str)],
}

/// What another property must be.
pub(crate) enum Wanted {
    /// This text.
    Equal(&'static str),
    /// This version, or one below it: `10.11` and `10.11.4`.
    Version(&'static str),
    /// Not set.
    Absent,
}

impl ListedValues {
    /// Whether the list has a value.
    pub(crate) fn contains(&self, value: &str) -> bool {
        let (family, member) = value.rsplit_once('.').unwrap_or(("-", value));
        let members = self.families.iter().find(|(known, _)| *known == family);
        members.is_some_and(|(_, members)| members.split(' ').any(|known| known == member))
    }

    /// Whether the list has a value below a version: `8.0.36` below `8.0`.
    pub(crate) fn has_below(&self, version: &str) -> bool {
        self.iter()
            .any(|known| known.strip_prefix(version).is_some_and(|rest| rest.starts_with('.')))
    }

    /// The values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = String> + '_ {
        self.families.iter().flat_map(|(family, members)| {
            members.split(' ').map(move |member| match *family {
                "-" => member.to_owned(),
                _ => format!("{family}.{member}"),
            })
        })
    }
}

/// The lists of a rule.
pub(crate) fn lists_of(rule: &str) -> &'static [ValueList] {
    static LISTS: OnceLock<BTreeMap<&'static str, Vec<ValueList>>> = OnceLock::new();
    LISTS.get_or_init(|| parse(inflate(texts().1))).get(rule).map_or(&[], Vec::as_slice)
}

/// Lists that several rules share, by number.
#[derive(Default)]
struct Shared {
    regions: BTreeMap<&'static str, &'static [&'static str]>,
    values: BTreeMap<&'static str, &'static [(&'static str, &'static str)]>,
}

fn parse(text: &'static str) -> BTreeMap<&'static str, Vec<ValueList>> {
    let mut shared = Shared::default();
    let (mut open, mut families): (&str, Vec<(&str, &str)>) = ("", Vec::new());
    let mut found: BTreeMap<&str, Vec<ValueList>> = BTreeMap::new();
    let mut rule = "";
    for line in FactsLine::parse_all(text) {
        if line.depth == 0 && !families.is_empty() {
            shared.values.insert(open, Vec::leak(std::mem::take(&mut families)));
        }
        match (line.depth, line.keyword) {
            (0, "regions") => {
                let (number, names) = line.rest.split_once(' ').unwrap_or_default();
                shared.regions.insert(number, Vec::leak(names.split(' ').collect()));
            }
            (0, "values") => open = line.rest,
            (0, _) => rule = line.rest,
            (1, "list") if !rule.is_empty() => {
                found.entry(rule).or_default().push(read_list(line.rest));
            }
            (1, family) => families.push((family, line.rest)),
            _ => {
                let list = found.get_mut(rule).and_then(|lists| lists.last_mut());
                list.into_iter().for_each(|list| list.values.push(shared.read(line.rest)));
            }
        }
    }
    found
}

impl Shared {
    /// Reads `VALUES`, or `VALUES REGIONS`.
    fn read(&self, words: &str) -> ListedValues {
        let (values, regions) = words.split_once(' ').unwrap_or((words, ""));
        ListedValues {
            regions: self.regions.get(regions).copied().unwrap_or_default(),
            families: self.values.get(values).copied().unwrap_or_default(),
        }
    }
}

/// Reads `DBInstanceClass when Engine is mysql when EngineVersion version 10.11`.
fn read_list(words: &'static str) -> ValueList {
    let mut words = words.split(' ').filter(|word| !word.is_empty()).peekable();
    let property = words.next_if(|word| *word != "when").unwrap_or_default();
    let mut when = Vec::new();
    while let (Some("when"), Some(name), Some(word)) = (words.next(), words.next(), words.next()) {
        when.push((
            name,
            match word {
                "is" => Wanted::Equal(words.next().unwrap_or_default()),
                "version" => Wanted::Version(words.next().unwrap_or_default()),
                _ => Wanted::Absent,
            },
        ));
    }
    ValueList { when, property, values: Vec::new() }
}
