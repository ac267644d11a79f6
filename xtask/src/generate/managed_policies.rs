//! Packs AWS's managed policies into the blob that `constructs-iam-facts` reads: neighboring policies are compressed
//! together, the date and the names alone.
//!
//! `crates/iam-facts/src/managed.rs` describes the lines.

use std::collections::BTreeMap;

use super::packed::pack;
use crate::error::{Context, Error};
use crate::model::managed_policy::{
    ElementTexts, ManagedPolicies, ManagedPolicy, ManagedStatement,
};
use crate::text::iam_global::date_in;

/// The name of the date; it sorts before all policies.
const DATE: &str = "!";
/// The name of the list of names; it sorts before all policies.
const NAMES: &str = "#";

/// The length of text that is compressed together: a compromise between size (800 kB if each policy is alone, 430 kB if
/// all are together) and the time of the first look-up.
const TOGETHER: usize = 24 * 1024;

/// The blob.
pub(crate) fn blob(all: &ManagedPolicies) -> Result<Vec<u8>, Error> {
    let names: Vec<&str> = all.policies.iter().map(|policy| policy.name.as_str()).collect();
    if !names.is_sorted() || names.first().is_some_and(|name| *name <= NAMES) {
        return Err(Error::new("the managed policies are not in the order of their names"));
    }
    let mut texts = BTreeMap::from([
        (DATE.to_owned(), date_in(&all.header)?),
        (NAMES.to_owned(), names.join("\n")),
    ]);
    let mut block = (String::new(), String::new());
    for policy in &all.policies {
        let text = policy_text(policy).context(|| format!("policy `{}`", policy.name))?;
        if !block.1.is_empty() && block.1.len() + text.len() > TOGETHER {
            let (name, text) = std::mem::take(&mut block);
            texts.insert(name, text);
        }
        if block.1.is_empty() {
            policy.name.clone_into(&mut block.0);
        }
        block.1.push_str(&text);
    }
    texts.insert(block.0, block.1);
    pack(&texts)
}

fn policy_text(policy: &ManagedPolicy) -> Result<String, Error> {
    let mut text = String::new();
    line(&mut text, "p", [&policy.name, &policy.version, &policy.date])?;
    for ManagedStatement { sid, is_denial, actions, resources, conditions } in &policy.statements {
        line(&mut text, if *is_denial { "d" } else { "s" }, sid)?;
        line(&mut text, letter(actions, "a", "A"), &actions.texts)?;
        line(&mut text, letter(resources, "r", "R"), &resources.texts)?;
        for condition in conditions {
            let words = [&condition.operator, &condition.key];
            line(&mut text, "c", words.into_iter().chain(&condition.values))?;
        }
    }
    Ok(text)
}

fn letter(texts: &ElementTexts, only: &'static str, except: &'static str) -> &'static str {
    if texts.is_negated { except } else { only }
}

/// A letter and words, with tabs between.
fn line<'w>(
    text: &mut String,
    letter: &str,
    words: impl IntoIterator<Item = &'w String>,
) -> Result<(), Error> {
    text.push_str(letter);
    for word in words {
        if word.contains(['\t', '\n', '\r']) {
            return Err(Error::new(format!("`{word}` has a character that ends a word")));
        }
        text.push('\t');
        text.push_str(word);
    }
    text.push('\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::managed_policies::parse;

    const POLICY: &str = "# source: x, data of 2026-01-03\npolicy A v2 2026-01-02\n  allow Read\n    action s3:A\n    \
                          action sqs:B\n    not-resource x\n    when Bool aws:C true\n";

    #[test]
    fn a_policy_is_lines() -> Result<(), Error> {
        let all = parse(POLICY)?;
        let expected =
            "p\tA\tv2\t2026-01-02\ns\tRead\na\ts3:A\tsqs:B\nR\tx\nc\tBool\taws:C\ttrue\n";
        assert_eq!(policy_text(&all.policies[0])?, expected);
        assert!(blob(&all)?.len() > 50);
        Ok(())
    }

    #[test]
    fn what_would_end_a_word_is_an_error() -> Result<(), Error> {
        let mut all = parse(POLICY)?;
        all.policies[0].statements[0].sid = Some("a\tb".into());
        assert!(blob(&all).is_err());
        all.policies[0].name = "!".into();
        assert!(blob(&all).is_err());
        Ok(())
    }
}
