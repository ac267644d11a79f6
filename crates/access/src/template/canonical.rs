//! Replaces the ARN of a resource of the templates by the resource's symbol.
//!
//! A comparison must treat `arn:aws:sqs:eu-west-1:111122223333:push` and a reference to the queue `push` as equal.

use super::fragments::{Fragment, Fragments, append, key_of, policy_text};
use super::stacks::{ResourceId, Stacks};
use super::symbols;
use constructs_iam::PolicyText;

/// The most places in an ARN where the resource's ARN may end.
const MAX_ENDS: usize = 64;

/// The text of a policy's `Resource`.
pub(crate) fn resource_text(
    stacks: &Stacks<'_>,
    fragments: &[Fragment],
    variables: bool,
) -> PolicyText {
    policy_text(&canonical(stacks, fragments), variables)
}

/// Replaces the ARN of a resource of the templates by one symbol.
pub(crate) fn canonical(stacks: &Stacks<'_>, fragments: &[Fragment]) -> Fragments {
    if !matches!(fragments.first(), Some(Fragment::Text(text)) if text.starts_with("arn:")) {
        return fragments.to_vec();
    }
    let key = key_of(fragments);
    let ends = key.match_indices([':', '/']).map(|(at, _)| at).skip(4).take(MAX_ENDS);
    for end in ends.chain([key.len()]) {
        let Some(start) = key.get(..end) else { continue };
        let found = stacks.at_arn(start);
        if let Some((id, rest)) =
            found.and_then(|id| Some((id, rest(fragments, stacks.written(id)?)?)))
        {
            let mut all = vec![Fragment::Symbol(symbols::arn_symbol(stacks, id))];
            append(&mut all, rest);
            return all;
        }
    }
    fragments.to_vec()
}

/// The part after `start`.
fn rest(fragments: &[Fragment], start: &[Fragment]) -> Option<Fragments> {
    let (last, before) = start.split_last()?;
    let fragments = fragments.strip_prefix(before)?;
    let (first, others) = fragments.split_first()?;
    let cut = match (first, last) {
        (Fragment::Text(text), Fragment::Text(end)) => text.strip_prefix(end.as_str())?,
        (one, other) if one == other => "",
        _ => return None,
    };
    let mut rest = Vec::new();
    if !cut.is_empty() {
        rest.push(Fragment::Text(cut.to_owned()));
    }
    rest.extend(others.iter().cloned());
    Some(rest)
}

/// The resource whose ARN or name the text is.
pub(super) fn resource<'t>(stacks: &Stacks<'t>, fragments: &[Fragment]) -> Option<ResourceId<'t>> {
    match canonical(stacks, fragments).as_slice() {
        [Fragment::Symbol(symbol)] => stacks.at_path(symbol.name.trim_end_matches(" (name)")),
        _ => None,
    }
}
