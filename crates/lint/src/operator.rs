//! An operator of a condition, `ForAnyValue:StringNotLikeIfExists` -> what it says of a key that a request does not have.

use constructs_iam::Operator;

/// What a condition comes to where the request has no such key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AbsentKey {
    /// It does not hold: the statement is as if it were not there.
    Fails,
    /// It holds: the condition asks for nothing.
    Holds,
    /// That is what it asks, or it says so itself (`…IfExists`, `Null`).
    Handled,
}

/// What `operator` comes to; nothing if it is none.
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
