//! The environment variables of a Lambda function have at most 4 KB together.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

/// The bytes of all names and values together.
const MAX_BYTES: usize = 4_096;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let path = "Environment/Variables";
    for variables in resources.values("AWS::Lambda::Function", path) {
        let Some(map) = variables.node.as_map() else { continue };
        let known = |node: &constructs_document::Node| node.to_text().map_or(0, |text| text.len());
        let bytes: usize = map.iter().map(|entry| entry.key.len() + known(&entry.node)).sum();
        if bytes > MAX_BYTES {
            let message = format!(
                "the environment variables have {bytes} bytes, but the maximum is {MAX_BYTES}"
            );
            let help =
                "move values to Parameter Store or Secrets Manager, and read them in the function";
            report.add_at(codes::ENVIRONMENT_SIZE, variables.at(), message, Some(help.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn function(bytes: usize) -> Vec<String> {
        let value = "a".repeat(bytes);
        findings(&format!(
            "  F: {{Type: 'AWS::Lambda::Function', Properties: {{Environment: {{Variables: {{A: {value}}}}}}}}}"
        ))
    }

    #[test]
    fn four_kilobytes_are_the_limit() {
        assert!(function(4_095).is_empty());
        assert_eq!(function(4_096), ["F0701 F/Properties/Environment/Variables"]);
    }
}
