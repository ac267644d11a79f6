//! The day, from the command line or the system's clock: the one thing in this program that a clock decides.

use std::time::UNIX_EPOCH;

use crate::failure::Failure;

/// The day as `2026-11-25`.
pub(crate) fn today(asked: Option<&str>) -> Result<String, Failure> {
    match asked {
        Some(day) if is_day(day) => Ok(day.to_owned()),
        Some(day) => Err(Failure::Usage {
            problem: format!("`{day}` is not a date"),
            help: "write it like `2026-11-25`".to_owned(),
        }),
        None => Ok(system_day()),
    }
}

fn is_day(text: &str) -> bool {
    let shape = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let number =
        |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    shape
        && text.len() == 10
        && number(5, 7).is_some_and(|month| (1..=12).contains(&month))
        && number(8, 10).is_some_and(|day| (1..=31).contains(&day))
}

#[expect(
    clippy::disallowed_methods,
    reason = "whether an acknowledgement has run out is a matter of the day"
)]
fn system_day() -> String {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    civil(since.as_secs() / 86_400)
}

/// The day that is so many days after 1970-01-01. Years of 365.2425 days begin in March here, so that the leap day is last.
fn civil(days: u64) -> String {
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::{civil, today};

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        for (days, expected) in
            [(0, "1970-01-01"), (59, "1970-03-01"), (19_782, "2024-02-29"), (20_782, "2026-11-25")]
        {
            assert_eq!(civil(days), expected);
        }
        assert_eq!(today(Some("2026-11-25")).unwrap(), "2026-11-25");
        assert!(today(Some("25.11.2026")).is_err() && today(Some("2026-13-01")).is_err());
    }
}
