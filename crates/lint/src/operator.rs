//! Decides the result of a condition operator for a request without the key.

use constructs_iam::Operator;

/// The result of a condition for a request without the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AbsentKey {
    /// It does not hold, so the statement does not apply.
    Fails,
    /// It holds, so the condition has no effect.
    Holds,
    /// The operator handles it (`…IfExists`, `Null`).
    Handled,
}

/// The result of an operator such as `ForAnyValue:StringNotLikeIfExists`; nothing if the operator is unknown.
pub(super) fn absent_key(operator: &str) -> Option<AbsentKey> {
    let bare = operator.rsplit_once(':').map_or(operator, |(_, bare)| bare);
    let if_exists = bare.strip_suffix("IfExists");
    let name = if_exists.unwrap_or(bare);
    let known = Operator::names().find(|known| known.eq_ignore_ascii_case(name))?;
    Some(match known {
        _ if if_exists.is_some() => AbsentKey::Handled,
        "Null" => AbsentKey::Handled,
        _ if operator.starts_with("ForAllValues:") => AbsentKey::Holds,
        name if name.contains("Not") => AbsentKey::Holds,
        _ => AbsentKey::Fails,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_key_is_what_the_operator_says() {
        for (operator, expected) in [
            ("StringEquals", Some(AbsentKey::Fails)),
            ("ForAnyValue:StringLike", Some(AbsentKey::Fails)),
            ("ForAllValues:StringLike", Some(AbsentKey::Holds)),
            ("NotIpAddress", Some(AbsentKey::Holds)),
            ("StringEqualsIfExists", Some(AbsentKey::Handled)),
            ("Null", Some(AbsentKey::Handled)),
            ("Fn::If", None),
        ] {
            assert_eq!(absent_key(operator), expected, "{operator}");
        }
    }
}
