//! Limits a resource of an account's policy to the account and region of the policy's stack.

use constructs_matching::matches_ignoring_case;

use crate::template::Stacks;
use constructs_iam::{PolicyText, TextPart};

/// The indexes of region and account in an ARN.
const REGION: usize = 3;
const ACCOUNT: usize = 4;

/// Replaces wildcards by the account and region of the policy's stack; `None` if the text names another account or region.
pub(super) fn confine(stacks: &Stacks<'_>, stack: usize, text: &PolicyText) -> Option<PolicyText> {
    let own = stacks.get(stack)?;
    let (region, account) = (own.region.as_deref(), own.account.as_deref());
    if let Some(TextPart::Symbol(symbol)) = text.parts().first() {
        let resource = stacks.at_path(&symbol.name);
        let is_same = resource.and_then(|id| stacks.is_same_place(stack, id.stack));
        return (is_same != Some(false)).then(|| text.clone());
    }
    if region.is_none() && account.is_none() {
        return Some(text.clone());
    }
    let Some(plain) = text.as_plain() else { return Some(text.clone()) };
    let mut fields: Vec<&str> = match &*plain {
        "*" => vec!["arn", "*", "*", "*", "*", "*"],
        other => other.splitn(6, ':').collect(),
    };
    for (field, own) in [(REGION, region), (ACCOUNT, account)] {
        let (Some(field), Some(own)) = (fields.get_mut(field), own) else { continue };
        if !matches_ignoring_case(field, own) {
            return None;
        }
        *field = own;
    }
    Some(PolicyText::parse(&fields.join(":"), true))
}
