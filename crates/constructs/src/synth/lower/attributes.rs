//! Resources: type, resource attributes, properties, metadata.

use super::Writer;
use crate::synth::link::{LinkedAttributes, LinkedResource};

impl Writer<'_> {
    pub(super) fn resource(&mut self, resource: &LinkedResource) {
        self.json.open(b'{');
        self.json.key("Type").text(resource.facts.name());
        if let Some(attributes) = &resource.attributes {
            self.attributes(attributes);
        }
        if !resource.properties.is_empty() {
            self.json.key("Properties");
            self.object(&resource.properties);
        }
        if let Some(attributes) = &resource.attributes
            && !attributes.metadata.is_empty()
        {
            self.json.key("Metadata");
            self.object(&attributes.metadata);
        }
        self.json.close(b'}');
    }

    fn attributes(&mut self, attributes: &LinkedAttributes) {
        let linked = self.linked;
        if let Some(condition) = attributes.condition {
            self.json.key("Condition").text(linked.logical_id(condition));
        }
        match attributes.depends_on[..] {
            [] => {}
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
            if let Some(policy) = policy {
                self.json.key(key);
                self.value(policy);
            }
        }
        if let Some(policy) = attributes.deletion_policy {
            self.json.key("DeletionPolicy").text(policy.as_str());
        }
        if let Some(policy) = attributes.update_replace_policy {
            self.json.key("UpdateReplacePolicy").text(policy.as_str());
        }
    }
}
