//! An ElastiCache replication group has automatic failover if its cluster mode is on, and then a node to fail over to.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// The properties with which a group has nodes apart from `NumCacheClusters`.
const SHARDS: [&str; 8] = [
    "ClusterMode",
    "NumNodeGroups",
    "NodeGroupConfiguration",
    "ReplicasPerNodeGroup",
    "PrimaryClusterId",
    "GlobalReplicationGroupId",
    "SnapshotName",
    "SnapshotArns",
];

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let groups = resources.of("AWS::ElastiCache::ReplicationGroup");
    for group in groups.filter_map(|group| resources.properties(group)) {
        check_cluster_mode(&group, resources, report);
        check_nodes(&group, resources, report);
    }
}

/// Reports that failover is off although the parameter group turns the cluster mode on.
fn check_cluster_mode(group: &Value<'_>, resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    let failovers = group.find("AutomaticFailoverEnabled", conditions);
    for name in group.find("CacheParameterGroupName", conditions) {
        let parameters = resources.target(&name).and_then(|target| resources.properties(target));
        let path = "Properties/cluster-enabled";
        for mode in parameters.into_iter().flat_map(|found| found.find(path, conditions)) {
            let is_off = |failover: &&Value<'_>| {
                failover.is_true() == Some(false)
                    && failover.with(&name).can_meet(&mode, conditions)
            };
            let is_on = mode.literal() == Some("yes");
            if let Some(failover) = failovers.iter().find(is_off).filter(|_| is_on) {
                let message = "automatic failover is off, but the cluster mode of the parameter group needs it".to_owned();
                let help = "set `AutomaticFailoverEnabled` to `true`, or use a parameter group without `cluster-enabled`";
                report.add_at(codes::CLUSTER_FAILOVER, failover.at(), message, Some(help.into()));
            }
        }
    }
}

/// Reports that failover is on, but there is one node: that is the default.
fn check_nodes(group: &Value<'_>, resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    let counts = group.find("NumCacheClusters", conditions);
    let mut sources: Vec<Value<'_>> =
        SHARDS.iter().flat_map(|name| group.find(name, conditions)).collect();
    let mut add = |value: &Value<'_>| {
        let message = "automatic failover needs at least two nodes".to_owned();
        let help = "set `NumCacheClusters` to 2 or more, or `AutomaticFailoverEnabled` to `false`";
        report.add_at(codes::FAILOVER_NODES, value.at(), message, Some(help.into()));
    };
    let failovers = group.find("AutomaticFailoverEnabled", conditions).into_iter();
    let on: Vec<Value<'_>> = failovers.filter(|value| value.is_true() == Some(true)).collect();
    let is_alone = |count: &Value<'_>| {
        let is_one = count.number().is_some_and(|count| count < 2.0);
        is_one && on.iter().any(|on| count.with(on).can_be_without(&sources, conditions))
    };
    counts.iter().filter(|count| is_alone(count)).for_each(&mut add);
    sources.extend(counts);
    let groups = group.find("CacheParameterGroupName", conditions).into_iter();
    sources.extend(groups.filter(|name| may_have_shards(name, resources)));
    on.iter().filter(|on| on.can_be_without(&sources, conditions)).for_each(add);
}

/// Whether a parameter group that the template does not define may turn the cluster mode on.
fn may_have_shards<'t>(name: &Value<'t>, resources: &Resources<'t>) -> bool {
    let is_plain = name.literal().is_some_and(|name| !name.contains("cluster"));
    !is_plain && resources.target(name).is_none()
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn group(properties: &str, mode: &str) -> Vec<String> {
        let found = findings(&format!(
            "  P: {{Type: 'AWS::ElastiCache::ParameterGroup', Properties: {{Properties: {{cluster-enabled: {mode}}}}}}}
  G: {{Type: 'AWS::ElastiCache::ReplicationGroup', Properties: {{CacheParameterGroupName: !Ref P, {properties}}}}}"
        ));
        let ours = |found: &String| found.starts_with("F0718") || found.starts_with("F0719");
        found.into_iter().filter(ours).collect()
    }

    #[test]
    fn cluster_mode_needs_failover() {
        let off = "AutomaticFailoverEnabled: false";
        assert_eq!(group(off, "'yes'"), ["F0718 G/Properties/AutomaticFailoverEnabled"]);
        assert!(group(off, "'no'").is_empty());
        assert!(group(off, "!Ref Mode").is_empty());
        assert!(group("AutomaticFailoverEnabled: true, NumNodeGroups: 1", "'yes'").is_empty());
        assert!(group("Engine: redis", "'yes'").is_empty());
    }

    #[test]
    fn failover_needs_two_nodes() {
        let nodes =
            |count: &str| group(&format!("AutomaticFailoverEnabled: 'true', {count}"), "'no'");
        assert_eq!(nodes("NumCacheClusters: 1"), ["F0719 G/Properties/NumCacheClusters"]);
        assert_eq!(nodes("Engine: redis"), ["F0719 G/Properties/AutomaticFailoverEnabled"]);
        assert!(nodes("ClusterMode: enabled").is_empty());
        assert!(nodes("NumCacheClusters: 2").is_empty());
        assert!(nodes("NumCacheClusters: 1, NumNodeGroups: 2").is_empty());
        assert!(nodes("NumCacheClusters: !Ref Count").is_empty());
        assert!(group("AutomaticFailoverEnabled: false, NumCacheClusters: 1", "'no'").is_empty());
    }
}
