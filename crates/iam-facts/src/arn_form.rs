//! Fills the form of an ARN, `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`, with values.

/// The form of an ARN with `value(name)` in place of each `${name}`.
///
/// ```
/// let form = "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}";
/// assert_eq!(constructs_iam_facts::fill_arn_form(form, |_| "*"), "arn:*:sqs:*:*:*");
/// ```
pub fn fill_arn_form<'v>(form: &str, value: impl Fn(&str) -> &'v str) -> String {
    let (mut text, mut rest) = (String::with_capacity(form.len()), form);
    while let Some((before, after)) = rest.split_once("${") {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(value(name));
        rest = behind;
    }
    text + rest
}
