//! Writes resources: type, resource attributes, properties, and metadata.

use super::Writer;
use crate::linked::{LinkedAttributes, LinkedResource, Local};
use crate::policy::{DeletionPolicy, UpdateReplacePolicy};
use crate::value::{Expr, LocalReference};

impl Writer<'_> {
    pub(super) fn resource(&mut self, resource: &LinkedResource) {
        self.json.open(b'{');
        self.json.key("Type").text(resource.facts.name());
        let attributes = resource.attributes.as_deref();
        if let Some(attributes) = attributes {
            self.attributes(attributes);
        }
        let is_typed = |key| attributes.is_none_or(|attributes| attributes.is_typed(key));
        if !resource.properties.is_empty() && is_typed("Properties") {
            self.json.key("Properties");
            self.object(&resource.properties);
        }
        if let Some(attributes) = attributes {
            if !attributes.metadata.is_empty() && is_typed("Metadata") {
                self.json.key("Metadata");
                self.object(&attributes.metadata);
            }
            self.raw(attributes);
        }
        self.json.close(b'}');
    }

    /// Writes attributes by name. `DependsOn` also gets the typed dependencies, because an author can add some to an included
    /// template.
    fn raw(&mut self, attributes: &LinkedAttributes) {
        for (key, value) in &attributes.raw {
            self.json.key(key);
            match value {
                Expr::List(items) if key == "DependsOn" => {
                    self.dependencies(items, &attributes.depends_on);
                }
                one if key == "DependsOn" && !attributes.depends_on.is_empty() => {
                    self.dependencies(std::slice::from_ref(one), &attributes.depends_on);
                }
                value => self.value(value),
            }
        }
    }

    fn dependencies(&mut self, items: &[Local], more: &[u32]) {
        let linked = self.linked;
        let is_there = |index: u32| {
            items.iter().any(|item| match item {
                Expr::Reference(LocalReference::Declared { node, .. }) => *node == index,
                item => item.as_str() == Some(linked.logical_id(index)),
            })
        };
        self.json.open(b'[');
        for item in items {
            self.json.item();
            self.value(item);
        }
        for index in more.iter().filter(|index| !is_there(**index)) {
            self.json.item().text(linked.logical_id(*index));
        }
        self.json.close(b']');
    }

    fn attributes(&mut self, attributes: &LinkedAttributes) {
        let linked = self.linked;
        if let Some(condition) = attributes.condition
            && attributes.is_typed("Condition")
        {
            self.json.key("Condition").text(linked.logical_id(condition));
        }
        match attributes.depends_on[..] {
            [] => {}
            _ if !attributes.is_typed("DependsOn") => {}
            [one] => self.json.key("DependsOn").text(linked.logical_id(one)),
            ref several => {
                self.json.key("DependsOn").open(b'[');
                several.iter().for_each(|index| self.json.item().text(linked.logical_id(*index)));
                self.json.close(b']');
            }
        }
        for (key, policy) in [
            ("CreationPolicy", &attributes.creation_policy),
            ("UpdatePolicy", &attributes.update_policy),
        ] {
            if let Some(policy) = policy.as_ref().filter(|_| attributes.is_typed(key)) {
                self.json.key(key);
                self.value(policy);
            }
        }
        let deletion = attributes.deletion_policy.map(DeletionPolicy::as_str);
        let replacement = attributes.update_replace_policy.map(UpdateReplacePolicy::as_str);
        for (key, policy) in [("DeletionPolicy", deletion), ("UpdateReplacePolicy", replacement)] {
            if let Some(policy) = policy.filter(|_| attributes.is_typed(key)) {
                self.json.key(key).text(policy);
            }
        }
    }
}
