//! The domain that validates a certificate is the certificate's domain or above it.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-certificatemanager-certificate-domainvalidationoption.html>

use constructs_cloudformation::check::Report;

use super::domain::is_within;
use crate::codes;
use crate::resource::Resources;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    let path = "DomainValidationOptions/*";
    for option in resources.values("AWS::CertificateManager::Certificate", path) {
        for domain in option.find("DomainName", conditions) {
            for validation in option.find("ValidationDomain", conditions) {
                let texts = domain.literal().zip(validation.literal());
                let Some((name, above)) = texts.filter(|(name, above)| !is_within(name, above))
                else {
                    continue;
                };
                if domain.can_meet(&validation, conditions) {
                    let message = format!("`{name}` is not below the validation domain `{above}`");
                    let help = "set `ValidationDomain` to `DomainName` or to a domain above it";
                    let help = Some(help.into());
                    report.add_at(codes::VALIDATION_DOMAIN, domain.at(), message, help);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn certificate(name: &str, validation: &str) -> bool {
        let found = findings(&format!(
            "  C: {{Type: 'AWS::CertificateManager::Certificate', Properties: {{DomainName: a.b, DomainValidationOptions: [{{DomainName: {name}, ValidationDomain: {validation}}}]}}}}"
        ));
        let expected = "F0712 C/Properties/DomainValidationOptions/0/DomainName";
        found.iter().any(|found| found == expected)
    }

    #[test]
    fn a_domain_validates_those_below_it() {
        assert!(certificate("www.example.com", "example.org"));
        assert!(certificate("myexample.com", "example.com"));
        assert!(!certificate("www.example.com", "example.com"));
        assert!(!certificate("'*.Example.com'", "example.com"));
        assert!(!certificate("example.com", "example.com"));
        assert!(!certificate("example.com", "!Ref P"));
    }
}
