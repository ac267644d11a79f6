//! An EC2 instance has an image, of its own or from its launch template.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html>

use constructs_cloudformation::check::Report;
use constructs_cloudformation::function::is_function;
use constructs_cloudformation::has_expanded_entries;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    let instances = resources.of("AWS::EC2::Instance");
    for instance in instances.filter_map(|instance| resources.properties(instance)) {
        if is_function(instance.node) || has_expanded_entries(instance.node) {
            continue;
        }
        let images = instance.find("ImageId", conditions);
        let templates = instance.find("LaunchTemplate", conditions);
        let sources: Vec<Value<'_>> = images.iter().chain(&templates).cloned().collect();
        let help = "set `ImageId`, or a launch template that has one";
        if instance.can_be_without(&sources, conditions) {
            let message = "the instance has no `ImageId` and no launch template".to_owned();
            report.add_at(codes::IMAGE_ID, instance.at(), message, Some(help.into()));
        } else if let Some(id) = templates_without_image(&templates, &images, resources) {
            let message =
                format!("neither the instance nor its launch template `{id}` has an `ImageId`");
            report.add_at(codes::IMAGE_ID, instance.at(), message, Some(help.into()));
        }
    }
}

/// A launch template of the template that has no image in a deployment in which the instance has none.
fn templates_without_image(
    templates: &[Value<'_>],
    images: &[Value<'_>],
    resources: &Resources<'_>,
) -> Option<String> {
    let conditions = resources.conditions();
    for template in templates {
        for id in template.find("LaunchTemplateId", conditions) {
            let target = resources.target(&id);
            let target = target.filter(|target| target.kind == "AWS::EC2::LaunchTemplate");
            let Some(properties) = target.and_then(|target| resources.properties(target)) else {
                continue;
            };
            for data in properties.find("LaunchTemplateData", conditions) {
                if is_function(data.node) || has_expanded_entries(data.node) {
                    continue;
                }
                let of_data = data.find("ImageId", conditions);
                let sources: Vec<Value<'_>> = images.iter().chain(&of_data).cloned().collect();
                if id.with(&data).can_be_without(&sources, conditions) {
                    return Some(data.resource_id());
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::testing::findings_of;

    fn instance(properties: &str, data: &str) -> bool {
        let found = findings_of(&format!(
            "Conditions: {{C: !Equals [!Ref 'AWS::Region', x]}}
Resources:
  L: {{Type: 'AWS::EC2::LaunchTemplate', Properties: {{LaunchTemplateData: {{{data}}}}}}}
  I: {{Type: 'AWS::EC2::Instance', Properties: {{{properties}}}}}
"
        ));
        found.iter().any(|found| found == "F0715 I/Properties")
    }

    const TEMPLATE: &str =
        "LaunchTemplate: {LaunchTemplateId: !Ref L, Version: !GetAtt L.LatestVersionNumber}";

    #[test]
    fn an_instance_has_an_image() {
        assert!(instance("InstanceType: t3.micro", ""));
        assert!(instance("ImageId: !If [C, ami-1, !Ref 'AWS::NoValue']", ""));
        assert!(!instance("ImageId: !Ref P", ""));
        assert!(!instance("Fn::Transform: {Name: M}", ""));
    }

    #[test]
    fn a_launch_template_has_the_image() {
        assert!(instance(TEMPLATE, "InstanceType: t3.micro"));
        assert!(!instance(TEMPLATE, "ImageId: ami-1"));
        assert!(!instance(&TEMPLATE.replace("!Ref L", "lt-1"), ""));
        let condition = "ImageId: !If [C, ami-1, !Ref 'AWS::NoValue']";
        let other = "ImageId: !If [C, !Ref 'AWS::NoValue', ami-1]";
        assert!(instance(TEMPLATE, condition));
        assert!(!instance(&format!("{TEMPLATE}, {other}"), condition));
    }
}
