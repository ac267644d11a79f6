//! Reads YAML with CloudFormation's short tags, and templates in either format: the text shows whether it is JSON or YAML.
//!
//! ```
//! let template = constructs_yaml::read(b"Outputs: {Name: {Value: !GetAtt Queue.Arn}}")?;
//! let value = template.root().get("Outputs").and_then(|all| all.get("Name")?.get("Value"));
//! assert_eq!(value.map(|value| value.to_json().to_string()).as_deref(), Some(r#"{"Fn::GetAtt":["Queue","Arn"]}"#));
//! # Ok::<(), constructs_document::ReadError>(())
//! ```
//!
//! Size, encoding, and characters of a text are checked before a parser reads it. The file's name is never used. The values and the
//! reader of JSON are in `constructs-document`.

mod aliases;
mod mapping;
mod margin;
mod reader;
mod scalar;
mod tag;
#[cfg(test)]
mod tests;

use constructs_document::{
    Format, LARGEST, Mark, ReadError, ReadFault, Template, decode, parse_json,
};

/// Reads a template, JSON or YAML.
///
/// YAML is read as CloudFormation reads it: version 1.1 (`on` is a boolean, `0777` an octal number, dates stay
/// texts), short tags in their long form, one document. A tag that CloudFormation does not know is kept as a function
/// of that name (`!Foo` as `Fn::Foo`) for a check to report.
///
/// ```
/// let template = constructs_yaml::read(b"Resources:\n  Topic: {Type: 'AWS::SNS::Topic'}\n")?;
/// let (id, topic) = template.resources().next().expect("one resource");
/// assert_eq!(id.key, "Topic");
/// assert_eq!(topic.get("Type").and_then(|node| node.as_str()), Some("AWS::SNS::Topic"));
///
/// let error = constructs_yaml::read(b"{\"A\": 1,}").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the JSON is not well-formed: expected a key in quotes, found `}`, at line 1, column 9"
/// );
/// # Ok::<(), constructs_document::ReadError>(())
/// ```
///
/// # Errors
/// The first thing that is wrong with the text: see [`ReadFault`].
pub fn read(bytes: &[u8]) -> Result<Template, ReadError> {
    let (template, duplicates) = read_with_duplicates(bytes)?;
    duplicates.into_iter().next().map_or(Ok(template), Err)
}

/// Reads a template in which keys may occur twice in one object: the last of them stays, as in CloudFormation. Gives each
/// of the others as an error. YAML has no such keys, and tools reject them, so this is for reports only.
///
/// # Errors
/// The first other thing that is wrong with the text: see [`ReadFault`].
pub fn read_with_duplicates(bytes: &[u8]) -> Result<(Template, Vec<ReadError>), ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::new(ReadFault::TooLarge, Mark { line: 1, column: 1 }));
    }
    let text = decode(bytes)?;
    let format = if begins_as_json(text) { Format::Json } else { Format::Yaml };
    let reader::Document { root, duplicates, first_alias } = match format {
        Format::Json => {
            let (root, duplicates) = parse_json(text)?;
            reader::Document { root, duplicates, first_alias: None }
        }
        Format::Yaml => reader::read(text)?,
    };
    Ok((Template::new(root, format)?.with_alias(first_alias), duplicates))
}

/// A brace that a key in quotes or a brace follows, or a bracket; what else begins with a brace is YAML.
fn begins_as_json(text: &str) -> bool {
    let text = text.trim_start();
    let after = text.strip_prefix('{').map(str::trim_start);
    after.map_or_else(
        || text.starts_with('['),
        |after| after.is_empty() || after.starts_with(['"', '}', '{', '[', ',']),
    )
}
