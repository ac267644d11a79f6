//! Decides a request from the policies of each kind.

use super::evaluation::{Decision, Evaluation};
use super::layer::{DecidingStatement, LayerEvaluation};
use super::policies::Policies;
use super::table;
use crate::actions::needs_no_permission;
use crate::document::Document;
use crate::principal::{CallerKind, PrincipalForm};
use crate::request::Request;

/// Decides a request.
#[must_use]
pub fn decide(policies: &Policies, request: &Request) -> Evaluation {
    let evaluation = RequestEvaluation::new(policies, request);
    let assumptions = evaluation.assumptions();
    let denies = evaluation.denies();
    if !denies.is_empty() {
        let reason =
            format!("{} explicitly", plural(denies.len(), "statement denies", "statements deny"));
        return Evaluation {
            decision: Decision::ExplicitlyDenied,
            by: denies,
            reason,
            assumptions,
        };
    }
    let doubtful_denials = evaluation.doubtful_denials();
    match (evaluation.verdict(false), evaluation.verdict(true)) {
        (Ok(by), _) if doubtful_denials.is_empty() => {
            let reason = match evaluation.needs_no_permission() {
                true => format!("`{}` needs no permission", request.action),
                false => format!(
                    "{} and none denies",
                    plural(by.len(), "statement allows", "statements allow")
                ),
            };
            Evaluation { decision: Decision::Allowed, by, reason, assumptions }
        }
        (Err(reason), Err(_)) => {
            Evaluation { decision: Decision::ImplicitlyDenied, by: Vec::new(), reason, assumptions }
        }
        (_, allowing) => {
            let mut by = doubtful_denials;
            by.extend(allowing.unwrap_or_default());
            let reason =
                "it depends on a policy variable that has no value in the context".to_owned();
            Evaluation { decision: Decision::Undecided, by, reason, assumptions }
        }
    }
}

/// A request, and what the policies of each kind say about it.
struct RequestEvaluation<'a> {
    policies: &'a Policies,
    request: &'a Request,
    identity: LayerEvaluation,
    resource: LayerEvaluation,
    boundary: LayerEvaluation,
    session: LayerEvaluation,
    scps: Vec<LayerEvaluation>,
    rcps: Vec<LayerEvaluation>,
    endpoint: LayerEvaluation,
}

impl<'a> RequestEvaluation<'a> {
    fn new(policies: &'a Policies, request: &'a Request) -> Self {
        let has_boundary = !policies.boundaries.is_empty();
        let layer = |kind, documents: &'a [Document]| {
            LayerEvaluation::new(kind, documents, request, has_boundary)
        };
        Self {
            policies,
            request,
            identity: layer("identity", &policies.identity),
            resource: layer("resource", policies.resource.as_deref().unwrap_or_default()),
            boundary: layer("boundary", &policies.boundaries),
            session: layer("session", policies.session.as_deref().unwrap_or_default()),
            scps: policies.scps.iter().map(|level| layer("scp", level)).collect(),
            rcps: policies.rcps.iter().map(|level| layer("rcp", level)).collect(),
            endpoint: layer("endpoint", policies.endpoint.as_deref().unwrap_or_default()),
        }
    }

    fn layers(&self) -> impl Iterator<Item = &LayerEvaluation> {
        let own = [&self.identity, &self.resource, &self.boundary, &self.session, &self.endpoint];
        let own = own.into_iter();
        let scps = self.scps.iter().filter(|_| self.is_subject_to_scps());
        let all = own.chain(scps).chain(&self.rcps);
        all.filter(|layer| !self.needs_no_permission() || std::ptr::eq(*layer, &self.endpoint))
    }

    fn denies(&self) -> Vec<DecidingStatement> {
        self.layers().flat_map(|layer| layer.denies.iter().copied()).collect()
    }

    fn doubtful_denials(&self) -> Vec<DecidingStatement> {
        self.layers().flat_map(|layer| layer.perhaps_denies.iter().copied()).collect()
    }

    /// What allows, or why nothing does; denials apart.
    fn verdict(&self, with_doubt: bool) -> Result<Vec<DecidingStatement>, String> {
        let allows = |layer: &LayerEvaluation| layer.allows(with_doubt);
        if self.policies.endpoint.is_some() && !allows(&self.endpoint) {
            return Err("the endpoint's policy does not allow it".to_owned());
        }
        if self.needs_no_permission() {
            return Ok(Vec::new());
        }
        if self.is_subject_to_scps() && !self.scps.iter().all(allows) {
            return Err("a level of service control policies does not allow it".to_owned());
        }
        if self.is_outside_of_accounts() {
            return self.decide_by_resource(with_doubt);
        }
        if self.is_within_one_account() {
            self.decide_within_account(with_doubt)
        } else {
            self.decide_across_accounts(with_doubt)
        }
    }

    /// SCPs limit the principals of an organization's accounts. Services and anonymous callers are not among them.
    /// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html>
    fn is_subject_to_scps(&self) -> bool {
        !matches!(self.request.caller.kind, CallerKind::Service | CallerKind::Anonymous)
    }

    /// Whether no policy but the endpoint's applies. An anonymous caller has no credentials to ask about.
    fn needs_no_permission(&self) -> bool {
        needs_no_permission(&self.request.action)
            && self.request.caller.kind != CallerKind::Anonymous
    }

    /// Services, anonymous callers and those who come with a provider's token have no policies of their own.
    fn is_outside_of_accounts(&self) -> bool {
        let kind = self.request.caller.kind;
        matches!(kind, CallerKind::Anonymous | CallerKind::Service | CallerKind::Federated)
    }

    fn is_within_one_account(&self) -> bool {
        match (&self.request.caller.account, &self.request.resource_account) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        }
    }

    fn decide_by_resource(&self, with_doubt: bool) -> Result<Vec<DecidingStatement>, String> {
        let by: Vec<_> =
            self.resource.granting(with_doubt).map(|(deciding, _)| *deciding).collect();
        if by.is_empty() {
            Err("the resource's policy does not allow it".to_owned())
        } else {
            Ok(by)
        }
    }

    /// The caller's own side: its policies, within boundary and session policy.
    fn own_side(&self, with_doubt: bool) -> Result<Vec<DecidingStatement>, String> {
        if !self.is_root() && !self.identity.allows(with_doubt) {
            return Err("no identity policy allows it".to_owned());
        }
        self.check_boundary(with_doubt)?;
        self.check_session_policy(with_doubt)?;
        Ok(self.identity.granting(with_doubt).map(|(deciding, _)| *deciding).collect())
    }

    /// The root user of an account needs no identity policy.
    fn is_root(&self) -> bool {
        self.request.caller.kind == CallerKind::Root && self.policies.identity.is_empty()
    }

    fn check_boundary(&self, with_doubt: bool) -> Result<(), String> {
        if self.policies.boundaries.is_empty() || self.boundary.allows(with_doubt) {
            return Ok(());
        }
        Err("the permissions boundary does not allow it".to_owned())
    }

    fn check_session_policy(&self, with_doubt: bool) -> Result<(), String> {
        if self.policies.session.is_none() || self.session.allows(with_doubt) {
            return Ok(());
        }
        Err("the session policy does not allow it".to_owned())
    }

    fn decide_within_account(&self, with_doubt: bool) -> Result<Vec<DecidingStatement>, String> {
        let own = self.own_side(with_doubt);
        let direct: Vec<_> = self.granting_alone(with_doubt).collect();
        let has_consent = self.resource.allows(with_doubt) || !self.needs_resource_policy();
        match own {
            Ok(mut by) if has_consent => {
                by.extend(self.resource.granting(with_doubt).map(|(deciding, _)| *deciding));
                Ok(by)
            }
            Ok(_) => Err(self.lacks_consent().to_owned()),
            Err(_) if !direct.is_empty() => Ok(direct),
            Err(reason) => Err(reason),
        }
    }

    /// Statements of the resource's policy that need nothing of the caller's own, as [`table::TABLE`] has it.
    fn granting_alone(&self, with_doubt: bool) -> impl Iterator<Item = DecidingStatement> {
        self.resource.granting(with_doubt).filter_map(move |(deciding, form)| {
            let rule = table::rule_of((*form).unwrap_or(PrincipalForm::Account));
            let is_within = (!rule.needs_boundary || self.check_boundary(with_doubt).is_ok())
                && (!rule.needs_session_policy || self.check_session_policy(with_doubt).is_ok());
            (rule.is_enough && is_within).then_some(*deciding)
        })
    }

    fn decide_across_accounts(&self, with_doubt: bool) -> Result<Vec<DecidingStatement>, String> {
        let mut by = self.own_side(with_doubt)?;
        if !self.resource.allows(with_doubt) {
            return Err(
                "it crosses accounts, and the resource's policy does not allow it".to_owned()
            );
        }
        by.extend(self.resource.granting(with_doubt).map(|(deciding, _)| *deciding));
        Ok(by)
    }

    /// A role is assumed, and a key used, only if their own policy lets them be.
    fn needs_resource_policy(&self) -> bool {
        self.is_assuming_role() || (self.is_about_key() && self.policies.resource.is_some())
    }

    fn lacks_consent(&self) -> &'static str {
        if self.is_assuming_role() {
            return "the role's trust policy does not let the caller assume it";
        }
        "the key's policy lets neither the caller nor the account's policies use it"
    }

    fn is_assuming_role(&self) -> bool {
        self.request.action.to_ascii_lowercase().starts_with("sts:assumerole")
            && self.request.resource.contains(":role/")
    }

    fn is_about_key(&self) -> bool {
        let action = self.request.action.to_ascii_lowercase();
        action.starts_with("kms:") && self.request.resource.contains(":key/")
    }

    fn assumptions(&self) -> Vec<String> {
        let mut assumptions = Vec::new();
        let resource = &self.request.resource;
        if self.is_about_key() && self.policies.resource.is_none() && !self.is_outside_of_accounts()
        {
            assumptions.push(format!(
                "the policy of the key `{resource}` leaves it to the account's identity policies"
            ));
        }
        let is_open =
            self.request.caller.account.is_some() && self.request.resource_account.is_none();
        if is_open && resource != "*" && self.policies.resource.is_some() {
            assumptions.push(format!("`{resource}` belongs to the caller's own account"));
        }
        assumptions
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
