//! Condition keys, typed by their values: each has only the operators that fit it.
//!
//! The method's name is IAM's name without the type, which follows from the key: `StringLike` of a text key is `like`. A
//! key with several values first needs a quantifier: all values or any value must match.
//!
//! INVARIANT: every method creates a condition whose operator accepts values of the key's type.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::values::{BooleanValues, NumberValues, TextValues};
use super::{Condition, ConditionValues};

/// A condition key whose value is a `K`, e.g. [`Text`] for `kms:ViaService`.
///
/// AWS's global keys are constants of [`aws`](super::aws); keys of a service are in `constructs_aws::condition`.
///
/// ```
/// use constructs::iam::condition::{aws, Key, Text};
/// let through = aws::SOURCE_VPCE.equals(["vpce-1", "vpce-2"]);
/// let inside = aws::SOURCE_IP.ip_address("10.0.0.0/8");
/// let tagged = aws::TAG_KEYS.for_all_values().like("team-*");
/// let encrypted = aws::SECURE_TRANSPORT.bool(true);
/// let ours = aws::principal_tag("team").equals("chat").if_exists();
/// let newer_than_the_facts = Key::<Text>::new("sqs:Colour").equals("red");
/// # let _ = (through, inside, tagged, encrypted, ours, newer_than_the_facts);
/// ```
///
/// An operator that does not fit does not compile:
/// ```compile_fail
/// use constructs::iam::condition::aws;
/// let wrong = aws::SECURE_TRANSPORT.like("t*");
/// ```
pub struct Key<K> {
    name: Cow<'static, str>,
    quantifier: &'static str,
    kind: PhantomData<fn() -> K>,
}

/// A text.
pub enum Text {}
/// An ARN: compared part by part.
pub enum ArnText {}
/// A number.
pub enum Numeric {}
/// A moment: ISO 8601, or seconds since 1970.
pub enum Date {}
/// True or false.
pub enum Boolean {}
/// An address, compared with blocks such as `10.0.0.0/8`.
pub enum IpAddress {}
/// Bytes, in Base64.
pub enum Binary {}
/// Several values of type `K` in one request.
pub struct Many<K>(PhantomData<fn() -> K>);

impl<K> Key<K> {
    /// Creates the key `name`. The caller must choose the type of its value.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), quantifier: "", kind: PhantomData }
    }

    /// Creates a key whose name is not a constant, e.g. with a tag's key in it.
    #[must_use]
    pub const fn named(name: String) -> Self {
        Self { name: Cow::Owned(name), quantifier: "", kind: PhantomData }
    }

    /// The name, e.g. `aws:SourceAccount`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `Null`: whether the request does not have the key.
    #[must_use]
    pub fn null(self, is_absent: bool) -> Condition {
        Condition::new("Null", self.name, is_absent)
    }

    fn condition(self, operator: &'static str, values: impl ConditionValues) -> Condition {
        Condition::new(operator, self.name, values).with_quantifier(self.quantifier)
    }
}

impl<K> Key<Many<K>> {
    /// `ForAllValues:`: every value of the key matches. Also true if the key has no value: consider adding
    /// [`null`](Key::null).
    #[must_use]
    pub fn for_all_values(self) -> Key<K> {
        Key { name: self.name, quantifier: "ForAllValues:", kind: PhantomData }
    }

    /// `ForAnyValue:`: at least one value of the key matches.
    #[must_use]
    pub fn for_any_value(self) -> Key<K> {
        Key { name: self.name, quantifier: "ForAnyValue:", kind: PhantomData }
    }
}

impl<K> Clone for Key<K> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), quantifier: self.quantifier, kind: PhantomData }
    }
}

impl<K> std::fmt::Debug for Key<K> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}{}", self.quantifier, self.name)
    }
}

macro_rules! operators {
    ($kind:ident takes $values:ident: $($name:ident = $operator:literal, $meaning:literal;)*) => {
        impl Key<$kind> {$(
            #[doc = concat!("`", $operator, "`: ", $meaning, ".")]
            #[must_use]
            pub fn $name(self, values: impl $values) -> Condition {
                self.condition($operator, values)
            }
        )*}
    };
}

operators! { Text takes TextValues:
    equals = "StringEquals", "the same text";
    not_equals = "StringNotEquals", "none of these texts";
    equals_ignore_case = "StringEqualsIgnoreCase", "the same text but for letters' case";
    not_equals_ignore_case = "StringNotEqualsIgnoreCase", "none of these texts, whatever the letters' case";
    like = "StringLike", "a text that the pattern matches (`*`, `?`)";
    not_like = "StringNotLike", "a text that no pattern matches";
}

operators! { ArnText takes TextValues:
    equals = "ArnEquals", "an ARN that matches part by part (`*` and `?` stay in theirs)";
    not_equals = "ArnNotEquals", "an ARN that matches none of these";
    like = "ArnLike", "an ARN that matches part by part (`*` and `?` stay in theirs)";
    not_like = "ArnNotLike", "an ARN that matches none of these";
}

operators! { Numeric takes NumberValues:
    equals = "NumericEquals", "the same number";
    not_equals = "NumericNotEquals", "none of these numbers";
    less_than = "NumericLessThan", "a smaller number";
    less_than_equals = "NumericLessThanEquals", "a number no greater";
    greater_than = "NumericGreaterThan", "a greater number";
    greater_than_equals = "NumericGreaterThanEquals", "a number no smaller";
}

operators! { Date takes TextValues:
    equals = "DateEquals", "the same moment";
    not_equals = "DateNotEquals", "none of these moments";
    less_than = "DateLessThan", "an earlier moment";
    less_than_equals = "DateLessThanEquals", "a moment no later";
    greater_than = "DateGreaterThan", "a later moment";
    greater_than_equals = "DateGreaterThanEquals", "a moment no earlier";
}

operators! { Boolean takes BooleanValues:
    bool = "Bool", "true or false";
}

operators! { IpAddress takes TextValues:
    ip_address = "IpAddress", "an address in one of these blocks";
    not_ip_address = "NotIpAddress", "an address in none of these blocks";
}

operators! { Binary takes TextValues:
    equals = "BinaryEquals", "the same bytes";
}

#[cfg(test)]
mod tests {
    use super::super::aws;
    use super::*;

    #[test]
    fn an_operator_is_named_by_the_type_of_its_key() {
        let many = Key::<Many<ArnText>>::new("x:Arns");
        for (condition, operator, key) in [
            (aws::SOURCE_ACCOUNT.equals("1"), "StringEquals", "aws:SourceAccount"),
            (aws::SOURCE_ARN.like(["a", "b"]), "ArnLike", "aws:SourceArn"),
            (aws::SOURCE_IP.not_ip_address("::1"), "NotIpAddress", "aws:SourceIp"),
            (aws::MULTI_FACTOR_AUTH_AGE.less_than(60), "NumericLessThan", "aws:MultiFactorAuthAge"),
            (aws::CURRENT_TIME.greater_than("2026"), "DateGreaterThan", "aws:CurrentTime"),
            (aws::SECURE_TRANSPORT.bool(false).if_exists(), "BoolIfExists", "aws:SecureTransport"),
            (aws::TAG_KEYS.for_any_value().like("*"), "ForAnyValue:StringLike", "aws:TagKeys"),
            (many.clone().for_all_values().equals("a"), "ForAllValues:ArnEquals", "x:Arns"),
            (many.null(true), "Null", "x:Arns"),
            (aws::request_tag("team").not_equals("a"), "StringNotEquals", "aws:RequestTag/team"),
        ] {
            assert_eq!((&*condition.operator(), condition.key()), (operator, key));
        }
    }

    #[test]
    fn a_typed_key_makes_the_condition_that_its_name_makes() {
        let named = super::super::numeric_equals("aws:MultiFactorAuthAge", [1, 2]);
        assert_eq!(aws::MULTI_FACTOR_AUTH_AGE.equals([1, 2]), named);
    }
}
