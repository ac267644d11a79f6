//! Runs every checker on the templates and collects the diagnostics.
//!
//! Schemas, limits and IAM are always checked; rules that the library does not know are a [`RuleChecker`].

use std::collections::BTreeSet;
use std::path::Path;

use constructs::{Assembly, Diagnostic, Diagnostics};
use constructs_cloudformation::{Stack, check_limits, check_nested, check_together};
use constructs_schema::{check_template, check_template_beside_limits};

use super::acknowledged::Acknowledgements;
use super::deployment::Deployments;
use super::place::Templates;
use super::report::{Checked, Report};
use super::rule_checker::RuleChecker;
use crate::failure::Failure;
use crate::synthesized::stacks;

/// Why Guard did not run, and how it would.
#[cfg(feature = "guard")]
const NO_RULES: &str = "no rules are named: `--rules DIR`";
#[cfg(not(feature = "guard"))]
use crate::failure::NO_GUARD as NO_RULES;

/// The most findings of one report.
const MAX_FINDINGS: usize = 5_000;

/// The checkers of a report.
pub(crate) struct Checkers {
    rules: Option<Box<dyn RuleChecker>>,
    /// Why no rules are checked, as a line of the report.
    remark: Option<String>,
    deployments: Deployments,
}

impl Checkers {
    /// All checkers, with the rules in a folder.
    pub(crate) fn new(rules: Option<&Path>) -> Result<Self, Failure> {
        let deployments = Deployments::default();
        let Some(folder) = rules else {
            let remark = Some(format!("Guard did not run: {NO_RULES}"));
            return Ok(Self { rules: None, remark, deployments });
        };
        Ok(Self { rules: Some(rule_checker(folder)?), remark: None, deployments })
    }

    /// The same for stacks with known deployments.
    pub(crate) fn with_deployments(self, deployments: Deployments) -> Self {
        Self { deployments, ..self }
    }

    /// Runs all checkers. `told` has the diagnostics of synthesis, or of reading the templates.
    pub(crate) fn report(
        &self,
        stacks: &[Stack],
        assembly: Option<&Assembly>,
        told: Diagnostics,
    ) -> Result<Report, Failure> {
        let templates = Templates { stacks, assembly };
        let mut found = self.check(stacks)?;
        let cut = (found.len() > MAX_FINDINGS)
            .then(|| format!("the report ends after {MAX_FINDINGS} of {} findings", found.len()));
        found.truncate(MAX_FINDINGS);
        let found = found.into_iter().map(|diagnostic| templates.complete(diagnostic));
        let found: Vec<Diagnostic> = found.collect();
        let acknowledgements = Acknowledgements::read(stacks, assembly);
        let mut all = not_repeated(told, &found);
        all.extend(found);
        let mut report = Report::new(all, &acknowledgements);
        let unused = acknowledgements.complaints(self.rules.is_some());
        report.add(unused.into_iter().map(|diagnostic| templates.complete(diagnostic)));
        report.templates = stacks.iter().map(Checked::new).collect();
        report.remarks.extend(cut);
        report.remarks.extend(self.deployments.remarks());
        report.remarks.extend(self.remark.clone());
        Ok(report)
    }

    /// The diagnostics of all checkers. A place has the template and a pointer into it.
    fn check(&self, stacks: &[Stack]) -> Result<Vec<Diagnostic>, Failure> {
        let mut found = Vec::new();
        for (template, stack) in stacks.iter().enumerate() {
            let limits = check_limits(stack.root(), stack.text.len());
            let schema = check_template_beside_limits(stack.root()).into_iter();
            let services = self.deployments.check(stack);
            let of_template = schema.chain(services).chain(constructs_lint::check(stack.root()));
            let of_template = of_template.chain(limits);
            found.extend(of_template.map(|diagnostic| in_template(diagnostic, template)));
        }
        found.extend(check_together(stacks));
        found.extend(check_nested(stacks));
        self.deployments.soften(&mut found);
        if let Some(rules) = &self.rules {
            found.extend(rules.check(stacks)?);
        }
        Ok(found)
    }
}

/// The diagnostics of synthesis without those whose rule a check of templates reports for the same construct, with the line in
/// the template.
fn not_repeated(told: Diagnostics, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let rule = |one: &Diagnostic| (one.code, one.place.path.clone());
    let repeated: BTreeSet<_> = found.iter().map(rule).collect();
    told.into_iter().filter(|one| !repeated.contains(&rule(one))).collect()
}

/// Checks the templates of an assembly against the schemas, and the policies in them against IAM's facts, as `synth` does.
///
/// Each diagnostic has the construct's path and the Rust line. In a stack that was adopted, mistakes are warnings. Acknowledged
/// diagnostics are left out.
#[must_use]
pub fn check(assembly: &Assembly) -> Diagnostics {
    check_stacks(&stacks(assembly), assembly, &Deployments::default())
}

/// As [`check`], for some stacks of the assembly, whose templates are parsed already.
pub(crate) fn check_stacks(
    stacks: &[Stack],
    assembly: &Assembly,
    deployments: &Deployments,
) -> Diagnostics {
    let templates = Templates { stacks, assembly: Some(assembly) };
    let found = stacks.iter().enumerate().flat_map(|(template, stack)| {
        let schema = check_template(stack.root()).into_iter();
        let found = schema.chain(deployments.check(stack));
        let found = found.chain(constructs_lint::check_synthesized(stack.root()));
        found.map(move |diagnostic| in_template(diagnostic, template))
    });
    let found = found.take(MAX_FINDINGS).map(|diagnostic| templates.complete(diagnostic));
    let acknowledgements = Acknowledgements::read(stacks, Some(assembly));
    Report::new(found.collect(), &acknowledgements).findings.into_iter().collect()
}

#[cfg(feature = "guard")]
fn rule_checker(folder: &Path) -> Result<Box<dyn RuleChecker>, Failure> {
    Ok(Box::new(super::rules::GuardRules::read(folder)?))
}

#[cfg(not(feature = "guard"))]
fn rule_checker(_folder: &Path) -> Result<Box<dyn RuleChecker>, Failure> {
    Err(Failure::NoGuard)
}

fn in_template(mut diagnostic: Diagnostic, template: usize) -> Diagnostic {
    diagnostic.place = diagnostic.place.template(template);
    for related in &mut diagnostic.related {
        related.place = related.place.clone().template(template);
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use constructs::{App, Condition, GenericResource, Resource, Stack, equals};

    use super::{Checkers, check, stacks};
    use constructs::Diagnostics;

    /// The codes of `validate` on an app whose one stack is adopted.
    fn codes(describe: impl FnOnce(constructs::Scope<'_>)) -> Vec<String> {
        let app = App::new();
        let stack = app.stack("Queues", Stack::named("queues").adopted());
        stack.add("Push", GenericResource::new("AWS::SQS::Queue"));
        describe(stack);
        let assembly = app.synth().unwrap();
        let told: Diagnostics = assembly.warnings().into_iter().cloned().collect();
        let stacks = stacks(&assembly);
        let report = Checkers::new(None).unwrap().report(&stacks, Some(&assembly), told).unwrap();
        report.findings.iter().map(|found| found.code.to_string()).collect()
    }

    #[test]
    fn a_rule_that_synthesis_and_the_checks_of_templates_share_is_reported_once() {
        let found = codes(|stack| {
            let role = GenericResource::new("AWS::IAM::Role").raw("RoleName", "no spaces");
            let trust = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}}"#;
            let trust: serde_json::Value = serde_json::from_str(trust).unwrap();
            stack.add("Role", role.raw("AssumeRolePolicyDocument", trust));
        });
        assert_eq!(found, ["C0601"]);
    }

    #[test]
    fn what_only_synthesis_reports_is_kept() {
        let found = codes(|stack| {
            let condition = Condition::new(equals("a", "b")).logical_id("Is-Prod");
            let used = stack.add("IsProd", condition);
            stack.add("Used", GenericResource::new("AWS::SQS::Queue").condition(used));
        });
        assert_eq!(found, ["C0203"]);
    }

    #[test]
    fn synth_reports_the_names_that_only_schemas_check_there() {
        let app = App::new();
        let stack = app.stack("Users", Stack::named("users"));
        let document = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}}"#;
        let document: serde_json::Value = serde_json::from_str(document).unwrap();
        let policy = GenericResource::new("AWS::IAM::UserPolicy").raw("PolicyName", "a b");
        stack.add("Policy", policy.raw("UserName", "bob").raw("PolicyDocument", document));
        let found = check(&app.synth().unwrap());
        assert!(found.iter().any(|one| one.code.as_str() == "F0109"), "{found}");
    }

    #[test]
    fn what_iam_may_learn_can_be_acknowledged_in_a_policy_of_the_app() {
        let describe = |acknowledge: bool| {
            let app = App::new();
            let stack = app.stack("Policies", Stack::named("policies"));
            let document = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"StringIsNew": {"aws:PrincipalTag/team": "a"}}}}"#;
            let document: serde_json::Value = serde_json::from_str(document).unwrap();
            let policy =
                GenericResource::new("AWS::IAM::ManagedPolicy").raw("PolicyDocument", document);
            let policy = match acknowledge {
                true => policy.acknowledge("A0206", "the operator is new"),
                false => policy,
            };
            stack.add("Policy", policy);
            let found = check(&app.synth().unwrap());
            found.iter().filter(|one| one.code.as_str() == "A0206").count()
        };
        assert_eq!((describe(false), describe(true)), (1, 0));
    }
}
