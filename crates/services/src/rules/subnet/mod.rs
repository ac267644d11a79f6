//! The CIDR blocks of subnets are in a block of their VPC, and do not overlap.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

mod vpc;

use constructs_cloudformation::check::Report;
use constructs_matching::AddressBlock;

use self::vpc::{Vpc, key_of};
use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// The subnets that are compared with each other; a template has fewer.
const MAX_SUBNETS: usize = 1_000;

/// A block of a subnet.
struct Block<'t> {
    addresses: AddressBlock,
    /// The subnet's VPC, in a text that is equal for equal VPCs.
    vpc: String,
    value: Value<'t>,
}

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let blocks = blocks(resources);
    for vpc in vpc::all(resources) {
        let of_vpc = blocks.iter().filter(|block| block.vpc == vpc.key);
        of_vpc.for_each(|block| check_within(block, &vpc, resources, report));
    }
    check_overlap(&blocks, resources, report);
}

/// The blocks of all subnets that are known.
fn blocks<'t>(resources: &Resources<'t>) -> Vec<Block<'t>> {
    let conditions = resources.conditions();
    let mut found = Vec::new();
    let subnets = resources.of("AWS::EC2::Subnet");
    for subnet in subnets.filter_map(|subnet| resources.properties(subnet)) {
        for id in subnet.find("VpcId", conditions) {
            for property in ["CidrBlock", "Ipv6CidrBlock"] {
                let values = subnet.find(property, conditions).into_iter();
                found.extend(values.filter_map(|value| {
                    let addresses = AddressBlock::parse(value.literal()?)?;
                    let vpc = key_of(&id, resources);
                    Some(Block { addresses, vpc, value: value.with(&id) })
                }));
            }
        }
    }
    found.truncate(MAX_SUBNETS);
    found
}

fn check_within<'t>(
    block: &Block<'t>,
    vpc: &Vpc<'t>,
    resources: &Resources<'t>,
    report: &mut Report,
) {
    let Some(blocks) = vpc.blocks(block.addresses.is_ipv6) else { return };
    let around = blocks.iter().filter(|(outer, _)| outer.contains(block.addresses));
    let around: Vec<Value<'_>> = around.map(|(_, value)| value.clone()).collect();
    if !block.value.can_be_without(&around, resources.conditions()) {
        return;
    }
    let shown = block.value.literal().unwrap_or_default();
    let (message, help) = if blocks.is_empty() {
        let message = format!("the subnet has the IPv6 block `{shown}`, but its VPC has none");
        (message, "add an `AWS::EC2::VPCCidrBlock` with an IPv6 block to the VPC".to_owned())
    } else {
        let known: Vec<&str> = blocks.iter().filter_map(|(_, value)| value.literal()).collect();
        let help = format!("use a block within `{}`", known.join("` or `"));
        (format!("the block `{shown}` of the subnet is outside the blocks of its VPC"), help)
    };
    report.add_at(codes::SUBNET_OUTSIDE, block.value.at(), message, Some(help));
}

fn check_overlap(blocks: &[Block<'_>], resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    for (position, block) in blocks.iter().enumerate() {
        let overlaps = |other: &&Block<'_>| {
            other.vpc == block.vpc
                && other.addresses.overlaps(block.addresses)
                && other.value.resource_id() != block.value.resource_id()
                && other.value.can_meet(&block.value, conditions)
        };
        if let Some(other) = blocks.iter().take(position).find(overlaps) {
            let shown = |block: &Block<'_>| block.value.literal().unwrap_or_default().to_owned();
            let message = format!(
                "the block `{}` overlaps the block `{}` of the subnet `{}`",
                shown(block),
                shown(other),
                other.value.resource_id()
            );
            let help = "give each subnet of a VPC a block of its own";
            let (at, text) = (block.value.at(), (message, help.into()));
            let other = ("the other one", other.value.at());
            report.add_related(codes::SUBNET_OVERLAP, at, text, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings_of;

    fn subnets(vpc: &str, subnets: &[&str]) -> Vec<String> {
        let subnets = subnets.iter().enumerate().map(|(at, properties)| {
            format!("  S{at}: {{Type: 'AWS::EC2::Subnet', Properties: {{{properties}}}}}\n")
        });
        let found = findings_of(&format!(
            "Conditions: {{C: !Equals [!Ref 'AWS::Region', x]}}
Resources:
  V: {{Type: 'AWS::EC2::VPC', Properties: {{{vpc}}}}}
  Six:
    Type: AWS::EC2::VPCCidrBlock
    Condition: C
    Properties: {{VpcId: !Ref V, CidrBlock: 100.64.0.0/16}}
{}",
            subnets.collect::<String>()
        ));
        found.into_iter().filter(|found| found.starts_with("F071")).collect()
    }

    #[test]
    fn a_subnet_is_within_its_vpc() {
        let one = |properties: &str| subnets("CidrBlock: 10.0.0.0/16", &[properties]);
        assert_eq!(one("VpcId: !Ref V, CidrBlock: 10.1.0.0/24"), ["F0710 S0/Properties/CidrBlock"]);
        assert_eq!(one("VpcId: !GetAtt V.VpcId, CidrBlock: 10.1.0.0/24").len(), 1);
        assert_eq!(one("VpcId: !Ref V, CidrBlock: 10.0.0.0/8").len(), 1);
        assert!(one("VpcId: !Ref V, CidrBlock: 10.0.3.0/24").is_empty());
        assert!(one("VpcId: !Ref V, CidrBlock: !Ref P").is_empty());
        assert!(one("VpcId: !Ref Other, CidrBlock: 10.1.0.0/24").is_empty());
        assert!(
            subnets("CidrBlock: !Ref P", &["VpcId: !Ref V, CidrBlock: 10.1.0.0/24"]).is_empty()
        );
    }

    #[test]
    fn a_block_of_the_vpc_can_depend_on_a_condition() {
        let one = |block: &str| {
            let properties = format!("VpcId: !Ref V, CidrBlock: {block}");
            subnets("CidrBlock: 10.0.0.0/16", &[&properties])
        };
        assert_eq!(one("100.64.0.0/24").len(), 1);
        assert!(one("!If [C, 100.64.0.0/24, 10.0.0.0/24]").is_empty());
    }

    #[test]
    fn an_ipv6_block_needs_one_of_the_vpc() {
        let properties = "VpcId: !Ref V, CidrBlock: 10.0.0.0/24, Ipv6CidrBlock: 'fd00::/64'";
        let found = subnets("CidrBlock: 10.0.0.0/16", &[properties]);
        assert_eq!(found, ["F0710 S0/Properties/Ipv6CidrBlock"]);
    }

    #[test]
    fn subnets_of_a_vpc_do_not_overlap() {
        let two = |first: &str, second: &str| {
            let properties = |block: &str| format!("VpcId: vpc-1, CidrBlock: {block}");
            subnets("CidrBlock: 10.0.0.0/16", &[&properties(first), &properties(second)])
        };
        assert_eq!(two("10.0.0.0/24", "10.0.0.128/25"), ["F0711 S1/Properties/CidrBlock"]);
        assert!(two("10.0.0.0/24", "10.0.1.0/24").is_empty());
        assert!(two("10.0.0.0/24", "!Ref P").is_empty());
        let exclude = two("!If [C, 10.0.0.0/24, 10.0.1.0/24]", "!If [C, 10.0.1.0/24, 10.0.0.0/24]");
        assert!(exclude.is_empty());
    }
}
