//! Finds a service by its prefix, and an action by its whole name. A service is decoded once.

use std::sync::OnceLock;

use crate::blob::{self, Entry};
use crate::reader;
use crate::service::{ConditionKey, Service, ServiceAction};

static BLOB: &[u8] = include_bytes!("facts.bin");
/// The name in the blob of what concerns all services.
const GLOBAL: &str = "*";
/// The name in the blob of the list of all actions.
const NAMES: &str = "#";
/// The name in the blob of the list of services that are principals.
const PRINCIPALS: &str = "@";
/// The name in the blob of the facts' date.
const DATE: &str = "!";

/// A service that may have been asked for already.
struct Slot {
    entry: Entry,
    text: OnceLock<String>,
    service: OnceLock<Service>,
}

impl Slot {
    fn service(&'static self) -> &'static Service {
        self.service.get_or_init(|| {
            let text = self.text.get_or_init(|| self.entry.text());
            reader::read(self.entry.name, text)
        })
    }
}

fn slots() -> &'static [Slot] {
    static SLOTS: OnceLock<Vec<Slot>> = OnceLock::new();
    SLOTS.get_or_init(|| {
        let slot = |entry| Slot { entry, text: OnceLock::new(), service: OnceLock::new() };
        blob::entries(BLOB).into_iter().map(slot).collect()
    })
}

fn find(name: &str) -> Option<&'static Service> {
    let slots = slots();
    let at = slots.binary_search_by(|slot| slot.entry.name.cmp(name)).ok()?;
    slots.get(at).map(Slot::service)
}

/// The prefixes of all services that any source knows, sorted. None is decoded for it.
pub fn prefixes() -> impl Iterator<Item = &'static str> {
    slots().iter().map(|slot| slot.entry.name).filter(|name| is_prefix(name))
}

fn is_prefix(name: &str) -> bool {
    ![GLOBAL, NAMES, PRINCIPALS, DATE].contains(&name)
}

/// The text of this name that does not belong to a service; empty if the blob has no such text.
fn text(name: &str) -> &'static str {
    let slot = slots().iter().find(|slot| slot.entry.name == name);
    slot.map_or("", |slot| slot.text.get_or_init(|| slot.entry.text()).as_str())
}

/// The services that policies name as principals, without `.amazonaws.com`, sorted: `ecs-tasks`, `delivery.logs`. AWS publishes no
/// list; these are what its managed policies and the AWS CDK name (`facts/iam-global/service-principals.txt`).
pub fn service_principals() -> impl Iterator<Item = &'static str> {
    text(PRINCIPALS).lines()
}

/// The day of the data, `2026-09-26`. Nothing else is decoded for it.
#[must_use]
pub fn date() -> &'static str {
    text(DATE)
}

/// Every action as service and name, `sqs` and `SendMessage`, in the order of `sqs:sendmessage`. No service is decoded for it.
pub fn actions() -> impl Iterator<Item = (&'static str, &'static str)> {
    text(NAMES).lines().flat_map(|line| {
        let mut words = line.split(':');
        let prefix = words.next().unwrap_or_default();
        words.map(move |name| (prefix, name))
    })
}

/// The service of this prefix; case does not matter.
#[must_use]
pub fn service(prefix: &str) -> Option<&'static Service> {
    let lower = prefix.to_ascii_lowercase();
    if is_prefix(&lower) { find(&lower) } else { None }
}

/// The action called `name`, `sqs:SendMessage`, and its service; the case of letters does not count.
#[must_use]
pub fn action(name: &str) -> Option<(&'static Service, &'static ServiceAction)> {
    let (prefix, action) = name.split_once(':')?;
    let service = service(prefix)?;
    Some((service, service.action(action)?))
}

/// The condition keys that no service owns: those of AWS itself, `aws:SourceAccount`, and of sessions, `ec2:RoleDelivery`.
#[must_use]
pub fn global_keys() -> &'static [ConditionKey] {
    find(GLOBAL).map(|global| global.keys.as_slice()).unwrap_or_default()
}

/// The condition key of AWS itself that `key`, as a policy has it, is.
#[must_use]
pub fn global_key(key: &str) -> Option<&'static ConditionKey> {
    global_keys().iter().find(|known| known.is(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessLevel, ConditionKeyType};

    #[test]
    fn every_service_decodes_whole() {
        let (mut actions, mut keys) = (0, 0);
        for prefix in prefixes() {
            let service = service(prefix).unwrap();
            assert!(!service.is_elsewhere() || service.is_action_elsewhere("*"), "{prefix}");
            assert!(service.actions.iter().all(|action| !action.paths.is_empty()), "{prefix}");
            for action in &service.actions {
                assert_eq!(service.action(&action.name.to_uppercase()).unwrap().name, action.name);
                let in_range =
                    |target: &crate::ActionTarget| target.resource < service.resources.len();
                assert!(action.targets.iter().all(in_range));
            }
            actions += service.actions.len();
            keys += service.keys.len();
        }
        assert!(actions > 22_000 && keys > 2_500, "{actions} {keys}");
        assert_eq!(super::actions().count(), actions);
    }

    #[test]
    fn the_list_of_names_has_every_action_in_order() {
        let names: Vec<String> =
            actions().map(|(prefix, name)| format!("{prefix}:{name}").to_lowercase()).collect();
        assert!(names.is_sorted() && names.iter().all(|name| action(name).is_some()));
        assert!(date().len() == 10 && date().starts_with("20"), "{}", date());
        assert!(service("#").is_none() && service("!").is_none());
    }

    #[test]
    fn services_are_principals() {
        let names: Vec<&str> = service_principals().collect();
        assert!(names.is_sorted() && names.len() > 200, "{}", names.len());
        assert!(names.contains(&"ecs-tasks") && names.contains(&"delivery.logs"));
        assert!(service("@").is_none());
    }

    #[test]
    fn an_action_knows_what_it_acts_on_and_what_it_asks() {
        let (kms, decrypt) = action("KMS:decrypt").unwrap();
        assert_eq!((decrypt.name, decrypt.access), ("Decrypt", AccessLevel::Write));
        assert_eq!(decrypt.paths, ["kms::Key::DECRYPT"]);
        let keys: Vec<&str> = kms.keys_of(decrypt).map(|key| key.name).collect();
        assert!(keys.contains(&"kms:ViaService") && keys.contains(&"aws:ResourceTag/${TagKey}"));
        let (_, run) = action("ecs:RunTask").unwrap();
        assert_eq!(run.needs, ["iam:PassRole"]);
        assert_eq!(global_key("aws:sourceip").unwrap().kind, ConditionKeyType::IpAddress);
        assert!(action("*:*").is_none() && service("*").is_none());
    }
}
