//! Parses a number as the `Numeric…` operators read it: decimal, with or without fraction and exponent.

/// The number, if the text is one; infinities and `NaN` are not numbers.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_decimal =
        text.chars().all(|character| character.is_ascii_digit() || "+-.eE".contains(character));
    let number: f64 = is_decimal.then(|| text.parse().ok())??;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::parse_number;

    #[test]
    fn decimals_are_numbers_and_words_are_not() {
        assert_eq!(parse_number("10"), Some(10.0));
        assert_eq!(parse_number("-1.50"), Some(-1.5));
        assert_eq!(parse_number("1e3"), Some(1000.0));
        for text in ["", "inf", "NaN", "0x10", "1,000", "ten", "1e999", "."] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }
}
