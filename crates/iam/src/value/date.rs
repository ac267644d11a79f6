//! Parses an instant as the `Date…` operators read it: a W3C form of ISO 8601, or seconds since 1970.
//!
//! <https://www.w3.org/TR/NOTE-datetime>

/// Nanoseconds since 1970-01-01T00:00:00Z. Of all digits: seconds, or milliseconds from 100,000,000,000 on.
pub(crate) fn parse_instant(text: &str) -> Option<i128> {
    let text = text.trim();
    if let Some(seconds) = super::number::parse_number(text) {
        let seconds = if seconds.abs() >= 1e11 { seconds / 1000.0 } else { seconds };
        return Some(exact_nanoseconds(text).unwrap_or((seconds * 1e9) as i128));
    }
    let (day, time) = match text.split_once(['T', 't', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let seconds = day_number(day)? * 86_400;
    let time = time.map_or(Some(0), time_of_day)?;
    Some(i128::from(seconds) * 1_000_000_000 + time)
}

/// An integer of seconds (or milliseconds) without a detour through floating point.
fn exact_nanoseconds(text: &str) -> Option<i128> {
    let whole: i64 = text.parse().ok()?;
    let unit = if whole.unsigned_abs() >= 100_000_000_000 { 1_000_000 } else { 1_000_000_000 };
    Some(i128::from(whole) * unit)
}

/// `2026`, `2026-11` or `2026-11-23` -> days since 1970.
fn day_number(text: &str) -> Option<i64> {
    let mut fields = text.split('-');
    let year = digits(fields.next()?, 4)?;
    let month = fields.next().map_or(Some(1), |field| digits(field, 2))?;
    let day = fields.next().map_or(Some(1), |field| digits(field, 2))?;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if fields.next().is_some() || !(1..=length).contains(&day) {
        return None;
    }
    // Years that begin in March: the leap day comes last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(365 * year + leaps + (153 * month + 2) / 5 + day - 1 - 719_468)
}

/// `12:30`, `12:30:05`, `12:30:05.25`, each with `Z`, `+01:00` or nothing, which is UTC -> nanoseconds.
fn time_of_day(text: &str) -> Option<i128> {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => (text.get(..at)?, offset_minutes(text.get(at..)?)?),
        None => (text, 0),
    };
    let mut fields = clock.split(':');
    let hour = digits(fields.next()?, 2)?;
    let minute = fields.next().map_or(Some(0), |field| digits(field, 2))?;
    let (second, fraction) = match fields.next() {
        None => (0, 0),
        Some(field) => seconds(field)?,
    };
    if fields.next().is_some() || hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let whole = (hour * 60 + minute - offset) * 60 + second;
    Some(i128::from(whole) * 1_000_000_000 + fraction)
}

fn seconds(field: &str) -> Option<(i64, i128)> {
    let Some((whole, fraction)) = field.split_once(['.', ',']) else {
        return Some((digits(field, 2)?, 0));
    };
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanoseconds: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    Some((digits(whole, 2)?, nanoseconds.parse().ok()?))
}

fn offset_minutes(text: &str) -> Option<i64> {
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => return text.eq_ignore_ascii_case("z").then_some(0),
        },
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(pair) => pair,
        None => (rest.get(..2)?, rest.get(2..).filter(|rest| !rest.is_empty()).unwrap_or("00")),
    };
    Some(sign * (digits(hours, 2)? * 60 + digits(minutes, 2)?))
}

fn digits(text: &str, length: usize) -> Option<i64> {
    let fits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

/// An instant as a request has it.
pub(crate) fn format_instant(instant: i128) -> String {
    let seconds = instant.div_euclid(1_000_000_000);
    let rest = instant.rem_euclid(1_000_000_000);
    let days = i64::try_from(seconds.div_euclid(86_400)).unwrap_or_default();
    let clock = seconds.rem_euclid(86_400);
    let (year, month, day) = civil(days);
    let fraction = if rest == 0 { String::new() } else { format!(".{rest:09}") };
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// Days since 1970 -> year, month, day.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (year_of_era + era * 400 + carry, month, day)
}

#[cfg(test)]
mod tests {
    use super::{format_instant, parse_instant};

    fn check(text: &str, seconds: i128) {
        assert_eq!(parse_instant(text), Some(seconds * 1_000_000_000), "{text}");
    }

    #[test]
    fn the_forms_of_w3c_and_epoch() {
        check("1970-01-01T00:00:00Z", 0);
        check("1970-01-01", 0);
        check("2000-03", 951_868_800);
        check("2020-04-01T00:00:00Z", 1_585_699_200);
        check("2020-04-01T02:00:00+02:00", 1_585_699_200);
        check("2020-03-31T19:00-0500", 1_585_699_200);
        check("2020-04-01T00:00Z", 1_585_699_200);
        check("1585699200", 1_585_699_200);
        check("1585699200000", 1_585_699_200);
        check("2020-02-29", 1_582_934_400);
        assert_eq!(parse_instant("1970-01-01T00:00:00.5Z"), Some(500_000_000));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "soon",
            "2021-02-29",
            "2020-13-01",
            "2020-04-01T25:00Z",
            "2020-4-1",
            "2020-04-01Tx",
        ] {
            assert_eq!(parse_instant(text), None, "{text}");
        }
    }

    #[test]
    fn shown_and_read_again() {
        for seconds in [-1, 0, 951_868_800, 1_585_699_199, 4_102_444_800] {
            let instant_of = seconds * 1_000_000_000 + 1;
            assert_eq!(parse_instant(&format_instant(instant_of)), Some(instant_of));
        }
    }
}
