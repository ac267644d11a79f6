//! Finds the callers that resource policies and trust policies name and that the templates do not declare: services, accounts,
//! everyone.

use std::collections::BTreeSet;

use super::attach::new_principal;
use super::attached::{AttachedPolicy, Principal, PrincipalType};
use super::consent::{Consents, is_account, principal_caller};
use super::resource_policies::resource_policies;
use super::stacks::Stacks;
use constructs_iam::Domain;
use constructs_iam::implies::{SymbolicCaller, names_caller};
use constructs_iam::{Caller, CallerKind};
use constructs_iam::{Effect, Elements, PolicyStatement, PrincipalEntry, PrincipalKind};
use constructs_iam::{PolicyText, Symbol, TextPart};

/// All other callers that the policies name, in the order of their names, each with what the policies state about it. An account
/// is one caller: its own policies decide who in it can do something.
#[must_use]
pub fn callers<'t>(stacks: &Stacks<'t>, principals: &[Principal<'t>]) -> Vec<Principal<'t>> {
    let policies = resource_policies(stacks);
    let trusts: Vec<AttachedPolicy<'t>> =
        principals.iter().filter_map(|one| one.trust.clone()).collect();
    let documents = policies.iter().map(|one| &one.policy).chain(&trusts);
    let statements = documents.flat_map(|policy| &policy.document.statements);
    let named: BTreeSet<PrincipalEntry> = statements.flat_map(named_principals).collect();
    let is_here = |entry: &PrincipalEntry| {
        let own = principals.iter().filter(|one| one.kind != PrincipalType::Group);
        !is_anyone(entry)
            && !is_account(entry)
            && own
                .into_iter()
                .any(|one| names_caller(entry, &principal_caller(one, stacks)) == Some(true))
    };
    let named = named.into_iter().filter(|entry| !is_own_account(entry) && !is_here(entry));
    let consents = Consents::new(stacks, &policies, &trusts);
    let caller = |entry: PrincipalEntry| {
        let mut caller = new_principal(PrincipalType::Elsewhere, display_name(&entry));
        consents.apply_to_caller(&mut caller, &to_caller(&entry), is_account(&entry));
        caller
    };
    let mut found: Vec<Principal<'t>> = named.map(caller).collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

/// The entries of a statement that allows. A statement with `NotPrincipal` may name anyone.
fn named_principals(statement: &PolicyStatement) -> Vec<PrincipalEntry> {
    match &statement.principals {
        _ if statement.effect == Effect::Deny || statement.presence.is_unread() => Vec::new(),
        Some(Elements::Only(entries)) => entries
            .iter()
            .map(|entry| if is_anyone(entry) { anyone() } else { entry.clone() })
            .collect(),
        Some(Elements::Except(_)) => vec![anyone()],
        None => Vec::new(),
    }
}

fn anyone() -> PrincipalEntry {
    PrincipalEntry { kind: PrincipalKind::Everyone, text: PolicyText::parse("*", false) }
}

fn is_anyone(entry: &PrincipalEntry) -> bool {
    entry.kind == PrincipalKind::Everyone
        || entry.kind == PrincipalKind::Aws && entry.text.is_anything()
}

/// Whether an entry is the account that the stack is deployed to. It leaves the decision to the policies of principals.
fn is_own_account(entry: &PrincipalEntry) -> bool {
    is_account(entry) && entry.text.symbols().any(|symbol| &*symbol.id == "AWS::AccountId")
}

fn display_name(entry: &PrincipalEntry) -> String {
    match entry.kind {
        _ if is_anyone(entry) => "anyone".to_owned(),
        _ if is_account(entry) => format!("whom the account {} allows", account(entry)),
        _ => entry.text.to_string(),
    }
}

fn account(entry: &PrincipalEntry) -> PolicyText {
    let text = entry.text.to_string();
    match text.split(':').nth(4) {
        Some(account) if entry.text.symbols().next().is_none() => PolicyText::parse(account, false),
        _ => entry.text.clone(),
    }
}

fn to_caller(entry: &PrincipalEntry) -> SymbolicCaller {
    if is_anyone(entry) {
        let domain = Domain { identity: None, ..Domain::arn(PolicyText::parse("arn:*", false)) };
        let symbol = Symbol::from_expression("the ARN of anyone", "who asks", domain);
        let text = PolicyText::new(vec![TextPart::Symbol(symbol)]);
        return SymbolicCaller::Named { kind: PrincipalKind::Aws, text, is_session: false };
    }
    if is_account(entry) {
        return SymbolicCaller::Within(account(entry));
    }
    match entry.text.as_plain() {
        Some(name) => {
            let kind = match entry.kind {
                PrincipalKind::Service => CallerKind::Service,
                PrincipalKind::Federated => CallerKind::Federated,
                PrincipalKind::CanonicalUser => CallerKind::CanonicalUser,
                _ => return SymbolicCaller::Known(Caller::from_name(&name)),
            };
            SymbolicCaller::Known(Caller::with_kind(&name, kind))
        }
        None => {
            SymbolicCaller::Named { kind: entry.kind, text: entry.text.clone(), is_session: false }
        }
    }
}
