//! An alias of a CloudFront distribution is a domain name, or has `*` in place of its first label.
//!
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let path = "DistributionConfig/Aliases/*";
    for alias in resources.values("AWS::CloudFront::Distribution", path) {
        let Some(name) = alias.literal().filter(|name| !is_domain(name)) else { continue };
        let message = format!("the alias `{name}` is not a domain name");
        let help = "use a name such as `www.example.com` or `*.example.com`: lower case, without a protocol or a path";
        report.add_at(codes::ALIAS, alias.at(), message, Some(help.into()));
    }
}

/// Whether CloudFront takes a domain name: at least two labels of lower-case letters, digits, hyphens, and underscores.
fn is_domain(name: &str) -> bool {
    let name = name.strip_prefix("*.").unwrap_or(name);
    let is_taken = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
    };
    let is_label = |label: &str| {
        let has_edge = label.starts_with('-') || label.ends_with('-');
        (1..=63).contains(&label.len()) && label.bytes().all(is_taken) && !has_edge
    };
    // No top-level domain has one letter.
    let has_top_level = name.rsplit_once('.').is_some_and(|(_, last)| last.len() > 1);
    has_top_level && name.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    #[test]
    fn an_alias_is_a_domain_name() {
        let is_rejected = |alias: &str| {
            let found = findings(&format!(
                "  D: {{Type: 'AWS::CloudFront::Distribution', Properties: {{DistributionConfig: {{Aliases: [{alias}]}}}}}}"
            ));
            found.iter().any(|found| found == "F0717 D/Properties/DistributionConfig/Aliases/0")
        };
        for wrong in [
            "https://example.com",
            "example",
            "a..b",
            "'*a.example.com'",
            "a.*.example.com",
            "'a b.com'",
            "WWW.example.com",
            "-a.example.com",
            "example.c",
        ] {
            assert!(is_rejected(wrong), "{wrong}");
        }
        for correct in
            ["example.com", "'*.example.com'", "a-1.example.com", "!Ref P", "'{{resolve:ssm:a}}'"]
        {
            assert!(!is_rejected(correct), "{correct}");
        }
    }
}
