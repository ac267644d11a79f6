//! The rules: which decision contradicts which answer.

use super::compare::{caller, compared, disproved, full, identity, trusts};
use super::{Judge, Scene};
use crate::ask::{DiffReply, Finding, Says};
use crate::oracle::{Caller, Request, Statements, Truth, allows};
use crate::random::Random;
use crate::requests::request;
use crate::tree::generate::Target;
use crate::tree::matrix::RoleMatrix;

impl Judge<'_> {
    /// `can` and `who-can`, of one role.
    pub(super) fn role(
        &mut self,
        scene: &Scene<'_>,
        (id, action, target): (&str, &str, &Target),
        says: &Says,
        random: &mut Random,
    ) {
        let resource = match target {
            Target::Declared(id) => scene.new.arns.get(id).cloned(),
            Target::Literal(arn) => Some(arn.clone()),
            Target::Every => Some(scene.universe.resource(random)),
        };
        let Some(resource) = resource else { return };
        let Some(role) = scene.new.roles.iter().find(|role| role.id == id) else { return };
        let context = scene.universe.context(random);
        let mut own = request(Caller::session_of(&role.arn), action, &resource, context);
        if let (Target::Every, Some(fixed)) = (target, &self.fixed) {
            own.resource = fixed.resource.clone();
        }
        let Some(own) = self.choose(own, false) else { return };
        let is_allowed = full(scene.new, id, &own);
        self.see(id, is_allowed != Truth::No, is_allowed != Truth::Yes);
        let claim = match (says, is_allowed) {
            (Says::Yes, Truth::No) => "yes, but the request is not allowed",
            (Says::No, Truth::Yes) => "no, but the request is allowed",
            _ => return,
        };
        self.contradict(format!("{claim}: {id}"), scene.values, &own);
    }

    /// `prove`: the policies of `R` grant what the matrix says, and the trust policy lets in who is listed.
    pub(super) fn proof(
        &mut self,
        scene: &Scene<'_>,
        matrix: &RoleMatrix,
        says: &Says,
        random: &mut Random,
    ) {
        let Some(document) = matrix.document(&scene.new.arns) else { return };
        let Some(role) = scene.new.roles.iter().find(|role| role.id == "R") else { return };
        let (action, resource) = (scene.universe.action(random), scene.universe.resource(random));
        let context = scene.universe.context(random);
        let own = request(Caller::session_of(&role.arn), &action, &resource, context.clone());
        let assumes = request(caller(scene.new, random), "sts:AssumeRole", &role.arn, context);
        let is_trust = self.fixed.as_ref().is_some_and(|fixed| fixed.action == "sts:AssumeRole");
        if let Some(own) = self.choose(assumes, is_trust)
            && own.action == "sts:AssumeRole"
            && *says == Says::Yes
            && own.caller != Caller::Service("ecs-tasks.amazonaws.com".to_owned())
            && matrix.has_trusted
            && trusts(scene.new, &own) == Truth::Yes
        {
            let claim = "proved, but somebody who is not listed can assume the role";
            self.contradict(claim.to_owned(), scene.values, &own);
        }
        let Some(own) = self.choose(own, true).filter(|own| own.action != "sts:AssumeRole") else {
            return;
        };
        if own.caller != Caller::session_of(&role.arn) {
            return;
        }
        let wanted = allows(&document, &own, true);
        let (identity, full) = (identity(scene.new, "R", &own), full(scene.new, "R", &own));
        let differs = wanted != identity || full > wanted;
        self.see("R", !differs, differs);
        let claim = match (wanted, identity) {
            _ if *says != Says::Yes => return,
            (Truth::Yes, Truth::No) => "proved, but the matrix allows what the policies do not",
            (Truth::No, _) if identity.max(full) == Truth::Yes => {
                "proved, but the policies allow what the matrix does not"
            }
            _ => return,
        };
        self.contradict(claim.to_owned(), scene.values, &own);
    }

    /// `diff`: who gained and who lost.
    pub(super) fn diff(&mut self, scene: &Scene<'_>, answer: &DiffReply, random: &mut Random) {
        let Some(old) = scene.old else { return };
        let own = self.any_request(scene, random);
        for (name, before, after) in compared(old, scene.new, &own) {
            let is_gain = (before, after) == (Truth::No, Truth::Yes);
            let is_loss = (before, after) == (Truth::Yes, Truth::No);
            self.see("gained", after > before, true);
            self.see("lost", before > after, true);
            if is_gain && answer.gained == Says::No {
                self.contradict(format!("nobody gained, but it did: {name}"), scene.values, &own);
            }
            if is_loss && answer.lost == Says::No {
                self.contradict(format!("nobody lost, but it did: {name}"), scene.values, &own);
            }
        }
    }

    /// A0701 to A0703.
    pub(super) fn finding(&mut self, scene: &Scene<'_>, finding: &Finding, random: &mut Random) {
        for document in scene.new.documents() {
            let has_principal = Statements::of(document)
                .any(|one| one.get("Principal").is_some() || one.get("NotPrincipal").is_some());
            // Only a role's own requests meet its identity policies.
            let own = self.any_request(scene, random);
            if !has_principal && !matches!(own.caller, Caller::Role { .. } | Caller::User(_)) {
                continue;
            }
            let mut statements = Statements::of(document);
            let at = statements.position(|one| one["Sid"] == finding.sid.as_str());
            let claim = at.and_then(|at| disproved(finding, document, at, &own));
            if let Some(claim) = claim {
                self.contradict(claim, scene.values, &own);
            }
        }
    }

    fn any_request(&self, scene: &Scene<'_>, random: &mut Random) -> Request {
        let context = scene.universe.context(random);
        let caller = caller(scene.new, random);
        let own = match scene.new.roles.is_empty() || random.percent(85) {
            true => {
                let action = scene.universe.action(random);
                request(caller, &action, &scene.universe.resource(random), context)
            }
            false => {
                let role = random.pick(&scene.new.roles);
                request(caller, "sts:AssumeRole", &role.arn, context)
            }
        };
        self.fixed.clone().unwrap_or(own)
    }
}
