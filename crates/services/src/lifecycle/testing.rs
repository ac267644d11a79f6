//! Runs the checks of a test for a deployment.

use crate::{Deployment, check_template, facts};

/// What is known of the deployment of a test.
pub(super) struct Case<'c> {
    pub(super) today: &'c str,
    pub(super) regions: &'c [&'c str],
    pub(super) functions: Option<&'c [&'c str]>,
}

impl Default for Case<'_> {
    fn default() -> Self {
        Self { today: "2026-10-20", regions: &[], functions: None }
    }
}

/// The findings of these checks: severity, code, and pointer, then the message and the help. The date of the facts is `FACTS`.
pub(super) fn messages(template: &str, case: &Case<'_>) -> Vec<String> {
    let owned = |ids: &[&str]| ids.iter().map(ToString::to_string).collect();
    let deployment = Deployment {
        regions: case.regions.iter().map(ToString::to_string).collect(),
        today: case.today.parse().unwrap(),
        functions: case.functions.map(owned),
    };
    let template = constructs_yaml::read(template.as_bytes()).unwrap();
    let found = check_template(template.root(), &deployment);
    let found = found.iter().filter(|one| one.code.as_str().starts_with("F09"));
    let shown = found.map(|one| {
        let pointer = one.place.pointer.as_deref().unwrap_or_default();
        let help = one.help.as_deref().unwrap_or_default();
        let message = one.message.replace(&format!("facts of {}", facts::date()), "facts of FACTS");
        format!("{}[{}] {pointer}\n  {message}; {help}", one.severity, one.code)
    });
    shown.collect()
}
