//! A subnet is associated with one route table.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::repeated::repeated;
use crate::resource::Resources;
use crate::value::Value;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let subnets = resources.values("AWS::EC2::SubnetRouteTableAssociation", "SubnetId");
    // `Ref` of a subnet and its attribute `SubnetId` are equal.
    let subnet = |value: &Value<'_>| match resources.target(value) {
        Some(target) if target.kind == "AWS::EC2::Subnet" => format!("Ref {}", target.id),
        _ => value.identity(),
    };
    let subnets: Vec<_> = subnets.into_iter().map(|value| (subnet(&value), value)).collect();
    for (value, first) in repeated(&subnets, resources.conditions()) {
        let message =
            format!("`{}` already associates the subnet with a route table", first.resource_id());
        let help = "remove one of the associations: a subnet has one route table";
        let (text, other) = ((message, help.into()), ("the other one", first.at()));
        report.add_related(codes::SUBNET_ROUTE_TABLE, value.at(), text, other);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    #[test]
    fn a_subnet_has_one_route_table() {
        let two = |first: &str, second: &str| {
            let one = |id, subnet| {
                format!(
                    "  {id}: {{Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: {{SubnetId: {subnet}, RouteTableId: {id}}}}}\n"
                )
            };
            findings(&format!(
                "  S: {{Type: 'AWS::EC2::Subnet'}}\n{}{}",
                one("A", first),
                one("B", second)
            ))
        };
        let expected = ["F0703 B/Properties/SubnetId"];
        assert_eq!(two("!Ref S", "!Ref S"), expected);
        assert_eq!(two("!Ref S", "!GetAtt S.SubnetId"), expected);
        assert_eq!(two("subnet-1", "subnet-1"), expected);
        assert!(two("!Ref S", "!Ref P").is_empty());
        assert!(two("subnet-1", "subnet-2").is_empty());
    }
}
