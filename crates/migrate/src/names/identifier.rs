//! Logical ids and file names -> identifiers as Rust spells them: `PushDLQArn` -> `push_dlq_arn`.

/// Lower case, words apart by `_`. Empty where the name has neither a letter nor a digit of ASCII.
pub(crate) fn snake_case(name: &str) -> String {
    words(name).join("_")
}

/// Upper case, words apart by `_`.
pub(crate) fn constant(name: &str) -> String {
    snake_case(name).to_ascii_uppercase()
}

/// Words with a capital each, none apart.
pub(crate) fn pascal_case(name: &str) -> String {
    let capitalised = |word: String| {
        let (first, rest) = word.split_at_checked(1).unwrap_or_default();
        first.to_ascii_uppercase() + rest
    };
    words(name).into_iter().map(capitalised).collect()
}

/// The words of a name in lower case. A word begins with a capital after a small letter or digit, and with the last
/// of several capitals if a small letter follows; digits belong to the word before them.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let characters: Vec<char> = name.chars().collect();
    let mut before = None;
    for (at, &character) in characters.iter().enumerate() {
        if !character.is_ascii_alphanumeric() {
            before = None;
            continue;
        }
        let next = characters.get(at + 1);
        let begins = match before {
            None => true,
            Some(before) if character.is_ascii_uppercase() => {
                !char::is_ascii_uppercase(&before) || begins_word(next, characters.get(at + 2))
            }
            Some(_) => false,
        };
        match words.last_mut() {
            Some(word) if !begins => word.push(character.to_ascii_lowercase()),
            _ => words.push(character.to_ascii_lowercase().to_string()),
        }
        before = Some(character);
    }
    words
}

/// Whether a capital before `next` begins a word: not where `next` is the plural's `s`, as in `DBs`.
fn begins_word(next: Option<&char>, after: Option<&char>) -> bool {
    let is_small = |character: Option<&char>| character.is_some_and(char::is_ascii_lowercase);
    is_small(next) && (next != Some(&'s') || is_small(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        for (name, expected) in [
            ("Push", "push"),
            ("PushDLQArn", "push_dlq_arn"),
            ("DBInstance", "db_instance"),
            ("PublicSubnet01", "public_subnet01"),
            ("EC2Instance", "ec2_instance"),
            ("myVpc", "my_vpc"),
            ("TargetARNs", "target_arns"),
            ("my-queue.v2", "my_queue_v2"),
            ("A", "a"),
            ("S3Bucket", "s3_bucket"),
            ("日本", ""),
        ] {
            assert_eq!(snake_case(name), expected);
        }
        assert_eq!(pascal_case("chat-dev-queues"), "ChatDevQueues");
        assert_eq!(constant("WebServer"), "WEB_SERVER");
    }
}
