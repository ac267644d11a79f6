//! The metadata `AWS::CloudFormation::Interface` groups and labels the parameters of the template.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-interface.html>

use constructs_cloudformation::check::Report;
use constructs_document::Node;

use super::shape::{self, Shape};
use crate::codes;
use crate::part::Part;
use crate::resource::Resources;

const KEY: &str = "AWS::CloudFormation::Interface";

const INTERFACE: Shape = Shape::Object(&[
    ("ParameterGroups", Shape::List(&GROUP)),
    ("ParameterLabels", Shape::Map(&LABEL)),
]);

const GROUP: Shape = Shape::Object(&[("Label", LABEL), ("Parameters", Shape::Texts)]);

const LABEL: Shape = Shape::Object(&[("default", Shape::Text)]);

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let root = Part::new(resources.template.root, String::new(), resources.template.root.mark);
    let interface = root.get("Metadata").and_then(|metadata| metadata.get(KEY));
    let Some(interface) = interface else { return };
    shape::check(&INTERFACE, &interface, codes::INTERFACE, report);
    if resources.template.has_hidden_entries("Parameters") {
        return;
    }
    for group in interface.get("ParameterGroups").iter().flat_map(Part::items) {
        for parameter in group.get("Parameters").iter().flat_map(Part::items) {
            check_parameter(parameter.node.as_str(), &parameter, resources, report);
        }
    }
    for (name, label) in interface.get("ParameterLabels").iter().flat_map(Part::members) {
        check_parameter(Some(name), &label, resources, report);
    }
}

fn check_parameter(
    name: Option<&str>,
    part: &Part<'_>,
    resources: &Resources<'_>,
    report: &mut Report,
) {
    let parameters = resources.template.root.get("Parameters").and_then(Node::as_map);
    let names: Vec<&str> =
        parameters.iter().flat_map(|map| map.iter()).map(|entry| entry.key.as_str()).collect();
    let Some(name) = name.filter(|name| !names.contains(name)) else { return };
    let message = format!("the template has no parameter `{name}`");
    let help = report.suggest(name, names);
    let help = help.unwrap_or_else(|| "name a parameter of the template, or remove it".to_owned());
    report.add_at(codes::INTERFACE, part.at(), message, Some(help));
}

#[cfg(test)]
mod tests {
    use crate::testing::findings_of;

    fn interface(interface: &str) -> Vec<String> {
        let found = findings_of(&format!(
            "Parameters: {{A: {{Type: String}}}}\nMetadata: {{'AWS::CloudFormation::Interface': {interface}}}\nResources: {{}}"
        ));
        found
            .iter()
            .map(|one| one.replace("F0753 /Metadata/AWS::CloudFormation::Interface", ""))
            .collect()
    }

    #[test]
    fn groups_and_labels_have_their_shape() {
        let fine = "{ParameterGroups: [{Label: {default: a}, Parameters: [A]}], ParameterLabels: {A: {default: a}}}";
        assert!(interface(fine).is_empty());
        assert_eq!(interface("[]"), [""]);
        assert_eq!(interface("{ParameterGroup: []}"), ["/ParameterGroup"]);
        assert_eq!(interface("{ParameterGroups: [{Label: a}]}"), ["/ParameterGroups/0/Label"]);
        assert_eq!(interface("{ParameterLabels: {A: {name: a}}}"), ["/ParameterLabels/A/name"]);
    }

    #[test]
    fn parameters_are_declared() {
        let found = interface(
            "{ParameterGroups: [{Parameters: [A, B]}], ParameterLabels: {C: {default: a}}}",
        );
        assert_eq!(found, ["/ParameterGroups/0/Parameters/1", "/ParameterLabels/C"]);
    }
}
