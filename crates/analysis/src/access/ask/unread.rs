//! Templates and an action -> what is not read of them that could allow it.

use crate::access::template::{Estate, unread_policies};

/// Transforms that add no roles and no policies.
const HARMLESS: &[&str] = &["AWS::LanguageExtensions", "AWS::SecretsManager-2020-07-23", "AWS::SecretsManager-2024-09-16"];

/// A sentence, where something could allow the action and is not read.
#[must_use]
pub fn not_read(estate: &Estate<'_>, action: &str) -> Option<String> {
    unread_transforms(estate).into_iter().next().or_else(|| {
        let service = action.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let is_about = |kind: &str| {
            let own = kind.split("::").nth(1).unwrap_or_default().to_ascii_lowercase();
            service.contains(['*', '?']) || own.starts_with(&service) || service.starts_with(&own)
        };
        let unread = unread_policies(estate).into_iter();
        let mut unread = unread.filter(|(path, _)| {
            estate.at_path(path).is_some_and(|id| is_about(estate.kind(id)))
        });
        unread.next().map(|(_, text)| text)
    })
}

/// Transforms and macros that may add roles and policies, a sentence each.
pub(crate) fn unread_transforms(estate: &Estate<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for stack in estate.stacks() {
        let Some(transform) = stack.root.get("Transform") else { continue };
        let names = transform.as_list().unwrap_or(std::slice::from_ref(transform));
        for name in names {
            let text = name.as_str().map_or_else(|| name.to_json().to_string(), str::to_owned);
            if !HARMLESS.contains(&text.as_str()) {
                found.push(format!(
                    "the transform `{text}` of `{}` may add roles and policies, which are not read",
                    stack.name
                ));
            }
        }
    }
    found
}
