//! Checks the format of strings, such as a subnet id, a date, or an address range.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::OnceLock;

use constructs_document::Node;

use super::describe::describe_value;
use super::walk::{Outcome, Walk};
use crate::codes;
use crate::facts::FactsText;
use crate::schema::Pattern;
use constructs_cloudformation::check::Path;

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

/// Checks the format of a string. Unknown formats allow any string.
pub(super) fn check(walk: &mut Walk<'_>, name: &str, node: &Node, path: &Path<'_>) -> Outcome {
    let Some(text) = node.as_str() else { return Outcome::VALID };
    let is_fine = match name {
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "ipv4-network" => is_ipv4_network(text),
        "ipv6-network" => is_ipv6_network(text),
        "AWS::S3::Bucket.Name" if text.is_empty() => true,
        _ => pattern(name).is_none_or(|pattern| pattern.is_match(text)),
    };
    if is_fine {
        return Outcome::VALID;
    }
    if let Some(network) = canonical(name, text).filter(|_| is_of_ec2(walk)) {
        if !walk.is_silent {
            let message = format!("{} has host bits set, which EC2 removes", describe_value(node));
            let help = format!("write `{network}`");
            walk.report.warning(codes::OTHER_LIMIT, path, message, &help);
        }
        return Outcome::VALID;
    }
    let code = if name.starts_with("AWS::") { codes::FORMAT } else { codes::OTHER_LIMIT };
    walk.report(code, path, || {
        format!("{} does not have the format `{name}`", describe_value(node))
    })
}

/// The name of a format that has a pattern here and belongs to a resource type.
pub(super) fn known_format(name: &str) -> Option<&'static str> {
    let found = PATTERNS.iter().find(|(known, _)| *known == name && known.starts_with("AWS::"));
    found.map(|(known, _)| *known)
}

/// Whether EC2 takes the address range in any form and keeps its canonical form.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html>
fn is_of_ec2(walk: &Walk<'_>) -> bool {
    walk.resource.name.starts_with("AWS::EC2::")
}

/// An address range without the bits below its mask.
fn canonical(name: &str, text: &str) -> Option<String> {
    let (address, prefix) = text.split_once('/')?;
    match name {
        "ipv4-network" => {
            let address = Ipv4Addr::from_bits(
                address.parse::<Ipv4Addr>().ok()?.to_bits() & ipv4_mask(prefix)?,
            );
            Some(format!("{address}/{prefix}"))
        }
        "ipv6-network" => {
            let address = Ipv6Addr::from_bits(
                address.parse::<Ipv6Addr>().ok()?.to_bits() & ipv6_mask(prefix)?,
            );
            Some(format!("{address}/{prefix}"))
        }
        _ => None,
    }
}

/// Whether a text is an address, with an optional prefix or mask, whose host bits are zero.
fn is_ipv4_network(text: &str) -> bool {
    let (address, prefix) = text.split_once('/').unwrap_or((text, "32"));
    let address = address.parse::<Ipv4Addr>().ok().map(Ipv4Addr::to_bits);
    address.zip(ipv4_mask(prefix)).is_some_and(|(address, mask)| address & !mask == 0)
}

fn ipv4_mask(prefix: &str) -> Option<u32> {
    match prefix.parse::<u32>() {
        Ok(length) if length <= 32 => Some(u32::MAX.checked_shl(32 - length).unwrap_or(0)),
        Ok(_) => None,
        Err(_) => {
            let mask = prefix.parse::<Ipv4Addr>().ok()?.to_bits();
            (mask.leading_ones() + mask.trailing_zeros() == 32).then_some(mask)
        }
    }
}

/// An address, perhaps with a prefix, whose other bits are zero.
fn is_ipv6_network(text: &str) -> bool {
    let (address, prefix) = text.split_once('/').unwrap_or((text, "128"));
    let address = address.parse::<Ipv6Addr>().ok().map(Ipv6Addr::to_bits);
    address.zip(ipv6_mask(prefix)).is_some_and(|(address, mask)| address & !mask == 0)
}

fn ipv6_mask(prefix: &str) -> Option<u128> {
    let length = prefix.parse::<u32>().ok().filter(|length| *length <= 128)?;
    Some(u128::MAX.checked_shl(128 - length).unwrap_or(0))
}

fn pattern(name: &str) -> Option<&'static Pattern> {
    static COMPILED: OnceLock<Vec<Pattern>> = OnceLock::new();
    let at = PATTERNS.iter().position(|(known, _)| *known == name)?;
    let make =
        || PATTERNS.iter().map(|(_, source)| Pattern::new(FactsText::Borrowed(source))).collect();
    COMPILED.get_or_init(make).get(at)
}
