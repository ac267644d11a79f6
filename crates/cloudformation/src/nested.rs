//! Compares a stack with the templates of its nested stacks: the parameters that it passes, and the outputs that it reads.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html>

use std::collections::BTreeMap;

use constructs_diagnostics::Diagnostic;
use constructs_document::{Entry, Node};

use crate::check::{Path, Report};
use crate::codes::{NESTED_OUTPUT, NESTED_PARAMETER, NESTED_VALUE};
use crate::function::{
    Substitution, is_function, is_no_value, join_attribute, substitution_variables,
};
use crate::language::broken_constraint;
use crate::{Declarations, Stack, entries, has_expanded_entries, is_expanded, language_severity};

/// The attribute of a nested stack that has an output.
const OUTPUTS: &str = "Outputs.";

/// Checks each stack of `stacks` against the templates of the stacks nested in it that are among `stacks`. The place of a diagnostic
/// has the position of the outer stack.
///
/// ```
/// use constructs_cloudformation::{Stack, check_nested};
///
/// let read = |text: &str| constructs_yaml::read(text.as_bytes()).unwrap();
/// let outer = read("Resources: {Inner: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: inner.yaml}}}");
/// let mut inner = Stack::new("inner", read("Parameters: {Stage: {Type: String}}\nResources: {}"));
/// inner.nested_in = Some(("outer".to_owned(), "Inner".to_owned()));
/// let found = check_nested(&[Stack::new("outer", outer), inner]);
/// assert_eq!(found[0].message, "the nested stack requires the parameter `Stage`, which has no default");
/// ```
#[must_use]
pub fn check_nested(stacks: &[Stack]) -> Vec<Diagnostic> {
    let mut nested: BTreeMap<&str, BTreeMap<&str, &Stack>> = BTreeMap::new();
    for stack in stacks {
        if let Some((outer, id)) = &stack.nested_in {
            nested.entry(outer).or_default().insert(id, stack);
        }
    }
    let mut found = Vec::new();
    for (position, stack) in stacks.iter().enumerate() {
        let Some(inner) = nested.get(stack.id.as_str()) else { continue };
        let mut report = Report::new(language_severity);
        let inner = inner.iter().map(|(id, stack)| (*id, Declarations::new(stack.root())));
        let mut check = NestedCheck { inner: inner.collect(), report: &mut report };
        check.check_template(stack.root());
        let diagnostics = report.finish(stack.root()).into_iter();
        found.extend(diagnostics.map(|mut diagnostic| {
            diagnostic.place = diagnostic.place.template(position);
            diagnostic
        }));
    }
    found
}

struct NestedCheck<'c, 't> {
    /// The templates of the nested stacks, by the logical ids of the stacks.
    inner: BTreeMap<&'t str, Declarations<'t>>,
    report: &'c mut Report,
}

impl NestedCheck<'_, '_> {
    fn check_template(&mut self, root: &Node) {
        for section in entries(Some(root)) {
            let path = Path::ROOT.entry(section);
            let is_checked = matches!(section.key.as_str(), "Resources" | "Outputs");
            for entry in entries(Some(&section.node)).filter(|_| is_checked) {
                let path = path.entry(entry);
                if section.key == "Resources" && self.inner.contains_key(entry.key.as_str()) {
                    self.check_parameters(entry, &path);
                }
                self.check_outputs(&entry.node, &path);
            }
        }
    }

    fn check_parameters(&mut self, resource: &Entry, path: &Path<'_>) {
        let Some(inner) = self.inner.get(resource.key.as_str()) else { return };
        let Some(properties) = resource.node.as_map().and_then(|map| map.entry("Properties"))
        else {
            return;
        };
        let (root, is_hidden) = (inner.root, inner.has_hidden_entries("Parameters"));
        let path = path.entry(properties);
        let Some(map) = properties.node.as_map() else { return };
        if is_hidden || has_expanded_entries(&properties.node) {
            return;
        }
        let declared = root.get("Parameters");
        let Some(passed) = map.entry("Parameters") else {
            return self.check_required(declared, None, &path);
        };
        let path = path.entry(passed);
        if is_function(&passed.node) || has_expanded_entries(&passed.node) {
            return;
        }
        self.check_required(declared, Some(&passed.node), &path);
        for value in entries(Some(&passed.node)) {
            self.check_value(declared, value, &path.entry(value));
        }
    }

    /// Checks that each parameter without a default is passed.
    fn check_required(&mut self, declared: Option<&Node>, passed: Option<&Node>, path: &Path<'_>) {
        for parameter in entries(declared).filter(|entry| entry.node.get("Default").is_none()) {
            let value = passed.and_then(|passed| passed.get(&parameter.key));
            if value.is_none_or(is_no_value) {
                let message = format!(
                    "the nested stack requires the parameter `{}`, which has no default",
                    parameter.key
                );
                let help = format!("pass `{}` in `Parameters`", parameter.key);
                self.report.add_with_help(NESTED_PARAMETER, path, message, Some(help));
            }
        }
    }

    /// Checks that the nested template has a parameter, and takes the value if it is written out.
    fn check_value(&mut self, declared: Option<&Node>, value: &Entry, path: &Path<'_>) {
        let name = value.key.as_str();
        let Some(parameter) = declared.and_then(|all| all.get(name)) else {
            let known = entries(declared).map(|entry| entry.key.as_str());
            let help = self.report.suggest(name, known);
            let message = format!("the template of the nested stack has no parameter `{name}`");
            return self.report.add_with_help(NESTED_PARAMETER, path, message, help);
        };
        let Some(text) = value.node.to_text().filter(|text| !text.contains("{{")) else { return };
        if let Some(problem) = broken_constraint(parameter, "the value", &text) {
            let help = "change the value: the nested stack would fail";
            self.report.add_with_help(NESTED_VALUE, path, problem, Some(help.to_owned()));
        }
    }

    /// Checks the outputs of nested stacks that a value reads.
    fn check_outputs(&mut self, node: &Node, path: &Path<'_>) {
        if !self.report.take_step(path) {
            return;
        }
        for entry in entries(Some(node)).filter(|entry| !is_expanded(&entry.key)) {
            let path = path.entry(entry);
            match entry.key.as_str() {
                "Fn::GetAtt" => {
                    if let Some((id, attribute)) = join_attribute(&entry.node) {
                        self.check_output(id, &attribute, &path);
                    }
                }
                "Fn::Sub" => {
                    let substitution = Substitution::parse(&entry.node);
                    let text = substitution.map_or("", |substitution| substitution.text);
                    for variable in substitution_variables(text) {
                        if let Some((id, attribute)) = variable.split_once('.') {
                            self.check_output(id, attribute, &path);
                        }
                    }
                }
                _ => {}
            }
            self.check_outputs(&entry.node, &path);
        }
        for (index, item) in node.as_list().unwrap_or_default().iter().enumerate() {
            self.check_outputs(item, &path.item(index, item));
        }
    }

    fn check_output(&mut self, id: &str, attribute: &str, path: &Path<'_>) {
        let Some(inner) = self.inner.get(id) else { return };
        let Some(name) = attribute.strip_prefix(OUTPUTS) else { return };
        let outputs = inner.root.get("Outputs");
        let is_known = outputs.is_some_and(|outputs| outputs.get(name).is_some());
        if is_known || inner.has_hidden_entries("Outputs") {
            return;
        }
        let known: Vec<&str> = entries(outputs).map(|entry| entry.key.as_str()).collect();
        let help = self.report.suggest(name, known);
        let message = format!("the template of the nested stack `{id}` has no output `{name}`");
        self.report.add_with_help(NESTED_OUTPUT, path, message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INNER: &str = "
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Count: {Type: Number, Default: 1, MaxValue: 5}
  Names: {Type: CommaDelimitedList, Default: 'a,b', AllowedValues: [a, b]}
Resources: {T: {Type: AWS::SNS::Topic}}
Outputs: {Topic: {Value: !Ref T}}
";

    /// The findings on an outer template with the nested stack `N`.
    fn findings(outer: &str, inner: &str) -> String {
        let read = |text: &str| constructs_yaml::read(text.as_bytes()).unwrap();
        let mut nested = Stack::new("inner", read(inner));
        nested.nested_in = Some(("outer".to_owned(), "N".to_owned()));
        let found = check_nested(&[Stack::new("outer", read(outer)), nested]);
        let line = |one: &Diagnostic| {
            let pointer = one.place.pointer.clone().unwrap_or_default();
            format!("{} {pointer}: {}\n", one.code, one.message)
        };
        found.iter().map(line).collect()
    }

    fn of_parameters(parameters: &str) -> String {
        let outer = format!(
            "Resources: {{N: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: a{parameters}}}}}}}"
        );
        findings(&outer, INNER)
    }

    #[test]
    fn a_nested_stack_gets_the_parameters_of_its_template() {
        for valid in [
            ", Parameters: {Stage: dev}",
            ", Parameters: {Stage: !Ref P, Count: '5', Names: 'b,a'}",
            ", Parameters: {Stage: '{{resolve:ssm:/stage}}'}",
            ", Parameters: !If [C, {Stage: dev}, {Other: a}]",
        ] {
            assert_eq!(of_parameters(valid), "", "{valid}");
        }
        insta::assert_snapshot!(
            of_parameters(""),
            @"F0402 /Resources/N/Properties: the nested stack requires the parameter `Stage`, which has no default"
        );
        insta::assert_snapshot!(
            of_parameters(", Parameters: {Stagee: a, Stage: !Ref AWS::NoValue}"), @r"
        F0402 /Resources/N/Properties/Parameters: the nested stack requires the parameter `Stage`, which has no default
        F0402 /Resources/N/Properties/Parameters/Stagee: the template of the nested stack has no parameter `Stagee`
        ");
        insta::assert_snapshot!(
            of_parameters(", Parameters: {Stage: test, Count: 6, Names: 'a,c'}"), @r"
        F0403 /Resources/N/Properties/Parameters/Stage: the value `test` is not one of `AllowedValues`
        F0403 /Resources/N/Properties/Parameters/Count: the value 6 is more than `MaxValue`, which is 5
        F0403 /Resources/N/Properties/Parameters/Names: the value `c` is not one of `AllowedValues`
        ");
    }

    #[test]
    fn an_output_is_one_of_the_nested_template() {
        let outer = |output: &str| {
            format!(
                "Resources: {{N: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: a, Parameters: {{Stage: dev}}}}}}}}\nOutputs: {{A: {{Value: !GetAtt N.Outputs.{output}}}, B: {{Value: !Sub '${{N.Outputs.{output}}}'}}}}"
            )
        };
        assert_eq!(findings(&outer("Topic"), INNER), "");
        assert_eq!(findings(&outer("X"), &format!("Transform: Macro\n{INNER}")), "");
        insta::assert_snapshot!(findings(&outer("Topics"), INNER), @r"
        F0404 /Outputs/A/Value/Fn::GetAtt: the template of the nested stack `N` has no output `Topics`
        F0404 /Outputs/B/Value/Fn::Sub: the template of the nested stack `N` has no output `Topics`
        ");
    }
}
