//! Corrects errors in the sources, with one named function for each.
//!
//! INVARIANT: a fix-up fails once the sources no longer have the error, so that it gets removed.

use crate::error::{Context, Error};
use crate::model::cloudformation::ResourceType;
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
    use super::{inline_policy_has_no_arn, replica_key_is_a_key, secret_id_is_its_arn};
    use crate::error::Error;
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
}
