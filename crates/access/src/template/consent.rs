//! Applies resource policies and trust policies to a principal: what they grant and deny it directly, and where they must allow a
//! request before identity policies can.
//!
//! A key's policy decides alone unless it leaves the decision to the account. A role's trust policy does the same.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

use std::sync::Arc;

use super::attached::{AttachedPolicy, Consent, Principal, PrincipalType, ResourcePolicy};
use super::fragments::policy_text;
use super::stacks::Stacks;
use super::symbols::{arn, arn_symbol};
use constructs_iam::cases::Formula;
use constructs_iam::implies::{Layer, SymbolicCaller, names_caller};
use constructs_iam::{Characters, Domain};
use constructs_iam::{Document, Effect, Elements, PolicyStatement, PrincipalEntry, PrincipalKind};
use constructs_iam::{PolicyText, Symbol, TextPart};

/// Services whose resource policies must allow a request: the service, the resource type, and the actions.
const SERVICES: &[(&str, &str, &str)] =
    &[("kms", "AWS::KMS::Key", "kms:*"), ("sts", "AWS::IAM::Role", "sts:*")];

/// All resource policies and trust policies.
pub(super) struct Consents<'e, 't> {
    stacks: &'e Stacks<'t>,
    policies: Vec<GoverningPolicy<'t>>,
    /// For each of `SERVICES`, what needs no consent.
    open: Vec<Arc<Document>>,
}

/// A policy that governs a resource.
struct GoverningPolicy<'t> {
    policy: AttachedPolicy<'t>,
    /// The index of its service in `SERVICES`, if it must allow requests.
    service: Option<usize>,
    /// Whether an entry may name an IAM principal.
    is_about_principals: bool,
    /// Whether an entry is an import.
    names_import: bool,
}

impl<'e, 't> Consents<'e, 't> {
    pub(super) fn new(
        stacks: &'e Stacks<'t>,
        policies: &[ResourcePolicy<'t>],
        trusts: &[AttachedPolicy<'t>],
    ) -> Self {
        let mut all = Vec::new();
        for resource in policies {
            let is_key = matches!(resource.kind, "AWS::KMS::Key" | "AWS::KMS::ReplicaKey");
            all.push(GoverningPolicy::new(resource.policy.clone(), is_key.then_some(0)));
        }
        for trust in trusts {
            let Some(id) = trust.id else { continue };
            all.push(GoverningPolicy::new(
                restrict_to_resource(trust, &policy_text(&arn(stacks, id), false)),
                Some(1),
            ));
        }
        let open = SERVICES.iter().enumerate().map(|(service, (_, _, actions))| {
            let own = all.iter().filter(|one| one.service == Some(service));
            let targets: Vec<PolicyText> = own
                .filter_map(|one| one.policy.id)
                .map(|id| PolicyText::new(vec![TextPart::Symbol(arn_symbol(stacks, id))]))
                .collect();
            Arc::new(exempt_document(&targets, actions))
        });
        let open = open.collect();
        Self { stacks, policies: all, open }
    }

    /// Adds what these policies grant and deny to a principal.
    pub(super) fn apply_to(&self, principal: &mut Principal<'t>) {
        let who = principal_caller(principal, self.stacks);
        let mut agreeing: Vec<Vec<Arc<Document>>> =
            self.open.iter().map(|document| vec![document.clone()]).collect();
        for governed in self.policies.iter().filter(|one| one.is_about_principals) {
            let StatementsAbout { direct, delegating, to_everyone } =
                self.statements_about(governed, principal, &who);
            // An import in the policy is assumed not to name a principal of these templates.
            if governed.names_import {
                principal.notes.add(&governed.policy.notes);
            }
            if let Some(list) = governed.service.and_then(|service| agreeing.get_mut(service)) {
                let both = direct.statements.iter().chain(&delegating);
                let allows = both.filter(|one| one.effect == Effect::Allow).cloned();
                let allows: Vec<PolicyStatement> = allows.collect();
                if !allows.is_empty() {
                    list.push(Arc::new(Document { statements: allows, ..direct.clone() }));
                }
            }
            if !to_everyone.is_empty() {
                let document = Document { statements: to_everyone, ..direct.clone() };
                principal.beyond_boundary.push(Arc::new(document));
            }
            if !direct.statements.is_empty() {
                principal.direct.push(governed.policy.with_document(direct));
            }
        }
        for (service, documents) in agreeing.into_iter().enumerate() {
            let has_any = self.policies.iter().any(|one| one.service == Some(service));
            let Some((name, ..)) = SERVICES.get(service).filter(|_| has_any) else { continue };
            principal.consents.push(Consent { service: Some(name), layer: Layer::new(documents) });
        }
    }

    /// Adds what the policies grant and deny to a caller outside the templates. With `is_account`, what they leave to the account
    /// counts as granted.
    pub(super) fn apply_to_caller(
        &self,
        caller: &mut Principal<'t>,
        who: &SymbolicCaller,
        is_account: bool,
    ) {
        for governed in &self.policies {
            let StatementsAbout { mut direct, delegating, .. } =
                self.statements_about(governed, caller, who);
            if is_account {
                direct.statements.extend(delegating);
            }
            if !direct.statements.is_empty() {
                caller.direct.push(governed.policy.with_document(direct));
            }
        }
    }

    fn statements_about(
        &self,
        governed: &GoverningPolicy<'t>,
        principal: &Principal<'t>,
        who: &SymbolicCaller,
    ) -> StatementsAbout {
        let document = &governed.policy.document;
        let mut direct = Document { statements: Vec::new(), ..Document::clone(document) };
        let (mut delegating, mut to_everyone) = (Vec::new(), Vec::new());
        for statement in &document.statements {
            let PrincipalMatch { alone, everyone, account } =
                self.match_principal(statement, principal, who);
            let own = |presence: Formula| PolicyStatement {
                principals: None,
                presence: statement.presence.clone().and(presence),
                ..statement.clone()
            };
            match statement.effect {
                Effect::Deny => {
                    let any = Formula::any(vec![alone, everyone, account]);
                    direct.statements.push(own(any));
                }
                Effect::Allow => {
                    to_everyone.push(own(everyone.clone()));
                    direct.statements.push(own(Formula::any(vec![alone, everyone])));
                    delegating.push(own(account));
                }
            }
        }
        let is_there = |one: &PolicyStatement| one.presence != Formula::Known(false);
        direct.statements.retain(is_there);
        delegating.retain(is_there);
        to_everyone.retain(is_there);
        StatementsAbout { direct, delegating, to_everyone }
    }

    fn match_principal(
        &self,
        statement: &PolicyStatement,
        principal: &Principal<'t>,
        who: &SymbolicCaller,
    ) -> PrincipalMatch {
        let never = Formula::Known(false);
        let (entries, is_negated) = match &statement.principals {
            Some(Elements::Only(entries)) => (entries, false),
            Some(Elements::Except(entries)) => (entries, true),
            None => {
                return PrincipalMatch {
                    alone: never.clone(),
                    everyone: never.clone(),
                    account: never,
                };
            }
        };
        let (mut alone, mut everyone, mut account) = (Vec::new(), Vec::new(), Vec::new());
        for entry in entries {
            let list = match is_account(entry) {
                true => &mut account,
                false if entry.text.is_anything() => &mut everyone,
                false => &mut alone,
            };
            list.push(match_entry(entry, principal, who));
        }
        let [alone, everyone, account] = [alone, everyone, account].map(Formula::any);
        if !is_negated {
            return PrincipalMatch { alone, everyone, account };
        }
        let listed = Formula::any(vec![alone, everyone, account]);
        let others = listed.clone().negate();
        // A principal is certainly excluded only if the account, the role, and the session are listed.
        let reason = format!(
            "it is unknown whether `NotPrincipal` excludes the sessions of `{}`",
            principal.name
        );
        let unclear = match listed == Formula::Known(false) {
            true => Formula::Known(false),
            false => Formula::unread(&format!("NotPrincipal {}", principal.name), &reason),
        };
        // `NotPrincipal` with `Deny` also applies to principals with a permissions boundary.
        // <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
        let hits_anyway = statement.effect == Effect::Deny && !principal.boundary.is_empty();
        let hit = if hits_anyway { principal.bounded.clone() } else { Formula::Known(false) };
        let everyone = Formula::any(vec![others, hit, unclear]);
        PrincipalMatch { alone: never.clone(), everyone, account: never }
    }
}

/// The statements of a policy that apply to a principal.
struct StatementsAbout {
    /// The statements that grant or deny something directly.
    direct: Document,
    /// The statements that leave the decision to the account.
    delegating: Vec<PolicyStatement>,
    /// The statements of `direct` that grant to everyone: no permissions boundary limits them.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
    to_everyone: Vec<PolicyStatement>,
}

/// The formulas under which a statement names a principal: directly, as everyone, and by its account.
struct PrincipalMatch {
    alone: Formula,
    everyone: Formula,
    account: Formula,
}

impl<'t> GoverningPolicy<'t> {
    fn new(policy: AttachedPolicy<'t>, service: Option<usize>) -> Self {
        let may_name = |entry: &PrincipalEntry| {
            matches!(entry.kind, PrincipalKind::Aws | PrincipalKind::Everyone)
        };
        let is_about_principals =
            policy.document.statements.iter().any(|statement| match &statement.principals {
                Some(Elements::Only(entries)) => entries.iter().any(may_name),
                Some(Elements::Except(_)) => true,
                None => false,
            });
        let entries = policy.document.statements.iter().filter_map(|one| one.principals.as_ref());
        let mut texts = entries.flat_map(|scope| scope.list()).map(|entry| &entry.text);
        let names_import = texts.any(|text| text.symbols().any(Symbol::is_import));
        Self { policy, service, is_about_principals, names_import }
    }
}

/// Allows what needs no consent: every action on other resources, and other actions on these.
fn exempt_document(targets: &[PolicyText], actions: &str) -> Document {
    let elsewhere = PolicyStatement {
        resources: Some(Elements::Except(targets.to_vec())),
        ..PolicyStatement::allow(vec![PolicyText::parse("*", false)])
    };
    let others = PolicyStatement {
        index: 1,
        actions: Elements::Except(vec![PolicyText::parse(actions, false)]),
        resources: Some(Elements::Only(vec![PolicyText::parse("*", false)])),
        ..PolicyStatement::allow(Vec::new())
    };
    Document::new(vec![elsewhere, others])
}

/// The same policy with all statements limited to one resource.
fn restrict_to_resource<'t>(
    policy: &AttachedPolicy<'t>,
    target: &PolicyText,
) -> AttachedPolicy<'t> {
    let mut document = Document::clone(&policy.document);
    for statement in &mut document.statements {
        statement.resources = Some(Elements::Only(vec![target.clone()]));
    }
    policy.with_document(document)
}

/// The principal as a caller: a role makes requests in sessions.
pub(super) fn principal_caller(principal: &Principal<'_>, stacks: &Stacks<'_>) -> SymbolicCaller {
    let is_known = matches!(principal.kind, PrincipalType::Role | PrincipalType::User);
    let text = match principal.id.filter(|_| is_known) {
        Some(id) => policy_text(&arn(stacks, id), false),
        // A principal whose ARN is unknown.
        None => {
            let id = format!("the ARN of {}", principal.name);
            let domain = Domain::arn(PolicyText::parse("arn:*", false));
            let domain = Domain { identity: None, ..domain };
            PolicyText::new(vec![TextPart::Symbol(Symbol::from_expression(
                &id,
                &principal.name,
                domain,
            ))])
        }
    };
    let is_session = principal.kind == PrincipalType::Role;
    SymbolicCaller::Named { kind: PrincipalKind::Aws, text, is_session }
}

/// The deployments in which an entry names a principal.
fn match_entry(entry: &PrincipalEntry, principal: &Principal<'_>, who: &SymbolicCaller) -> Formula {
    let text = entry.text.to_string();
    // The ARN of a session depends on the request's session name.
    if text.contains(":assumed-role/") {
        let reason = format!("`{text}` may be a session of `{}`", principal.name);
        let id = format!("{} {}", entry.text.identity(), principal.name);
        return Formula::unread(&id, &reason);
    }
    match names_caller(entry, who) {
        Some(is_named) => Formula::Known(is_named),
        None => {
            let id = format!("{} names {}", entry.text.identity(), principal.name);
            Formula::opaque(&id, &format!("{text} names {}", principal.name))
        }
    }
}

/// Whether an entry is an account or its root user.
pub fn is_account(entry: &PrincipalEntry) -> bool {
    if entry.kind != PrincipalKind::Aws {
        return false;
    }
    let is_digits = |text: &PolicyText| {
        text.as_symbol().is_some_and(|symbol| symbol.domain.characters == Characters::Digits)
    };
    let plain = entry.text.to_string();
    plain.ends_with(":root")
        || is_digits(&entry.text)
        || (plain.len() == 12 && plain.bytes().all(|byte| byte.is_ascii_digit()))
}
