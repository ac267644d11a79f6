//! Strings that some reader of YAML takes for something else read back as they were.

use super::super::scalar::is_plain;
use super::{list as list_of, map, parse, read, string as text_of};
use crate::node::Node;
use crate::to_yaml;

/// Strings that have to be quoted, for one reader or another.
#[rustfmt::skip] // A table: one string in a line would be five screens.
pub(super) const TRICKY: [&str; 151] = [
    "", " ", "  ", "\n", "\t", "\r", "\r\n", "\0", "y", "Y", "n", "N", "yes", "Yes", "YES", "no",
    "No", "on", "On", "ON", "off", "OFF", "true", "True", "TRUE", "tRue", "false", "False",
    "null", "Null", "NULL", "~", "nan", ".nan", ".NaN", ".inf", "-.inf", "+.INF", "inf", "=",
    "<<", "-", "- a", "--", "---", "--- a", "...", "?", "? a", ":", ": a", "a:", "a: b", "a :",
    "a #b", "#", "#a", "&a", "*", "*a", "!", "!Ref a", "!!str a", "%", "%YAML 1.1", "@a", "`a`",
    "|", "|-", ">", "> a", "\"", "\"a\"", "'", "'a'", "it's", "{", "}", "{}", "[", "]", "[]",
    "{a: b}", "[a, b]", ",", "a,b", "0", "1", "-1", "+1", "01", "007", "08", "0o17", "0x1F",
    "0b101", "1_000", "1,000", "1.0", "1.", ".5", "1e3", "1E3", "1.5e+3", "-0", "22:22", "1:2:3",
    "190:20:30.15", "2012-10-17", "2012-10-17T01:02:03Z", "2012-10-17 01:02:03", "123456789012",
    "012345678901", "10.0.0.0/16", "::", "AWS::", "a  b", " a", "a ", "a\nb", "a\nb\n", "\na",
    "a\\b", "\\n", "\\", "a\tb", "\u{7f}", "\u{80}", "\u{85}", "a\u{85}b", "\u{9f}", "\u{a0}",
    "\u{2028}", "a\u{2029}b", "\u{200e}", "\u{202e}abc", "\u{feff}", "\u{feff}a", "\u{fffd}",
    "\u{fffe}", "\u{ffff}", "\u{e000}", "ä", "日本語", "😀", "e\u{301}", "\u{10ffff}", "\u{1}",
    "\u{1b}[31m", "${AWS::Region}", "arn:aws:s3:::*",
];

/// Strings that need no quotes, and look better without.
#[rustfmt::skip] // A table: one string in a line would be five screens.
const PLAIN: [&str; 24] = [
    "a", "Queue", "AWS::SQS::Queue", "AWS::Region", "A.Arn", "arn:aws:iam::123456789012:role/x",
    "s3:GetObject", "chat-dev_1", "/chat/dev", "/", "sts:AssumeRole", "Allow",
    "ecs-tasks.amazonaws.com", "https://example.com/a", "a b", "Lets the task send messages.",
    "a - b", "x1e3", "a_b", "yesterday", "nothing", "once", "a1:22:22", "e",
];

/// A template in which `text` is a value, a key, an element, and what functions are called on.
pub(super) fn template(text: &str) -> Node {
    let string = || text_of(text);
    let call = |name: &str, value: Node| map(vec![(name.to_owned(), value)]);
    let list = || list_of(vec![string(), list_of(vec![string()]), call(text, string())]);
    let calls = [
        call("Ref", string()),
        call("Fn::Sub", string()),
        call("Fn::Join", list()),
        call("Fn::GetAtt", list_of(vec![string(), string()])),
        call("Fn::GetAtt", list_of(vec![text_of("A"), string()])),
    ];
    let properties = map(vec![
        (text.to_owned(), string()),
        ("List".to_owned() + text, list()),
        ("Calls".to_owned() + text, list_of(calls.into())),
    ]);
    call("Resources", call("R", call("Properties", properties)))
}

#[test]
fn tricky_strings_are_read_back() {
    for text in TRICKY.into_iter().chain(PLAIN) {
        let yaml = to_yaml(&template(text));
        assert_eq!(read(&yaml), template(text), "{text:?} in:\n{yaml}");
        assert_eq!(read(&to_yaml(&text_of(text))), text_of(text), "{text:?}");
    }
}

#[test]
fn tricky_strings_are_quoted_and_others_are_not() {
    for text in TRICKY {
        assert!(!is_plain(text), "{text:?}");
    }
    for text in PLAIN {
        assert!(is_plain(text), "{text:?}");
    }
}

#[test]
fn every_character_is_read_back_and_printed_printable() {
    for start in (0..0x11_0000).step_by(0x100) {
        let text: String = (start..start + 0x100)
            .filter_map(char::from_u32)
            .filter(|c| c.len_utf8() < 4 || start % 0x1000 == 0)
            .collect();
        let yaml = to_yaml(&text_of(text.clone()));
        assert_eq!(read(&yaml), text_of(text), "U+{start:04X}");
        assert!(
            !yaml
                .trim_end_matches('\n')
                .contains(|c: char| c.is_control() || "\u{feff}\u{2028}\u{2029}".contains(c))
        );
    }
}

#[test]
fn escapes_of_json_are_read_first() {
    let yaml = to_yaml(&parse(r#"{"a":"\/\ud83d\ude00\u0041\b\f","b":"\u2028"}"#));
    assert_eq!(yaml, "a: \"/😀A\\u0008\\u000c\"\nb: \"\\u2028\"\n");
}

#[test]
fn a_long_key_and_a_long_text() {
    for length in [799, 800, 801, 1023, 1024, 1025, 5000] {
        for letter in ["k", "é", "\u{1}"] {
            let long = letter.repeat(length);
            assert_eq!(
                read(&to_yaml(&template(&long))),
                template(&long),
                "{length} times {letter:?}"
            );
        }
    }
}
