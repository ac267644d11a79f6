//! Translates a pattern of the schemas into the syntax of Rust's engines.
//!
//! The differences are unnecessary escapes, `\uD83C`, `\Z`, brackets and dashes in classes, and properties such as `\p{Graph}`. For
//! ASCII, classes contain their ASCII characters only.

use std::iter::Peekable;
use std::str::Chars;

/// Translates a pattern.
pub(super) fn translate(source: &str, is_ascii: bool) -> String {
    let mut translator =
        Translator { rest: source.chars().peekable(), is_ascii, written: String::new() };
    translator.run();
    translator.written
}

struct Translator<'p> {
    rest: Peekable<Chars<'p>>,
    is_ascii: bool,
    written: String,
}

/// A part of a class.
enum Member {
    One(char),
    /// A class within a class, as the pattern writes it.
    Class(String),
    /// An anchor or a back reference, which a class can't contain.
    Other(String),
}

impl Translator<'_> {
    fn run(&mut self) {
        while let Some(character) = self.rest.next() {
            match character {
                '\\' => match self.escape() {
                    Member::One(one) => self.literal(one),
                    Member::Other(text) => self.written.push_str(&text),
                    Member::Class(class) => self.written.push_str(&format!("[{class}]")),
                },
                '[' => self.class(),
                // A repetition of an anchor, as in `^${1,128}`, has no effect.
                '{' if self.written.ends_with(['^', '$']) => self.skip_past('}'),
                '+' | '*' if self.written.ends_with("(?!\\.)") => {}
                other if other.is_ascii() => self.written.push(other),
                other => self.literal(other),
            }
        }
    }

    fn literal(&mut self, character: char) {
        self.written.push_str(&literal(character, self.is_ascii));
    }

    fn skip_past(&mut self, end: char) {
        while self.rest.next().is_some_and(|character| character != end) {}
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Member {
        let Some(character) = self.rest.next() else { return Member::One('\\') };
        match character {
            'd' => self.named("0-9", "\\d"),
            'w' => self.named("0-9A-Za-z_", "\\w"),
            's' => self.named(" \\t\\n\\r\\x0b\\x0c", "\\s"),
            'D' => self.named("^0-9", "\\D"),
            'W' => self.named("^0-9A-Za-z_", "\\W"),
            'S' => self.named("^ \\t\\n\\r\\x0b\\x0c", "\\S"),
            'p' | 'P' => self.property(character == 'P'),
            'u' => self.code(4),
            'x' => self.code(2),
            'n' => Member::One('\n'),
            'r' => Member::One('\r'),
            't' => Member::One('\t'),
            'v' => Member::One('\u{b}'),
            'f' => Member::One('\u{c}'),
            'Z' | 'z' => Member::Other("\\z".into()),
            'A' => Member::Other("\\A".into()),
            'b' => Member::Other("\\b".into()),
            'B' => Member::Other("\\B".into()),
            '1'..='9' => Member::Other(format!("\\{character}")),
            other => Member::One(other),
        }
    }

    fn named(&self, ascii: &str, unicode: &str) -> Member {
        Member::Class(if self.is_ascii { ascii.into() } else { unicode.into() })
    }

    fn code(&mut self, digits: usize) -> Member {
        let braced = self.rest.next_if_eq(&'{').is_some();
        let mut value = 0_u32;
        let mut count = 0;
        while let Some(digit) = self.rest.peek().and_then(|digit| digit.to_digit(16)) {
            if !braced && count == digits {
                break;
            }
            self.rest.next();
            value = value.saturating_mul(16).saturating_add(digit);
            count += 1;
        }
        if braced {
            self.rest.next_if_eq(&'}');
        }
        // Half of a surrogate pair represents the characters beyond the basic plane.
        Member::One(char::from_u32(value).unwrap_or('\u{10ffff}'))
    }

    fn property(&mut self, is_negated: bool) -> Member {
        let mut name = String::new();
        if self.rest.next_if_eq(&'{').is_some() {
            for character in self.rest.by_ref() {
                if character == '}' {
                    break;
                }
                name.push(character);
            }
        } else {
            name.extend(self.rest.next());
        }
        let (ascii, unicode) = property(&name);
        let negation = if is_negated { "^" } else { "" };
        if self.is_ascii {
            return Member::Class(format!("{negation}{ascii}"));
        }
        Member::Class(match (unicode, is_negated) {
            (Some(set), true) => format!("^{set}"),
            (Some(set), false) => set.to_owned(),
            (None, true) => format!("\\P{{{name}}}"),
            (None, false) => format!("\\p{{{name}}}"),
        })
    }

    /// Translates a class, from after its bracket to the end.
    fn class(&mut self) {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        let mut members: Vec<Member> = Vec::new();
        let mut is_first = true;
        while let Some(character) = self.rest.next() {
            let member = match character {
                ']' if !is_first => break,
                '\\' => self.escape(),
                '-' => match (members.last(), self.rest.peek()) {
                    (Some(Member::One(_)), Some(next)) if *next != ']' => {
                        self.range(&mut members);
                        is_first = false;
                        continue;
                    }
                    _ => Member::One('-'),
                },
                other => Member::One(other),
            };
            members.push(member);
            is_first = false;
        }
        self.written.push_str(if is_negated { "[^" } else { "[" });
        for member in members {
            let text = match member {
                Member::One(one) => literal(one, self.is_ascii),
                Member::Class(class) if class.starts_with('^') => format!("[{class}]"),
                Member::Other(_) => "\\x08".into(),
                Member::Class(class) => class,
            };
            self.written.push_str(&text);
        }
        self.written.push(']');
    }

    /// Translates a range, from after its dash; a dash next to a class is a literal dash.
    fn range(&mut self, members: &mut Vec<Member>) {
        let last = match self.rest.next() {
            Some('\\') => self.escape(),
            Some(other) => Member::One(other),
            None => return,
        };
        match (members.pop(), last) {
            (Some(Member::One(first)), Member::One(last)) if first <= last => {
                let [first, last] = [first, last].map(|end| literal(end, self.is_ascii));
                members.push(Member::Class(format!("{first}-{last}")));
            }
            (first, last) => {
                members.extend(first);
                members.extend([Member::One('-'), last]);
            }
        }
    }
}

/// A character, escaped for any place in a pattern. In a pattern for ASCII, no text contains another character.
fn literal(character: char, is_ascii: bool) -> String {
    match character {
        _ if is_ascii && !character.is_ascii() => "\\x7f".into(),
        'a'..='z' | 'A'..='Z' | '0'..='9' => character.into(),
        _ if character.is_ascii() => format!("\\x{:02x}", u32::from(character)),
        _ => format!("\\x{{{:x}}}", u32::from(character)),
    }
}

/// The ASCII characters of a property, and its set if Rust's engines don't know its name.
fn property(name: &str) -> (&'static str, Option<&'static str>) {
    match name {
        "L" | "Letter" | "Alpha" | "IsAlphabetic" | "IsL" | "Alphabetic" => ("A-Za-z", None),
        "Lu" | "Upper" => ("A-Z", None),
        "Ll" | "Lower" => ("a-z", None),
        "N" | "Nd" | "Digit" | "IsDigit" => ("0-9", None),
        "Alnum" => ("0-9A-Za-z", Some("\\p{L}\\p{N}")),
        "Z" | "Zs" | "Space_Separator" => (" ", None),
        "Space" => (" \\t\\n\\r\\x0b\\x0c", Some("\\s")),
        "P" | "Punctuation" => ("!-#%-*,-/:;?@\\[-\\]_{}", None),
        "Punct" => ("!-/:-@\\[-`{-~", Some("\\p{P}\\p{S}")),
        "Pc" => ("_", None),
        "Pd" => ("\\-", None),
        "S" | "Symbol" => ("$+<-><^`|~", None),
        "Sc" => ("$", None),
        "Sm" => ("+<-><|~", None),
        "Sk" => ("^`", None),
        "C" | "Cc" | "Cntrl" | "Other" | "Control" => ("\\x00-\\x1f\\x7f", None),
        "Graph" => ("!-~", Some("!-~")),
        "Print" => (" -~", Some(" -~")),
        "ASCII" => ("\\x00-\\x7f", None),
        "M" | "Mn" | "Mc" | "So" | "Lt" | "Lm" | "Lo" | "Nl" | "No" | "Zl" | "Zp" | "Co" | "Cn"
        | "Cf" | "Cs" | "Me" | "Po" | "Ps" | "Pe" | "Pi" | "Pf" => (rare(name), None),
        _ => ("\\x00-\\x7f", None),
    }
}

fn rare(name: &str) -> &'static str {
    match name {
        "Po" => "!-#%-'*,./:;?@\\x5c",
        "Ps" => "(\\[{",
        "Pe" => ")\\]}",
        // These contain no ASCII character, and a class can't be empty.
        _ => "\\x7f",
    }
}
