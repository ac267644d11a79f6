//! Reads the date from the command line or the system's clock. Nothing else in this program depends on a clock.

use std::time::UNIX_EPOCH;

use constructs_services::CalendarDate;

use crate::failure::Failure;

/// The date from the command line, or the date of the clock.
pub(crate) fn today(option: Option<&str>) -> Result<CalendarDate, Failure> {
    match option {
        Some(text) => text.parse().map_err(|_| Failure::Usage {
            problem: format!("`{text}` is not a date"),
            help: "write it like `2026-11-25`".to_owned(),
        }),
        None => Ok(read_clock()),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "whether an acknowledgement has expired, or a date has passed, depends on the day"
)]
fn read_clock() -> CalendarDate {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    CalendarDate::from_days_since_1970(u32::try_from(since.as_secs() / 86_400).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::today;

    #[test]
    fn a_date_is_read_and_another_text_is_an_error() {
        assert_eq!(today(Some("2026-11-25")).unwrap().to_string(), "2026-11-25");
        assert!(today(Some("25.11.2026")).is_err() && today(Some("2026-13-01")).is_err());
        assert!(today(None).unwrap() >= today(Some("2026-11-25")).unwrap());
    }
}
