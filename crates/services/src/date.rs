//! Defines a date of the calendar, and counts days.
//!
//! The calendar's rules are these few lines: see `docs/decisions/0027-dates-and-regions.md`.

use std::fmt;
use std::str::FromStr;

/// A date of the Gregorian calendar, written `2026-10-20`.
///
/// ```
/// use constructs_services::CalendarDate;
///
/// let release: CalendarDate = "2026-10-20".parse().unwrap();
/// let later: CalendarDate = "2027-01-31".parse().unwrap();
/// assert_eq!(later.days_since(release), 103);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarDate {
    year: u16,
    month: u8,
    day: u8,
}

/// A text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDate;

/// The days of four hundred years, after which the calendar repeats.
const DAYS_OF_ERA: i64 = 146_097;
/// The days from 0000-03-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;

impl CalendarDate {
    /// The date that is so many days after 1970-01-01, up to the year 9999.
    ///
    /// Years begin in March here, so that the leap day is the last day of a year.
    #[must_use]
    pub fn from_days_since_1970(days: u32) -> Self {
        let days = i64::from(days.min(2_932_896)) + DAYS_TO_1970;
        let (era, day_of_era) = (days / DAYS_OF_ERA, days % DAYS_OF_ERA);
        let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
        let year = (day_of_era - leap_days) / 365;
        let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Self {
            year: u16::try_from(year).unwrap_or(u16::MAX),
            month: u8::try_from(month).unwrap_or(u8::MAX),
            day: u8::try_from(day).unwrap_or(u8::MAX),
        }
    }

    /// The days from another date to this one; negative if the other is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.days() - earlier.days()
    }

    /// The days since 1970-01-01.
    fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
        let month = (month + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + day - 1;
        era * DAYS_OF_ERA + year * 365 + year / 4 - year / 100 + day_of_year - DAYS_TO_1970
    }
}

impl FromStr for CalendarDate {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let is_shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<u16>().ok());
        let mut parts = text.split('-');
        let mut next = || number(parts.next()).filter(|_| is_shaped).ok_or(InvalidDate);
        let (year, month, day) = (next()?, next()?, next()?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u16::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return Err(InvalidDate),
        };
        if !(1..=days).contains(&day) {
            return Err(InvalidDate);
        }
        let byte = |number| u8::try_from(number).map_err(|_| InvalidDate);
        Ok(Self { year, month: byte(month)?, day: byte(day)? })
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date such as `2026-10-20`")
    }
}

impl std::error::Error for InvalidDate {}

#[cfg(test)]
mod tests {
    use super::CalendarDate;

    #[test]
    fn days_are_counted_as_the_calendar_counts_them() {
        for (days, text) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (19_782, "2024-02-29"),
            (20_782, "2026-11-25"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            let date: CalendarDate = text.parse().unwrap();
            assert_eq!(CalendarDate::from_days_since_1970(days), date);
            assert_eq!((date.days(), date.to_string()), (i64::from(days), text.to_owned()));
        }
        assert_eq!(CalendarDate::from_days_since_1970(u32::MAX).to_string(), "9999-12-31");
    }

    #[test]
    fn texts_that_are_not_dates_are_rejected() {
        for text in [
            "",
            "2026-1-1",
            "2026-13-01",
            "2026-02-30",
            "2026-04-31",
            "25.11.2026",
            "+026-01-01",
            "２026-01-1",
        ] {
            assert!(text.parse::<CalendarDate>().is_err(), "{text}");
        }
        assert!("2100-02-29".parse::<CalendarDate>().is_err());
        assert!("2000-02-29".parse::<CalendarDate>().is_ok());
    }
}
