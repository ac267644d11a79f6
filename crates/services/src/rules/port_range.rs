//! The range of ports of a security group rule goes upwards, from 0 to 65535; -1 means all ports.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// The rules: type, and path of the rule below its properties.
const RULES: &[(&str, &str)] = &[
    ("AWS::EC2::SecurityGroup", "SecurityGroupIngress/*"),
    ("AWS::EC2::SecurityGroup", "SecurityGroupEgress/*"),
    ("AWS::EC2::SecurityGroupIngress", ""),
    ("AWS::EC2::SecurityGroupEgress", ""),
];
/// The protocols with ports. Those of ICMP are types and codes.
const PROTOCOLS: &[&str] = &["tcp", "udp", "6", "17"];
const LAST_PORT: f64 = 65_535.0;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for (kind, path) in RULES {
        for rule in resources.values(kind, path) {
            check_rule(resources, &rule, report);
        }
    }
}

fn check_rule<'t>(resources: &Resources<'t>, rule: &Value<'t>, report: &mut Report) {
    let conditions = resources.conditions();
    let protocol = rule.only("IpProtocol", conditions).and_then(|value| value.text());
    if !protocol.is_some_and(|name| PROTOCOLS.contains(&name.to_lowercase().as_str())) {
        return;
    }
    let [first, last] = ["FromPort", "ToPort"].map(|name| rule.only(name, conditions));
    for port in [&first, &last].into_iter().flatten() {
        if port.number().is_some_and(|number| !(-1.0..=LAST_PORT).contains(&number)) {
            let message = format!("there is no port `{}`", port.text().unwrap_or_default());
            let help = "ports are 0 to 65535".to_owned();
            report.add_at(codes::PORT_RANGE, port.at(), message, Some(help));
        }
    }
    let (Some(first), Some(last)) = (first, last) else { return };
    if let (Some(from), Some(to)) = (first.number(), last.number())
        && from > to
        && to >= 0.0
        && first.can_meet(&last, conditions)
    {
        let message = format!("the range of ports {from} to {to} is empty");
        let help = "exchange `FromPort` and `ToPort`".to_owned();
        report.add_at(codes::PORT_RANGE, last.at(), message, Some(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn rule(protocol: &str, from: &str, to: &str) -> Vec<String> {
        findings(&format!(
            "  R: {{Type: 'AWS::EC2::SecurityGroupIngress', Properties: {{IpProtocol: {protocol}, FromPort: {from}, ToPort: {to}, CidrIp: 10.0.0.0/8}}}}"
        ))
    }

    #[test]
    fn a_range_goes_upwards() {
        assert!(rule("tcp", "80", "443").is_empty() && rule("tcp", "80", "80").is_empty());
        assert!(rule("tcp", "-1", "-1").is_empty());
        assert!(rule("icmp", "8", "-1").is_empty() && rule("tcp", "!Ref P", "80").is_empty());
        assert_eq!(rule("tcp", "443", "80"), ["F0766 R/Properties/ToPort"]);
        assert_eq!(rule("tcp", "80", "70000"), ["F0766 R/Properties/ToPort"]);
    }
}
