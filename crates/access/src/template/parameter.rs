//! Reads the domain of a parameter's value.

use std::collections::BTreeSet;

use constructs_document::{Node, Value};
use regex::Regex;

use constructs_iam::{Characters, Domain};

/// The prefix of types whose value is the name of another parameter. Allowed values and patterns are about the name.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html>
pub(super) const SSM_VALUE_PREFIX: &str = "AWS::SSM::Parameter::Value<";

/// Whether CloudFormation looks up the parameter's value in Parameter Store.
pub(super) fn is_looked_up(parameter: &Node) -> bool {
    let kind = parameter.get("Type").and_then(Node::as_str);
    kind.is_some_and(|kind| kind.starts_with(SSM_VALUE_PREFIX))
}

/// What decides the values of a parameter: its declaration without descriptions, and the template's rules that mention it.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html>
pub(super) fn declaration(root: &Node, name: &str, parameter: &Node) -> String {
    let rules = root.get("Rules").map(|rules| rules.to_json().to_string());
    let rules = rules.filter(|rules| rules.contains(name)).unwrap_or_default();
    let ignored = ["Description", "ConstraintDescription", "NoEcho"];
    let own = parameter.as_map().into_iter().flatten();
    let own = own.filter(|entry| !ignored.contains(&entry.key.as_str()));
    // The order of keys has no meaning.
    let texts: BTreeSet<String> =
        own.map(|entry| format!("{}: {}\n", entry.key, entry.node.to_json())).collect();
    texts.into_iter().chain([rules]).collect()
}

/// The domain of a parameter. A default does not restrict it: a deployment may pass another value.
pub(super) fn domain(parameter: &Node) -> Domain {
    let kind = parameter.get("Type").and_then(Node::as_str).unwrap_or("String");
    let inner =
        kind.strip_prefix(SSM_VALUE_PREFIX).map(|kind| kind.strip_suffix('>').unwrap_or(kind));
    let own = |property: &str| parameter.get(property).filter(|_| inner.is_none());
    let kind = inner.unwrap_or(kind);
    let item = kind.strip_prefix("List<").map_or(kind, |kind| kind.trim_end_matches('>'));
    let is_list = item != kind || kind == "CommaDelimitedList";
    if let Some(texts) = own("AllowedValues").and_then(allowed_values) {
        return Domain { is_list, ..Domain::finite(texts) };
    }
    let pattern = own("AllowedPattern").and_then(Node::as_str);
    let length = own("MinLength").and_then(integer);
    // A resource with the id must exist.
    let is_id = item.starts_with("AWS::") && item.ends_with("::Id");
    let is_number = item == "Number" && inner.is_none();
    let mut domain = Domain { is_list, ..Domain::any() };
    if is_id || is_number {
        domain.may_be_pattern = false;
        domain.may_be_empty = false;
        domain.max_colons = Some(0);
        domain.characters = Characters::Name;
    }
    if let Some(pattern) = pattern {
        domain.may_be_empty &= matches_empty(pattern);
        if excludes_wildcards(pattern) {
            domain.may_be_pattern = false;
            if !pattern.contains(':') {
                domain.max_colons = Some(0);
            }
            if !pattern.contains([':', '/']) {
                domain.characters = Characters::Name;
            }
        }
    }
    domain.may_be_empty &= length.is_none_or(|length| length < 1);
    domain
}

fn integer(node: &Node) -> Option<i64> {
    match &node.value {
        Value::Integer(number) => Some(*number),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Whether a pattern matches the empty text; also if the pattern can't be read. CloudFormation matches the whole value.
fn matches_empty(pattern: &str) -> bool {
    Regex::new(&format!("^(?:{pattern})$")).map_or(true, |pattern| pattern.is_match(""))
}

/// The allowed values as texts; `None` if one of them is not a scalar, or the list is empty.
fn allowed_values(values: &Node) -> Option<Vec<String>> {
    let texts: Option<Vec<String>> = values.as_list()?.iter().map(text).collect();
    texts.filter(|texts| !texts.is_empty())
}

pub(super) fn text(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether no text that a regular expression matches contains a wildcard or a `$`. CloudFormation matches the whole value.
///
/// Only simple patterns count: literals, escapes of letters, digits, and white space, and classes that list their characters.
fn excludes_wildcards(pattern: &str) -> bool {
    let mut characters = pattern.trim_start_matches('^').trim_end_matches('$').chars().peekable();
    let mut in_class = false;
    let mut previous = None;
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('w' | 'd' | 's' | '-' | '.' | '/' | ':' | '_' | '+' | '@' | '=' | ',') => {}
                _ => return false,
            },
            '[' if !in_class => {
                in_class = true;
                // `]` first is a character of the class.
                if matches!(characters.peek(), Some('^' | ']')) {
                    return false;
                }
            }
            '[' => return false,
            ']' => in_class = false,
            '-' if in_class => {
                let next = characters.peek().copied();
                let is_range = previous.is_some() && next.is_some_and(|next| next != ']');
                let same = |one: char, other: char| {
                    (one.is_ascii_lowercase() && other.is_ascii_lowercase())
                        || (one.is_ascii_uppercase() && other.is_ascii_uppercase())
                        || (one.is_ascii_digit() && other.is_ascii_digit())
                };
                if is_range && !previous.zip(next).is_some_and(|(one, other)| same(one, other)) {
                    return false;
                }
            }
            '*' | '?' | '$' if in_class => return false,
            '.' if !in_class => return false,
            '(' if characters.peek() == Some(&'?') => return false,
            '$' => return false,
            _ => {}
        }
        previous = in_class.then_some(character);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::excludes_wildcards;
    use constructs_iam::{Domain, Texts};

    /// The domain of a parameter in words.
    fn domain(parameter: &str) -> String {
        let template = constructs_yaml::read(parameter.as_bytes()).unwrap();
        let domain: Domain = super::domain(template.root());
        let texts = match &domain.texts {
            Texts::Finite(texts) => texts.join("|"),
            _ => "any".to_owned(),
        };
        let flags = [
            (domain.is_list, " list"),
            (domain.may_be_empty, " empty"),
            (domain.may_be_pattern, " pattern"),
            (domain.max_colons != Some(0), " colons"),
        ];
        let flags = flags.iter().filter(|(has, _)| *has).map(|(_, flag)| *flag);
        texts + &flags.collect::<String>()
    }

    #[test]
    fn a_parameter_is_as_free_as_the_template_leaves_it() {
        for (parameter, expected) in [
            ("Type: String", "any empty pattern colons"),
            ("{Type: String, Default: push}", "any empty pattern colons"),
            ("{Type: String, MinLength: 1}", "any pattern colons"),
            ("{Type: String, MinLength: '1'}", "any pattern colons"),
            ("{Type: String, NoEcho: true, MaxLength: 3}", "any empty pattern colons"),
            ("{Type: String, AllowedValues: [dev, prod]}", "dev|prod"),
            ("{Type: String, AllowedValues: ['', prod]}", "|prod empty"),
            ("{Type: Number, AllowedValues: [1, 2]}", "1|2"),
            ("{Type: String, AllowedValues: ['*']}", "* pattern"),
            ("{Type: String, AllowedValues: []}", "any empty pattern colons"),
            ("{Type: String, AllowedPattern: '^[a-z]+$'}", "any"),
            ("{Type: String, AllowedPattern: '[a-z]*'}", "any empty"),
            ("{Type: String, AllowedPattern: '[a-z:]+'}", "any colons"),
            ("{Type: String, AllowedPattern: '^.+$'}", "any pattern colons"),
            ("{Type: String, AllowedPattern: '^[a-z*]+$'}", "any pattern colons"),
            ("{Type: String, AllowedPattern: '^[a-z]+$|.*'}", "any empty pattern colons"),
            ("Type: Number", "any"),
            ("Type: List<Number>", "any list"),
            ("Type: CommaDelimitedList", "any list empty pattern colons"),
            ("{Type: CommaDelimitedList, AllowedPattern: '[a-z]+'}", "any list"),
            ("Type: AWS::EC2::VPC::Id", "any"),
            ("Type: List<AWS::EC2::Subnet::Id>", "any list"),
            ("Type: AWS::EC2::KeyPair::KeyName", "any empty pattern colons"),
            // These restrict the name of the looked-up parameter, not its value.
            (
                "{Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: [/a]}",
                "any empty pattern colons",
            ),
            (
                "{Type: 'AWS::SSM::Parameter::Value<String>', AllowedPattern: '[a-z]+'}",
                "any empty pattern colons",
            ),
            ("{Type: 'AWS::SSM::Parameter::Value<List<String>>'}", "any list empty pattern colons"),
            ("{Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>'}", "any"),
            ("{Type: 'AWS::SSM::Parameter::Name', AllowedPattern: '[a-z]+'}", "any"),
        ] {
            assert_eq!(domain(parameter), expected, "{parameter}");
        }
    }

    #[test]
    fn patterns_that_let_no_wildcard_in() {
        for (pattern, expected) in [
            ("^[a-z][a-z0-9-]*$", true),
            (r"arn:aws:sqs:\w+:\d{12}:[A-Za-z0-9_-]+", true),
            ("arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+", true),
            ("(dev|prod)", true),
            (".*", false),
            ("[^a]", false),
            ("[!-~]+", false),
            (r"\S+", false),
            (r"a\*", false),
            ("[a*]", false),
            (r"[\w-]+", true),
            ("^a$|^b$", false),
            (r"a\x2a", false),
            (r"\Q*\E", false),
            ("[+--]", false),
            ("[a-z&&[^b]]", false),
            ("(?i)[a-z]+", false),
            (r"^(dev|prod)(-[a-z]{2,5})?$", true),
            ("a*b?", true),
        ] {
            assert_eq!(excludes_wildcards(pattern), expected, "{pattern}");
        }
    }
}
