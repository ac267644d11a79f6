//! The fields of states: which type of state has which, in which query language, and the form of its value.
//!
//! <https://states-language.net/spec.html#states-fields>

use constructs_document::{Node, Value};

use crate::part::Part;

/// The types of states.
pub(super) const TYPES: &[&str] =
    &["Choice", "Fail", "Map", "Parallel", "Pass", "Succeed", "Task", "Wait"];

/// The query languages.
pub(super) const LANGUAGES: &[&str] = &["JSONPath", "JSONata"];

/// A field of states.
pub(super) struct Field {
    pub(super) name: &'static str,
    /// The types of states that have it.
    types: &'static [&'static str],
    /// The only query language that has it.
    pub(super) language: Option<&'static str>,
    pub(super) form: Form,
}

/// What the value of a field can be.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Any,
    Text,
    /// `$.a`, or null.
    Path,
    Number,
    Boolean,
    True,
    Object,
    List,
}

/// All types, those that another state can follow, those that have a result, and those that can fail.
const ALL: &[&str] = TYPES;
const FLOW: &[&str] = &["Map", "Parallel", "Pass", "Task", "Wait"];
const RESULT: &[&str] = &["Map", "Parallel", "Pass", "Task"];
const WORK: &[&str] = &["Map", "Parallel", "Task"];

const FIELDS: &[Field] = &[
    any("Arguments", WORK, Some("JSONata")),
    any("Assign", &["Choice", "Map", "Parallel", "Pass", "Task", "Wait"], None),
    new("Branches", &["Parallel"], None, Form::List),
    new("Catch", WORK, None, Form::List),
    text("Cause", &["Fail"], None),
    text("CausePath", &["Fail"], Some("JSONPath")),
    new("Choices", &["Choice"], None, Form::List),
    new("Comment", ALL, None, Form::Text),
    any("Credentials", &["Task"], None),
    text("Default", &["Choice"], None),
    new("End", FLOW, None, Form::True),
    text("Error", &["Fail"], None),
    text("ErrorPath", &["Fail"], Some("JSONPath")),
    new("HeartbeatSeconds", &["Task"], None, Form::Number),
    text("HeartbeatSecondsPath", &["Task"], Some("JSONPath")),
    new("InputPath", ALL, Some("JSONPath"), Form::Path),
    any("ItemBatcher", &["Map"], None),
    new("ItemProcessor", &["Map"], None, Form::Object),
    any("ItemReader", &["Map"], None),
    any("ItemSelector", &["Map"], None),
    any("Items", &["Map"], Some("JSONata")),
    any("ItemsPath", &["Map"], Some("JSONPath")),
    new("Iterator", &["Map"], None, Form::Object),
    text("Label", &["Map"], None),
    new("MaxConcurrency", &["Map"], None, Form::Number),
    text("MaxConcurrencyPath", &["Map"], Some("JSONPath")),
    text("Next", FLOW, None),
    any("Output", ALL, Some("JSONata")),
    new("OutputPath", ALL, Some("JSONPath"), Form::Path),
    any("Parameters", RESULT, Some("JSONPath")),
    text("QueryLanguage", ALL, None),
    text("Resource", &["Task"], None),
    any("Result", &["Pass"], None),
    new("ResultPath", RESULT, Some("JSONPath"), Form::Path),
    any("ResultSelector", WORK, Some("JSONPath")),
    any("ResultWriter", &["Map"], None),
    new("Retry", WORK, None, Form::List),
    new("Seconds", &["Wait"], None, Form::Number),
    text("SecondsPath", &["Wait"], Some("JSONPath")),
    new("TimeoutSeconds", &["Task"], None, Form::Number),
    text("TimeoutSecondsPath", &["Task"], Some("JSONPath")),
    text("Timestamp", &["Wait"], None),
    text("TimestampPath", &["Wait"], Some("JSONPath")),
    new("ToleratedFailureCount", &["Map"], None, Form::Number),
    text("ToleratedFailureCountPath", &["Map"], Some("JSONPath")),
    new("ToleratedFailurePercentage", &["Map"], None, Form::Number),
    text("ToleratedFailurePercentagePath", &["Map"], Some("JSONPath")),
    text("Type", ALL, None),
];

const fn new(
    name: &'static str,
    types: &'static [&'static str],
    language: Option<&'static str>,
    form: Form,
) -> Field {
    Field { name, types, language, form }
}

const fn any(
    name: &'static str,
    types: &'static [&'static str],
    language: Option<&'static str>,
) -> Field {
    new(name, types, language, Form::Any)
}

const fn text(
    name: &'static str,
    types: &'static [&'static str],
    language: Option<&'static str>,
) -> Field {
    new(name, types, language, Form::Text)
}

/// The fields that a type of state has.
pub(super) fn fields(kind: &str) -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(move |field| field.types.contains(&kind))
}

impl Form {
    /// What the value has to be, if it is not.
    pub(super) fn expected(self, value: &Part<'_>, language: &str) -> Option<&'static str> {
        if value.is_unknown() {
            return None;
        }
        let node = value.node;
        let is_json_path = |text: &str| text.starts_with('$');
        match self {
            Self::Any => None,
            Self::Text => (!node.is_scalar()).then_some("a string"),
            Self::Path if node.value == Value::Null => None,
            Self::Path => {
                (!node.as_str().is_some_and(is_json_path)).then_some("a path that begins with `$`")
            }
            Self::Number => (!is_number(node, language)).then_some("a number"),
            Self::Boolean => (!matches!(node.to_text().as_deref(), Some("true" | "false")))
                .then_some("a boolean"),
            Self::True => (node.to_text().as_deref() != Some("true")).then_some("`true`"),
            Self::Object => node.as_map().is_none().then_some("an object"),
            Self::List => {
                let is_expression = language == "JSONata" && node.as_str().is_some();
                (node.as_list().is_none() && !is_expression).then_some("a list")
            }
        }
    }
}

/// Whether a value is a number that is not negative. JSONata also takes an expression.
fn is_number(node: &Node, language: &str) -> bool {
    let Some(text) = node.to_text() else { return false };
    let is_expression = language == "JSONata" && node.as_str().is_some();
    is_expression || text.parse::<f64>().is_ok_and(|number| number >= 0.0)
}
