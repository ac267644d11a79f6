//! Reads the dates of Lambda's runtimes and of retired services.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use constructs_schema::facts::line::FactsLine;

use crate::date::CalendarDate;

static TEXT: &str = include_str!("dates.txt");
static STORE: OnceLock<Store> = OnceLock::new();

/// The facts by name.
struct Store {
    runtimes: BTreeMap<&'static str, Runtime>,
    retired: BTreeMap<&'static str, Retirement>,
}

/// The dates of a runtime of Lambda.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Runtime {
    /// From this date on, the runtime gets no updates.
    pub(crate) deprecated: CalendarDate,
    /// From this date on, Lambda creates no functions with the runtime.
    pub(crate) create_block: Option<CalendarDate>,
    /// From this date on, Lambda updates no functions with the runtime.
    pub(crate) update_block: Option<CalendarDate>,
    /// The runtime to use instead.
    pub(crate) successor: Option<&'static str>,
}

/// How far the service of a resource type is retired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retirement {
    /// AWS shut the service down on this date.
    Ended(CalendarDate),
    /// AWS announced the end, with or without a date.
    Announced(Option<CalendarDate>),
}

/// The dates of a runtime, if the facts contain it.
pub(crate) fn runtime(name: &str) -> Option<Runtime> {
    store().runtimes.get(name).copied()
}

/// How far the service of a resource type is retired; nothing if AWS announced no end.
pub(crate) fn retirement(kind: &str) -> Option<Retirement> {
    store().retired.get(kind).copied()
}

/// The sources of the facts: package, version, date, license; one line each.
pub fn sources() -> impl Iterator<Item = &'static str> {
    TEXT.lines().filter_map(|line| line.strip_prefix("source "))
}

/// The date of the facts.
#[must_use]
pub fn date() -> CalendarDate {
    let words = sources().flat_map(|source| source.split(' '));
    let dates = words.filter_map(|word| word.parse().ok());
    dates.max().unwrap_or_else(|| CalendarDate::from_days_since_1970(0))
}

fn store() -> &'static Store {
    STORE.get_or_init(|| {
        let mut store = Store { runtimes: BTreeMap::new(), retired: BTreeMap::new() };
        for line in FactsLine::parse_all(TEXT) {
            let mut words = line.rest.split(' ');
            let Some(name) = words.next() else { continue };
            let rest: Vec<&'static str> = words.collect();
            if line.keyword == "runtime" {
                store.runtimes.extend(read_runtime(&rest).map(|runtime| (name, runtime)));
            } else if line.keyword == "retired" {
                store.retired.extend(read_retirement(&rest).map(|found| (name, found)));
            }
        }
        store
    })
}

fn read_runtime(words: &[&'static str]) -> Option<Runtime> {
    let date = |key| value(words, key)?.parse().ok();
    Some(Runtime {
        deprecated: date("deprecated=")?,
        create_block: date("create-block="),
        update_block: date("update-block="),
        successor: value(words, "successor="),
    })
}

fn read_retirement(words: &[&'static str]) -> Option<Retirement> {
    match value(words, "ended=") {
        Some(date) => Some(Retirement::Ended(date.parse().ok()?)),
        None => {
            let date = value(words, "announced=").and_then(|date| date.parse().ok());
            Some(Retirement::Announced(date))
        }
    }
}

fn value(words: &[&'static str], key: &str) -> Option<&'static str> {
    words.iter().find_map(|word| word.strip_prefix(key))
}

#[cfg(test)]
mod tests {
    use super::{Retirement, TEXT, date, retirement, runtime, sources, store};

    #[test]
    fn every_line_is_read() {
        let lines = |keyword: &str| TEXT.lines().filter(|line| line.starts_with(keyword)).count();
        assert_eq!(store().runtimes.len(), lines("runtime "));
        assert_eq!(store().retired.len(), lines("retired "));
        assert_eq!(sources().count(), 1);
        assert!(date() >= "2026-10-20".parse().unwrap());
    }

    #[test]
    fn dates_are_as_the_facts_say() {
        let python = runtime("python2.7").unwrap();
        assert_eq!(python.update_block, Some("2022-05-30".parse().unwrap()));
        assert!(python.successor.is_some_and(|name| runtime(name).is_some()));
        let ended = Retirement::Ended("2024-05-01".parse().unwrap());
        assert_eq!(retirement("AWS::OpsWorks::App"), Some(ended));
        assert_eq!(retirement("AWS::WAF::IPSet"), Some(Retirement::Announced(None)));
        assert_eq!(retirement("AWS::SQS::Queue"), None);
    }
}
