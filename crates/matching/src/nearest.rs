//! Finds the known word that is nearest to a misspelled one.

/// Returns the word of `known` that is nearest to `word`, if it differs in at most a third of the characters and in at most
/// four.
///
/// ASCII case is ignored. If several words are equally near, the first one is returned.
///
/// ```
/// use constructs_matching::nearest_word;
///
/// assert_eq!(nearest_word("multiAZ", ["deletionProtection", "multiAz"]), Some("multiAz"));
/// assert_eq!(nearest_word("colour", ["deletionProtection", "multiAz"]), None);
/// ```
pub fn nearest_word<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let limit = (word.chars().count() / 3).clamp(1, 4);
    let near = |candidate: &'k str| {
        // A character has at most four bytes: a greater difference in length needs more edits than allowed.
        let difference = candidate.len().abs_diff(word.len());
        (difference <= limit * 4).then(|| (edit_distance(word, candidate), candidate))
    };
    let all = known.into_iter().filter_map(near).filter(|(distance, _)| *distance <= limit);
    all.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Returns the Levenshtein distance, ignoring ASCII case.
fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, l) in left.chars().enumerate() {
        let mut diagonal = line;
        let mut last = line + 1;
        for (r, cell) in right.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(!l.eq_ignore_ascii_case(r));
            diagonal = *cell;
            last = replaced.min(last + 1).min(*cell + 1);
            *cell = last;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_levenshtein_distances() {
        for (left, right, expected) in [
            ("", "", 0),
            ("a", "", 1),
            ("kitten", "sitting", 3),
            ("Queue", "queue", 0),
            ("flaw", "lawn", 2),
        ] {
            assert_eq!(edit_distance(left, right), expected, "{left} {right}");
            assert_eq!(edit_distance(right, left), expected, "{right} {left}");
        }
    }

    #[test]
    fn only_a_near_word_is_suggested() {
        let known = ["deletionProtection", "multiAz", "region"];
        assert_eq!(nearest_word("deletionProtecton", known), Some("deletionProtection"));
        assert_eq!(nearest_word("colour", known), None);
    }
}
