//! Splits the name of a condition key into its fixed and variable parts. Sources write variable parts in three ways:
//! `kms:EncryptionContext:${EncryptionContextKey}`, `s3:RequestObjectTag/<key>`, `secretsmanager:ResourceTag/tag-key`.

/// A part of a condition key's name.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(crate) enum KeyPart<'n> {
    Fixed(&'n str),
    /// A variable part, with its name in the source.
    Variable(&'n str),
}

/// What some sources write for the key of a tag.
const TAG_KEY: &str = "tag-key";

/// Whether the name has a variable part.
pub(crate) fn is_template(name: &str) -> bool {
    key_parts(name).iter().any(|part| matches!(part, KeyPart::Variable(_)))
}

/// The parts of a key's name, in their order.
pub(crate) fn key_parts(name: &str) -> Vec<KeyPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some((before, variable, after)) = next_variable(rest) {
        parts.push(KeyPart::Fixed(before));
        parts.push(KeyPart::Variable(variable));
        rest = after;
    }
    parts.push(KeyPart::Fixed(rest));
    parts.retain(|part| *part != KeyPart::Fixed(""));
    parts
}

fn next_variable(name: &str) -> Option<(&str, &str, &str)> {
    let between = |open: &str, close: char| {
        let (before, rest) = name.split_once(open)?;
        let (variable, after) = rest.split_once(close)?;
        Some((before, variable, after))
    };
    between("${", '}').or_else(|| between("<", '>')).or_else(|| {
        let before = name.strip_suffix(TAG_KEY).filter(|before| before.ends_with('/'))?;
        Some((before, "TagKey", ""))
    })
}

#[cfg(test)]
mod tests {
    use super::KeyPart::{Fixed, Variable};
    use super::*;

    #[test]
    fn keys_fall_into_parts() {
        assert_eq!(key_parts("kms:ViaService"), [Fixed("kms:ViaService")]);
        assert_eq!(key_parts("a:B/${C}.d"), [Fixed("a:B/"), Variable("C"), Fixed(".d")]);
        assert_eq!(key_parts("s3:T/<key>"), [Fixed("s3:T/"), Variable("key")]);
        assert_eq!(
            key_parts("x:ResourceTag/tag-key"),
            [Fixed("x:ResourceTag/"), Variable("TagKey")]
        );
        assert!(!is_template("ec2:Add/group"));
    }
}
