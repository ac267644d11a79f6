//! A parameter of a template -> what its value may be.

use constructs_template::{Node, Value};

use super::notes::Notes;
use super::value::{Given, Piece};
use crate::access::text::{Symbol, SymbolKind};

/// A parameter whose value is the name of another: values and patterns are about the name.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html>
const LOOKED_UP: &str = "AWS::SSM::Parameter::Value<";

/// A reference to the parameter `name` of the stack `stack`. A default bounds nothing: whoever deploys may give another value.
pub(super) fn given(stack: &str, name: &str, parameter: &Node, notes: &mut Notes) -> Vec<Given> {
    let kind = parameter.get("Type").and_then(Node::as_str).unwrap_or("String");
    let inner = kind.strip_prefix(LOOKED_UP).map(|kind| kind.trim_end_matches('>'));
    let own = |property: &str| parameter.get(property).filter(|_| inner.is_none());
    if let Some(texts) = own("AllowedValues").and_then(allowed) {
        let is_sure = texts.len() == 1;
        return texts.iter().map(|text| Given::text(text, is_sure)).collect();
    }
    let kind = inner.unwrap_or(kind);
    let item = kind.strip_prefix("List<").map_or(kind, |kind| kind.trim_end_matches('>'));
    let pattern = own("AllowedPattern").and_then(Node::as_str);
    // Ids are those of resources that there are.
    let is_id = item.starts_with("AWS::") && item.ends_with("::Id");
    let is_safe = (item == "Number" && inner.is_none()) || is_id || pattern.is_some_and(is_free);
    if !is_safe {
        notes.assume(format!("the parameter `{name}` of `{stack}` has no `*` and no `?` in it"));
    }
    let symbol =
        Symbol { name: format!("{stack}.{name}"), kind: SymbolKind::Opaque { characters: None } };
    vec![Given { pieces: vec![Piece::Symbol(symbol)], is_sure: true }]
}

/// The values that are allowed, as texts; nothing where one of them isn't plain, or there is none.
fn allowed(values: &Node) -> Option<Vec<String>> {
    let text = |node: &Node| match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    };
    let texts: Option<Vec<String>> = values.as_list()?.iter().map(text).collect();
    texts.filter(|texts| !texts.is_empty())
}

/// Whether no text that matches a regular expression has a wildcard or a `$`. CloudFormation matches the whole value.
///
/// Only what is plainly so counts: words, escapes of letters, digits and white space, classes that list what they take.
fn is_free(pattern: &str) -> bool {
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
                if characters.peek() == Some(&'^') {
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
    use super::super::notes::Notes;
    use super::super::value::text_of;
    use super::is_free;

    /// What a parameter of these properties gives, and whether something is assumed of it.
    fn given(parameter: &str) -> (String, bool) {
        let template = constructs_template::read(parameter.as_bytes()).unwrap();
        let mut notes = Notes::default();
        let given = super::given("s", "P", template.root(), &mut notes);
        let texts: Vec<String> = given
            .iter()
            .map(|one| {
                format!("{}{}", if one.is_sure { "" } else { "perhaps " }, text_of(&one.pieces))
            })
            .collect();
        (texts.join(", "), !notes.assumptions.is_empty())
    }

    #[test]
    fn a_parameter_is_as_free_as_the_template_leaves_it() {
        for (parameter, text, is_assumed) in [
            ("Type: String", "<s.P>", true),
            ("{Type: String, Default: push}", "<s.P>", true),
            ("{Type: String, NoEcho: true, MaxLength: 3}", "<s.P>", true),
            ("{Type: String, AllowedValues: [dev, prod]}", "perhaps dev, perhaps prod", false),
            ("{Type: String, AllowedValues: [dev]}", "dev", false),
            ("{Type: Number, AllowedValues: [1, 2]}", "perhaps 1, perhaps 2", false),
            ("{Type: String, AllowedValues: ['*']}", "*", false),
            ("{Type: String, AllowedValues: []}", "<s.P>", true),
            ("{Type: String, AllowedPattern: '^[a-z]+$'}", "<s.P>", false),
            ("{Type: String, AllowedPattern: '[a-z]+'}", "<s.P>", false),
            ("{Type: String, AllowedPattern: '^.+$'}", "<s.P>", true),
            ("{Type: String, AllowedPattern: '^[a-z*]+$'}", "<s.P>", true),
            ("{Type: String, AllowedPattern: '^[a-z]+$|.*'}", "<s.P>", true),
            ("Type: Number", "<s.P>", false),
            ("Type: List<Number>", "<s.P>", false),
            ("Type: CommaDelimitedList", "<s.P>", true),
            ("{Type: CommaDelimitedList, AllowedPattern: '[a-z]+'}", "<s.P>", false),
            ("Type: AWS::EC2::VPC::Id", "<s.P>", false),
            ("Type: List<AWS::EC2::Subnet::Id>", "<s.P>", false),
            ("Type: AWS::EC2::KeyPair::KeyName", "<s.P>", true),
            ("{Type: 'AWS::SSM::Parameter::Value<String>', Default: /a}", "<s.P>", true),
            // These say which name may be looked up, not what stands there.
            ("{Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: [/a]}", "<s.P>", true),
            (
                "{Type: 'AWS::SSM::Parameter::Value<String>', AllowedPattern: '[a-z]+'}",
                "<s.P>",
                true,
            ),
            ("{Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>'}", "<s.P>", false),
            ("{Type: 'AWS::SSM::Parameter::Name', AllowedPattern: '[a-z]+'}", "<s.P>", false),
        ] {
            assert_eq!(given(parameter), (text.to_owned(), is_assumed), "{parameter}");
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
            assert_eq!(is_free(pattern), expected, "{pattern}");
        }
    }
}
