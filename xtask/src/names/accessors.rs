//! Names the accessors of a reference after what they return: `QueueUrl` of a queue is `url`.

use std::collections::BTreeSet;

use crate::model::cloudformation::{Attribute, ResourceType};
use crate::naming;

/// Names the attributes and what `Ref` returns, with one name if they are the same.
pub(super) fn name(resource: &mut ResourceType, before: &ResourceType) {
    let arn = own_arn(resource);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names: Vec<(String, String)> = Vec::new();
    for attribute in resource.attributes.iter().chain(&resource.returns) {
        if let Some(rust) = previous_name(attribute, before) {
            taken.insert(rust.clone());
            names.push((attribute.name.clone(), rust));
        }
    }
    for name in sort_by_precedence(resource, arn.as_deref()) {
        if !names.iter().any(|(found, _)| *found == name) {
            let rust = propose(&name, resource.short_name(), arn.as_deref(), &mut taken);
            names.push((name, rust));
        }
    }
    for attribute in resource.attributes.iter_mut().chain(&mut resource.returns) {
        let found = names.iter().find(|(name, _)| *name == attribute.name);
        attribute.rust = found.map(|(_, rust)| rust.clone()).unwrap_or_default();
    }
}

/// The name in the previous facts, or the one that a fix-up has set.
fn previous_name(attribute: &Attribute, before: &ResourceType) -> Option<String> {
    let old =
        before.attributes.iter().chain(&before.returns).find(|old| old.name == attribute.name);
    let set = (!attribute.rust.is_empty()).then(|| attribute.rust.clone());
    old.map(|old| old.rust.clone()).or(set)
}

/// All names once: the ARN first, then what `Ref` returns, then exact names, then names without the resource's name.
fn sort_by_precedence(resource: &ResourceType, arn: Option<&str>) -> Vec<String> {
    let returns = resource.returns.iter().map(|returns| returns.name.as_str());
    let mut others: Vec<&str> =
        resource.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    others.sort_by_key(|name| {
        (strip_resource_name(name, resource.short_name()).is_some(), name.contains('.'), *name)
    });
    arn.into_iter().chain(returns).chain(others).map(str::to_owned).collect()
}

fn propose(name: &str, resource: &str, arn: Option<&str>, taken: &mut BTreeSet<String>) -> String {
    let short = match strip_resource_name(name, resource) {
        _ if arn == Some(name) => "arn".to_owned(),
        Some(rest) => naming::method(&rest),
        None => naming::method(name),
    };
    if taken.insert(short.clone()) { short } else { naming::unique(naming::method(name), taken) }
}

/// `Url` of `QueueUrl` for a queue. Nothing if the name would be empty.
fn strip_resource_name(name: &str, resource: &str) -> Option<String> {
    let (own, all) = (naming::words(resource), naming::words(name));
    let rest = all.strip_prefix(own.as_slice())?;
    (!rest.is_empty()).then(|| rest.join("_"))
}

/// The attribute that is the resource's own ARN.
pub(crate) fn own_arn(resource: &ResourceType) -> Option<String> {
    let short = format!("{}arn", resource.short_name()).to_lowercase();
    let find = |fits: &dyn Fn(&str) -> bool| {
        let names = resource.attributes.iter().map(|attribute| &attribute.name);
        let mut whole = names.filter(|name| !name.contains('.'));
        whole.find(|name| fits(&name.to_lowercase())).cloned()
    };
    let identifier =
        resource.returns.as_ref().map(|returns| returns.name.to_lowercase()).unwrap_or_default();
    find(&|name| name == "arn")
        .or_else(|| find(&|name| name == short))
        .or_else(|| find(&|name| name.ends_with(&short)))
        .or_else(|| find(&|name| name == identifier && name.ends_with("arn")))
}

#[cfg(test)]
mod tests {
    use crate::error::Error;
    use crate::model::cloudformation::{CloudFormationService, ResourceType};
    use crate::text::cloudformation::parse;

    fn named(resource: &str, returns: &str, attributes: &[&str]) -> Result<Vec<String>, Error> {
        let mut text = format!("type AWS::X::{resource} X x\n  returns {returns} \"\" string\n");
        text.extend(attributes.iter().map(|name| format!("  attribute {name} \"\" string\n")));
        let CloudFormationService { mut types, .. } = parse(&text)?;
        for resource in &mut types {
            super::name(resource, &ResourceType::default());
        }
        let all =
            types.iter().flat_map(|resource| resource.returns.iter().chain(&resource.attributes));
        Ok(all.map(|attribute| attribute.rust.clone()).collect())
    }

    #[test]
    fn accessors_say_what_comes_back() -> Result<(), Error> {
        assert_eq!(
            named("Queue", "QueueUrl", &["Arn", "QueueName", "QueueUrl"])?,
            ["url", "arn", "name", "url"]
        );
        assert_eq!(
            named("VPC", "VpcId", &["VpcId", "DefaultNetworkAcl"])?,
            ["id", "id", "default_network_acl"]
        );
        let database = ["DBInstanceArn", "Endpoint.Address", "DbiResourceId"];
        let expected = ["identifier", "arn", "endpoint_address", "dbi_resource_id"];
        assert_eq!(named("DBInstance", "DBInstanceIdentifier", &database)?, expected);
        assert_eq!(named("ClusterSnapshot", "X", &["DBClusterSnapshotArn"])?, ["x", "arn"]);
        assert_eq!(named("Thing", "Id", &["Id", "ThingId"])?, ["id", "id", "thing_id"]);
        Ok(())
    }
}
