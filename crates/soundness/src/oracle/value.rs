//! Numbers, dates, and addresses as condition operators read them.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

use std::cmp::Ordering;
use std::net::IpAddr;

/// The order of two numbers. `None`: one is not a number.
#[must_use]
pub(super) fn numbers(value: &str, wanted: &str) -> Option<Ordering> {
    let number = |text: &str| -> Option<f64> { text.trim().parse().ok() };
    number(value)?.partial_cmp(&number(wanted)?)
}

/// The order of two dates: `YYYY-MM-DD`, `YYYY-MM-DDThh:mm:ssZ`, or seconds since 1970.
#[must_use]
pub(super) fn dates(value: &str, wanted: &str) -> Option<Ordering> {
    Some(seconds(value)?.cmp(&seconds(wanted)?))
}

fn seconds(text: &str) -> Option<i64> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let years = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 });
    let february = if is_leap(year) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let before = months.iter().take(usize::try_from(month - 1).ok()?);
    let days = years.sum::<i64>() + before.sum::<i64>() + day - 1;
    if text.len() == 10 {
        return Some(days * 86_400);
    }
    let is_read = text.len() == 20 && text.ends_with('Z');
    is_read.then_some(())?;
    Some(days * 86_400 + number(11, 13)? * 3600 + number(14, 16)? * 60 + number(17, 19)?)
}

/// Whether an address is in a block. `None`: one of them is not readable.
#[must_use]
pub(super) fn is_in_block(value: &str, block: &str) -> Option<bool> {
    let (network, length) = match block.split_once('/') {
        Some((network, length)) => (network, Some(length.parse::<u32>().ok()?)),
        None => (block, None),
    };
    match (value.parse().ok()?, network.parse().ok()?) {
        (IpAddr::V4(value), IpAddr::V4(network)) => {
            let host = 32_u32.checked_sub(length.unwrap_or(32))?;
            let shifted = |bits: u32| bits.checked_shr(host).unwrap_or(0);
            Some(shifted(u32::from(value)) == shifted(u32::from(network)))
        }
        (IpAddr::V6(value), IpAddr::V6(network)) => {
            let host = 128_u32.checked_sub(length.unwrap_or(128))?;
            let shifted = |bits: u128| bits.checked_shr(host).unwrap_or(0);
            Some(shifted(u128::from(value)) == shifted(u128::from(network)))
        }
        _ => Some(false),
    }
}
