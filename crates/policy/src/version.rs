//! `Version`: the language of a policy.

use crate::violation::{GrammarRule, GrammarViolation};
use crate::{Notation, PolicySyntax, ValueView};

const HELP: &str = "write `\"Version\": \"2012-10-17\"`";

/// Checks `Version`: a policy without it, or with the one of 2008, reads no policy variables.
pub(crate) fn check<N: Notation>(policy: &PolicySyntax<'_, N::Value>) -> Option<GrammarViolation> {
    let Some(version) = &policy.version else {
        if policy.entries.iter().any(|(key, _)| key.eq_ignore_ascii_case("Version")) {
            return None;
        }
        let message = "the policy has no `Version`, so IAM reads it as version 2008-10-17, without policy variables";
        return Some(
            GrammarViolation::new(GrammarRule::VersionOfVariables, "", message, HELP).warning(),
        );
    };
    let pointer = &*version.pointer;
    match N::view(version.value) {
        ValueView::Text("2012-10-17")
        | ValueView::Unknown
        | ValueView::If { .. }
        | ValueView::NoValue => None,
        ValueView::Text("2008-10-17") if has_variables::<N>(policy) => {
            let message =
                "version 2008-10-17 has no policy variables: IAM reads `${…}` as plain text";
            Some(
                GrammarViolation::new(GrammarRule::VersionOfVariables, pointer, message, HELP)
                    .warning(),
            )
        }
        ValueView::Text("2008-10-17") => None,
        ValueView::Text(version) => {
            let message = format!("`{version}` is not a version of the policy language");
            Some(GrammarViolation::new(GrammarRule::Version, pointer, message, HELP))
        }
        _ => Some(GrammarViolation::new(
            GrammarRule::Version,
            pointer,
            "`Version` is not a string",
            HELP,
        )),
    }
}

fn has_variables<N: Notation>(policy: &PolicySyntax<'_, N::Value>) -> bool {
    let mut has = false;
    for statement in &policy.statements {
        let resources = statement.resources.iter().map(|element| element.part.value);
        let conditions = statement.conditions.iter().map(|condition| condition.part.value);
        for value in resources.chain(conditions) {
            N::visit_texts(value, &mut |text| has |= text.contains("${aws:"));
        }
    }
    has
}
