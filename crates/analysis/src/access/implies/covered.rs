//! Statements as they are written -> those of the left that one of the right applies wherever they do: nothing has to be
//! searched for them.
//!
//! A variable or a symbol is the same text on both sides. So a statement with the same resources, or more, under the same
//! conditions, or fewer, applies to every request that the other applies to, whatever the letters are. The search can't
//! always see that: it takes what hangs on a letter from above on one side and from below on the other.

use rustc_hash::FxHashMap;

use super::rules::{Rule, RuleSet, Side};
use super::work::Work;
use crate::access::document::{Effect, PrincipalEntry, Scope, Statement};
use crate::access::operator::Operator;
use crate::access::text::Text;

/// More pairs of statements are not looked at.
const MOST_PAIRS: usize = 1_000_000;

/// Which statements apply wherever others do, actions apart.
#[derive(Debug, Default)]
pub(crate) struct Covers {
    /// Each statement that grants on the left, and those that grant on the right wherever it applies.
    grants: Vec<(usize, RuleSet)>,
    /// Each statement that denies on the right, and those that deny on the left wherever it applies.
    denies: Vec<(usize, RuleSet)>,
}

impl Covers {
    /// Compares every pair; nothing is covered where there are too many.
    pub(crate) fn of(rules: &[Rule<'_>], work: &mut Work) -> Self {
        let left = rules.iter().filter(|rule| rule.is_left).count();
        let pairs = left.saturating_mul(rules.len() - left);
        if pairs > MOST_PAIRS || work.spend(pairs as u64).is_none() {
            return Self::default();
        }
        let mut numbers = Numbers::default();
        let written: Vec<Written<'_>> =
            rules.iter().map(|rule| numbers.written(rule.statement)).collect();
        let covered = |is_left: bool, effect: Effect| {
            let own = rules.iter().zip(&written).enumerate();
            let own =
                own.filter(|(_, (rule, _))| rule.is_left == is_left && rule.effect() == effect);
            own.map(|(index, (_, narrow))| {
                let by = RuleSet::of(rules.len(), |other| {
                    rules.get(other).zip(written.get(other)).is_some_and(|(rule, wide)| {
                        rule.is_left != is_left && rule.effect() == effect && wide.covers(narrow)
                    })
                });
                (index, by)
            })
            .collect()
        };
        Self { grants: covered(true, Effect::Allow), denies: covered(false, Effect::Deny) }
    }

    /// These statements, all about one action and caller, without those that grant on the left what every layer of the
    /// right grants as well. A denial on the right that the left may not have keeps them all.
    pub(crate) fn rest(&self, relevant: &RuleSet, right: &Side) -> RuleSet {
        let denies = self.denies.iter().filter(|(denial, _)| relevant.has(*denial));
        if denies.into_iter().any(|(_, by)| !by.meets(relevant)) {
            return relevant.clone();
        }
        let mut rest = relevant.clone();
        for (grant, by) in &self.grants {
            if right.grants.iter().all(|layer| layer.meets_both(by, relevant)) {
                rest.remove(*grant);
            }
        }
        rest
    }
}

/// A statement without its actions; texts and conditions by number, so that equal ones have the same.
struct Written<'s> {
    principals: Option<&'s Scope<PrincipalEntry>>,
    /// Whether all but these are meant; sorted. None: no resources in the statement.
    resources: Option<(bool, Vec<usize>)>,
    /// Sorted.
    conditions: Vec<usize>,
}

impl Written<'_> {
    /// Whether this applies wherever the other does.
    fn covers(&self, narrow: &Written<'_>) -> bool {
        let resources = match (&self.resources, &narrow.resources) {
            (None, _) => true,
            (Some((false, wide)), Some((false, narrow))) => is_within(narrow, wide),
            (Some((true, wide)), Some((true, narrow))) => is_within(wide, narrow),
            _ => false,
        };
        resources
            && is_within(&self.conditions, &narrow.conditions)
            && self.principals == narrow.principals
    }
}

/// Whether all numbers are among the others; both are sorted.
fn is_within(numbers: &[usize], others: &[usize]) -> bool {
    let mut others = others.iter();
    numbers.iter().all(|number| others.any(|other| other == number))
}

/// An operator, a key in lower case, values.
type Asked<'s> = (Operator, String, &'s [Text]);

/// A number for each text and each condition.
#[derive(Default)]
struct Numbers<'s> {
    texts: FxHashMap<&'s Text, usize>,
    conditions: FxHashMap<Asked<'s>, usize>,
}

impl<'s> Numbers<'s> {
    fn written(&mut self, statement: &'s Statement) -> Written<'s> {
        let resources = statement.resources.as_ref().map(|scope| {
            let texts = scope.list().iter().map(|text| {
                let next = self.texts.len();
                *self.texts.entry(text).or_insert(next)
            });
            (scope.is_negated(), sorted(texts.collect()))
        });
        let conditions = statement.conditions.iter().map(|one| {
            let next = self.conditions.len();
            let asked = (one.operator, one.key.to_lowercase(), one.values.as_slice());
            *self.conditions.entry(asked).or_insert(next)
        });
        let conditions = sorted(conditions.collect());
        Written { principals: statement.principals.as_ref(), resources, conditions }
    }
}

fn sorted(mut numbers: Vec<usize>) -> Vec<usize> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use crate::access::implies::{Verdict, implies};
    use crate::access::{ActionUniverse, Document};

    /// A statement whose conditions hang on a variable twice.
    fn twice(effect: &str, resource: &Json, more: &Json) -> Json {
        let mut condition = json!({
            "StringEquals": {"aws:ResourceTag/Owner": "${aws:PrincipalTag/Owner}"},
            "StringNotEquals": {"aws:ResourceTag/Owner": ""},
        });
        for (operator, keys) in more.as_object().unwrap() {
            condition[operator] = keys.clone();
        }
        json!({"Effect": effect, "Action": "s3:GetObject", "Resource": resource, "Condition": condition})
    }

    fn check(left: &Json, right: &Json) -> Verdict {
        let document = |statements: &Json| {
            Document::parse(&json!({"Version": "2012-10-17", "Statement": statements})).document
        };
        implies(&document(left), &document(right), &ActionUniverse::new(["s3:GetObject"])).result
    }

    #[test]
    fn the_same_and_more_is_proved_whatever_variables_are() {
        let none = json!({});
        let own = twice("Allow", &json!(["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]), &none);
        let wider = json!(["arn:aws:s3:::b/*", "arn:aws:s3:::c/*", "arn:aws:s3:::a/*"]);
        let on_vpc = json!({"Bool": {"aws:SecureTransport": "true"}});
        let narrow = twice("Allow", &json!("arn:aws:s3:::a/*"), &on_vpc);
        assert_eq!(check(&own, &own), Verdict::Proved);
        assert_eq!(check(&own, &twice("Allow", &wider, &none)), Verdict::Proved);
        assert_eq!(check(&narrow, &own), Verdict::Proved);
        assert_ne!(check(&own, &narrow), Verdict::Proved);
        assert_ne!(check(&twice("Allow", &wider, &none), &own), Verdict::Proved);
    }

    #[test]
    fn denials_count_on_both_sides() {
        let own = twice("Allow", &json!("arn:aws:s3:::a/*"), &json!({}));
        let denial = twice("Deny", &json!("arn:aws:s3:::a/x/*"), &json!({}));
        let wider = twice("Deny", &json!(["arn:aws:s3:::a/x/*", "arn:aws:s3:::a/y/*"]), &json!({}));
        assert_eq!(check(&json!([own, denial]), &json!([own, denial])), Verdict::Proved);
        assert_eq!(check(&json!([own, wider]), &json!([own, denial])), Verdict::Proved);
        assert_ne!(check(&json!([own]), &json!([own, denial])), Verdict::Proved);
        assert_ne!(check(&json!([own, denial]), &json!([own, wider])), Verdict::Proved);
    }
}
