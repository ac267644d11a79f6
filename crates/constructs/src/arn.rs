//! ARNs, typed by the IAM resource type that they name.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>

use std::marker::PhantomData;
use std::panic::Location;

use crate::codes;
use crate::stack::import_value;
use crate::value::{Expr, Fault, IntoValue, Reference, ResourceRef, Str, Text, Value};

/// The ARN of an `R`, or a pattern for ARNs of `R`s.
///
/// ```
/// use constructs::{ACCOUNT, Arn, PARTITION, REGION, iam::Role, text};
/// let imported = Arn::<Role>::imported("prod-iam:ApiTaskArn");
/// let literal = Arn::<Role>::literal("arn:aws:iam::111122223333:role/api");
/// let pattern = Arn::<Role>::pattern(text!("arn:{}:iam::{}:role/chat-*", PARTITION, ACCOUNT));
/// # let _ = (imported, literal, pattern, REGION);
/// ```
pub struct Arn<R>(Expr, PhantomData<fn() -> R>);

impl<R> Arn<R> {
    const fn new(expr: Expr) -> Self {
        Self(expr, PhantomData)
    }

    /// Refers to an attribute of a resource that is an ARN.
    pub fn attribute(resource: impl ResourceRef, attribute: &'static str) -> Self {
        Self::new(Value::<Str>::attribute(resource, attribute).into())
    }

    /// Refers to the ARN of a resource whose `Ref` returns it.
    pub fn reference(resource: impl ResourceRef) -> Self {
        Self::attribute(resource, "")
    }

    /// Imports the ARN that a stack outside this app exports under `export`.
    pub fn imported(export: impl IntoValue<Str>) -> Self {
        Self::new(import_value(export).into())
    }

    /// Creates an ARN from text, which may contain values. It must have six parts, and its literal text no wildcard;
    /// synthesis reports anything else.
    #[track_caller]
    pub fn literal(arn: impl IntoValue<Str>) -> Self {
        let expr = arn.into_expr();
        let fault = literal_fault(&expr, Location::caller());
        Self::new(fault.map_or(expr, |fault| Expr::Reference(Reference::Fault(Box::new(fault)))))
    }

    /// Creates a pattern for ARNs, in which `*`, `?`, and `${…}` have IAM's meaning.
    #[track_caller]
    pub fn pattern(pattern: impl IntoValue<Str>) -> Self {
        let expr = pattern.into_expr();
        let fault = pattern_fault(&expr, Location::caller());
        Self::new(fault.map_or(expr, |fault| Expr::Reference(Reference::Fault(Box::new(fault)))))
    }

    /// Changes the type of the resource. The author is responsible for it.
    #[must_use]
    pub fn cast<S>(self) -> Arn<S> {
        Arn::new(self.0)
    }

    /// The expression of the ARN.
    #[must_use]
    pub const fn expr(&self) -> &Expr {
        &self.0
    }
}

/// The literal text, with a NUL for each value in it.
fn literal_text(expr: &Expr) -> String {
    match expr {
        Expr::String(text) => text.to_string(),
        Expr::Concat(parts) => parts.iter().map(literal_text).collect(),
        _ => "\0".to_owned(),
    }
}

fn literal_fault(expr: &Expr, origin: &'static Location<'static>) -> Option<Fault> {
    let text = literal_text(expr);
    if text.contains(['*', '?']) || text.contains("${") {
        return Some(Fault {
            code: codes::ARN_WILDCARD,
            message: format!(
                "`{}` contains a wildcard, but must name one resource",
                mark_values(&text)
            ),
            help: "for a pattern, use `Arn::pattern(…)`".to_owned(),
            origin,
        });
    }
    pattern_fault(expr, origin)
}

fn pattern_fault(expr: &Expr, origin: &'static Location<'static>) -> Option<Fault> {
    let text = literal_text(expr);
    (!is_shaped_like_an_arn(&text)).then(|| Fault {
        code: codes::ARN,
        message: format!("`{}` is not an ARN", mark_values(&text)),
        help: "an ARN has six parts: `arn:partition:service:region:account:resource`".to_owned(),
        origin,
    })
}

fn mark_values(text: &str) -> String {
    text.replace('\0', "{}")
}

/// Whether `text` has the parts of an ARN. A value in it (NUL) can be one part, several, or all.
fn is_shaped_like_an_arn(text: &str) -> bool {
    if text == "*" || text.starts_with('\0') {
        return true;
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [prefix, partition, service, region, account, resource] = parts[..] else {
        return text.starts_with("arn:") && text.contains('\0');
    };
    let known =
        |part: &str, takes: fn(char) -> bool| part.chars().all(|c| takes(c) || "*?\0".contains(c));
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let account_known = account == "aws"
        || known(account, |c| c.is_ascii_digit())
            && (account.is_empty() || account.contains(['*', '?', '\0']) || account.len() == 12);
    prefix == "arn"
        && !partition.is_empty()
        && known(partition, word)
        && !service.is_empty()
        && known(service, word)
        && known(region, word)
        && account_known
        && !resource.is_empty()
        && !resource.contains(char::is_whitespace)
}

impl<R> Clone for Arn<R> {
    fn clone(&self) -> Self {
        Self::new(self.0.clone())
    }
}

impl<R> IntoValue<Str> for Arn<R> {
    fn into_expr(self) -> Expr {
        self.0
    }
}

impl<R> From<Arn<R>> for Expr {
    fn from(arn: Arn<R>) -> Self {
        arn.0
    }
}

impl<R> From<Arn<R>> for Text {
    fn from(arn: Arn<R>) -> Self {
        Self::new(arn.0)
    }
}

/// A value that has, or is, the ARN of an `R`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `{R}`, nor the ARN of one",
    label = "not a `{R}`",
    note = "actions go `.on(…)` references to, or `Arn`s of, the resource type that they act on; actions of several types go `.on_every(\"why\")`"
)]
pub trait IntoArn<R> {
    /// The ARN.
    fn into_arn(self) -> Arn<R>;
}

impl<R> IntoArn<R> for Arn<R> {
    fn into_arn(self) -> Self {
        self
    }
}

impl<R> IntoArn<R> for &Arn<R> {
    fn into_arn(self) -> Arn<R> {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PARTITION, text};

    #[test]
    fn an_arn_has_six_parts() {
        for (text, expected) in [
            ("arn:aws:sqs:eu-central-1:111122223333:push", true),
            ("arn:aws:s3:::bucket/key", true),
            ("arn:aws:iam::aws:policy/ReadOnlyAccess", true),
            ("arn:aws:iam::111122223333:role/a:b", true),
            ("arn:aws:sqs:*:*:push", true),
            ("arn:aws:sqs:eu-central-1:1111:push", false),
            ("arn:aws:sqs:eu-central-1:111122223333:", false),
            ("arn:aws:sqs:push", false),
            ("push", false),
            ("arn:AWS:sqs:::x", false),
            ("", false),
        ] {
            assert_eq!(is_shaped_like_an_arn(text), expected, "{text}");
        }
    }

    #[test]
    fn a_literal_takes_no_wildcard_and_a_pattern_does() {
        let text = || text!("arn:{}:iam::111122223333:role/chat-*", PARTITION);
        let code = |arn: Arn<()>| match arn.0 {
            Expr::Reference(Reference::Fault(fault)) => Some(fault.code),
            _ => None,
        };
        assert_eq!(code(Arn::literal(text())), Some(codes::ARN_WILDCARD));
        assert_eq!(code(Arn::pattern(text())), None);
        assert_eq!(code(Arn::literal("nonsense")), Some(codes::ARN));
        assert_eq!(
            code(Arn::literal("arn:aws:iam::111122223333:role/${aws:username}")),
            Some(codes::ARN_WILDCARD)
        );
    }
}
