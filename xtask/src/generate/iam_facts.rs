//! Packs IAM's facts into the blob that `constructs-iam-facts` reads: an index, and a compressed text for each prefix.
//!
//! `crates/iam-facts/src/blob.rs` and `reader.rs` describe the bytes and the lines.

use std::collections::{BTreeMap, BTreeSet};

use super::access::Access;
use super::facts::Facts;
use super::packed::pack;
use crate::error::Error;
use crate::model::iam::{
    ActionTarget, ConditionKey, IamAction, IamResourceType, IamService, NamedElsewhere, RustType,
};
use crate::naming::{self, KeyPart};

/// The name of the text on all services; it sorts before all prefixes.
const GLOBAL: &str = "*";
/// The name of the list of all actions; it sorts before all prefixes.
const NAMES: &str = "#";
/// The name of the list of services that are principals; it sorts before all prefixes.
const PRINCIPALS: &str = "@";
/// The name of the facts' date; it sorts before all prefixes.
const DATE: &str = "!";

/// The blob.
pub(crate) fn blob(facts: &Facts) -> Result<Vec<u8>, Error> {
    let access = Access::new(&facts.services);
    let paths = access.paths();
    check_operations(facts)?;
    check_documented(facts)?;
    let mut texts = BTreeMap::from([
        (DATE.to_owned(), facts.iam_date.clone()),
        (NAMES.to_owned(), names_text(facts)),
        (GLOBAL.to_owned(), keys_text(&facts.global_keys)),
        (PRINCIPALS.to_owned(), facts.principals.join("\n")),
    ]);
    let named =
        facts.services.iter().filter_map(|found| Some((&found.name, found.actions.as_ref()?)));
    for (name, service) in named {
        let text = texts.entry(service.prefix.clone()).or_default();
        if text.is_empty() {
            text.push_str(&format!("m\t{name}\n{}", service_text(service, &paths)?));
            text.push_str(&operations_text(facts, &service.prefix));
        }
    }
    for (prefix, names) in facts.elsewhere.services.iter().chain(&facts.documented.services) {
        texts.entry(prefix.clone()).or_default().push_str(&elsewhere_text(names));
    }
    pack(&texts)
}

/// All actions in the order of their lower case: a line has a service, and its names with `:` before each.
fn names_text(facts: &Facts) -> String {
    let services = facts.services.iter().filter_map(|found| found.actions.as_ref());
    let mut all: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    for service in services {
        for action in &service.actions {
            let lower = format!("{}:{}", service.prefix, action.name).to_ascii_lowercase();
            all.insert(lower, (&service.prefix, &action.name));
        }
    }
    let (mut text, mut last) = (String::new(), "");
    for (prefix, name) in all.into_values() {
        if prefix != last {
            text.push_str(if last.is_empty() { "" } else { "\n" });
            text.push_str(prefix);
            last = prefix;
        }
        text.push(':');
        text.push_str(name);
    }
    text
}

fn service_text(
    service: &IamService,
    paths: &BTreeMap<&str, Vec<String>>,
) -> Result<String, Error> {
    let mut text = keys_text(&service.keys);
    let place = |name: &str| service.keys.iter().position(|key| key.name == name);
    let places = |names: &[String]| join(names.iter().filter_map(|name| place(name)), ",");
    for IamResourceType { name, arn, rust_type, keys } in &service.resources {
        let types = types_of(rust_type).join(" ");
        text.push_str(&format!("r\t{name}\t{arn}\t{}\t{types}\n", places(keys)));
    }
    let mut actions: Vec<&IamAction> = service.actions.iter().collect();
    actions.sort_by_key(|action| action.name.to_ascii_lowercase());
    for action in actions {
        let targets = action.targets.iter().filter_map(|target| {
            let at = service.resources.iter().position(|found| found.name == target.resource)?;
            Some(target_text(at, target, &places(&target.keys)))
        });
        let whole = format!("{}:{}", service.prefix, action.name);
        let paths = paths.get(whole.as_str()).map(|found| found.join(" ")).unwrap_or_default();
        text.push_str(&format!(
            "a\t{}\t{}\t{}\t{}\t{}\t{paths}\n",
            action.name,
            level(&action.access)?,
            join(targets, ";"),
            places(&action.keys),
            needs(action).join(" ")
        ));
    }
    Ok(text)
}

fn target_text(at: usize, target: &ActionTarget, keys: &str) -> String {
    let optional = if target.optional { "?" } else { "" };
    if keys.is_empty() { format!("{at}{optional}") } else { format!("{at}{optional}:{keys}") }
}

/// All other actions that a caller may need.
fn needs(action: &IamAction) -> Vec<&str> {
    let targets = action.targets.iter().flat_map(|target| &target.needs);
    let all: BTreeSet<&str> = action.needs.iter().chain(targets).map(String::as_str).collect();
    all.into_iter().collect()
}

fn types_of(rust_type: &RustType) -> Vec<&str> {
    match rust_type {
        RustType::CloudFormation { name, also } => {
            std::iter::once(name).chain(also).map(String::as_str).collect()
        }
        RustType::Marker(_) => Vec::new(),
    }
}

fn level(access: &str) -> Result<&'static str, Error> {
    Ok(match access {
        "List" => "L",
        "Read" => "R",
        "Write" => "W",
        "Tagging, Write" => "T",
        "Permissions management, Write" => "P",
        other => return Err(Error::new(format!("`{other}` is an unknown access level"))),
    })
}

/// The lines of condition keys. Variable parts have the form `${…}`.
fn keys_text(keys: &[ConditionKey]) -> String {
    keys.iter().map(|key| format!("k\t{}\t{}\n", template(&key.name), key.kind)).collect()
}

fn template(name: &str) -> String {
    let part = |part| match part {
        KeyPart::Fixed(text) => String::from(text),
        KeyPart::Variable(name) => format!("${{{name}}}"),
    };
    naming::key_parts(name).into_iter().map(part).collect()
}

fn elsewhere_text(names: &NamedElsewhere) -> String {
    let actions = names.actions.iter().map(|action| format!("x\t{action}\n"));
    let spelled = |keys: &BTreeSet<String>| join(keys.iter().map(|key| template(key)), " ");
    let keys = names.keys.iter().map(|(action, keys)| format!("y\t{action}\t{}\n", spelled(keys)));
    actions.chain(keys).collect()
}

fn operations_text(facts: &Facts, prefix: &str) -> String {
    let own = facts.operations.iter().filter_map(|(name, allowed)| {
        let name = name.strip_prefix(prefix)?.strip_prefix(':')?;
        Some(format!("o\t{name}\t{}\n", allowed.join(" ")))
    });
    own.collect()
}

/// `service:Action` of every action.
fn action_names(facts: &Facts) -> BTreeSet<String> {
    let services = facts.services.iter().filter_map(|service| service.actions.as_ref());
    let of_service = |service: &IamService| {
        let named =
            service.actions.iter().map(|action| format!("{}:{}", service.prefix, action.name));
        named.collect::<Vec<_>>()
    };
    services.flat_map(of_service).collect()
}

/// Fails if another source defines a documented action.
fn check_documented(facts: &Facts) -> Result<(), Error> {
    let defined = action_names(facts);
    let elsewhere = facts.elsewhere.services.iter().flat_map(|(prefix, names)| {
        names.actions.iter().map(move |action| format!("{prefix}:{action}"))
    });
    let defined: BTreeSet<String> =
        defined.into_iter().chain(elsewhere).map(|name| name.to_ascii_lowercase()).collect();
    for (prefix, names) in &facts.documented.services {
        let name = |action: &String| format!("{prefix}:{action}");
        let mut named = names.actions.iter().map(name);
        if let Some(known) = named.find(|name| defined.contains(&name.to_ascii_lowercase())) {
            return Err(Error::new(format!(
                "a source now defines `{known}`: remove it from the documented actions"
            )));
        }
    }
    Ok(())
}

/// Fails if a listed operation is an action, or if the name that allows it is not an action.
fn check_operations(facts: &Facts) -> Result<(), Error> {
    let actions = action_names(facts);
    for (operation, allowed) in &facts.operations {
        if actions.iter().any(|action| action.eq_ignore_ascii_case(operation)) {
            return Err(Error::new(format!(
                "`{operation}` is an action now: remove it from the operations"
            )));
        }
        if let Some(wrong) = allowed.iter().find(|action| !actions.contains(*action)) {
            return Err(Error::new(format!(
                "`{wrong}`, which allows `{operation}`, is not an action"
            )));
        }
    }
    Ok(())
}

fn join(words: impl Iterator<Item = impl ToString>, separator: &str) -> String {
    words.map(|word| word.to_string()).collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::ServiceFacts;
    use crate::text::{iam, iam_global};

    const SQS: &str = "prefix sqs\nresource queue arn:q type=AWS::SQS::Queue\n  keys aws:B/tag-key\n\
                       action Send SEND Write\n  on queue optional\n    keys sqs:A\n    needs kms:Decrypt\n  keys sqs:A\n\
                       key aws:B/tag-key String\nkey sqs:A Bool A\n";

    fn facts(operations: &str) -> Result<Facts, Error> {
        let actions = Some(iam::parse(SQS)?);
        Ok(Facts {
            services: vec![ServiceFacts { name: "sqs".into(), types: None, actions }],
            global_keys: Vec::new(),
            iam_date: "2026-01-02".into(),
            elsewhere: iam_global::parse_elsewhere(
                "service sqs\n  action forget\n  keys Send sqs:C/<key>\n",
            )?,
            documented: iam_global::parse_elsewhere("service sqs\n  action Receive\n")?,
            operations: iam_global::parse_operations(operations)?,
            principals: vec!["ecs-tasks".into()],
        })
    }

    #[test]
    fn a_service_is_lines_of_what_it_knows() -> Result<(), Error> {
        let facts = facts("operation sqs:SendBatch sqs:Send\n")?;
        let access = Access::new(&facts.services);
        let service = facts.services[0].actions.as_ref().unwrap();
        let mut text = service_text(service, &access.paths())?;
        text.push_str(&operations_text(&facts, "sqs"));
        text.push_str(&elsewhere_text(&facts.elsewhere.services["sqs"]));
        assert_eq!(
            text,
            "k\taws:B/${TagKey}\tString\nk\tsqs:A\tBool\nr\tqueue\tarn:q\t0\tAWS::SQS::Queue\n\
             a\tSend\tW\t0?:1\t1\tkms:Decrypt\tsqs::SEND\no\tSendBatch\tsqs:Send\nx\tforget\ny\tSend\tsqs:C/${key}\n"
        );
        assert_eq!(names_text(&facts), "sqs:Send");
        assert!(blob(&facts)?.len() > 100);
        Ok(())
    }

    #[test]
    fn a_documented_action_that_a_source_defines_is_an_error() -> Result<(), Error> {
        for name in ["send", "Forget"] {
            let mut facts = facts("")?;
            let text = format!("service sqs\n  action {name}\n");
            facts.documented = iam_global::parse_elsewhere(&text)?;
            assert!(blob(&facts).is_err(), "{name}");
        }
        Ok(())
    }

    #[test]
    fn an_operation_that_is_an_action_is_an_error() -> Result<(), Error> {
        assert!(blob(&facts("operation sqs:send sqs:Send\n")?).is_err());
        assert!(blob(&facts("operation sqs:SendBatch sqs:Sent\n")?).is_err());
        Ok(())
    }
}
