//! Collects the CIDR blocks of the VPCs in a template.

use constructs_cloudformation::function::join_attribute;
use constructs_matching::AddressBlock;

use crate::resource::Resources;
use crate::value::Value;

/// The properties whose presence means that only the deployment knows a block: of IPv4, and of IPv6.
const POOLS: [&[&str]; 2] =
    [&["Ipv4IpamPoolId"], &["Ipv6IpamPoolId", "Ipv6Pool", "AmazonProvidedIpv6CidrBlock"]];

/// A VPC of the template.
pub(super) struct Vpc<'t> {
    pub(super) key: String,
    /// The blocks of IPv4, and of IPv6.
    families: [Blocks<'t>; 2],
}

/// Blocks, if all of them are known.
type Blocks<'t> = Option<Vec<(AddressBlock, Value<'t>)>>;

impl<'t> Vpc<'t> {
    /// The blocks of IPv6 or IPv4. Nothing if only the deployment knows one of them.
    pub(super) fn blocks(&self, is_ipv6: bool) -> Option<&[(AddressBlock, Value<'t>)]> {
        let [ipv4, ipv6] = &self.families;
        let blocks = if is_ipv6 { ipv6 } else { ipv4 };
        // A VPC has IPv4 blocks: without any, the template does not show them.
        blocks.as_deref().filter(|blocks| is_ipv6 || !blocks.is_empty())
    }

    /// Adds the blocks in the properties of a VPC or an association.
    fn add(&mut self, properties: &Value<'t>, resources: &Resources<'t>) {
        let conditions = resources.conditions();
        let properties_of = ["CidrBlock", "Ipv6CidrBlock"].into_iter().zip(POOLS);
        for (blocks, (property, pools)) in self.families.iter_mut().zip(properties_of) {
            let is_open = pools.iter().any(|pool| !properties.find(pool, conditions).is_empty());
            let values = properties.find(property, conditions).into_iter();
            let known = values.map(|value| Some((AddressBlock::parse(value.literal()?)?, value)));
            let known: Blocks<'t> = known.collect::<Blocks<'t>>().filter(|_| !is_open);
            *blocks = blocks.take().zip(known).map(|(mut blocks, known)| {
                blocks.extend(known);
                blocks
            });
        }
    }
}

/// The VPCs of the template with their blocks.
pub(super) fn all<'t>(resources: &Resources<'t>) -> Vec<Vpc<'t>> {
    let conditions = resources.conditions();
    let vpcs = resources.of("AWS::EC2::VPC").filter_map(|vpc| {
        let mut found = Vpc { key: key(vpc.id), families: [Some(Vec::new()), Some(Vec::new())] };
        found.add(&resources.properties(vpc)?, resources);
        Some(found)
    });
    let mut vpcs: Vec<Vpc<'t>> = vpcs.collect();
    let associations = resources.of("AWS::EC2::VPCCidrBlock");
    for association in associations.filter_map(|association| resources.properties(association)) {
        for id in association.find("VpcId", conditions) {
            let of_id = key_of(&id, resources);
            let is_known = vpcs.iter().any(|vpc| vpc.key == of_id);
            // An association whose VPC is unknown may be one of any.
            for vpc in vpcs.iter_mut().filter(|vpc| !is_known || vpc.key == of_id) {
                if is_known {
                    vpc.add(&association.with(&id), resources);
                } else {
                    vpc.families = [None, None];
                }
            }
        }
    }
    vpcs
}

/// A text for the VPC that a value names. `Ref` and the attribute `VpcId` of a VPC are equal.
pub(super) fn key_of(id: &Value<'_>, resources: &Resources<'_>) -> String {
    let is_id = match id.node.single() {
        Some(("Fn::GetAtt", argument)) => {
            join_attribute(argument).is_some_and(|(_, attribute)| attribute == "VpcId")
        }
        _ => true,
    };
    let target = resources.target(id).filter(|target| is_id && target.kind == "AWS::EC2::VPC");
    target.map_or_else(|| id.identity(), |target| key(target.id))
}

/// A text for the VPC with a logical id.
fn key(id: &str) -> String {
    format!("Ref {id}")
}
