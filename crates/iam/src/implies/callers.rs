//! Finds callers that a statement names, each an example of all callers for which every other statement is the same.
//!
//! Whether an entry of `Principal` names a caller is known, or depends on what the symbols in it are: no symbol is replaced by
//! an example. An entry about which nothing is known may name every caller, or none.

use std::collections::BTreeSet;

use super::bounds::{ALL, from_list};
use super::entry_name::{EntryName, classify};
use super::match_flags::{CANONICAL, CERTAIN, MAY, MAY_BY_DEPLOYMENT};
use super::names_caller::names_caller;
use super::rules::Rule;
use super::symbolic_caller::SymbolicCaller;
use crate::document::PrincipalEntry;
use crate::principal::{Caller, CallerKind};
use constructs_policy::{Elements, PrincipalKind};

/// Callers for which every statement is the same.
#[derive(Clone, Debug)]
pub(crate) struct CallerClass {
    /// `None`: no statement has a principal.
    pub(crate) caller: Option<SymbolicCaller>,
    /// For each rule, whether it names the caller: the flags of `bounds.rs`.
    pub(crate) flags: Vec<u8>,
}

/// Every class that the first rule may name by one of its entries; `None`: by those that it does not list.
pub(crate) fn classes(rules: &[&Rule<'_>], entry: Option<&PrincipalEntry>) -> Vec<CallerClass> {
    let scopes = || rules.iter().filter_map(|rule| rule.statement.principals.as_ref());
    if scopes().next().is_none() {
        return vec![CallerClass { caller: None, flags: vec![ALL; rules.len()] }];
    }
    let entries: BTreeSet<&PrincipalEntry> = scopes().flat_map(|scope| scope.list()).collect();
    let named = entries.iter().flat_map(|entry| callers_of(entry));
    let strangers = [
        Caller::from_name("arn:aws:iam::999999999999:user/stranger"),
        Caller::from_name("stranger.amazonaws.com"),
        Caller::with_kind("https://stranger.example", CallerKind::Federated),
        Caller::with_kind("stranger", CallerKind::CanonicalUser),
        Caller::from_name("*"),
    ];
    let mut seen = BTreeSet::new();
    let is_anonymous =
        |who: &SymbolicCaller| matches!(who, SymbolicCaller::Known(caller) if caller.name == "*");
    let callers =
        named.filter(|who| !is_anonymous(who)).chain(strangers.map(SymbolicCaller::Known));
    callers
        .filter_map(|who| {
            let flags: Vec<u8> = rules
                .iter()
                .enumerate()
                .map(|(index, rule)| match entry.filter(|_| index == 0) {
                    Some(entry) => from_list(truth(names_caller(entry, &who)), false),
                    None => rule_flags(rule, &who, entry),
                })
                .collect();
            let is_named = flags.first().is_some_and(|flags| *flags != 0);
            (is_named && seen.insert(flags.clone()))
                .then_some(CallerClass { caller: Some(who), flags })
        })
        .collect()
}

/// The entries of a statement that are compared one by one.
pub(crate) fn parts(principals: Option<&Elements<PrincipalEntry>>) -> Vec<Option<&PrincipalEntry>> {
    match principals {
        Some(Elements::Only(entries)) => entries.iter().map(Some).collect(),
        _ => vec![None],
    }
}

/// `driving`: the entry by which the first rule names the caller; who lists the same entry names the same callers.
fn rule_flags(rule: &Rule<'_>, who: &SymbolicCaller, driving: Option<&PrincipalEntry>) -> u8 {
    let Some(scope) = &rule.statement.principals else { return ALL };
    let is_same =
        driving.is_some_and(|entry| scope.list().iter().any(|own| names_the_same(own, entry)));
    let found = match is_same {
        true => Some(true),
        false => is_listed(scope.list(), who),
    };
    // Who is listed as a principal of an account is left out for certain only with the account, the role and the session.
    // <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
    let is_unclear = !is_same && scope.is_negated() && is_of_account(who);
    let found = found.filter(|found| !(*found && is_unclear));
    from_list(truth(found), scope.is_negated())
}

/// Whether two entries certainly name the same callers: they are equal, or one account and its root.
fn names_the_same(one: &PrincipalEntry, other: &PrincipalEntry) -> bool {
    if one == other {
        return true;
    }
    match (classify(one), classify(other)) {
        (EntryName::Account(one), EntryName::Account(other)) => one == other,
        _ => false,
    }
}

/// Whether a caller is a principal of an account.
fn is_of_account(who: &SymbolicCaller) -> bool {
    match who {
        SymbolicCaller::Known(caller) => caller.account.is_some(),
        SymbolicCaller::Named { kind, .. } => *kind == PrincipalKind::Aws,
        SymbolicCaller::Within(_) => true,
    }
}

/// Whether one of the entries names a caller; `None`: it may.
fn is_listed(entries: &[PrincipalEntry], who: &SymbolicCaller) -> Option<bool> {
    let mut is_open = false;
    for entry in entries {
        match names_caller(entry, who) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => is_open = true,
        }
    }
    if is_open { None } else { Some(false) }
}

fn truth(found: Option<bool>) -> u8 {
    match found {
        Some(true) => CERTAIN | CANONICAL,
        Some(false) => 0,
        None => MAY | MAY_BY_DEPLOYMENT | CANONICAL,
    }
}

/// Whom an entry names: the principal, and who belongs to it.
fn callers_of(entry: &PrincipalEntry) -> Vec<SymbolicCaller> {
    match classify(entry) {
        EntryName::Known(text) => {
            known_callers(entry.kind, &text).into_iter().map(SymbolicCaller::Known).collect()
        }
        EntryName::Account(account) => vec![SymbolicCaller::Within(account)],
        EntryName::One(text) => {
            let one = |is_session| SymbolicCaller::Named {
                kind: entry.kind,
                text: text.clone(),
                is_session,
            };
            match entry.kind {
                PrincipalKind::Aws => vec![one(false), one(true)],
                _ => vec![one(false)],
            }
        }
        EntryName::Unknown => Vec::new(),
    }
}

fn known_callers(kind: PrincipalKind, text: &str) -> Vec<Caller> {
    match kind {
        PrincipalKind::Aws => callers_of_arn(text),
        PrincipalKind::Service => vec![Caller::with_kind(text, CallerKind::Service)],
        PrincipalKind::Federated => vec![Caller::with_kind(text, CallerKind::Federated)],
        PrincipalKind::CanonicalUser => vec![Caller::with_kind(text, CallerKind::CanonicalUser)],
        PrincipalKind::Everyone => Vec::new(),
    }
}

/// An ARN or account, and who else it names: a role's sessions, an account's users.
fn callers_of_arn(text: &str) -> Vec<Caller> {
    let caller = Caller::from_name(text);
    let account = caller.account.clone().unwrap_or_default();
    match caller.kind {
        CallerKind::Root => {
            let user = format!("arn:aws:iam::{account}:user/someone");
            vec![Caller::from_name(&user), caller]
        }
        CallerKind::Role => {
            let role = text.rsplit('/').next().unwrap_or_default();
            let session = format!("arn:aws:sts::{account}:assumed-role/{role}/session");
            vec![caller, Caller::from_name(&session)]
        }
        _ => vec![caller],
    }
}
