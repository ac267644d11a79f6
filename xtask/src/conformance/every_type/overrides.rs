//! Where cfn-lint wants more of a value than the facts say -> the value, with the reason.
//!
//! INVARIANT: an entry that nothing asks for any more is a finding: it has to go.

use std::cell::RefCell;
use std::collections::BTreeSet;

/// A place in a resource (`AWS::X::Y/Property/*/Property`), the Rust expression that goes there, and why.
const VALUES: &[(&str, &str, &str)] = &[
    ("AWS::IAM::Role", "Role::assumed_by(Principal::service(\"ec2.amazonaws.com\"))", "written by hand, with an API of its own"),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicy::new(allow_named([\"sqs:SendMessage\"]).on_any())", "written by hand, with an API of its own"),
];

/// A place in a resource, a property that has to be set there besides, and why.
const SETTINGS: &[(&str, &str, &str)] = &[];

/// The table, and what of it was asked for.
#[derive(Default)]
pub(super) struct Overrides {
    asked: RefCell<BTreeSet<(&'static str, &'static str)>>,
}

impl Overrides {
    /// The expression for a place.
    pub(super) fn get(&self, place: &str) -> Option<&'static str> {
        let (place, value, _) = VALUES.iter().find(|(known, ..)| *known == place)?;
        self.asked.borrow_mut().insert((place, ""));
        Some(value)
    }

    /// The properties to set besides at a place.
    pub(super) fn set(&self, place: &str) -> Vec<String> {
        let found = SETTINGS.iter().filter(|(known, ..)| *known == place);
        let note = |(place, property, _): &(&'static str, &'static str, &'static str)| {
            self.asked.borrow_mut().insert((place, property));
            (*property).to_owned()
        };
        found.map(note).collect()
    }

    /// The entries that nothing asked for.
    pub(super) fn unasked(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let values = VALUES.iter().map(|(place, ..)| (*place, ""));
        let all = values.chain(SETTINGS.iter().map(|(place, property, _)| (*place, *property)));
        let unasked = all.filter(|entry| !asked.contains(entry));
        unasked.map(|(place, property)| format!("the override of `{place}` {property} is not needed any more")).collect()
    }
}
