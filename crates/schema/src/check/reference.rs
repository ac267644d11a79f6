//! Checks that the names in functions exist: parameters, resources, and attributes.

use constructs_cloudformation::function::{
    PSEUDO_PARAMETERS, Substitution, is_pseudo_parameter, join_attribute, substitution_variables,
};
use constructs_document::Node;

use crate::codes;
use crate::facts::{self, ResourceType};
use constructs_cloudformation::check::Path;
use constructs_cloudformation::check::Report;
use constructs_cloudformation::{Declarations, entries, serverless};

/// Checks the sections whose functions CloudFormation evaluates.
pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for resource in template.resources() {
        let section = Path::ROOT.key("Resources", resource.mark);
        let path = section.entry(resource);
        for entry in entries(Some(&resource.node)) {
            let is_evaluated = !matches!(entry.key.as_str(), "Type" | "DependsOn" | "Condition");
            if is_evaluated {
                ReferenceCheck { template, report, hidden: 0 }
                    .check_value(&entry.node, &path.entry(entry));
            }
        }
    }
    for output in entries(template.root.get("Outputs")) {
        let section = Path::ROOT.key("Outputs", output.mark);
        ReferenceCheck { template, report, hidden: 0 }
            .check_value(&output.node, &section.entry(output));
    }
}

struct ReferenceCheck<'n> {
    template: &'n Declarations<'n>,
    report: &'n mut Report,
    /// How many loops and transforms contain the value; their names are not the template's.
    hidden: usize,
}

impl ReferenceCheck<'_> {
    fn check_value(&mut self, node: &Node, path: &Path<'_>) {
        if !self.report.take_step(path) {
            return;
        }
        if self.hidden == 0 {
            match node.single() {
                Some(("Ref", name)) => self.check_ref(node, name, path),
                Some(("Fn::GetAtt", argument)) => self.check_get_att(node, argument, path),
                Some(("Fn::Sub", argument)) => self.check_sub(node, argument, path),
                _ => {}
            }
        }
        for entry in entries(Some(node)) {
            let hides = constructs_cloudformation::is_expanded(&entry.key);
            self.hidden += usize::from(hides);
            self.check_value(&entry.node, &path.entry(entry));
            self.hidden -= usize::from(hides);
        }
        for (index, item) in node.as_list().unwrap_or_default().iter().enumerate() {
            self.check_value(item, &path.item(index, item));
        }
    }

    fn is_known(&self, name: &str) -> bool {
        self.template.parameters.contains_key(name)
            || self.template.resources.contains_key(name)
            || is_pseudo_parameter(name)
            || self.template.may_be_hidden(name)
    }

    fn check_ref(&mut self, node: &Node, name: &Node, path: &Path<'_>) {
        let Some(entry) = first_entry(node) else { return };
        let path = path.entry(entry);
        match name.as_str() {
            Some(text) if self.is_known(text) => {}
            Some(text) => self.report_unknown(text, "Ref", &path),
            None if self.template.has_language_extensions() && name.as_map().is_some() => {}
            None => {
                let message = "`Ref` requires the name of a parameter or resource, as a string";
                self.report.add(codes::UNKNOWN_REFERENCE, &path, message.into());
            }
        }
    }

    fn report_unknown(&mut self, name: &str, function: &str, path: &Path<'_>) {
        let known = self.template.parameters.keys().chain(self.template.resources.keys());
        let mut known: Vec<&str> = known.copied().chain(PSEUDO_PARAMETERS).collect();
        known.sort_unstable();
        let help = self.report.suggest(name, known);
        let message = format!(
            "`{function}` refers to `{name}`, which is not a parameter or resource of this template"
        );
        let code =
            if function == "Ref" { codes::UNKNOWN_REFERENCE } else { codes::UNKNOWN_VARIABLE };
        self.report.add_with_help(code, path, message, help);
    }

    /// Checks `Fn::GetAtt` with a string or a list of strings.
    fn check_get_att(&mut self, node: &Node, argument: &Node, path: &Path<'_>) {
        let Some(entry) = first_entry(node) else { return };
        let path = path.entry(entry);
        if let Some(items) = argument.as_list() {
            if items.len() < 2
                || (items.len() > 2 && !items.iter().all(|item| item.as_str().is_some()))
            {
                let message = "`Fn::GetAtt` requires a resource and one of its attributes";
                self.report.add(codes::UNKNOWN_ATTRIBUTE, &path, message.into());
                return;
            }
            let is_text = items.first().is_some_and(|item| item.as_str().is_some());
            if let (Some(resource), Some((id, name))) = (items.first(), join_attribute(argument)) {
                let places =
                    [path.item(0, resource), path.item(1, items.get(1).unwrap_or(resource))];
                self.check_attribute(id, &name, "Fn::GetAtt", &places);
            } else if !is_text && !self.template.has_language_extensions() {
                let at = items.first().map_or(path, |item| path.item(0, item));
                let message = "`Fn::GetAtt` requires the name of a resource as a string";
                self.report.add(codes::UNKNOWN_ATTRIBUTE, &at, message.into());
            }
        } else if let Some((id, name)) = join_attribute(argument) {
            self.check_attribute(id, &name, "Fn::GetAtt", &[path, path]);
        } else {
            let message = "`Fn::GetAtt` requires a resource and one of its attributes";
            self.report.add(codes::UNKNOWN_ATTRIBUTE, &path, message.into());
        }
    }

    /// Checks a resource and its attribute, each at its place.
    fn check_attribute(
        &mut self,
        id: &str,
        name: &str,
        function: &str,
        [at_id, at_name]: &[Path<'_>; 2],
    ) {
        let Some(kind) = self.template.resources.get(id) else {
            if !self.template.may_be_hidden(id) {
                let mut known: Vec<&str> = self.template.resources.keys().copied().collect();
                known.sort_unstable();
                let help = self.report.suggest(id, known);
                let message = format!(
                    "`{function}` refers to `{id}`, which is not a resource of this template"
                );
                self.report.add_with_help(attribute_code(function), at_id, message, help);
            }
            return;
        };
        if self.is_made_by_transform(kind, name) {
            return;
        }
        let Some(known) = facts::resource_type(kind) else { return };
        let becomes = serverless::becomes(kind).and_then(facts::resource_type);
        if has_attribute(known, name) || becomes.is_some_and(|known| has_attribute(known, name)) {
            return;
        }
        let names = known.attributes.iter().map(|attribute| &*attribute.name);
        let help = self.report.suggest(name, names);
        let message = format!("`{}` has no attribute `{name}`", known.name);
        self.report.add_with_help(attribute_code(function), at_name, message, help);
    }

    /// Whether the serverless transform adds the resource that an attribute such as `MyFunction.Version.Arn` belongs to.
    fn is_made_by_transform(&self, kind: &str, name: &str) -> bool {
        let is_serverless = self.template.is_serverless() && serverless::is_serverless(kind);
        is_serverless && (name.contains('.') || matches!(name, "Version" | "Alias" | "Stage"))
    }

    /// Checks the variables of `Fn::Sub`.
    fn check_sub(&mut self, node: &Node, argument: &Node, path: &Path<'_>) {
        let Some(entry) = first_entry(node) else { return };
        let path = path.entry(entry);
        let Some(substitution) = Substitution::parse_loosely(argument) else { return };
        for variable in substitution_variables(substitution.text) {
            if substitution.value(variable).is_some() {
                continue;
            }
            match variable.split_once('.') {
                Some((id, name)) => self.check_attribute(id, name, "Fn::Sub", &[path, path]),
                None if self.is_known(variable) => {}
                None => self.report_unknown(variable, "Fn::Sub", &path),
            }
        }
    }
}

fn first_entry(node: &Node) -> Option<&constructs_document::Entry> {
    node.as_map()?.iter().next()
}

fn attribute_code(function: &str) -> constructs_diagnostics::Code {
    if function == "Fn::Sub" { codes::UNKNOWN_VARIABLE } else { codes::UNKNOWN_ATTRIBUTE }
}

/// Whether a type has an attribute, with or without an accessor in Rust.
fn has_attribute(known: &'static ResourceType, name: &str) -> bool {
    let is_open =
        matches!(known.name, "AWS::CloudFormation::CustomResource" | "AWS::CloudFormation::Macro")
            || (name.starts_with("Outputs.")
                && matches!(
                    known.name,
                    "AWS::CloudFormation::Stack"
                        | "AWS::ServiceCatalog::CloudFormationProvisionedProduct"
                ));
    let dotted = name.replace('.', "/");
    is_open
        || known.attribute(name).is_some()
        || known.read_only.iter().any(|path| *path == dotted)
        || known.readable.iter().any(|property| property == name)
        || (known.readable.iter().any(|property| property == "*")
            && known.schema().find_property(name).is_some())
        || is_pseudo_parameter(name)
}
