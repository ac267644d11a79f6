//! A plain YAML scalar -> the value that [YAML 1.1](https://yaml.org/type/) takes it for, as PyYAML reads it.
//!
//! So `on` is a boolean, `0777` an octal number, `1:30` ninety, `1_000` a thousand; `1e3`, `0o17` and `08` are texts.
//! Dates stay texts, as CloudFormation has them.

use constructs_document::{Mark, ReadError, ReadFault, Value};

/// The value of a scalar without a tag.
pub(crate) fn resolve(text: &str, mark: Mark) -> Result<Value, ReadError> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Value::Bool(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Value::Bool(false)
        }
        _ => match number(text, mark)? {
            Some(number) => number,
            None => Value::String(text.to_owned()),
        },
    })
}

/// The value of a scalar that a tag of YAML's own gives the type `name`; none if it is not of that type.
pub(crate) fn of_type(name: &str, text: &str, mark: Mark) -> Result<Option<Value>, ReadError> {
    let value = match name {
        "timestamp" => return Ok(Some(Value::String(text.to_owned()))),
        "null" | "bool" | "int" | "float" => resolve(text, mark)?,
        _ => return Ok(None),
    };
    Ok(match (name, value) {
        ("null", value @ Value::Null)
        | ("bool", value @ Value::Bool(_))
        | ("int", value @ Value::Integer(_))
        | ("float", value @ Value::Number(_)) => Some(value),
        #[expect(clippy::cast_precision_loss, reason = "the tag asks for a double")]
        ("float", Value::Integer(integer)) => Some(Value::Number(integer as f64)),
        _ => None,
    })
}

/// The number that a text is, if it is one.
fn number(text: &str, mark: Mark) -> Result<Option<Value>, ReadError> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return Ok(None);
    }
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let is_signed = digits.len() < text.len();
    let refused = || ReadError::new(ReadFault::Number(text.to_owned()), mark);
    if matches!(digits, ".inf" | ".Inf" | ".INF")
        || !is_signed && matches!(digits, ".nan" | ".NaN" | ".NAN")
    {
        return Err(refused());
    }
    if let Some((radix, written)) = integer(digits) {
        let written = written.replace('_', "");
        return sum(&written, radix, is_negative).map(Some).ok_or_else(refused);
    }
    if is_sexagesimal(digits) || is_float(digits, is_signed) {
        return fraction(&digits.replace('_', ""), is_negative).map(Some).ok_or_else(refused);
    }
    Ok(None)
}

/// Radix and digits of an integer; a radix of 60 has colons.
fn integer(digits: &str) -> Option<(u32, &str)> {
    let all = |text: &str, is_digit: fn(&u8) -> bool| {
        !text.is_empty() && text.bytes().all(|byte| byte == b'_' || is_digit(&byte))
    };
    if let Some(binary) = digits.strip_prefix("0b") {
        return all(binary, |byte| matches!(byte, b'0' | b'1')).then_some((2, binary));
    }
    if let Some(hexadecimal) = digits.strip_prefix("0x") {
        return all(hexadecimal, u8::is_ascii_hexdigit).then_some((16, hexadecimal));
    }
    if let Some(octal) = digits.strip_prefix('0') {
        let is_octal = octal.is_empty() || all(octal, |byte| matches!(byte, b'0'..=b'7'));
        return is_octal.then_some((8, digits));
    }
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if all(digits, u8::is_ascii_digit) {
        return Some((10, digits));
    }
    let (first, rest) = digits.split_once(':')?;
    (all(first, u8::is_ascii_digit) && rest.split(':').all(is_sixtieth)).then_some((60, digits))
}

/// Up to two digits, below 60.
fn is_sixtieth(text: &str) -> bool {
    match text.as_bytes() {
        [digit] | [b'0'..=b'5', digit] => digit.is_ascii_digit(),
        _ => false,
    }
}

/// `190:20:30.15`
fn is_sexagesimal(digits: &str) -> bool {
    let Some((whole, fraction)) = digits.split_once('.') else { return false };
    let Some((first, rest)) = whole.split_once(':') else { return false };
    begins_with_digit(first)
        && rest.split(':').all(is_sixtieth)
        && fraction.bytes().all(|byte| byte == b'_' || byte.is_ascii_digit())
}

/// `1.5`, `1.`, `.5` (unsigned only), `1.5e+3` (signed exponent only).
fn is_float(digits: &str, is_signed: bool) -> bool {
    let Some((whole, rest)) = digits.split_once('.') else { return false };
    let (fraction, exponent) = match rest.split_once(['e', 'E']) {
        Some((fraction, exponent)) => (fraction, Some(exponent)),
        None => (rest, None),
    };
    let is_whole = if whole.is_empty() {
        !is_signed && begins_with_digit(fraction)
    } else {
        begins_with_digit(whole)
    };
    let is_exponent = exponent.is_none_or(|exponent| {
        exponent.strip_prefix(['-', '+']).is_some_and(|power| {
            !power.is_empty() && power.bytes().all(|byte| byte.is_ascii_digit())
        })
    });
    is_whole && is_exponent && fraction.bytes().all(|byte| byte == b'_' || byte.is_ascii_digit())
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte == b'_' || byte.is_ascii_digit())
}

/// The value of digits in `radix`: an integer where it is one of 64 bits, the nearest double otherwise.
fn sum(digits: &str, radix: u32, is_negative: bool) -> Option<Value> {
    if radix == 10 {
        let signed = if is_negative { format!("-{digits}") } else { digits.to_owned() };
        return signed.parse().map(Value::Integer).ok().or_else(|| finite(signed.parse().ok()?));
    }
    let parts: Vec<&str> = if radix == 60 {
        digits.split(':').collect()
    } else {
        digits.split("").filter(|digit| !digit.is_empty()).collect()
    };
    let value = |part: &str| i64::from_str_radix(part, radix.min(36)).ok();
    let value = |part: &str| if radix == 60 { part.parse().ok() } else { value(part) };
    if parts.is_empty() {
        return None;
    }
    let exact = parts
        .iter()
        .try_fold(0_i64, |sum, part| sum.checked_mul(i64::from(radix))?.checked_add(value(part)?));
    if let Some(exact) = exact {
        return Some(Value::Integer(if is_negative { -exact } else { exact }));
    }
    let sum = parts.iter().try_fold(0.0_f64, |sum, part| {
        Some(sum.mul_add(f64::from(radix), part_value(part, radix)?))
    })?;
    finite(if is_negative { -sum } else { sum })
}

fn part_value(part: &str, radix: u32) -> Option<f64> {
    if radix == 60 {
        part.parse().ok()
    } else {
        u32::from_str_radix(part, radix).ok().map(f64::from)
    }
}

/// The value of a number with a point, underscores gone; colons separate sixtieths.
fn fraction(plain: &str, is_negative: bool) -> Option<Value> {
    let sum = plain
        .split(':')
        .try_fold(0.0_f64, |sum, part| Some(sum.mul_add(60.0, part.parse::<f64>().ok()?)))?;
    finite(if is_negative { -sum } else { sum })
}

fn finite(number: f64) -> Option<Value> {
    number.is_finite().then_some(Value::Number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        resolve(text, Mark::default()).expect("a value")
    }

    #[test]
    fn numbers_are_those_of_yaml_1_1() {
        let integers = [
            ("017", 15),
            ("0x1F", 31),
            ("0b11", 3),
            ("+1", 1),
            ("1:30", 90),
            ("1_000", 1000),
            ("0_", 0),
            ("-1:30", -90),
            ("0100", 64),
            ("-0", 0),
            ("-0777", -511),
            ("+0b1_1", 3),
            ("1__0", 10),
            ("12:30:45", 45045),
            ("10_0:30", 6030),
            ("-9223372036854775808", i64::MIN),
            ("0", 0),
        ];
        for (text, expected) in integers {
            assert_eq!(value(text), Value::Integer(expected), "{text}");
        }
        let numbers = [
            ("1.", 1.0),
            (".5", 0.5),
            ("1_0.5_0", 10.5),
            ("190:20:30.15", 685_230.15),
            ("1.e+3", 1000.0),
            ("-1.5", -1.5),
            ("0.10", 0.1),
            ("9223372036854775808", 9_223_372_036_854_775_808.0),
        ];
        for (text, expected) in numbers {
            assert_eq!(value(text), Value::Number(expected), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_a_text() {
        let texts = [
            "0o17",
            "1e3",
            "1.5e3",
            "08",
            "y",
            "n",
            "2012-10-17",
            "2001-12-14t21:59:43.10-05:00",
            "=",
            "1e999",
            "_1",
            "1.5:3",
            ".e+1",
            "._1",
            "0x",
            "0:0",
            "60:70",
            "09:30",
            "-.5",
            "1.2.3.4",
            "-",
            "+",
            ".",
            "1-2",
            "-_1",
            "+.nan",
            "1:60",
            "1:2:",
            ":1",
            "é1",
        ];
        for text in texts {
            assert_eq!(value(text), Value::String(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_json_has_no_number_for_is_refused() {
        for text in [".inf", "-.INF", "+.Inf", ".nan", "1.0e+999", "0x_", "0b_"] {
            assert!(resolve(text, Mark::default()).is_err(), "{text}");
        }
    }
}
