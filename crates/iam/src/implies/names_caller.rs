//! Whether an entry of `Principal` names a caller: yes, no, or it depends on the symbols.

use super::entry_name::{EntryName, account_of, classify, may_match};
use super::symbolic_caller::SymbolicCaller;
use crate::document::PrincipalEntry;
use crate::principal::{Caller, CallerKind};
use crate::seeded_fault::{SeededFault, is_on};
use crate::text::PolicyText;
use constructs_policy::PrincipalKind;

/// Whether an entry names a caller; `None`: that depends on what the symbols are.
pub fn names_caller(entry: &PrincipalEntry, who: &SymbolicCaller) -> Option<bool> {
    if entry.kind == PrincipalKind::Everyone {
        return Some(true);
    }
    match (classify(entry), who) {
        (EntryName::Unknown, _) if is_on(SeededFault::PrincipalByExample) => Some(false),
        (EntryName::Known(text), _) if text == "*" && entry.kind == PrincipalKind::Aws => {
            Some(true)
        }
        (EntryName::Known(_), SymbolicCaller::Known(caller)) => Some(caller.form(entry).is_some()),
        (EntryName::Known(text), SymbolicCaller::Named { kind, text: own, .. }) => {
            known_names(entry.kind, &text, *kind, own)
        }
        (EntryName::Known(text), SymbolicCaller::Within(account))
            if entry.kind == PrincipalKind::Aws =>
        {
            account_names(&text, account)
        }
        (EntryName::Account(account), who) => account_names_caller(&account, who),
        (EntryName::One(text), who) => one_names(entry.kind, text, who),
        (EntryName::Unknown, who) => match (entry.kind, who) {
            (PrincipalKind::Aws, _) => None,
            (kind, SymbolicCaller::Known(caller)) => may_be_kind(kind, caller.kind),
            (kind, SymbolicCaller::Named { kind: own, .. }) => may_be(kind == *own),
            (_, SymbolicCaller::Within(_)) => Some(false),
        },
        (EntryName::Known(_), SymbolicCaller::Within(_)) => Some(false),
    }
}

fn may_be(is_possible: bool) -> Option<bool> {
    if is_possible { None } else { Some(false) }
}

fn may_be_kind(kind: PrincipalKind, caller: CallerKind) -> Option<bool> {
    let wanted = match kind {
        PrincipalKind::Service => CallerKind::Service,
        PrincipalKind::Federated => CallerKind::Federated,
        _ => CallerKind::CanonicalUser,
    };
    may_be(caller == wanted)
}

/// A text without symbols, and a caller that a text with symbols names.
fn known_names(
    kind: PrincipalKind,
    text: &str,
    own: PrincipalKind,
    caller: &PolicyText,
) -> Option<bool> {
    if kind != own {
        return Some(false);
    }
    if kind == PrincipalKind::Aws && Caller::from_name(text).kind == CallerKind::Root {
        let account = Caller::from_name(text).account.unwrap_or_default();
        return match account_of(caller) {
            Some(own) => same_account(&own, &PolicyText::parse(&account, false)),
            None => None,
        };
    }
    may_be(may_match(caller, text))
}

fn account_names(text: &str, account: &PolicyText) -> Option<bool> {
    let caller = Caller::from_name(text);
    if caller.kind != CallerKind::Root {
        // A caller that is named by itself is compared by itself.
        return Some(false);
    }
    let literal = caller.account.unwrap_or_default();
    same_account(account, &PolicyText::parse(&literal, false))
}

/// Whether an account's entry names a caller.
fn account_names_caller(account: &PolicyText, who: &SymbolicCaller) -> Option<bool> {
    match who {
        SymbolicCaller::Within(own) => same_account(own, account),
        SymbolicCaller::Named { kind: PrincipalKind::Aws, text, .. } => match account_of(text) {
            Some(own) => same_account(&own, account),
            None => None,
        },
        SymbolicCaller::Named { .. } => Some(false),
        SymbolicCaller::Known(caller) => match (caller.kind, &caller.account) {
            (CallerKind::Service | CallerKind::Federated | CallerKind::Anonymous, _) => Some(false),
            (_, Some(own)) => same_account(&PolicyText::parse(own, false), account),
            (_, None) => None,
        },
    }
}

fn same_account(one: &PolicyText, other: &PolicyText) -> Option<bool> {
    if one == other {
        return Some(true);
    }
    match (one.as_plain(), other.as_plain()) {
        (Some(_), Some(_)) => Some(false),
        _ => None,
    }
}

/// Whether an entry of one principal, with symbols, names a caller.
fn one_names(kind: PrincipalKind, text: &PolicyText, who: &SymbolicCaller) -> Option<bool> {
    match who {
        SymbolicCaller::Named { kind: own_kind, text: own, is_session } => {
            if kind != *own_kind {
                return Some(false);
            }
            if text == own {
                // Only a role has sessions.
                return if *is_session && !may_match(own, "arn:*:role/*") {
                    None
                } else {
                    Some(true)
                };
            }
            let are_distinct = match (text.as_symbol(), own.as_symbol()) {
                (Some(one), Some(other)) => one.domain.is_distinct_from(&other.domain),
                _ => false,
            };
            may_be(!are_distinct)
        }
        SymbolicCaller::Known(caller) => match kind {
            PrincipalKind::Aws => match caller.kind {
                CallerKind::Service | CallerKind::Federated | CallerKind::Anonymous => Some(false),
                CallerKind::Session => {
                    let role = caller.role_arn().unwrap_or_default();
                    let name = role.rsplit('/').next().unwrap_or_default();
                    may_be(
                        may_match(text, &caller.name) || may_match(text, &format!("arn:*/{name}")),
                    )
                }
                _ => may_be(may_match(text, &caller.name)),
            },
            kind => match may_be_kind(kind, caller.kind) {
                None => may_be(may_match(text, &caller.name)),
                known => known,
            },
        },
        // Somebody of the account who is not named by itself.
        SymbolicCaller::Within(_) => Some(false),
    }
}
