//! Finds the resource that a user names by a construct's path, a logical id, an export, or an ARN.

use constructs_matching::Pattern;

use crate::template::{
    Fragment, Notes, Resolver, Stacks, arn, arn_symbol, policy_text,
    resource_text as canonical_text,
};
use constructs_iam::PolicyText;

/// Resolves a user's name for a resource: a construct's path, a logical id that is unique in the templates, `export NAME`, an
/// ARN, or `*`. The ARN of a resource of the templates becomes that resource.
#[must_use]
pub fn resource_text(word: &str, stacks: &Stacks<'_>) -> Option<PolicyText> {
    if word.starts_with("arn:") || word == "*" {
        let fragments = [Fragment::Text(word.to_owned())];
        return Some(canonical_text(stacks, &fragments, false));
    }
    if let Some(name) = word.strip_prefix("export ") {
        let mut notes = Notes::default();
        stacks.export_names().find(|known| *known == name)?;
        let found = Resolver::new(stacks, 0, &mut notes).resolve_export(name);
        return Some(canonical_text(stacks, &found.first()?.fragments, false));
    }
    let mut by_id = stacks.resources().filter(|(id, _)| id.id == word).map(|(id, _)| id);
    let found = match stacks.at_path(word) {
        Some(found) => found,
        None => by_id.next().filter(|_| by_id.next().is_none())?,
    };
    Some(policy_text(&arn(stacks, found), false))
}

/// The resource that an ARN names if the templates are deployed to the ARN's account and region, with its path.
#[must_use]
pub fn resource_if_deployed_there(word: &str, stacks: &Stacks<'_>) -> Option<(PolicyText, String)> {
    if !word.starts_with("arn:") || word.contains(['*', '?']) {
        return None;
    }
    let mut found = stacks.resources().filter_map(|(id, _)| {
        stacks.name(id)?;
        let pattern = arn_symbol(stacks, id).domain.glob()?;
        let pattern = Pattern::glob(&pattern);
        let ends = word.match_indices([':', '/']).map(|(at, _)| at).skip(5).take(64);
        let end = ends.chain([word.len()]).find(|end| {
            let start: Vec<char> = word.get(..*end).unwrap_or_default().chars().collect();
            pattern.matches(&start)
        })?;
        let rest = PolicyText::parse(word.get(end..).unwrap_or_default(), false);
        let own = policy_text(&arn(stacks, id), false);
        let parts = own.parts().iter().chain(rest.parts()).cloned();
        Some((PolicyText::new(parts.collect()), stacks.path(id)))
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}
