//! AWS SAM's own data: policy templates, and what connectors grant. Generated from `facts/transforms/sam.json`.

use std::sync::OnceLock;

use constructs_document::Node;

const TEXT: &str = include_str!("facts.json");

fn all() -> &'static Node {
    static READ: OnceLock<Node> = OnceLock::new();
    READ.get_or_init(|| {
        constructs_yaml::read(TEXT.as_bytes()).map(|text| text.into_root()).unwrap_or_default()
    })
}

/// `{parameters, statements}` of a policy template.
pub(super) fn policy_template(name: &str) -> Option<&'static Node> {
    all().get("policy_templates")?.get(name)
}

/// What a connector from one type of resource to another grants.
pub(super) fn connector(source: &str, destination: &str) -> Option<&'static Node> {
    all().get("connectors")?.get(source)?.get(destination)
}

/// How a connector finds the ARN, the role, and other values of a resource of this type.
pub(super) fn connected_type(kind: &str) -> Option<&'static Node> {
    all().get("types")?.get(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_are_read() {
        let count = |name: &str| all().get(name).and_then(Node::as_map).map_or(0, |map| map.len());
        assert!(count("policy_templates") >= 81);
        assert!(count("connectors") >= 9);
        assert!(count("types") >= 13);
    }
}
