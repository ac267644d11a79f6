//! Corrects errors in the sources, with one named function for each.
//!
//! INVARIANT: a fix-up fails once the sources no longer have the error, so that it gets removed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::error::{Context, Error};
use crate::model::cloudformation::ResourceType;
use crate::model::service_rules::{RuleContent, ServiceRules, ValueList, Wanted};
use crate::services::Service;

/// Corrects the known errors in a service's resource types.
pub(crate) fn apply(service: &Service, types: &mut [ResourceType]) -> Result<(), Error> {
    match service.namespace.as_deref() {
        Some("AWS::SecretsManager") => secret_id_is_its_arn(types),
        Some("AWS::IAM") => inline_policy_has_no_arn(types),
        Some("AWS::KMS") => replica_key_is_a_key(types),
        _ => Ok(()),
    }
}

/// The attribute `Id` of a secret is its ARN, although its name does not show that.
fn secret_id_is_its_arn(types: &mut [ResourceType]) -> Result<(), Error> {
    let secret = find(types, "AWS::SecretsManager::Secret")?;
    if secret.attributes.iter().any(|attribute| attribute.name.eq_ignore_ascii_case("arn")) {
        return Err(Error::new(
            "a secret now has an attribute for its ARN: remove `secret_id_is_its_arn`",
        ));
    }
    let identifier = secret.attributes.iter_mut().find(|attribute| attribute.name == "Id");
    "arn".clone_into(
        &mut identifier.context(|| "a secret has no attribute `Id` any more".into())?.rust,
    );
    Ok(())
}

/// Corrects the known errors in the rules of services.
pub(crate) fn apply_to_rules(rules: &mut ServiceRules) -> Result<(), Error> {
    an_alarm_can_have_a_period_of_20_seconds(rules)?;
    gp3_has_up_to_80_000_iops(rules)?;
    a_version_with_current_versions_below_is_current(rules, "aws_rds_dbcluster")?;
    a_version_with_current_versions_below_is_current(rules, "aws_rds_dbinstance")
}

/// RDS takes `16` for its default version below 16, but the sources list `16` as retired:
/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>
fn a_version_with_current_versions_below_is_current(
    rules: &mut ServiceRules,
    source: &str,
) -> Result<(), Error> {
    let name = format!("{source}/engine_version");
    let known = rules.rules.iter().find(|rule| rule.name == name);
    let known: BTreeMap<String, BTreeSet<String>> = match known.map(|rule| &rule.content) {
        Some(RuleContent::Values(lists)) => lists.iter().filter_map(versions_of_engine).collect(),
        _ => return Err(Error::new(format!("`{name}` has no lists"))),
    };
    let name = format!("{source}/engine_version_deprecated");
    let retired = rules.rules.iter_mut().find(|rule| rule.name == name);
    let Some(RuleContent::Schema(schema)) = retired.map(|rule| &mut rule.content) else {
        return Err(Error::new(format!("`{name}` has no schema")));
    };
    let mut is_needed = false;
    for part in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        let engine = part.pointer("/if/properties/Engine/const").and_then(Value::as_str);
        let known = engine.and_then(|engine| known.get(engine)).cloned().unwrap_or_default();
        let listed = part.pointer_mut("/if/properties/EngineVersion/enum");
        let Some(listed) = listed.and_then(Value::as_array_mut) else { continue };
        let all: BTreeSet<String> =
            listed.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let current: Vec<&String> = known.difference(&all).collect();
        let before = listed.len();
        listed.retain(|version| {
            let above = format!("{}.", version.as_str().unwrap_or_default());
            !current.iter().any(|current| current.starts_with(&above))
        });
        is_needed |= listed.len() != before;
    }
    if is_needed { Ok(()) } else { Err(Error::new(format!("`{name}` needs no fix-up any more"))) }
}

/// The engine that a list is about, and the versions in it.
fn versions_of_engine(list: &ValueList) -> Option<(String, BTreeSet<String>)> {
    let engine = list.when.iter().find_map(|(_, wanted)| match wanted {
        Wanted::Equal(engine) => Some(engine.clone()),
        _ => None,
    })?;
    Some((engine, list.values.values().flatten().cloned().collect()))
}

/// CloudWatch takes periods of 20 seconds too:
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
fn an_alarm_can_have_a_period_of_20_seconds(rules: &mut ServiceRules) -> Result<(), Error> {
    let periods = "/then/properties/Period/then/enum";
    replace(
        rules,
        "aws_cloudwatch_alarm/period",
        periods,
        json!([10, 30, 60]),
        json!([10, 20, 30, 60]),
    )
}

/// A gp3 volume has up to 80,000 IOPS: <https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html>
fn gp3_has_up_to_80_000_iops(rules: &mut ServiceRules) -> Result<(), Error> {
    let maximum = "/allOf/2/then/properties/Iops/maximum";
    replace(rules, "aws_ec2_instance/blockdevicemappings", maximum, json!(16_000), json!(80_000))
}

/// Replaces a value of a rule's schema.
fn replace(
    rules: &mut ServiceRules,
    name: &str,
    pointer: &str,
    wrong: Value,
    right: Value,
) -> Result<(), Error> {
    let rule = rules.rules.iter_mut().find(|rule| rule.name == name);
    let schema = rule.and_then(|rule| match &mut rule.content {
        RuleContent::Schema(schema) => schema.pointer_mut(pointer),
        RuleContent::Values(_) => None,
    });
    match schema {
        Some(found) if *found == wrong => *found = right,
        _ => {
            return Err(Error::new(format!(
                "`{name}` is no longer wrong at `{pointer}`: remove its fix-up"
            )));
        }
    }
    Ok(())
}

/// Whether a resource of this type has an ARN that policies can name. An inline policy does not.
pub(crate) fn has_arn(resource: &ResourceType) -> bool {
    resource.name != INLINE_POLICY
}

const INLINE_POLICY: &str = "AWS::IAM::Policy";

/// `AWS::IAM::Policy` is an inline policy, but the sources have the ARN template of a managed policy for it.
fn inline_policy_has_no_arn(types: &mut [ResourceType]) -> Result<(), Error> {
    let policy = find(types, INLINE_POLICY)?;
    match policy.arn.take() {
        Some(arn) if arn.contains(":policy/") => Ok(()),
        _ => Err(Error::new("the inline policy's ARN is gone: remove `inline_policy_has_no_arn`")),
    }
}

/// A replica key has the same ARN as other keys, but no source has it.
fn replica_key_is_a_key(types: &mut [ResourceType]) -> Result<(), Error> {
    let arn = find(types, "AWS::KMS::Key")?.arn.clone();
    let replica = find(types, "AWS::KMS::ReplicaKey")?;
    if replica.arn.is_some() {
        return Err(Error::new("a replica key now has an ARN: remove `replica_key_is_a_key`"));
    }
    replica.arn = arn;
    Ok(())
}

fn find<'a>(types: &'a mut [ResourceType], name: &str) -> Result<&'a mut ResourceType, Error> {
    types
        .iter_mut()
        .find(|resource| resource.name == name)
        .context(|| format!("a fix-up needs `{name}`"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{
        an_alarm_can_have_a_period_of_20_seconds, inline_policy_has_no_arn, replica_key_is_a_key,
        secret_id_is_its_arn,
    };
    use crate::error::Error;
    use crate::model::service_rules::{Rule, RuleContent, ServiceRules};
    use crate::text::cloudformation::parse;

    #[test]
    fn fixups_fail_once_they_are_no_longer_needed() -> Result<(), Error> {
        let secret = "type AWS::SecretsManager::Secret Secret secret\n  attribute Id \"\" string\n";
        let mut types = parse(secret)?.types;
        secret_id_is_its_arn(&mut types)?;
        assert_eq!(
            types.first().and_then(|secret| secret.attribute("Id")).map(|id| id.rust.as_str()),
            Some("arn")
        );
        let mut types = parse(&format!("{secret}  attribute Arn \"\" string\n"))?.types;
        assert!(secret_id_is_its_arn(&mut types).is_err());
        let mut types = parse("type AWS::IAM::Policy Policy policy\n")?.types;
        assert!(inline_policy_has_no_arn(&mut types).is_err());
        let keys = "type AWS::KMS::Key Key key\n  arn arn:k\ntype AWS::KMS::ReplicaKey ReplicaKey replica_key\n";
        let mut types = parse(keys)?.types;
        replica_key_is_a_key(&mut types)?;
        assert_eq!(types.last().and_then(|replica| replica.arn.as_deref()), Some("arn:k"));
        assert!(replica_key_is_a_key(&mut types).is_err());
        Ok(())
    }

    #[test]
    fn a_fixup_of_a_rule_fails_once_it_is_no_longer_needed() {
        let schema = json!({"then": {"properties": {"Period": {"then": {"enum": [10, 30, 60]}}}}});
        let content = RuleContent::Schema(schema);
        let rule =
            Rule { name: "aws_cloudwatch_alarm/period".into(), subjects: Vec::new(), content };
        let mut rules = ServiceRules { rules: vec![rule] };
        assert!(an_alarm_can_have_a_period_of_20_seconds(&mut rules).is_ok());
        assert!(an_alarm_can_have_a_period_of_20_seconds(&mut rules).is_err());
    }
}
