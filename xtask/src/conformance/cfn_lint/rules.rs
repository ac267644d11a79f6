//! Relates the error rules of cfn-lint to our codes, and to the reasons for rules that we leave out.

use std::collections::{BTreeMap, BTreeSet};

use constructs_toolkit::codes::REGISTRY;

use crate::error::{Context, Error};
use crate::files::{self, Workspace};

/// The ids of the error rules of the version that conformance pins, one a line.
const IDS: &str = "tests/conformance/cfn-lint/rules.txt";
/// Rules that we leave out, `E0000 = reason`.
const NOT_OURS: &str = "tests/conformance/cfn-lint/not-ours.txt";

/// What we do about a rule of cfn-lint.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Status<'r> {
    /// These codes report it.
    Ours(&'r [&'static str]),
    /// We leave it out, for this reason.
    NotOurs(&'r str),
    /// Nothing reports it.
    Missing,
}

/// The error rules of cfn-lint, and our codes.
pub(super) struct Rules {
    ids: Vec<String>,
    codes: BTreeMap<String, Vec<&'static str>>,
    reasons: BTreeMap<String, String>,
}

impl Rules {
    /// Reads the lists, and fails if they contradict each other or our codes.
    pub(super) fn read(workspace: &Workspace) -> Result<Self, Error> {
        let (ids, reasons) =
            (files::read(&workspace.path(IDS))?, files::read(&workspace.path(NOT_OURS))?);
        Self::parse(&ids, &reasons, own_codes())
    }

    fn parse(
        ids: &str,
        reasons: &str,
        codes: BTreeMap<String, Vec<&'static str>>,
    ) -> Result<Self, Error> {
        let lines = |text: &str| {
            let lines = text.lines().map(str::trim);
            lines
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let ids = lines(ids);
        let mut read = BTreeMap::new();
        for line in lines(reasons) {
            let (id, reason) = line
                .split_once(" = ")
                .context(|| format!("`{NOT_OURS}` has no reason for `{line}`"))?;
            read.insert(id.to_owned(), reason.to_owned());
        }
        for id in read.keys() {
            if let Some(codes) = codes.get(id) {
                return Err(Error::new(format!(
                    "`{NOT_OURS}` lists {id}, which {} reports",
                    codes.join(", ")
                )));
            }
        }
        let is_known = |id: &&String| ids.contains(*id);
        let errors = codes.keys().filter(|id| id.starts_with('E'));
        if let Some(unknown) = errors.chain(read.keys()).find(|id| !is_known(id)) {
            return Err(Error::new(format!("cfn-lint has no rule {unknown}")));
        }
        Ok(Self { ids, codes, reasons: read })
    }

    /// Fails if cfn-lint has other rules than the list.
    pub(super) fn require_complete(&self, found: &BTreeSet<String>) -> Result<(), Error> {
        let listed: BTreeSet<String> = self.ids.iter().cloned().collect();
        let differing: Vec<&str> = listed.symmetric_difference(found).map(String::as_str).collect();
        if differing.is_empty() {
            return Ok(());
        }
        Err(Error::new(format!("`{IDS}` and cfn-lint differ in {}", differing.join(", "))))
    }

    /// All rules, in the order of their ids.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, Status<'_>)> {
        self.ids.iter().map(|id| (id.as_str(), self.status(id)))
    }

    /// What we do about a rule.
    pub(super) fn status(&self, id: &str) -> Status<'_> {
        match (self.codes.get(id), self.reasons.get(id)) {
            (Some(codes), _) => Status::Ours(codes),
            (None, Some(reason)) => Status::NotOurs(reason),
            (None, None) => Status::Missing,
        }
    }

    /// Whether one of our codes reports a rule.
    pub(super) fn is_ours(&self, id: &str) -> bool {
        self.codes.contains_key(id)
    }

    /// Whether a code reports a rule.
    pub(super) fn reports(&self, code: &str, id: &str) -> bool {
        self.codes.get(id).is_some_and(|codes| codes.contains(&code))
    }
}

/// Our codes by the rule of cfn-lint that they report.
fn own_codes() -> BTreeMap<String, Vec<&'static str>> {
    let mut codes: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for info in REGISTRY.iter().flat_map(|(_, parts)| *parts).copied().flatten() {
        for rule in info.cfn_lint {
            codes.entry((*rule).to_owned()).or_default().push(info.code.as_str());
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Rules, Status};

    #[test]
    fn a_rule_is_ours_or_has_a_reason_or_is_missing() {
        let codes = || BTreeMap::from([("E1".to_owned(), vec!["F1"])]);
        let rules = Rules::parse("# ids\nE1\nE2\nE3\n", "E2 = style", codes()).unwrap();
        let statuses: Vec<Status<'_>> = rules.all().map(|(_, status)| status).collect();
        assert_eq!(statuses, [Status::Ours(&["F1"]), Status::NotOurs("style"), Status::Missing]);
        assert!(rules.reports("F1", "E1") && !rules.reports("F2", "E1"));
        let fault = |ids: &str, reasons: &str| {
            Rules::parse(ids, reasons, codes()).err().unwrap().to_string()
        };
        assert!(fault("E1", "E1 = style").contains("lists E1, which F1 reports"));
        assert!(fault("E2", "").contains("no rule E1"));
        assert!(fault("E1", "E9").contains("no reason for `E9`"));
    }
}
