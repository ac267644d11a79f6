//! Entries of `Principal` -> callers that stand for all that no statement tells apart.

use std::collections::BTreeSet;

use super::rules::{Rule, RuleSet};
use crate::access::document::{PrincipalKind, Scope};
use crate::access::principal::{Caller, CallerKind};

/// A caller, and the rules that name it.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    /// `None`: no statement has a principal.
    pub(crate) caller: Option<Caller>,
    pub(crate) rules: RuleSet,
}

/// Every class. Texts are expected without symbols.
pub(crate) fn classes(rules: &[Rule<'_>]) -> Vec<Class> {
    let mut entries = BTreeSet::new();
    let mut has_principals = false;
    for scope in rules.iter().filter_map(|rule| rule.statement.principals.as_ref()) {
        has_principals = true;
        entries.extend(scope.list());
    }
    if !has_principals {
        return vec![Class { caller: None, rules: RuleSet::of(rules.len(), |_| true) }];
    }
    let named = entries.iter().flat_map(|entry| {
        let text = entry.text.to_string();
        match entry.kind {
            PrincipalKind::Aws => of_aws(&text),
            PrincipalKind::Service => vec![Caller::of_kind(&text, CallerKind::Service)],
            PrincipalKind::Federated => vec![Caller::of_kind(&text, CallerKind::Federated)],
            PrincipalKind::CanonicalUser => vec![Caller::of_kind(&text, CallerKind::CanonicalUser)],
            PrincipalKind::Everyone => Vec::new(),
        }
    });
    let strangers = [
        Caller::named("arn:aws:iam::999999999999:user/stranger"),
        Caller::named("stranger.amazonaws.com"),
        Caller::of_kind("https://stranger.example", CallerKind::Federated),
        Caller::named("*"),
    ];
    let mut seen = BTreeSet::new();
    let callers = named.filter(|caller| caller.name != "*").chain(strangers);
    callers
        .filter_map(|caller| {
            let rules = RuleSet::of(rules.len(), |index| {
                rules
                    .get(index)
                    .is_some_and(|rule| names(rule.statement.principals.as_ref(), &caller))
            });
            seen.insert(rules.clone()).then_some(Class { caller: Some(caller), rules })
        })
        .collect()
}

fn names(scope: Option<&Scope<crate::access::PrincipalEntry>>, caller: &Caller) -> bool {
    scope.is_none_or(|scope| {
        scope.list().iter().any(|entry| caller.form(entry).is_some()) != scope.is_negated()
    })
}

/// An ARN or account, and who else it names: a role's sessions, an account's users.
fn of_aws(text: &str) -> Vec<Caller> {
    let caller = Caller::named(text);
    let account = caller.account.clone().unwrap_or_default();
    match caller.kind {
        CallerKind::Root => {
            let user = format!("arn:aws:iam::{account}:user/someone");
            vec![Caller::named(&user), caller]
        }
        CallerKind::Role => {
            let role = text.rsplit('/').next().unwrap_or_default();
            let session = format!("arn:aws:sts::{account}:assumed-role/{role}/session");
            vec![caller, Caller::named(&session)]
        }
        _ => vec![caller],
    }
}
