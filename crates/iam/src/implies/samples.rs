//! Makes one value of a key for each way in which conditions by number, date, address, or boolean can match.

use crate::value::compare::Wanted;
use crate::value::{date, network};

/// Values of the right types; every other value of these types fits as one of them does.
pub(crate) fn typed<'a>(wanted: impl Iterator<Item = &'a Wanted>) -> Vec<String> {
    let (mut numbers, mut dates, mut v4, mut v6) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut has_truth, mut has_block) = (false, false);
    for wanted in wanted {
        match wanted {
            Wanted::Number(_, number) => numbers.push(*number),
            Wanted::Date(_, instant) => dates.push(*instant),
            Wanted::Bool(_) => has_truth = true,
            Wanted::Block(block) => {
                has_block = true;
                let edges = if block.is_ipv6 { &mut v6 } else { &mut v4 };
                edges.extend([
                    Some(block.first),
                    block.last.checked_add(1),
                    block.first.checked_sub(1),
                ]);
            }
            _ => {}
        }
    }
    let mut samples: Vec<String> = around_numbers(numbers).iter().map(f64::to_string).collect();
    samples.extend(around_instants(dates).into_iter().map(format_whole_instant));
    if has_truth {
        samples.extend(["true", "false"].map(str::to_owned));
    }
    if has_block {
        samples.extend(addresses(v4, u128::from(u32::MAX), false, "203.0.113.9"));
        samples.extend(addresses(v6, u128::MAX, true, "2001:db8::9"));
    }
    samples
}

/// Each number, one below all, one above all, and one between any two neighbours: a whole one if there is.
fn around_numbers(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return Vec::new() };
    let mut samples = vec![(first - 1.0).floor(), (last + 1.0).ceil()];
    for (low, high) in numbers.iter().zip(numbers.iter().skip(1)) {
        let whole = low.floor() + 1.0;
        samples.push(if whole < *high { whole } else { low + (high - low) / 2.0 });
    }
    numbers.append(&mut samples);
    numbers
}

fn around_instants(mut instants: Vec<i128>) -> Vec<i128> {
    instants.sort_unstable();
    instants.dedup();
    let second = 1_000_000_000;
    let (Some(first), Some(last)) = (instants.first(), instants.last()) else { return Vec::new() };
    let mut samples = vec![first - second, last + second];
    for (low, high) in instants.iter().zip(instants.iter().skip(1)) {
        samples.push(low + second.min((high - low) / 2));
    }
    instants.append(&mut samples);
    instants
}

/// As a date where it has a year of four digits, else in seconds since 1970.
fn format_whole_instant(instant: i128) -> String {
    let has_plain_year =
        (-62_135_596_800..253_402_300_800).contains(&instant.div_euclid(1_000_000_000));
    if has_plain_year {
        date::format_instant(instant)
    } else {
        instant.div_euclid(1_000_000_000).to_string()
    }
}

/// The beginnings of all stretches between edges. Without edges: `example`.
fn addresses(edges: Vec<Option<u128>>, last: u128, is_v6: bool, example: &str) -> Vec<String> {
    let mut edges: Vec<u128> = edges.into_iter().flatten().filter(|edge| *edge <= last).collect();
    edges.sort_unstable();
    edges.dedup();
    if edges.is_empty() {
        return vec![example.to_owned()];
    }
    edges.into_iter().map(|edge| network::format_address(edge, is_v6)).collect()
}
