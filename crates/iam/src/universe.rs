//! The universe of IAM actions over which action patterns are decided.

use std::sync::OnceLock;

use constructs_iam_facts as facts;

/// A set of numbers of actions.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn with_length(length: usize) -> Self {
        Self(vec![0; length.div_ceil(64)])
    }

    pub(crate) fn insert(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    /// Adds a range.
    pub(crate) fn insert_all(&mut self, range: std::ops::Range<usize>) {
        range.for_each(|index| self.insert(index));
    }

    /// Adds what another set has.
    pub(crate) fn insert_from(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    pub(crate) fn has(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// The members, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(place, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.checked_sub(1)?;
                Some(place * 64 + bit as usize)
            })
        })
    }
}

/// Every action that is known, `service:Name`, at some date.
///
/// What isn't known is decided on all the same: names that a policy writes out count as actions, and a wildcard's
/// residue (names that no service has yet) is kept apart from what exists.
#[derive(Clone, Debug, Default)]
pub struct ActionUniverse {
    /// Names as AWS writes them, in the order of their lower case.
    names: Names,
    lower: Names,
    date: Option<String>,
}

/// Texts one behind the other: two allocations for all of them.
#[derive(Clone, Debug, Default)]
struct Names {
    text: String,
    ends: Vec<usize>,
}

impl Names {
    /// Ends a name of what was written to the text since the last one.
    fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    fn get(&self, index: usize) -> Option<&str> {
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(index)?)
    }

    /// The first place from `from` on whose name is not `before`; all names that are come first.
    fn partition_point(&self, from: usize, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (from, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(&before) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

impl<'n> FromIterator<&'n str> for Names {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Self {
        let mut all = Self::default();
        for name in names {
            all.text.push_str(name);
            all.end();
        }
        all
    }
}

impl ActionUniverse {
    /// The universe of these names, in any order; a text that is not `service:Name` is left out.
    pub fn new<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Self {
        let names = names.into_iter().map(Into::into).filter(|name: &String| name.contains(':'));
        let mut pairs: Vec<(String, String)> =
            names.map(|name| (name.to_lowercase(), name)).collect();
        pairs.sort();
        pairs.dedup_by(|one, other| one.0 == other.0);
        Self {
            names: pairs.iter().map(|(_, name)| name.as_str()).collect(),
            lower: pairs.iter().map(|(lower, _)| lower.as_str()).collect(),
            date: None,
        }
    }

    /// Every action of the facts, with their date. Only the names are read, once.
    #[must_use]
    pub fn known() -> &'static Self {
        static KNOWN: OnceLock<ActionUniverse> = OnceLock::new();
        KNOWN.get_or_init(|| {
            let mut names = Names::default();
            for (service, action) in facts::actions() {
                names.text.push_str(service);
                names.text.push(':');
                names.text.push_str(action);
                names.end();
            }
            // The facts' names are ASCII, and are in this order.
            let lower = Names { text: names.text.to_ascii_lowercase(), ends: names.ends.clone() };
            Self { names, lower, date: Some(facts::date().to_owned()) }
        })
    }

    /// The same, with the date of the list, for texts.
    #[must_use]
    pub fn with_date(mut self, date: &str) -> Self {
        self.date = Some(date.to_owned());
        self
    }

    /// The date of the list.
    #[must_use]
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// How many actions there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.names.ends.len()
    }

    /// Whether nothing is known.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.names.ends.is_empty()
    }

    /// An action's name, as AWS writes it.
    #[must_use]
    pub fn name(&self, index: usize) -> Option<&str> {
        self.names.get(index)
    }

    /// The number of an action; case does not matter.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        let lower = name.to_lowercase();
        let at = self.lower.partition_point(0, |known| known < lower.as_str());
        (self.lower(at) == Some(lower.as_str())).then_some(at)
    }

    /// Whether an action of this service is known (`sqs`).
    #[must_use]
    pub fn has_service(&self, service: &str) -> bool {
        let range = self.with_prefix(&format!("{}:", service.to_lowercase()));
        !range.is_empty()
    }

    /// The numbers of the actions that begin so, in lower case.
    pub(crate) fn with_prefix(&self, prefix: &str) -> std::ops::Range<usize> {
        let start = self.lower.partition_point(0, |name| name < prefix);
        start..self.lower.partition_point(start, |name| name.starts_with(prefix))
    }

    pub(crate) fn lower(&self, index: usize) -> Option<&str> {
        self.lower.get(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        let universe =
            ActionUniverse::new(["sqs:SendMessage", "s3:GetObject", "SQS:sendmessage", "junk"]);
        assert_eq!(universe.len(), 2);
        assert_eq!(
            universe.find("S3:getobject").and_then(|index| universe.name(index)),
            Some("s3:GetObject")
        );
        assert!(universe.has_service("sqs") && !universe.has_service("sq"));
        assert_eq!(universe.with_prefix("s"), 0..2);
        assert_eq!(universe.with_prefix("t"), 2..2);
    }

    #[test]
    fn the_facts_are_a_universe() {
        let known = ActionUniverse::known();
        assert!(known.len() > 20_000, "{}", known.len());
        assert!(known.date().is_some_and(|date| date.starts_with("20")));
        assert_eq!(known.find("S3:GETOBJECT").and_then(|at| known.name(at)), Some("s3:GetObject"));
        assert!(
            known.find("sqs:SendMessage").is_some()
                && known.find("sqs:DeleteMessageBatch").is_none()
        );
    }

    #[test]
    fn bits() {
        let mut bits = Bits::with_length(130);
        bits.insert_all(60..66);
        bits.insert(129);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [60, 61, 62, 63, 64, 65, 129]);
        assert!(bits.has(129) && !bits.has(128) && !bits.has(500));
    }
}
