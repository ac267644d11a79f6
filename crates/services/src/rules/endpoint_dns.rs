//! Of the interface endpoints of one service in a VPC, one can have private DNS names.
//!
//! <https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// An endpoint with private DNS names.
struct Endpoint<'t> {
    id: &'t str,
    properties: Value<'t>,
    vpc: Value<'t>,
    service: Value<'t>,
}

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let mut endpoints: Vec<Endpoint<'_>> = Vec::new();
    for resource in resources.of("AWS::EC2::VPCEndpoint") {
        let Some(properties) = resources.properties(resource) else { continue };
        let Some(endpoint) = read(resource.id, properties, resources) else { continue };
        let is_same =
            |left: &Value<'_>, right: &Value<'_>| left.node.to_json() == right.node.to_json();
        let other = endpoints.iter().find(|other| {
            is_same(&other.vpc, &endpoint.vpc)
                && is_same(&other.service, &endpoint.service)
                && other.properties.can_meet(&endpoint.properties, resources.conditions())
        });
        if let Some(other) = other {
            let message = format!(
                "the endpoint `{}` has the private DNS names of this service in the same VPC",
                other.id
            );
            let help =
                "set `PrivateDnsEnabled` to false in one of the endpoints, or use one endpoint";
            report.add_at(
                codes::ENDPOINT_DNS,
                endpoint.properties.at(),
                message,
                Some(help.into()),
            );
        }
        endpoints.push(endpoint);
    }
}

/// An endpoint under the conditions that give it private DNS names; nothing if a property has several values.
fn read<'t>(
    id: &'t str,
    mut properties: Value<'t>,
    resources: &Resources<'t>,
) -> Option<Endpoint<'t>> {
    let only = |name| properties.only(name, resources.conditions());
    let (kind, is_private) = (only("VpcEndpointType")?, only("PrivateDnsEnabled")?);
    let (vpc, service) = (only("VpcId")?, only("ServiceName")?);
    if kind.literal() != Some("Interface") || is_private.is_true() != Some(true) {
        return None;
    }
    for value in [&kind, &is_private, &vpc, &service] {
        properties.pins.extend(value.pins.iter().copied());
    }
    Some(Endpoint { id, properties, vpc, service })
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn endpoints(second: &str) -> Vec<String> {
        let more = "VpcEndpointType: Interface, PrivateDnsEnabled: true";
        let first =
            "VpcId: {Ref: Vpc}, ServiceName: {'Fn::Sub': 'com.amazonaws.${AWS::Region}.sqs'}";
        findings(&format!(
            "  A: {{Type: 'AWS::EC2::VPCEndpoint', Properties: {{{more}, {first}}}}}\n  B: {{Type: 'AWS::EC2::VPCEndpoint', Properties: {{{more}, {second}}}}}"
        ))
    }

    #[test]
    fn a_service_has_one_endpoint_with_private_names() {
        let service =
            |name: &str| format!("{{'Fn::Sub': 'com.amazonaws.${{AWS::Region}}.{name}'}}");
        let sqs = service("sqs");
        assert_eq!(
            endpoints(&format!("VpcId: {{Ref: Vpc}}, ServiceName: {sqs}")),
            ["F0747 B/Properties"]
        );
        assert!(endpoints(&format!("VpcId: {{Ref: Other}}, ServiceName: {sqs}")).is_empty());
        assert!(
            endpoints(&format!("VpcId: {{Ref: Vpc}}, ServiceName: {}", service("sns"))).is_empty()
        );
    }
}
