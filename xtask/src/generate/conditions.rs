//! Generates a constant for each condition key, or a function if the key has a variable part, typed by the key's value.
//!
//! `constructs` has the keys of AWS itself; a service's module exports those that its actions know, together with its
//! own keys.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, ServiceFacts};
use super::header::generated_from;
use crate::error::Error;
use crate::families::feature_of;
use crate::model::iam::ConditionKey;
use crate::naming::{self, KeyPart};

/// The text of `constructs/src/iam/condition/aws.rs`.
pub(super) fn global_file(keys: &[ConditionKey]) -> Result<String, Error> {
    let mut text = "//! AWS's own condition keys, which requests to any service can have.\n//!\n\
                    //! [What each of them is](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)\n"
        .to_owned();
    text.push_str(&generated_from("facts/iam-global/keys.txt"));
    for key in keys.iter().filter(|key| is_global(key)) {
        text.push_str(&item(key, "super")?);
    }
    Ok(text)
}

/// The files of the module `condition`, by name.
pub(super) fn files(facts: &Facts) -> Result<BTreeMap<String, String>, Error> {
    let mut files = BTreeMap::new();
    let mut root = "//! Condition keys, typed by their values: `condition::kms::VIA_SERVICE.equals(…)`. A module for each service,\n\
                    //! behind the service's feature; [`aws`] holds the keys that requests to any service can have.\n"
        .to_owned();
    root.push_str(&generated_from("facts"));
    root.push_str("pub use ::constructs::iam::condition::aws;\n");
    for service in &facts.services {
        if let Some(text) = service_file(service, &facts.global_keys)? {
            let name = &service.name;
            root.push_str(&format!(
                "#[cfg(feature = \"{}\")]\npub mod {name};\n",
                feature_of(name)
            ));
            files.insert(format!("{name}.rs"), text);
        }
    }
    files.insert("mod.rs".to_owned(), root);
    Ok(files)
}

/// The module of a service. Nothing if its actions know no key.
fn service_file(service: &ServiceFacts, global: &[ConditionKey]) -> Result<Option<String>, Error> {
    let Some(facts) = &service.actions else { return Ok(None) };
    let (shared, mut own): (Vec<&ConditionKey>, Vec<&ConditionKey>) =
        facts.keys.iter().partition(|key| is_global(key));
    let of_sessions =
        global.iter().filter(|key| key.name.starts_with(&format!("{}:", facts.prefix)));
    let is_new = |key: &&ConditionKey| {
        !facts.keys.iter().any(|known| known.name.eq_ignore_ascii_case(&key.name))
    };
    own.extend(of_sessions.filter(is_new));
    if shared.is_empty() && own.is_empty() {
        return Ok(None);
    }
    let (name, feature) = (&service.name, feature_of(&service.name));
    let mut text = format!(
        "//! The condition keys that the actions of `{}` know. Behind the feature `{feature}`.\n{}",
        facts.prefix,
        generated_from(&format!("facts/iam/{name}.txt"))
    );
    text.push_str(&shared_keys(&shared, &own, global));
    for key in own {
        text.push_str(&item(key, "::constructs::iam::condition")?);
    }
    Ok(Some(text))
}

/// The keys of AWS itself that the service knows, unless a key of its own has the same name in Rust.
fn shared_keys(shared: &[&ConditionKey], own: &[&ConditionKey], global: &[ConditionKey]) -> String {
    let taken: BTreeSet<&str> = own.iter().map(|key| key.rust.as_str()).collect();
    let find = |key: &&ConditionKey| global.iter().find(|known| known.name == key.name);
    let names: Vec<&str> = shared
        .iter()
        .filter_map(find)
        .map(|key| key.rust.as_str())
        .filter(|name| !taken.contains(name))
        .collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("pub use super::aws::{{{}}};\n\n", names.join(", "))
    }
}

fn is_global(key: &ConditionKey) -> bool {
    key.name.starts_with("aws:")
}

/// The constant or function of a key. `condition` is the path of the module with `Key`.
fn item(key: &ConditionKey, condition: &str) -> Result<String, Error> {
    let ConditionKey { name, rust, .. } = key;
    if rust.is_empty() {
        return Err(Error::new(format!("the condition key `{name}` has no name in Rust")));
    }
    let (plain, values) = kind(key)?;
    let (of, described) = match values {
        true => (
            format!("{condition}::Many<{condition}::{plain}>"),
            format!("several values, {}", article(plain)),
        ),
        false => (format!("{condition}::{plain}"), article(plain).to_owned()),
    };
    let key_type = format!("{condition}::Key<{of}>");
    if !naming::is_template(name) {
        return Ok(format!(
            "/// `{name}`: {described}.\npub const {rust}: {key_type} = {condition}::Key::new({name:?});\n"
        ));
    }
    let (mut arguments, mut pattern) = (Vec::new(), String::new());
    for part in naming::key_parts(name) {
        match part {
            KeyPart::Fixed(text) => pattern.push_str(text),
            KeyPart::Variable(variable) => {
                let argument = naming::method(variable);
                pattern.push_str(&format!("{{{}}}", argument.trim_start_matches("r#")));
                arguments.push(format!("{argument}: &str"));
            }
        }
    }
    Ok(format!(
        "/// `{name}`: {described}.\n#[must_use]\n#[inline]\npub fn {rust}({}) -> {key_type} {{\n\
         {condition}::Key::named(format!({pattern:?}))\n}}\n",
        arguments.join(", ")
    ))
}

/// The Rust type of a key's value, and whether a request has several.
fn kind(key: &ConditionKey) -> Result<(&'static str, bool), Error> {
    let many = key.kind.strip_prefix("ArrayOf");
    let plain = match many.unwrap_or(&key.kind) {
        "String" => "Text",
        "ARN" => "ArnText",
        "Bool" => "Boolean",
        "Numeric" => "Numeric",
        "Date" => "Date",
        "IPAddress" => "IpAddress",
        "Binary" => "Binary",
        other => {
            return Err(Error::new(format!("`{}` has an unknown type: `{other}`", key.name)));
        }
    };
    Ok((plain, many.is_some()))
}

fn article(plain: &str) -> &'static str {
    match plain {
        "ArnText" => "an ARN",
        "Boolean" => "true or false",
        "Numeric" => "a number",
        "Date" => "a moment",
        "IpAddress" => "an address",
        "Binary" => "bytes",
        _ => "a text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, kind: &str, rust: &str) -> ConditionKey {
        ConditionKey { name: name.into(), kind: kind.into(), rust: rust.into() }
    }

    #[test]
    fn a_key_is_typed_by_its_value() -> Result<(), Error> {
        let constant = item(&key("kms:GrantOperations", "ArrayOfString", "GRANT_OPERATIONS"), "c")?;
        assert_eq!(
            constant,
            "/// `kms:GrantOperations`: several values, a text.\n\
             pub const GRANT_OPERATIONS: c::Key<c::Many<c::Text>> = c::Key::new(\"kms:GrantOperations\");\n"
        );
        let function = item(&key("x:A/${Id}.b", "ARN", "a_b"), "c")?;
        assert!(function.contains("pub fn a_b(id: &str) -> c::Key<c::ArnText>"), "{function}");
        assert!(function.contains("format!(\"x:A/{id}.b\")"), "{function}");
        assert!(item(&key("x:A", "Colour", "A"), "c").is_err());
        assert!(item(&key("x:A", "String", ""), "c").is_err());
        Ok(())
    }

    #[test]
    fn a_service_keeps_its_own_key_where_names_meet() {
        let global = [key("aws:TagKeys", "ArrayOfString", "TAG_KEYS"), key("aws:A", "String", "A")];
        let shared = [key("aws:TagKeys", "ArrayOfString", ""), key("aws:A", "String", "")];
        let own = key("x:TagKeys", "ArrayOfString", "TAG_KEYS");
        let text = shared_keys(&shared.iter().collect::<Vec<_>>(), &[&own], &global);
        assert_eq!(text, "pub use super::aws::{A};\n\n");
    }
}
