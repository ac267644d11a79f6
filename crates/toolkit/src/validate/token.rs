//! Finds the end of the key or value that begins at a column of a line of YAML or JSON.

/// The column after the last character of the key or value that begins at `column`; columns count characters from 1. `None` if
/// it does not end on the line, or is a list, an object, or a block of text.
pub(super) fn end_column(line: &str, column: u32) -> Option<u32> {
    let start = usize::try_from(column.checked_sub(1)?).ok()?;
    let rest: Vec<char> = line.chars().skip(start).collect();
    u32::try_from(length(&rest)?).ok()?.checked_add(column)
}

fn length(rest: &[char]) -> Option<usize> {
    match *rest.first()? {
        quote @ ('"' | '\'') => quoted(rest, quote),
        '!' => tagged(rest),
        '{' | '[' | '|' | '>' | '&' => None,
        _ => Some(plain(rest)).filter(|length| *length > 0),
    }
}

/// A text in quotes. `\` escapes a double quote, and a single quote is doubled.
fn quoted(rest: &[char], quote: char) -> Option<usize> {
    let mut at = 1;
    loop {
        let is_doubled = quote == '\'' && rest.get(at + 1) == Some(&'\'');
        match *rest.get(at)? {
            '\\' if quote == '"' => at += 2,
            found if found == quote && !is_doubled => return Some(at + 1),
            found if found == quote => at += 2,
            _ => at += 1,
        }
    }
}

/// A tag, with its value if that ends on the line. A value has one tag.
fn tagged(rest: &[char]) -> Option<usize> {
    let tag = rest.iter().position(|c| c.is_whitespace()).unwrap_or(rest.len());
    let spaces = rest.get(tag..)?.iter().take_while(|c| c.is_whitespace()).count();
    let value = rest.get(tag + spaces..)?;
    let value = if value.first() == Some(&'!') { None } else { length(value) };
    Some(value.map_or(tag, |value| tag + spaces + value))
}

/// A text without quotes: it ends before a colon, a comment, or what separates the items of a list.
fn plain(rest: &[char]) -> usize {
    let is_end = |at: usize| {
        let is_last = rest.get(at + 1).is_none_or(|next| next.is_whitespace());
        let is_after_space = at > 0 && rest.get(at - 1).is_some_and(|c| c.is_whitespace());
        match rest.get(at) {
            Some(':' | ',') => is_last,
            Some('#') => is_after_space,
            Some(']' | '}') | None => true,
            Some(_) => false,
        }
    };
    let end = (0..rest.len()).find(|at| is_end(*at)).unwrap_or(rest.len());
    let text = rest.get(..end).unwrap_or_default();
    text.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_or_value_ends_on_its_line() {
        for (line, column, end) in [
            ("  QueueName: orders", 3, Some(12)),
            ("  QueueName: orders # name", 14, Some(20)),
            ("  - a: b", 5, Some(6)),
            (r#"  "Queue\"Name": 1"#, 3, Some(16)),
            ("  'it''s': 1", 3, Some(10)),
            (r#"{"a": 12, "b": true}"#, 7, Some(9)),
            (r#"{"a": 12, "b": true}"#, 16, Some(20)),
            ("Value: !Ref Orders", 8, Some(19)),
            ("Value: !Sub 'a, b'", 8, Some(19)),
            ("Value: !Join", 8, Some(13)),
            ("Value: !Join [a, b]", 8, Some(13)),
            ("Value: !A !B c", 8, Some(10)),
            ("Value: {a: b}", 8, None),
            ("Value: \"a", 8, None),
            ("Value: |", 8, None),
            ("arn:aws:sqs:::a", 1, Some(16)),
            ("ключ: 1", 1, Some(5)),
            ("a", 9, None),
            ("a", 0, None),
        ] {
            assert_eq!(end_column(line, column), end, "{line} {column}");
        }
    }

    #[test]
    fn a_line_of_tags_has_an_end() {
        assert_eq!(end_column(&"! ".repeat(1_000_000), 1), Some(2));
    }
}
