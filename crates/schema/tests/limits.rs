//! Checks which findings the schemas leave to a caller that checks the limits of IAM.

use constructs_diagnostics::Diagnostics;
use constructs_schema::{check_template, check_template_beside_limits};

const TEMPLATE: &[u8] = b"Conditions: {C: !Equals [!Ref AWS::Region, eu-west-1]}
Resources:
  Plain: {Type: 'AWS::IAM::UserPolicy', Properties: {PolicyName: 'a b', UserName: bob}}
  Branch: {Type: 'AWS::IAM::UserPolicy', Properties: {PolicyName: !If [C, 'a b', ab], UserName: bob}}
  Other: {Type: 'AWS::IAM::Group', Properties: {GroupName: 'a b', Path: team}}
";

fn places(found: &Diagnostics) -> Vec<String> {
    let patterns = found.iter().filter(|one| one.code.as_str() == "F0109");
    patterns.filter_map(|one| one.place.pointer.clone()).collect()
}

#[test]
fn only_what_the_limits_check_in_full_is_left_to_them() {
    let template = constructs_yaml::read(TEMPLATE).unwrap();
    let branch = "/Resources/Branch/Properties/PolicyName/Fn::If/1";
    let plain = "/Resources/Plain/Properties/PolicyName";
    let alone = places(&check_template(template.root()));
    assert!(alone.iter().any(|place| place == plain) && alone.iter().any(|place| place == branch));
    let beside = places(&check_template_beside_limits(template.root()));
    let left: Vec<&String> = alone.iter().filter(|place| !beside.contains(place)).collect();
    assert_eq!(left, [plain]);
    assert!(beside.iter().all(|place| alone.contains(place)));
}
