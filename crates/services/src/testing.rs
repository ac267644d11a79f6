//! Runs the rules on a template of a test.

use crate::{Deployment, check_template};

/// The findings on the resources, each as its code and JSON pointer below `/Resources`: `F0701 F/Properties/Environment`.
pub(crate) fn findings(resources: &str) -> Vec<String> {
    findings_of(&format!("Resources:\n{resources}"))
}

/// The same for a whole template.
pub(crate) fn findings_of(template: &str) -> Vec<String> {
    let template = constructs_yaml::read(template.as_bytes()).unwrap();
    let found = check_template(template.root(), &Deployment::default());
    let shown = found.iter().map(|one| {
        let pointer = one.place.pointer.as_deref().unwrap_or_default();
        format!("{} {}", one.code, pointer.trim_start_matches("/Resources/"))
    });
    shown.collect()
}
