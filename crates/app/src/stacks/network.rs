//! The network: a VPC without a way out, two subnets in two zones, and who may talk to whom.

use constructs::prelude::*;
use constructs::{Str, availability_zones};
use constructs_aws::ec2::security_group::Ingress;
use constructs_aws::ec2::{SecurityGroup, SecurityGroupRef, Subnet, SubnetRef, VPC};

/// What the other stacks need of the network.
pub struct Network {
    /// Subnets without a route to the internet, in two zones.
    pub isolated: [SubnetRef; 2],
    /// Lets in PostgreSQL from the services.
    pub database: SecurityGroupRef,
    /// Lets in Redis from the services.
    pub cache: SecurityGroupRef,
}

const POSTGRES: u16 = 5432;
const REDIS: u16 = 6379;

/// Adds the network to `stack`.
pub fn add(stack: Scope<'_>) -> Network {
    let vpc =
        VPC::new().cidr_block("10.0.0.0/16").enable_dns_support(true).enable_dns_hostnames(true);
    let vpc = stack.add("Vpc", vpc);
    let subnet = |zone: u32, block: &str| {
        Subnet::new(vpc.id())
            .cidr_block(block)
            .availability_zone(select::<Str>(zone, availability_zones(REGION)))
            .map_public_ip_on_launch(false)
    };
    let isolated = [
        stack.add("IsolatedA", subnet(0, "10.0.0.0/20")),
        stack.add("IsolatedB", subnet(1, "10.0.16.0/20")),
    ];
    let services = stack.add("Services", SecurityGroup::new("The ECS services").vpc_id(vpc.id()));
    let reachable = |what: &str, port: u16| {
        let from_services = Ingress::new("tcp")
            .from_port(port)
            .to_port(port)
            .source_security_group_id(services.group_id())
            .description("From the ECS services");
        SecurityGroup::new(what).vpc_id(vpc.id()).security_group_ingress([from_services])
    };
    Network {
        isolated,
        database: stack.add("Database", reachable("The database", POSTGRES)),
        cache: stack.add("Cache", reachable("The cache", REDIS)),
    }
}
