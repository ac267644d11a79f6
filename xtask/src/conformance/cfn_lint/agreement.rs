//! Compares the findings on one mutant.
//!
//! An error of cfn-lint needs one of our findings with a code for its rule at the same place, and one of our findings with such a
//! code needs an error of cfn-lint that the code reports at the same place. Other rules are compared in the same way, apart.

use super::super::listed::Listed;
use super::mutant::Mutant;
use super::own::OwnFinding;
use super::peer::PeerFinding;
use super::rules::Rules;
use super::stable::Half;

/// A difference between the findings on a mutant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Difference {
    /// The rule of cfn-lint, or our code.
    pub(super) code: String,
    /// Whether we report it and cfn-lint does not.
    pub(super) is_extra: bool,
    /// The place.
    pub(super) pointer: String,
    /// The message.
    pub(super) message: String,
}

/// The comparison of a mutant.
pub(super) struct Judged {
    /// The half of the mutant's base.
    pub(super) half: Half,
    /// Whether cfn-lint reports the rule of the mutant.
    pub(super) fires: bool,
    /// The differences about the rule of the mutant.
    pub(super) target: Vec<Difference>,
    /// The differences about other rules that are ours.
    pub(super) others: Vec<Difference>,
}

impl Judged {
    /// Compares the findings. Leaves out those in which cfn-lint is known to be wrong.
    pub(super) fn new(
        mutant: &Mutant,
        ours: &[OwnFinding],
        theirs: &[PeerFinding],
        rules: &Rules,
        known: &mut Listed,
    ) -> Self {
        let missed = theirs
            .iter()
            .filter(|found| rules.is_ours(&found.rule) && !has_own(found, ours, rules));
        let missed = missed.map(|found| Difference {
            code: found.rule.clone(),
            is_extra: false,
            pointer: found.pointer.clone(),
            message: found.message.clone(),
        });
        let extra = ours.iter().filter(|found| found.is_error && !has_peer(found, theirs, rules));
        let extra = extra.map(|found| Difference {
            code: found.code.clone(),
            is_extra: true,
            pointer: found.pointer.clone(),
            message: found.message.clone(),
        });
        let mut is_known = |found: &Difference| {
            known.explain(&format!(
                "{} {} {}: {}",
                mutant.rule, found.code, found.pointer, found.message
            ))
        };
        let all: Vec<Difference> = missed.chain(extra).filter(|found| !is_known(found)).collect();
        let is_target = |found: &Difference| {
            found.code == mutant.rule || rules.reports(&found.code, &mutant.rule)
        };
        let (target, others) = all.into_iter().partition(is_target);
        let fires = theirs.iter().any(|found| found.rule == mutant.rule);
        Self { half: Half::of_base(&mutant.base), fires, target, others }
    }
}

fn has_own(theirs: &PeerFinding, ours: &[OwnFinding], rules: &Rules) -> bool {
    ours.iter().any(|own| rules.reports(&own.code, &theirs.rule) && is_same_place(own, theirs))
}

fn has_peer(own: &OwnFinding, theirs: &[PeerFinding], rules: &Rules) -> bool {
    theirs.iter().any(|found| rules.reports(&own.code, &found.rule) && is_same_place(own, found))
}

/// Whether two findings are at the same place.
///
/// Four kinds of finding count as the same although the pointers differ:
/// - a repeated tag: cfn-lint reports the list of tags, and we the key that repeats;
/// - an unknown condition or mapping: cfn-lint reports the first argument of the function, and we the function;
/// - a function that needs a transform, or is not a condition: cfn-lint reports the value, and we the function;
/// - a parameter and a resource with one name: cfn-lint reports the resource, and we the parameter.
fn is_same_place(own: &OwnFinding, theirs: &PeerFinding) -> bool {
    let (own, peer) = (own.pointer.as_str(), theirs.pointer.as_str());
    let below = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
    };
    own == peer
        || match theirs.rule.as_str() {
            "E3024" => theirs.message.contains("not unique") && below(own, peer),
            "E1011" | "E1028" => peer == format!("{own}/0"),
            "E1030" | "E1031" | "E8001" => {
                own.rsplit_once("/Fn::").is_some_and(|(value, _)| value == peer)
            }
            "E3007" => own.strip_prefix("/Parameters") == peer.strip_prefix("/Resources"),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::{OwnFinding, PeerFinding, is_same_place};

    #[test]
    fn few_places_differ_and_count_as_the_same() {
        for (rule, peer, own, expected) in [
            ("E3002", "/Resources/A", "/Resources/A", true),
            ("E3002", "/Resources/A", "/Resources/A/B", false),
            ("E1028", "/Outputs/A/Fn::If/0", "/Outputs/A/Fn::If", true),
            ("E1031", "/Outputs/A", "/Outputs/A/Fn::ToJsonString", true),
            ("E3007", "/Resources/A", "/Parameters/A", true),
            ("E3007", "/Resources/A", "/Parameters/B", false),
        ] {
            let text = str::to_owned;
            let theirs = PeerFinding { rule: text(rule), pointer: text(peer), message: text("") };
            let own = OwnFinding {
                code: text("F"),
                pointer: text(own),
                message: text(""),
                is_error: true,
            };
            assert_eq!(is_same_place(&own, &theirs), expected, "{rule} {peer}");
        }
    }
}
