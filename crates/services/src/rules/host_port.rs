//! In the network modes `awsvpc` and `host`, the port of a container is also the port of its host.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html>

use constructs_cloudformation::Conditions;
use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    let tasks = resources.of("AWS::ECS::TaskDefinition");
    for task in tasks.filter_map(|task| resources.properties(task)) {
        let mappings = task.find("ContainerDefinitions/*/PortMappings/*", conditions);
        let different = mappings.iter().flat_map(|mapping| different_ports(mapping, conditions));
        let different: Vec<(Value<'_>, Value<'_>)> = different.collect();
        for mode in task.find("NetworkMode", conditions) {
            let Some(name @ ("awsvpc" | "host")) = mode.literal() else { continue };
            let met = different.iter().filter(|(host, _)| host.can_meet(&mode, conditions));
            for (host, container) in met {
                let (of_host, of_container) = (host.identity(), container.identity());
                let message = format!(
                    "the host port {of_host} is not the container port {of_container}, as the network mode `{name}` requires"
                );
                let help = "remove `HostPort`, or set it to the container port";
                report.add_at(codes::HOST_PORT, host.at(), message, Some(help.into()));
            }
        }
    }
}

/// The ports of hosts that differ from the port of the container, with that. A host port of zero counts as absent.
fn different_ports<'t>(
    mapping: &Value<'t>,
    conditions: &Conditions<'t>,
) -> Vec<(Value<'t>, Value<'t>)> {
    let containers = mapping.find("ContainerPort", conditions);
    let differ = |host: &Value<'t>, container: &Value<'t>| {
        let numbers = host.number().zip(container.number());
        numbers.is_some_and(|(host, container)| host != container && host != 0.0)
            && host.can_meet(container, conditions)
    };
    let hosts = mapping.find("HostPort", conditions).into_iter();
    hosts
        .filter_map(|host| {
            let container = containers.iter().find(|container| differ(&host, container))?;
            Some((host.with(container), container.clone()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn task(mode: &str, host: &str) -> bool {
        let found = findings(&format!(
            "  T: {{Type: 'AWS::ECS::TaskDefinition', Properties: {{NetworkMode: {mode}, ContainerDefinitions: [{{Name: c, Image: i, PortMappings: [{{ContainerPort: 80, HostPort: {host}}}]}}]}}}}"
        ));
        let expected = "F0708 T/Properties/ContainerDefinitions/0/PortMappings/0/HostPort";
        found.iter().any(|found| found == expected)
    }

    #[test]
    fn the_port_of_the_host_is_that_of_the_container() {
        assert!(task("awsvpc", "8080"));
        assert!(task("host", "'8080'"));
        assert!(!task("awsvpc", "'80'"));
        assert!(!task("awsvpc", "!Ref P"));
        assert!(!task("bridge", "8080"));
    }
}
