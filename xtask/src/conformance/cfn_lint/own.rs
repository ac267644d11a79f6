//! Our findings on one mutant.

use constructs::diagnostic::{Diagnostic, Severity};
use constructs_services::Deployment;

use crate::checkers::{UNREADABLE, findings};

/// One of our findings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OwnFinding {
    /// Its code.
    pub(super) code: String,
    /// The pointer to its place in the template.
    pub(super) pointer: String,
    /// Its message.
    pub(super) message: String,
    /// Whether it is an error.
    pub(super) is_error: bool,
}

/// Checks the text of a template, as for a deployment to us-east-1.
pub(super) fn check(text: &str) -> Vec<OwnFinding> {
    let template = match constructs_yaml::read_with_duplicates(text.as_bytes()) {
        Ok((template, duplicates)) if duplicates.is_empty() => template,
        Ok((_, duplicates)) => {
            let unreadable = |error: &constructs_document::ReadError| unreadable(error.message());
            return duplicates.iter().map(unreadable).collect();
        }
        Err(error) => return vec![unreadable(error.message())],
    };
    let mut deployment = Deployment::default();
    deployment.regions.push("us-east-1".to_owned());
    let found = findings(template.root(), text.len(), &deployment);
    let mut all: Vec<OwnFinding> = found.map(finding).collect();
    all.sort();
    all.dedup();
    all
}

fn unreadable(message: String) -> OwnFinding {
    OwnFinding { code: UNREADABLE.to_owned(), pointer: String::new(), message, is_error: true }
}

fn finding(found: Diagnostic) -> OwnFinding {
    OwnFinding {
        code: found.code.to_string(),
        pointer: found.place.pointer.unwrap_or_default(),
        message: found.message,
        is_error: found.severity == Severity::Error,
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn every_checker_runs() {
        let text = r#"{"Resources":{"P":{"Type":"AWS::IAM::ManagedPolicy","Extra":1,"Properties":{"ManagedPolicyName":"a b","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:Send","Resource":"*"}]}}}}}"#;
        let codes: Vec<String> = check(text).into_iter().map(|found| found.code).collect();
        assert_eq!(codes, ["A0102", "C0602", "F0305"]);
        assert_eq!(check("[]").first().map(|found| found.code.as_str()), Some("S0201"));
    }
}
