//! Names the constants of condition keys, or the functions of keys with a variable part.

use std::collections::BTreeSet;

use crate::model::iam::{ConditionKey, IamService};
use crate::naming::{self, KeyPart};

/// Names the keys of a service. The global keys have the names of AWS's own keys.
pub(crate) fn name_keys(service: &mut IamService, before: &IamService) {
    let is_own = |key: &&mut ConditionKey| !key.name.starts_with("aws:");
    let keys: Vec<&mut ConditionKey> = service.keys.iter_mut().filter(is_own).collect();
    name(keys, &before.keys, &service.prefix);
}

/// Names the keys of AWS itself and those of sessions.
pub(crate) fn name_global_keys(keys: &mut [ConditionKey], before: &[ConditionKey]) {
    let prefix_of = |key: &ConditionKey| key.name.split(':').next().unwrap_or_default().to_owned();
    let prefixes: BTreeSet<String> = keys.iter().map(prefix_of).collect();
    for prefix in prefixes {
        name(keys.iter_mut().filter(|key| prefix_of(key) == prefix).collect(), before, &prefix);
    }
}

fn name(keys: Vec<&mut ConditionKey>, before: &[ConditionKey], prefix: &str) {
    let old = |key: &ConditionKey| {
        let found = before.iter().find(|old| old.name == key.name && !old.rust.is_empty());
        found.map(|old| old.rust.clone())
    };
    let mut taken: BTreeSet<String> = keys.iter().filter_map(|key| old(key)).collect();
    for key in keys {
        key.rust =
            old(key).unwrap_or_else(|| naming::unique(propose(&key.name, prefix), &mut taken));
    }
}

/// `VIA_SERVICE` of `kms:ViaService`, `encryption_context` of `kms:EncryptionContext:${EncryptionContextKey}`.
fn propose(name: &str, prefix: &str) -> String {
    let own = name.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(':')).unwrap_or(name);
    let fixed = naming::key_parts(own).into_iter().map(|part| match part {
        KeyPart::Fixed(text) => text,
        KeyPart::Variable(_) => "/",
    });
    let fixed: String = fixed.collect();
    if naming::is_template(name) { naming::method(&fixed) } else { naming::constant(&fixed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_once() {
        for (name, prefix, expected) in [
            ("kms:ViaService", "kms", "VIA_SERVICE"),
            ("kms:EncryptionContext:${EncryptionContextKey}", "kms", "encryption_context"),
            ("saml:aud", "sts", "SAML_AUD"),
            ("codebuild:sources/${id}.auth.type", "codebuild", "sources_auth_type"),
            ("s3:x-amz-acl", "s3", "X_AMZ_ACL"),
        ] {
            assert_eq!(propose(name, prefix), expected);
        }
        let key = |rust: &str| ConditionKey {
            name: "x:A".into(),
            kind: "String".into(),
            rust: rust.into(),
        };
        let mut keys = [key("")];
        name_global_keys(&mut keys, &[key("FROZEN")]);
        assert_eq!(keys[0].rust, "FROZEN");
    }
}
