//! Checks the parameters of a template: their types, their constraints, and that their defaults keep these.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>

use constructs_document::{Entry, Map, Node, Value};

use super::{codes, name};
use crate::check::{Path, Report};
use crate::{Declarations, entries, is_expanded};

const KEYS: &[&str] = &[
    "AllowedPattern",
    "AllowedValues",
    "ConstraintDescription",
    "Default",
    "Description",
    "MaxLength",
    "MaxValue",
    "MinLength",
    "MinValue",
    "NoEcho",
    "Type",
];

/// The types that a parameter can have itself, or as the value of a parameter of Systems Manager.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html>
const RESOURCE_TYPES: &[&str] = &[
    "AWS::EC2::AvailabilityZone::Name",
    "AWS::EC2::Image::Id",
    "AWS::EC2::Instance::Id",
    "AWS::EC2::KeyPair::KeyName",
    "AWS::EC2::SecurityGroup::GroupName",
    "AWS::EC2::SecurityGroup::Id",
    "AWS::EC2::Subnet::Id",
    "AWS::EC2::VPC::Id",
    "AWS::EC2::Volume::Id",
    "AWS::Route53::HostedZone::Id",
];
const PLAIN_TYPES: &[&str] =
    &["CommaDelimitedList", "List<Number>", "List<String>", "Number", "String"];
/// The most characters of a parameter's description.
const MAX_DESCRIPTION: usize = 4_000;
/// The most characters of a parameter's value.
const MAX_VALUE: usize = 4_096;
const NAME_TYPE: &str = "AWS::SSM::Parameter::Name";
const LOOKED_UP: &str = "AWS::SSM::Parameter::Value<";

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    let section = template.root.get("Parameters");
    for entry in entries(section).filter(|entry| !is_expanded(&entry.key)) {
        let parent = Path::ROOT.key("Parameters", entry.mark);
        let path = parent.entry(entry);
        check_parameter(entry, &path, report);
        if template.resources.contains_key(entry.key.as_str()) {
            let message = format!("`{}` is also the logical id of a resource", entry.key);
            let help = "rename one of them: `Ref` could mean either".to_owned();
            report.add_with_help(codes::SHARED_NAME, &path, message, Some(help));
        }
    }
}

fn check_parameter(entry: &Entry, path: &Path<'_>, report: &mut Report) {
    let Some(map) = entry.node.as_map() else {
        let message =
            format!("the parameter `{}` is {}, not an object", entry.key, entry.node.noun());
        return report.add(codes::WRONG_VALUE, path, message);
    };
    for key in map.iter().filter(|key| !KEYS.contains(&key.key.as_str())) {
        let help = report.suggest(&key.key, KEYS.iter().copied());
        let message = format!("unknown attribute `{}` of a parameter", key.key);
        report.add_with_help(codes::UNKNOWN_KEY, &path.entry(key), message, help);
    }
    let Some(kind) = map.entry("Type") else {
        let message = format!("the parameter `{}` has no `Type`", entry.key);
        let help = "write `Type: String`, or another type".to_owned();
        return report.add_with_help(codes::PARAMETER_TYPE, path, message, Some(help));
    };
    let Some(name) = kind.node.as_str() else {
        let message = format!("the type of the parameter is {}, not a string", kind.node.noun());
        return report.add(codes::PARAMETER_TYPE, &path.entry(kind), message);
    };
    if !is_known_type(name) {
        let known = PLAIN_TYPES.iter().chain(RESOURCE_TYPES).chain([&NAME_TYPE]);
        let help = report.suggest(name, known.copied());
        let message = format!("`{name}` is not a type of parameters");
        report.add_with_help(codes::PARAMETER_TYPE, &path.entry(kind), message, help);
    }
    let mut parameter = Parameter { kind: name, map, path, report };
    if is_known_type(name) {
        parameter.check_applicable();
    }
    parameter.check_forms();
    parameter.check_bounds("MinLength", "MaxLength");
    parameter.check_bounds("MinValue", "MaxValue");
    parameter.check_default();
}

fn is_known_type(kind: &str) -> bool {
    let is_single = |kind: &str| PLAIN_TYPES.contains(&kind) || RESOURCE_TYPES.contains(&kind);
    let is_value = |kind: &str| {
        let item = kind.strip_prefix("List<").and_then(|rest| rest.strip_suffix('>'));
        is_single(kind) || item.is_some_and(|item| RESOURCE_TYPES.contains(&item))
    };
    let looked_up = kind.strip_prefix(LOOKED_UP).and_then(|rest| rest.strip_suffix('>'));
    kind == NAME_TYPE || is_value(kind) || looked_up.is_some_and(is_value)
}

/// A parameter of a known type.
struct Parameter<'p, 'r> {
    kind: &'p str,
    map: &'p Map,
    path: &'p Path<'p>,
    report: &'r mut Report,
}

impl<'p> Parameter<'p, '_> {
    /// Checks that constraints are used only with the types that have them.
    fn check_applicable(&mut self) {
        let is_number = matches!(self.kind, "Number" | "List<Number>");
        for entry in self.map {
            let problem = match entry.key.as_str() {
                "MinValue" | "MaxValue" if !is_number => "the value of a number",
                "MinLength" | "MaxLength" | "AllowedPattern" if is_number => "a string",
                _ => continue,
            };
            let message =
                format!("`{}` constrains {problem}, and the type is `{}`", entry.key, self.kind);
            let help = Some(format!("remove `{}`, or change the type", entry.key));
            let at = self.path.entry(entry);
            self.report.add_with_help(codes::PARAMETER_CONSTRAINT, &at, message, help);
        }
    }

    /// Checks the types of the attributes' values.
    fn check_forms(&mut self) {
        for entry in self.map {
            let (is_valid, expected) = match entry.key.as_str() {
                "Description" | "ConstraintDescription" | "AllowedPattern" => {
                    (entry.node.as_str().is_some(), "a string")
                }
                "MinLength" | "MaxLength" | "MinValue" | "MaxValue" => {
                    (number(&entry.node).is_some(), "a number")
                }
                "NoEcho" => (is_boolean(&entry.node), "`true` or `false`"),
                "AllowedValues" => {
                    let items = entry.node.as_list();
                    (
                        items.is_some_and(|items| items.iter().all(Node::is_scalar)),
                        "a list of strings",
                    )
                }
                "Default" => (entry.node.is_scalar(), "a string or a number"),
                _ => continue,
            };
            self.check_length(entry);
            if !is_valid {
                let message = format!("`{}` of a parameter is not {expected}", entry.key);
                let at = self.path.entry(entry);
                self.report.add(codes::WRONG_VALUE, &at, message);
            }
        }
    }

    /// Checks the texts that CloudFormation limits.
    fn check_length(&mut self, entry: &Entry) {
        let at = self.path.entry(entry);
        let owner = format!("`{}` of a parameter", entry.key);
        match entry.key.as_str() {
            "Description" => {
                name::check_length(&owner, &entry.node, MAX_DESCRIPTION, &at, self.report);
            }
            "Default" => name::check_length(&owner, &entry.node, MAX_VALUE, &at, self.report),
            "AllowedValues" => {
                let items = entry.node.as_list().unwrap_or_default().iter().enumerate();
                for (index, item) in items {
                    let owner = "an allowed value of a parameter";
                    name::check_length(owner, item, MAX_VALUE, &at.item(index, item), self.report);
                }
            }
            _ => {}
        }
    }

    fn check_bounds(&mut self, lower: &str, upper: &str) {
        let value = |key: &str| self.map.get(key).and_then(number);
        if let (Some(least), Some(most), Some(entry)) =
            (value(lower), value(upper), self.map.entry(lower))
            && least > most
        {
            let message = format!("`{lower}` is {least}, more than `{upper}`, which is {most}");
            let at = self.path.entry(entry);
            self.report.add(codes::PARAMETER_CONSTRAINT, &at, message);
        }
    }

    fn check_default(&mut self) {
        let Some(entry) = self.map.entry("Default").filter(|entry| entry.node.is_scalar()) else {
            return;
        };
        let Some(text) = entry.node.to_text() else { return };
        let constraints = Constraints { kind: self.kind, map: self.map };
        if let Some(problem) = constraints.find_problem("the default", &text) {
            let at = self.path.entry(entry);
            let help =
                "change the default or the constraint: a deployment without a value would fail";
            self.report.add_with_help(
                codes::PARAMETER_DEFAULT,
                &at,
                problem,
                Some(help.to_owned()),
            );
        }
    }
}

/// Which constraint of a parameter a value breaks. `owner` is what the value is: `the default`.
pub(crate) fn broken_constraint(parameter: &Node, owner: &str, value: &str) -> Option<String> {
    let map = parameter.as_map()?;
    let kind = map.get("Type")?.as_str()?;
    // The value of such a parameter is the name of the one that has the value.
    let is_looked_up = kind.starts_with(LOOKED_UP);
    (!is_looked_up).then(|| Constraints { kind, map }.find_problem(owner, value))?
}

/// The constraints of a parameter.
struct Constraints<'p> {
    kind: &'p str,
    map: &'p Map,
}

impl Constraints<'_> {
    /// Which constraint a value breaks: the value, or an item of a list.
    fn find_problem(&self, owner: &str, text: &str) -> Option<String> {
        let is_list = self.kind == "CommaDelimitedList" || self.kind.starts_with("List<");
        let items: Vec<&str> = match is_list {
            // The allowed values of a list are its items, or whole lists.
            true if self.is_allowed(text) => return None,
            true => text.split(',').map(str::trim).collect(),
            false => vec![text],
        };
        items.iter().find_map(|item| self.find_problem_of_item(owner, item))
    }

    /// Whether `AllowedValues` contains a text.
    fn is_allowed(&self, text: &str) -> bool {
        let allowed = self.map.get("AllowedValues").and_then(Node::as_list).unwrap_or_default();
        allowed.iter().filter_map(Node::to_text).any(|allowed| is_equal(&allowed, text))
    }

    fn find_problem_of_item(&self, owner: &str, value: &str) -> Option<String> {
        let bound = |key: &str| self.map.get(key).and_then(number);
        let has_allowed = self.map.get("AllowedValues").and_then(Node::as_list).is_some();
        if has_allowed && !self.is_allowed(value) {
            return Some(format!("{owner} `{value}` is not one of `AllowedValues`"));
        }
        if matches!(self.kind, "Number" | "List<Number>") {
            let Ok(number) = value.trim().parse::<f64>() else {
                return Some(format!("{owner} `{value}` is not a number"));
            };
            return match (bound("MinValue"), bound("MaxValue")) {
                (Some(least), _) if number < least => {
                    Some(format!("{owner} {value} is less than `MinValue`, which is {least}"))
                }
                (_, Some(most)) if number > most => {
                    Some(format!("{owner} {value} is more than `MaxValue`, which is {most}"))
                }
                _ => None,
            };
        }
        let length = value.chars().count() as f64;
        match (bound("MinLength"), bound("MaxLength")) {
            (Some(least), _) if length < least => {
                Some(format!("{owner} has {length} characters; `MinLength` is {least}"))
            }
            (_, Some(most)) if length > most => {
                Some(format!("{owner} has {length} characters; `MaxLength` is {most}"))
            }
            _ => None,
        }
    }
}

/// Whether two values are the same text, or the same number in two forms.
fn is_equal(one: &str, other: &str) -> bool {
    one == other
        || matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one == other)
}

fn is_boolean(node: &Node) -> bool {
    matches!(node.value, Value::Bool(_)) || matches!(node.as_str(), Some("true" | "false"))
}

fn number(node: &Node) -> Option<f64> {
    match &node.value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Integer(_) | Value::Number(_) => node.to_text()?.parse().ok(),
        _ => None,
    }
}
