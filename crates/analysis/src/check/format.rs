//! Texts that name something of AWS's, such as a subnet's id, or that are dates and addresses.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::OnceLock;

use constructs_template::Node;

use super::path::Path;
use super::scalar::shown;
use super::walk::{Verdict, Walk};
use crate::codes;
use crate::facts::Text;
use crate::schema::Pattern;

/// Formats and their patterns.
const PATTERNS: &[(&str, &str)] = &[
    ("AWS::ACM::Certificate.Arn", r"^arn:aws[a-zA-Z-]*:acm:[a-z0-9-]+:\d{12}:certificate/.+$"),
    ("AWS::EC2::Image.Id", "^(ami-([0-9a-z]{8}|[0-9a-z]{17})$|resolve:ssm)"),
    ("AWS::EC2::SecurityGroup.Id", "^sg-([a-fA-F0-9]{8}|[a-fA-F0-9]{17})$"),
    ("AWS::EC2::SecurityGroup.Name", r"^[a-zA-Z0-9 \._\-:\/()#\,@\[\]+=&;\{\}!$\*]+$"),
    ("AWS::EC2::Subnet.Id", "^subnet-(([0-9A-Fa-f]{8})|([0-9A-Fa-f]{17}))$"),
    ("AWS::EC2::VPC.Id", "^vpc-(([0-9A-Fa-f]{8})|([0-9A-Fa-f]{17}))$"),
    ("AWS::IAM::Role.Arn", r"^arn:aws[a-zA-Z-]*:iam::\d{12}:role/.+$"),
    ("AWS::KMS::Alias.AliasName", "^alias/[a-zA-Z0-9:/_-]+$"),
    ("AWS::KMS::Key.Arn", r"^arn:aws[a-zA-Z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)/.+$"),
    (
        "AWS::KMS::Key.Id",
        "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32}|alias/[a-zA-Z0-9/_-]+)$",
    ),
    (
        "AWS::Lambda::Function.Arn",
        r"^arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\d{12}:function:.+(:.+)?$",
    ),
    ("AWS::Logs::LogGroup.Name", r"^[\.\-_\/#A-Za-z0-9]{1,512}\Z"),
    (
        "AWS::S3::Bucket.Name",
        r"^(?![.\-])(?!.*\.\.)(?!.*\-\.)(?!.*\.\-)[a-z0-9.\-]{3,63}(?<![.\-])$",
    ),
    ("AWS::SNS::Topic.Arn", r"^arn:aws[a-zA-Z-]*:sns:[a-z0-9-]+:\d{12}:.+$"),
    ("date", r"^\d{4}-(0[1-9]|1[0-2])-\d{2}$"),
    (
        "date-time",
        r"^\d{4}-(0[1-9]|1[0-2])-\d{2}T([01]\d|2[0123]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0123]):[0-5]\d)$",
    ),
    ("email", "@"),
    ("time", r"^([01]\d|2[0123]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0123]):[0-5]\d)$"),
];

/// Whether a text has a form; forms that are not known have none.
pub(super) fn check(walk: &mut Walk<'_>, name: &str, node: &Node, path: &Path<'_>) -> Verdict {
    let Some(text) = node.as_str() else { return Verdict::FINE };
    let is_fine = match name {
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "ipv4-network" => is_ipv4_network(text),
        "ipv6-network" => is_ipv6_network(text),
        "AWS::S3::Bucket.Name" if text.is_empty() => true,
        _ => pattern(name).is_none_or(|pattern| pattern.fits(text)),
    };
    if is_fine {
        return Verdict::FINE;
    }
    let code = if name.starts_with("AWS::") { codes::FORMAT } else { codes::OTHER_LIMIT };
    walk.wrong(code, path, || format!("{} does not have the form `{name}`", shown(node)))
}

/// An address, perhaps with a prefix or a mask, whose other bits are zero.
fn is_ipv4_network(text: &str) -> bool {
    let (address, prefix) = text.split_once('/').unwrap_or((text, "32"));
    let Ok(address) = address.parse::<Ipv4Addr>().map(Ipv4Addr::to_bits) else { return false };
    let mask = match prefix.parse::<u32>() {
        Ok(length @ 1..=32) => u32::MAX << (32 - length),
        Ok(0) => 0,
        Ok(_) => return false,
        Err(_) => match prefix.parse::<Ipv4Addr>().map(Ipv4Addr::to_bits) {
            Ok(mask) if mask.leading_ones() + mask.trailing_zeros() == 32 => mask,
            _ => return false,
        },
    };
    address & !mask == 0
}

/// An address, perhaps with a prefix, whose other bits are zero.
fn is_ipv6_network(text: &str) -> bool {
    let (address, prefix) = text.split_once('/').unwrap_or((text, "128"));
    let Ok(address) = address.parse::<Ipv6Addr>().map(Ipv6Addr::to_bits) else { return false };
    match prefix.parse::<u32>() {
        Ok(length @ 1..=128) => address & !(u128::MAX << (128 - length)) == 0,
        Ok(0) => address == 0,
        _ => false,
    }
}

fn pattern(name: &str) -> Option<&'static Pattern> {
    static COMPILED: OnceLock<Vec<Pattern>> = OnceLock::new();
    let at = PATTERNS.iter().position(|(known, _)| *known == name)?;
    let make = || PATTERNS.iter().map(|(_, source)| Pattern::new(Text::Borrowed(source))).collect();
    COMPILED.get_or_init(make).get(at)
}
