//! A text or a number → one word of YAML that every reader takes for the same text or number.
//!
//! YAML 1.1 (CloudFormation, PyYAML) reads `on`, `22:22`, `1_000`, `2012-10-17` and `=` as something else than text,
//! YAML 1.2 does not. So nothing is plain but what is on the list below; the rest is quoted as in JSON.
//!
//! INVARIANT: the output is one line of printable characters, so no reader folds or refuses it.

use std::fmt::Write;

/// Words that some reader takes for a boolean, a null or a number, in any letter case.
const WORDS: [&str; 14] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nil", "nan", "inf",
    "infinity",
];

/// Writes a text, plain where that is safe.
pub(super) fn text(out: &mut String, text: &str) {
    if is_plain(text) { out.push_str(text) } else { quote(out, text) }
}

/// Whether a text reads as itself without quotes: a letter or `/` first; letters, digits, `_ . / : -` and single
/// spaces after it; no colon before a space or at the end; no word of [`WORDS`].
pub(super) fn is_plain(text: &str) -> bool {
    let Some(first) = text.bytes().next() else {
        return false;
    };
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:- ".contains(&byte);
    (first.is_ascii_alphabetic() || first == b'/')
        && text.bytes().all(safe)
        && !text.ends_with([':', ' '])
        && !text.contains(": ")
        && !text.contains("  ")
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Writes a text in double quotes, with escapes that JSON, YAML 1.1 and 1.2 share.
///
/// A character beyond the basic plane goes out as it is: a pair of `\u` escapes is one character in JSON, two in YAML.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            character if is_printable(character) => out.push(character),
            // Everything that is not printable lies in the basic plane: four digits are enough.
            character => _ = write!(out, "\\u{:04x}", u32::from(character)),
        }
    }
    out.push('"');
}

/// Whether every reader takes the character raw: YAML 1.1's printable ones without line and direction marks.
fn is_printable(character: char) -> bool {
    match character {
        '\u{2028}'
        | '\u{2029}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' => false,
        '\u{feff}' => false,
        ' '..='~' | '\u{a0}'..='\u{fffd}' | '\u{10000}'.. => true,
        _ => false,
    }
}

/// Writes a number with a fraction. YAML 1.1 wants a point in the mantissa and a sign in the exponent: `1.0e+100`.
pub(super) fn float(out: &mut String, value: f64) {
    if !value.is_finite() {
        out.push_str("null");
        return;
    }
    let digits = format!("{value:?}"); // The shortest digits that read back as the same number.
    let Some((mantissa, exponent)) = digits.split_once('e') else {
        out.push_str(&digits);
        return;
    };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    let _ = write!(out, "{mantissa}{point}e{sign}{exponent}");
}
