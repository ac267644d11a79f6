//! The health check of a target group finds a container on a dynamic host port by `traffic-port`.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html>

use constructs_cloudformation::Conditions;
use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    let services = resources.of("AWS::ECS::Service");
    for service in services.filter_map(|service| resources.properties(service)) {
        let balancers = service.find("LoadBalancers/*", conditions);
        for id in service.find("TaskDefinition", conditions) {
            let Some(task) = properties(&id, "AWS::ECS::TaskDefinition", resources) else {
                continue;
            };
            for balancer in balancers.iter().map(|balancer| balancer.with(&id)) {
                check_balancer(&balancer, &task, resources, report);
            }
        }
    }
}

/// The properties of the resource of a type that a value refers to, in the deployments with the value.
fn properties<'t>(id: &Value<'t>, kind: &str, resources: &Resources<'t>) -> Option<Value<'t>> {
    let target = resources.target(id).filter(|target| target.kind == kind)?;
    Some(resources.properties(target)?.with(id))
}

fn check_balancer<'t>(
    balancer: &Value<'t>,
    task: &Value<'t>,
    resources: &Resources<'t>,
    report: &mut Report,
) {
    let conditions = resources.conditions();
    let Some(mapping) = dynamic_mapping(balancer, task, conditions) else { return };
    for id in balancer.find("TargetGroupArn", conditions) {
        let kind = "AWS::ElasticLoadBalancingV2::TargetGroup";
        let Some(group) = properties(&id, kind, resources) else { continue };
        for port in group.find("HealthCheckPort", conditions) {
            let Some(number) = port.number() else { continue };
            // Another container of the task can answer on a static port.
            let hosts = task.find("ContainerDefinitions/*/PortMappings/*/HostPort", conditions);
            let is_static =
                hosts.iter().any(|host| host.number().is_none_or(|host| host == number));
            if !is_static && port.can_meet(&mapping, conditions) {
                let message = format!(
                    "the health check uses port {number}, but the host port of the container is dynamic"
                );
                let help = "set `HealthCheckPort` to `traffic-port`";
                report.add_at(codes::HEALTH_CHECK_PORT, port.at(), message, Some(help.into()));
            }
        }
    }
}

/// The port of a container behind a load balancer, if its host port is dynamic.
fn dynamic_mapping<'t>(
    balancer: &Value<'t>,
    task: &Value<'t>,
    conditions: &Conditions<'t>,
) -> Option<Value<'t>> {
    let name = balancer.only("ContainerName", conditions)?.text()?;
    let port = balancer.only("ContainerPort", conditions)?.text()?;
    let is = |of: &Value<'t>, key: &str, expected: &str| {
        of.only(key, conditions).and_then(|value| value.text()).as_deref() == Some(expected)
    };
    let containers = task.find("ContainerDefinitions/*", conditions).into_iter();
    let containers = containers.filter(|container| is(container, "Name", &name));
    let mut mappings =
        containers.flat_map(|container| container.find("PortMappings/*", conditions));
    let is_dynamic =
        |mapping: &Value<'t>| is(mapping, "ContainerPort", &port) && is(mapping, "HostPort", "0");
    mappings.find(is_dynamic).map(|mapping| mapping.with(balancer))
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn service(host: &str, check: &str) -> bool {
        let found = findings(&format!(
            "  G: {{Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: {{{check}}}}}
  T: {{Type: 'AWS::ECS::TaskDefinition', Properties: {{ContainerDefinitions: [{{Name: c, Image: i, PortMappings: [{{ContainerPort: 80, HostPort: {host}}}]}}, {{Name: d, Image: i, PortMappings: [{{ContainerPort: 90, HostPort: 9000}}]}}]}}}}
  S: {{Type: 'AWS::ECS::Service', Properties: {{TaskDefinition: !Ref T, LoadBalancers: [{{ContainerName: c, ContainerPort: '80', TargetGroupArn: !Ref G}}]}}}}"
        ));
        found.iter().any(|found| found == "F0720 G/Properties/HealthCheckPort")
    }

    #[test]
    fn a_dynamic_port_has_no_number() {
        assert!(service("0", "HealthCheckPort: '8080'"));
        assert!(!service("0", "HealthCheckPort: traffic-port"));
        assert!(!service("0", "Port: 80"));
        assert!(!service("0", "HealthCheckPort: '9000'"));
        assert!(!service("8080", "HealthCheckPort: '8080'"));
        assert!(!service("!Ref P", "HealthCheckPort: '8080'"));
    }
}
