//! CloudFormation's limits on a template.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>

use constructs_diagnostics::Diagnostic;

use crate::{KnownText, codes};

/// The most resources of a template.
pub const MAX_RESOURCES: usize = 500;
/// The most outputs, parameters, or mappings of a template.
pub const MAX_OTHER_ENTRIES: usize = 200;
/// The most bytes of a template's description.
pub const MAX_DESCRIPTION_BYTES: usize = 1_024;
/// The most bytes of a template in a request.
pub const MAX_INLINE_BYTES: usize = 51_200;
/// The most bytes of a template that CloudFormation reads from S3.
pub const MAX_BYTES: usize = 1_000_000;
/// The most characters of a logical id.
pub const MAX_LOGICAL_ID_CHARACTERS: usize = 255;
/// The most characters of an export's name.
pub const MAX_EXPORT_NAME_CHARACTERS: usize = 255;

const SPLIT: &str = "split the stack: references between stacks become exports automatically";

/// A section with a limit on its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedSection {
    /// `Resources`.
    Resources,
    /// `Parameters`.
    Parameters,
    /// `Mappings`.
    Mappings,
    /// `Outputs`.
    Outputs,
}

impl CountedSection {
    /// All of them, in the order of a template.
    pub const ALL: [Self; 4] = [Self::Resources, Self::Parameters, Self::Mappings, Self::Outputs];

    /// The key of the section.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Resources => "Resources",
            Self::Parameters => "Parameters",
            Self::Mappings => "Mappings",
            Self::Outputs => "Outputs",
        }
    }
}

/// Checks the number of entries in a section. A template has at least one resource.
#[must_use]
pub fn check_count(section: CountedSection, count: usize) -> Option<Diagnostic> {
    let is_resources = section == CountedSection::Resources;
    if is_resources && count == 0 {
        let error = Diagnostic::error(codes::NO_RESOURCES, "the stack has no resource");
        return Some(error.help("add a resource, or remove the stack"));
    }
    let (code, limit) = match section {
        CountedSection::Resources => (codes::RESOURCE_COUNT, MAX_RESOURCES),
        _ => (codes::SECTION_COUNT, MAX_OTHER_ENTRIES),
    };
    let noun = section.key().to_ascii_lowercase();
    let message = format!("the stack has {count} {noun}; the limit of a template is {limit}");
    (count > limit).then(|| Diagnostic::error(code, message).help(SPLIT))
}

/// Checks the size of a template's text: an error above CloudFormation's limit, a warning if it needs S3.
#[must_use]
pub fn check_size(bytes: usize) -> Option<Diagnostic> {
    if bytes > MAX_BYTES {
        let message =
            format!("the template has {bytes} bytes; CloudFormation's limit is {MAX_BYTES}");
        return Some(Diagnostic::error(codes::TEMPLATE_SIZE, message).help(SPLIT));
    }
    let message = format!(
        "the template has {bytes} bytes; more than {MAX_INLINE_BYTES} can't be deployed without S3"
    );
    let help = "deploy it with `aws cloudformation deploy --s3-bucket BUCKET`, or split the stack";
    (bytes > MAX_INLINE_BYTES)
        .then(|| Diagnostic::warning(codes::TEMPLATE_SIZE, message).help(help))
}

/// Checks the description of a template.
#[must_use]
pub fn check_description(description: &str) -> Option<Diagnostic> {
    let message = format!("the description is longer than {MAX_DESCRIPTION_BYTES} bytes");
    (description.len() > MAX_DESCRIPTION_BYTES)
        .then(|| Diagnostic::error(codes::DESCRIPTION, message).help("shorten it"))
}

/// Whether a text is a logical id.
#[must_use]
pub fn is_logical_id(id: &str) -> bool {
    (1..=MAX_LOGICAL_ID_CHARACTERS).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Checks a logical id.
#[must_use]
pub fn check_logical_id(id: &str) -> Option<Diagnostic> {
    let message = format!("`{id}` is not a valid logical id");
    let help = "use letters and digits only; the limit is 255 characters";
    (!is_logical_id(id)).then(|| Diagnostic::error(codes::LOGICAL_ID, message).help(help))
}

/// Whether every character can be in an export's name.
#[must_use]
pub fn has_export_name_characters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":-".contains(&byte))
}

/// Whether a text is the name of an export.
#[must_use]
pub fn is_export_name(name: &str) -> bool {
    (1..=MAX_EXPORT_NAME_CHARACTERS).contains(&name.len()) && has_export_name_characters(name)
}

/// Checks the name of an export. `rejected` is a part of it that is written out and has characters that no name has.
#[must_use]
pub fn check_export_name(name: KnownText<'_>, rejected: Option<&str>) -> Option<Diagnostic> {
    let length = name.least_characters;
    let rejected =
        rejected.or_else(|| name.written.filter(|text| !has_export_name_characters(text)));
    let message = if name.written == Some("") {
        "the export's name is empty".to_owned()
    } else if length > MAX_EXPORT_NAME_CHARACTERS {
        format!(
            "the export's name has at least {length} characters; the limit is {MAX_EXPORT_NAME_CHARACTERS}"
        )
    } else {
        format!("`{}` is not a valid export name", rejected?)
    };
    let help = "use letters, digits, `:`, and `-` only; the limit is 255 characters";
    Some(Diagnostic::error(codes::EXPORT_NAME, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_the_last_value_that_is_accepted() {
        let count = |count| check_count(CountedSection::Outputs, count).is_some();
        assert_eq!([count(0), count(200), count(201)], [false, false, true]);
        let resources = |count| check_count(CountedSection::Resources, count).is_some();
        assert_eq!([resources(0), resources(1), resources(501)], [true, false, true]);
        assert!(check_size(51_200).is_none());
        assert!(check_size(1_000_000).is_some_and(|found| found.code == codes::TEMPLATE_SIZE));
    }

    #[test]
    fn names_have_characters_of_their_own() {
        assert!(check_logical_id("Queue1").is_none() && check_logical_id("Queue-1").is_some());
        let name = |text| check_export_name(KnownText::from_written(text), None).is_some();
        assert_eq!([name("a:b-c"), name(""), name("a/b")], [false, true, true]);
    }
}
