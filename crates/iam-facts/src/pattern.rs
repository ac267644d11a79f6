//! An action's name with wildcards -> whether it names an action.

/// Whether `pattern`, with `*` for any text and `?` for one character, names `name`; the case of letters does not count.
///
/// Linear in memory, at most the product of both lengths in time.
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        match (pattern.get(at), name.get(from)) {
            (None, None) => return true,
            (Some(b'*'), _) => {
                star = Some((at, from));
                at += 1;
                continue;
            }
            (Some(b'?'), Some(_)) => (at, from) = (at + 1, from + 1),
            (Some(one), Some(other)) if one.eq_ignore_ascii_case(other) => {
                (at, from) = (at + 1, from + 1);
            }
            _ => match star {
                Some((behind, taken)) if taken < name.len() => {
                    star = Some((behind, taken + 1));
                    (at, from) = (behind + 1, taken + 1);
                }
                _ => return false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;
    use proptest::prelude::*;

    /// The same by trying every way.
    fn tried(pattern: &[u8], name: &[u8]) -> bool {
        match (pattern.split_first(), name.split_first()) {
            (None, None) => true,
            (Some((b'*', rest)), other) => {
                tried(rest, name) || other.is_some_and(|(_, shorter)| tried(pattern, shorter))
            }
            (Some((b'?', rest)), Some((_, shorter))) => tried(rest, shorter),
            (Some((one, rest)), Some((other, shorter))) => {
                one.eq_ignore_ascii_case(other) && tried(rest, shorter)
            }
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn a_pattern_matches_what_trying_finds(pattern in "[aAb*?]{0,7}", name in "[aAb]{0,9}") {
            prop_assert_eq!(matches(&pattern, &name), tried(pattern.as_bytes(), name.as_bytes()));
        }
    }

    #[test]
    fn wildcards_stand_for_what_they_should() {
        for (pattern, name, expected) in [
            ("*", "", true),
            ("Get*", "getObject", true),
            ("*Tag*", "ListTagsForResource", true),
            ("G?t", "Get", true),
            ("G?t", "Gt", false),
            ("*a*b", "aab", true),
            ("*a*b", "aba", false),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
