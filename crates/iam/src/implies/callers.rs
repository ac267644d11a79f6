//! The principals of a statement -> callers, each an example of all that no other statement tells apart.
//!
//! Whether an entry of `Principal` names a caller is known, or depends on what the symbols in it are: no symbol is replaced by
//! an example. An entry of which nothing is known may name everyone, and may name nobody.

use constructs_matching::{Pattern, may_intersect};
use std::collections::BTreeSet;
use std::fmt;

use super::bounds::{ALL, from_list};
use super::match_flags::{CANONICAL, CERTAIN, MAY, MAY_BY_DEPLOYMENT};
use super::rules::Rule;
use crate::document::PrincipalEntry;
use crate::domain::Texts;
use crate::principal::{Caller, CallerKind};
use crate::seeded_fault::{SeededFault, is_on};
use crate::text::{PolicyText, TextPart};
use constructs_policy::{Elements, PrincipalKind};

/// Callers that no statement tells apart.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    /// `None`: no statement has a principal.
    pub(crate) caller: Option<SymbolicCaller>,
    /// For each rule, whether it names the caller: the flags of `bounds.rs`.
    pub(crate) flags: Vec<u8>,
}

/// A caller.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SymbolicCaller {
    /// One that is written out, or an example of all that no statement names.
    Known(Caller),
    /// One that a text with symbols names, or a session of it.
    Named {
        /// What the principal is named as.
        kind: PrincipalKind,
        /// The ARN, account, or service.
        text: PolicyText,
        /// Whether a session of the principal calls.
        is_session: bool,
    },
    /// Somebody in an account that a text with symbols names.
    Within(PolicyText),
}

impl fmt::Display for SymbolicCaller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(caller) => f.write_str(&caller.name),
            Self::Named { text, is_session: false, .. } => write!(f, "{text}"),
            Self::Named { text, is_session: true, .. } => write!(f, "a session of {text}"),
            Self::Within(account) => write!(f, "arn:<AWS::Partition>:iam::{account}:user/someone"),
        }
    }
}

/// Every class that the first rule may name by one of its entries; `None`: by those that it does not list.
pub(crate) fn classes(rules: &[&Rule<'_>], entry: Option<&PrincipalEntry>) -> Vec<Class> {
    let scopes = || rules.iter().filter_map(|rule| rule.statement.principals.as_ref());
    if scopes().next().is_none() {
        return vec![Class { caller: None, flags: vec![ALL; rules.len()] }];
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
                    Some(entry) => from_list(truth(names(entry, &who)), false),
                    None => rule_flags(rule, &who, entry),
                })
                .collect();
            let is_named = flags.first().is_some_and(|flags| *flags != 0);
            (is_named && seen.insert(flags.clone())).then_some(Class { caller: Some(who), flags })
        })
        .collect()
}

/// The entries of a statement that are looked at one by one.
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
        (Named::Account(one), Named::Account(other)) => one == other,
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
        match names(entry, who) {
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

/// What the text of an entry is.
enum Named<'a> {
    /// No symbol is in it.
    Known(String),
    /// An account.
    Account(PolicyText),
    /// One principal.
    One(&'a PolicyText),
    /// Nothing is known of it.
    Unknown,
}

fn classify(entry: &PrincipalEntry) -> Named<'_> {
    let text = &entry.text;
    if text.symbols().next().is_none() {
        return Named::Known(text.to_string());
    }
    if entry.kind != PrincipalKind::Aws {
        // A service's name with the suffix of a partition is one service.
        let is_one = text.symbols().all(|symbol| symbol.domain.max_colons == Some(0));
        return if is_one { Named::One(text) } else { Named::Unknown };
    }
    if let Some(account) = account(text) {
        return Named::Account(account);
    }
    let first = text.parts().first();
    match first {
        Some(TextPart::Literal(text)) if text.starts_with("arn:") => {}
        Some(TextPart::Symbol(symbol)) if symbol.domain.min_colons >= 5 => {}
        _ => return Named::Unknown,
    }
    let is_read =
        text.symbols().all(|symbol| !symbol.domain.is_list && symbol.domain.unread.is_none());
    if is_read && !may_be_root(text) { Named::One(text) } else { Named::Unknown }
}

/// The account of `<account>`, and of `arn:…:iam::<account>:root`.
fn account(text: &PolicyText) -> Option<PolicyText> {
    if let Some(symbol) = text.as_symbol() {
        let is_account = symbol.domain.characters == crate::domain::Characters::Digits
            && symbol.domain.max_colons == Some(0);
        return is_account.then(|| text.clone());
    }
    let (field, rest) = account_field(text)?;
    let is_root = rest.first() == Some(&TextPart::Literal(":root".to_owned())) && rest.len() == 1;
    is_root.then_some(field)
}

/// The account in the ARN of a principal: one symbol, or digits; and what follows it.
fn account_field(text: &PolicyText) -> Option<(PolicyText, Vec<TextPart>)> {
    let mut colons = 0;
    let mut field = Vec::new();
    let mut rest = Vec::new();
    for part in text.parts() {
        match part {
            TextPart::Literal(text) => {
                for character in text.chars() {
                    colons += usize::from(character == ':');
                    let target = match colons {
                        0..=3 => continue,
                        4 if character == ':' => continue,
                        4 => &mut field,
                        _ => &mut rest,
                    };
                    target.push(TextPart::Literal(character.to_string()));
                }
            }
            TextPart::Symbol(symbol) if symbol.domain.max_colons == Some(0) => match colons {
                0..=3 => {}
                4 => field.push(part.clone()),
                _ => rest.push(part.clone()),
            },
            _ if colons < 5 => return None,
            other => rest.push(other.clone()),
        }
    }
    (colons >= 5).then(|| (PolicyText::new(field), PolicyText::new(rest).parts().to_vec()))
}

/// Whether an ARN may be that of an account's root, which names everybody in it.
fn may_be_root(text: &PolicyText) -> bool {
    match rest_of(text) {
        Some((_, rest)) => may_match(&PolicyText::new(rest), ":root"),
        None => may_match(text, "arn:*:iam::*:root"),
    }
}

/// The account of a caller that a text names, where it is in the text or in its shape.
fn account_of(text: &PolicyText) -> Option<PolicyText> {
    rest_of(text).map(|(account, _)| account)
}

/// [`account_field`] of a text or of its shape.
fn rest_of(text: &PolicyText) -> Option<(PolicyText, Vec<TextPart>)> {
    if let Some(symbol) = text.as_symbol()
        && let Texts::Shape(shape) = &symbol.domain.texts
    {
        return account_field(shape);
    }
    account_field(text)
}

/// Whom an entry names: the principal, and who belongs to it.
fn callers_of(entry: &PrincipalEntry) -> Vec<SymbolicCaller> {
    match classify(entry) {
        Named::Known(text) => {
            known_callers(entry.kind, &text).into_iter().map(SymbolicCaller::Known).collect()
        }
        Named::Account(account) => vec![SymbolicCaller::Within(account)],
        Named::One(text) => {
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
        Named::Unknown => Vec::new(),
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

/// Whether an entry names a caller; `None`: that depends on what the symbols are.
pub fn names(entry: &PrincipalEntry, who: &SymbolicCaller) -> Option<bool> {
    if entry.kind == PrincipalKind::Everyone {
        return Some(true);
    }
    match (classify(entry), who) {
        (Named::Unknown, _) if is_on(SeededFault::PrincipalByExample) => Some(false),
        (Named::Known(text), _) if text == "*" && entry.kind == PrincipalKind::Aws => Some(true),
        (Named::Known(_), SymbolicCaller::Known(caller)) => Some(caller.form(entry).is_some()),
        (Named::Known(text), SymbolicCaller::Named { kind, text: own, .. }) => {
            known_names(entry.kind, &text, *kind, own)
        }
        (Named::Known(text), SymbolicCaller::Within(account))
            if entry.kind == PrincipalKind::Aws =>
        {
            account_names(&text, account)
        }
        (Named::Account(account), who) => account_names_caller(&account, who),
        (Named::One(text), who) => one_names(entry.kind, text, who),
        (Named::Unknown, who) => match (entry.kind, who) {
            (PrincipalKind::Aws, _) => None,
            (kind, SymbolicCaller::Known(caller)) => may_be_kind(kind, caller.kind),
            (kind, SymbolicCaller::Named { kind: own, .. }) => may_be(kind == *own),
            (_, SymbolicCaller::Within(_)) => Some(false),
        },
        (Named::Known(_), SymbolicCaller::Within(_)) => Some(false),
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
        // Whoever is named by itself is looked at by itself.
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

/// Whether a text with symbols may be one that another text, which may have `*`, matches.
fn may_match(text: &PolicyText, other: &str) -> bool {
    let glob = glob_of(text, 4);
    let (one, other) = (Pattern::glob(&glob), Pattern::glob(other));
    may_intersect(&one.tokens, &other.tokens)
}

/// A text with `*` for what is not known.
fn glob_of(text: &PolicyText, depth: usize) -> String {
    let mut glob = String::new();
    for part in text.parts() {
        match part {
            TextPart::Literal(text) => glob.push_str(text),
            TextPart::Symbol(symbol) => match (&symbol.domain.texts, depth) {
                (Texts::Shape(shape), 1..) => glob.push_str(&glob_of(shape, depth - 1)),
                _ => glob.push('*'),
            },
            TextPart::One => glob.push('?'),
            TextPart::Many | TextPart::Variable(_) => glob.push('*'),
        }
    }
    glob
}
