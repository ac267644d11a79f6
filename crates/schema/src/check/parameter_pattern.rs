//! Checks the pattern of a parameter, and that the default matches it.
//!
//! CloudFormation runs the pattern as a regular expression of Java on the whole value. A pattern that is not reported here may still
//! use what this engine and Java read differently; then every default matches it.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>

use constructs_cloudformation::check::{Path, Report};
use constructs_cloudformation::{Declarations, entries, language_codes as codes};
use constructs_document::{Entry, Node};
use fancy_regex::{Error, ParseError, Regex};

use crate::facts::FactsText;
use crate::schema::Pattern;

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for parameter in entries(template.root.get("Parameters")) {
        let section = Path::ROOT.key("Parameters", parameter.mark);
        check_parameter(parameter, &section.entry(parameter), report);
    }
}

fn check_parameter(parameter: &Entry, path: &Path<'_>, report: &mut Report) {
    let Some(map) = parameter.node.as_map() else { return };
    let Some(entry) = map.entry("AllowedPattern") else { return };
    let Some(pattern) = entry.node.as_str() else { return };
    if let Some(problem) = find_problem(pattern) {
        let message = format!("`{pattern}` is not a regular expression: {problem}");
        return report.add(codes::PARAMETER_PATTERN, &path.entry(entry), message);
    }
    let Some(default) = map.entry("Default") else { return };
    let Some(text) = default.node.to_text() else { return };
    let is_list = map.get("Type").and_then(Node::as_str) == Some("CommaDelimitedList");
    let whole = Pattern::new(FactsText::Owned(format!("^(?:{pattern})$")));
    let matches = match is_list {
        true => text.split(',').all(|item| whole.is_match(item.trim())),
        false => whole.is_match(&text),
    };
    if !matches {
        let message = format!("the default `{text}` does not match `AllowedPattern`");
        let help = "change the default or the pattern: a deployment without a value would fail";
        let path = path.entry(default);
        report.add_with_help(codes::PARAMETER_DEFAULT, &path, message, Some(help.to_owned()));
    }
}

/// Why a pattern is not a regular expression in any dialect.
fn find_problem(pattern: &str) -> Option<&'static str> {
    let Err(Error::ParseError(_, problem)) = Regex::new(pattern) else { return None };
    match problem {
        ParseError::UnclosedOpenParen => Some("a `(` is not closed"),
        ParseError::TrailingBackslash => Some("it ends with `\\`"),
        ParseError::InvalidClass => Some("a `[` is not closed"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::find_problem;

    fn findings(parameter: &str) -> String {
        let template = format!(
            "Parameters: {{P: {{{parameter}}}}}\nResources: {{T: {{Type: AWS::SNS::Topic, Properties: {{TopicName: !Ref P}}}}}}"
        );
        let template = constructs_yaml::read(template.as_bytes()).unwrap();
        let found = crate::check_template(template.root());
        found.iter().map(|one| format!("{} {}\n", one.code, one.message)).collect()
    }

    #[test]
    fn the_default_matches_the_whole_pattern() {
        for parameter in [
            "Type: String, Default: abc, AllowedPattern: '[a-z]+'",
            "Type: CommaDelimitedList, Default: 'a, b', AllowedPattern: '[a-z]'",
            "Type: String, Default: '', AllowedPattern: '[a-z]*|'",
            "Type: String, Default: ab, AllowedPattern: 'a|ab'",
        ] {
            assert!(!findings(parameter).contains("F06"), "{parameter}");
        }
        for (parameter, expected) in [
            (
                "Type: String, Default: abc1, AllowedPattern: '[a-z]+'",
                "F0612 the default `abc1` does not match `AllowedPattern`\n",
            ),
            (
                "Type: String, Default: a, AllowedPattern: '(a'",
                "F0614 `(a` is not a regular expression: a `(` is not closed\n",
            ),
        ] {
            assert_eq!(findings(parameter), expected);
        }
    }

    #[test]
    fn only_what_no_dialect_reads_is_a_problem() {
        for (pattern, expected) in [
            ("[a-z]+", None),
            (r"\p{Alpha}++(?<!x)\Qa(b\E?", None),
            ("[a-z&&[^b]]", None),
            ("(a", Some("a `(` is not closed")),
            ("[a", Some("a `[` is not closed")),
            (r"a\", Some("it ends with `\\`")),
        ] {
            assert_eq!(find_problem(pattern), expected, "{pattern}");
        }
    }
}
