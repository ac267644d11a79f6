//! A code -> the rules of cfn-lint that report the same, so that what a template ignores for cfn-lint is ignored here too.

use constructs::Code;

use crate::codes;

/// Codes that are not of the checks on schemas, each with the rules that correspond.
const RULES: &[(&str, &[&str])] = &[
    ("C0203", &["E3006"]),
    ("C0205", &["E1003"]),
    ("C0305", &["E6101"]),
    ("C0306", &["E6102"]),
    ("C0501", &["E3010"]),
    ("C0502", &["E2010", "E6010", "E7010"]),
    ("C0503", &["E1002"]),
    ("C0504", &["E1001"]),
    ("C0601", &["E3033", "E3031"]),
    ("C0602", &["E3033", "E3031"]),
    ("C0603", &["E3033"]),
    ("C0607", &["E3033", "E3031"]),
    ("C0610", &["E3033", "E3031"]),
    ("C0606", &["E3032"]),
    ("C0611", &["E3034"]),
    ("C0613", &["E3510"]),
    ("C0614", &["E3510"]),
    ("C0615", &["E3510", "W3037"]),
    ("C0617", &["E3510", "E3511"]),
    ("C0618", &["E3511"]),
    ("A0101", &["W3037"]),
    ("A0102", &["W3037"]),
    ("A0103", &["W3037"]),
    ("A0104", &["W3037"]),
];

/// The rules of cfn-lint that report what `code` does.
#[must_use]
pub fn cfn_lint_rules(code: Code) -> Vec<&'static str> {
    let ours = RULES.iter().find(|(known, _)| *known == code.as_str());
    let of_schema = codes::cfn_lint_rule(code);
    ours.map_or(&[][..], |(_, rules)| rules).iter().copied().chain(of_schema).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_that_exists() {
        let known: Vec<&str> = constructs::diagnostic::CODES
            .iter()
            .chain(crate::iam::CODES)
            .map(|info| info.code.as_str())
            .collect();
        assert!(RULES.iter().all(|(code, _)| known.contains(code)));
    }
}
