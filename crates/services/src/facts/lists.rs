//! Reads the lists of values: which values a property can have, by region and by the values of other properties.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use constructs_schema::facts::blob::inflate;
use constructs_schema::facts::line::FactsLine;

use super::rules::texts;

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
    /// The regions, separated by spaces; empty if every region has the values.
    regions: &'static str,
    /// A line for each family, with its members: `  db.m5 large xlarge`.
    families: &'static str,
}

/// What another property must be.
pub(crate) enum Wanted {
    /// This text.
    Equal(&'static str),
    /// One of these versions, separated by `|`, or one below them: `10.11` and `10.11.4`.
    Version(&'static str),
    /// Not set.
    Absent,
}

impl ListedValues {
    /// Whether every region has the values.
    pub(crate) const fn are_everywhere(&self) -> bool {
        self.regions.is_empty()
    }

    /// Whether a region has the values.
    pub(crate) fn are_in(&self, region: &str) -> bool {
        self.are_everywhere() || self.regions.split(' ').any(|known| known == region)
    }

    /// Whether the list has a value.
    pub(crate) fn contains(&self, value: &str) -> bool {
        let (family, member) = value.rsplit_once('.').unwrap_or(("-", value));
        let members = self.families().find(|(known, _)| *known == family);
        members.is_some_and(|(_, members)| members.split(' ').any(|known| known == member))
    }

    /// Whether the list has a value below a version: `8.0.36` below `8.0`.
    pub(crate) fn has_below(&self, version: &str) -> bool {
        let is_below =
            |known: &str| known.strip_prefix(version).is_some_and(|rest| rest.starts_with('.'));
        self.iter().any(|known| is_below(&known))
    }

    /// The values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = String> {
        self.families().flat_map(|(family, members)| {
            members.split(' ').map(move |member| match family {
                "-" => member.to_owned(),
                _ => format!("{family}.{member}"),
            })
        })
    }

    fn families(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.families.lines().filter_map(|line| line.trim_start().split_once(' '))
    }
}

/// The lists of all rules. Only those of a rule that is asked for are read.
struct Lists {
    /// The regions, and the values, by their number.
    shared: BTreeMap<(&'static str, &'static str), &'static str>,
    by_rule: BTreeMap<&'static str, (&'static str, OnceLock<Vec<ValueList>>)>,
}

/// The lists of a rule.
pub(crate) fn lists_of(rule: &str) -> &'static [ValueList] {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    let lists = LISTS.get_or_init(|| split(inflate(texts().1)));
    let Some((text, read)) = lists.by_rule.get(rule) else { return &[] };
    read.get_or_init(|| read_lists(text, lists))
}

/// Splits the text at its lines without indentation: `regions 3 eu-west-1 us-east-1`, `values 7`, `rule aws_ec2_instance/…`.
fn split(text: &'static str) -> Lists {
    let mut lists = Lists { shared: BTreeMap::new(), by_rule: BTreeMap::new() };
    let mut start = 0;
    let mut blocks = Vec::new();
    for (at, _) in text.match_indices('\n') {
        let is_indented = text.get(at + 1..).is_some_and(|rest| rest.starts_with(' '));
        if !is_indented {
            blocks.extend(text.get(start..at));
            start = at + 1;
        }
    }
    for block in blocks {
        let (head, body) = block.split_once('\n').unwrap_or((block, ""));
        let (keyword, rest) = head.split_once(' ').unwrap_or((head, ""));
        match keyword {
            "regions" => {
                let (number, names) = rest.split_once(' ').unwrap_or_default();
                lists.shared.insert((keyword, number), names);
            }
            "values" => {
                lists.shared.insert((keyword, rest), body);
            }
            _ => {
                lists.by_rule.insert(rest, (body, OnceLock::new()));
            }
        }
    }
    lists
}

/// Reads the lists of one rule.
fn read_lists(text: &'static str, lists: &Lists) -> Vec<ValueList> {
    let mut found: Vec<ValueList> = Vec::new();
    for line in FactsLine::parse_all(text) {
        if line.keyword == "list" {
            found.push(read_list(line.rest));
        } else if let Some(list) = found.last_mut() {
            let (values, regions) = line.rest.split_once(' ').unwrap_or((line.rest, ""));
            let shared = |keyword, number| lists.shared.get(&(keyword, number)).copied();
            list.values.push(ListedValues {
                regions: shared("regions", regions).unwrap_or_default(),
                families: shared("values", values).unwrap_or_default(),
            });
        }
    }
    found
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
