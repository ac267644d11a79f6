//! A property that CloudFormation requires is left out.

use constructs_aws::rds::DBSubnetGroup;

fn main() {
    let _ = DBSubnetGroup::new("private subnets");
}
