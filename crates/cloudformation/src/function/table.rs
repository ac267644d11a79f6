//! Lists CloudFormation's functions: the arguments that each takes, where it is allowed, and the transform that it needs.
//!
//! Each function has the page that it comes from. Two facts are not on these pages but in AWS's own linter, cfn-lint: the
//! functions of `CreationPolicy`, and the functions other than `Ref` and `Fn::FindInMap` that `Fn::Equals` compares.

use super::FunctionPlace::{
    self, ConditionEntries, ConditionValue, CreationPolicy, DeletionPolicy, Mappings, Metadata,
    OutputEntries, OutputValue, Properties, PropertyEntries, ResourceAttributes, ResourceEntries,
    Rule, Template, UpdatePolicy,
};
use super::LANGUAGE_EXTENSIONS;
use super::argument::ArgumentShape::{AnyList, Items, Object};
use super::argument::ItemShape::{
    Any, Condition, DefaultValue, Integer, List, Name, Text, TextList, TextObject, WrittenText,
};
use super::argument::{ArgumentShape, Item, ItemShape, Returns};
use constructs_document::Node;

/// What the key of a call of `Fn::ForEach` starts with; the name of the loop follows.
pub const LOOP_PREFIX: &str = "Fn::ForEach::";

/// A function of CloudFormation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IntrinsicFunction {
    /// The key of the object that calls it, such as `Fn::Join`; the key of a call of `Fn::ForEach` starts with
    /// [`LOOP_PREFIX`].
    pub name: &'static str,
    /// The arguments that it takes.
    pub arguments: &'static [ArgumentShape],
    /// The arguments that it takes besides with `AWS::LanguageExtensions`.
    pub extended_arguments: &'static [ArgumentShape],
    /// Where it is allowed.
    pub places: &'static [FunctionPlace],
    /// Where it is allowed besides with `AWS::LanguageExtensions`.
    pub extended_places: &'static [FunctionPlace],
    /// The transform that it needs everywhere.
    pub transform: Option<&'static str>,
    /// What it returns.
    pub returns: Returns,
    /// The name of its page in AWS's template reference.
    page: &'static str,
}

/// Where a function is allowed that returns a value.
const VALUES: &[FunctionPlace] = &[Properties, Metadata, UpdatePolicy, OutputValue];
/// The same for functions that `CreationPolicy` takes.
const CREATION_VALUES: &[FunctionPlace] =
    &[Properties, Metadata, CreationPolicy, UpdatePolicy, OutputValue];
/// The same for functions that conditions can compare.
const COMPARED_VALUES: &[FunctionPlace] =
    &[Properties, Metadata, UpdatePolicy, OutputValue, ConditionValue];
/// The same for functions that `CreationPolicy` takes and that conditions can compare.
const COMPARED_CREATION_VALUES: &[FunctionPlace] =
    &[Properties, Metadata, CreationPolicy, UpdatePolicy, OutputValue, ConditionValue];

/// The conditions that `Fn::And`, `Fn::Or`, and `Fn::Not` take.
const CONDITIONS: &[Item] = &[item("a condition", Condition)];

/// All functions, sorted by name.
pub const INTRINSIC_FUNCTIONS: &[IntrinsicFunction] = &[
    function("Condition", &[ArgumentShape::Name], &[ConditionValue])
        .returns(Returns::Truth)
        .on("conditions"),
    function("Fn::And", &[Items { min: 2, max: 10, items: CONDITIONS }], &[ConditionValue, Rule])
        .returns(Returns::Truth)
        .on("conditions"),
    function("Fn::Base64", &[ArgumentShape::Text], VALUES).returns(Returns::Text).on("base64"),
    function(
        "Fn::Cidr",
        &[Items {
            min: 2,
            max: 3,
            items: &[
                item("the address block", Text),
                item("the number of blocks", Integer(1, 256)),
                item("the number of host bits", Integer(1, 128)),
            ],
        }],
        VALUES,
    )
    .returns(Returns::List)
    .on("cidr"),
    function(
        "Fn::Contains",
        &[Items { min: 2, max: 2, items: &[item("the list", TextList), item("the value", Text)] }],
        &[Rule],
    )
    .returns(Returns::Truth)
    .on("rules"),
    function(
        "Fn::EachMemberEquals",
        &[Items { min: 2, max: 2, items: &[item("the list", TextList), item("the value", Text)] }],
        &[Rule],
    )
    .returns(Returns::Truth)
    .on("rules"),
    function(
        "Fn::EachMemberIn",
        &[Items {
            min: 2,
            max: 2,
            items: &[
                item("the list to check", TextList),
                item("the list of allowed values", TextList),
            ],
        }],
        &[Rule],
    )
    .returns(Returns::Truth)
    .on("rules"),
    function(
        "Fn::Equals",
        &[Items {
            min: 2,
            max: 2,
            items: &[item("a value", Text), item("the value to compare it with", Text)],
        }],
        &[ConditionValue, Rule],
    )
    .returns(Returns::Truth)
    .on("conditions"),
    function(
        "Fn::FindInMap",
        &[Items { min: 3, max: 3, items: MAPPING_KEYS }],
        COMPARED_CREATION_VALUES,
    )
    .extended(&[Items { min: 4, max: 4, items: MAPPING_KEYS }], &[DeletionPolicy])
    .on("findinmap"),
    function(
        "Fn::ForEach",
        &[Items {
            min: 3,
            max: 3,
            items: &[
                item("the identifier", WrittenText),
                item("the collection", TextList),
                item("the object that is repeated", Any),
            ],
        }],
        &[ResourceEntries, OutputEntries, ConditionEntries, PropertyEntries],
    )
    .needs_extensions()
    .on("foreach"),
    function("Fn::GetAZs", &[ArgumentShape::Text], VALUES)
        .returns(Returns::List)
        .on("getavailabilityzones"),
    function(
        "Fn::GetAtt",
        &[
            ArgumentShape::Name,
            Items {
                min: 2,
                max: 2,
                items: &[item("the resource", Name), item("the attribute", Text)],
            },
        ],
        VALUES,
    )
    .on("getatt"),
    function("Fn::GetStackOutput", &[Object], &[Properties, Metadata, UpdatePolicy, OutputValue])
        .on("getstackoutput"),
    function(
        "Fn::If",
        &[Items {
            min: 3,
            max: 3,
            items: &[
                item("the name of the condition", WrittenText),
                item("the value if it is true", Any),
                item("the value if it is false", Any),
            ],
        }],
        CREATION_VALUES,
    )
    .extended(&[], &[DeletionPolicy])
    .on("conditions"),
    function("Fn::ImportValue", &[ArgumentShape::Text], VALUES)
        .returns(Returns::Text)
        .on("importvalue"),
    function(
        "Fn::Join",
        &[Items {
            min: 2,
            max: 2,
            items: &[item("the delimiter", WrittenText), item("the list of values", TextList)],
        }],
        COMPARED_VALUES,
    )
    .extended(&[], &[DeletionPolicy])
    .returns(Returns::Text)
    .on("join"),
    function("Fn::Length", &[AnyList], COMPARED_VALUES)
        .needs_extensions()
        .returns(Returns::Text)
        .on("length"),
    function("Fn::Not", &[Items { min: 1, max: 1, items: CONDITIONS }], &[ConditionValue, Rule])
        .returns(Returns::Truth)
        .on("conditions"),
    function("Fn::Or", &[Items { min: 2, max: 10, items: CONDITIONS }], &[ConditionValue, Rule])
        .returns(Returns::Truth)
        .on("conditions"),
    function("Fn::RefAll", &[ArgumentShape::Name], &[Rule]).returns(Returns::List).on("rules"),
    function(
        "Fn::Select",
        &[Items {
            min: 2,
            max: 2,
            items: &[item("the index", Integer(0, i64::MAX)), item("the list", List)],
        }],
        COMPARED_CREATION_VALUES,
    )
    .extended(&[], &[DeletionPolicy])
    .on("select"),
    function(
        "Fn::Split",
        &[Items {
            min: 2,
            max: 2,
            items: &[item("the delimiter", WrittenText), item("the string", Text)],
        }],
        COMPARED_VALUES,
    )
    .returns(Returns::List)
    .on("split"),
    function(
        "Fn::Sub",
        &[
            ArgumentShape::Name,
            Items {
                min: 2,
                max: 2,
                items: &[
                    item("the string", WrittenText),
                    item("the object of variables", TextObject),
                ],
            },
        ],
        COMPARED_CREATION_VALUES,
    )
    .extended(&[], &[DeletionPolicy])
    .returns(Returns::Text)
    .on("sub"),
    function("Fn::ToJsonString", &[Object, AnyList], COMPARED_VALUES)
        .needs_extensions()
        .returns(Returns::Text)
        .on("ToJsonString"),
    // A macro can return any part of a template, except parameters.
    function(
        "Fn::Transform",
        &[Object, AnyList],
        &[
            Template,
            ResourceEntries,
            OutputEntries,
            ConditionEntries,
            Mappings,
            ResourceAttributes,
            PropertyEntries,
            Properties,
            Metadata,
            CreationPolicy,
            UpdatePolicy,
            DeletionPolicy,
            OutputValue,
            ConditionValue,
            Rule,
        ],
    )
    .on("transform"),
    function(
        "Fn::ValueOf",
        &[Items { min: 2, max: 2, items: &[PARAMETER, item("the attribute", WrittenText)] }],
        &[Rule],
    )
    .on("rules"),
    function(
        "Fn::ValueOfAll",
        &[Items {
            min: 2,
            max: 2,
            items: &[
                item("the type of the parameters", WrittenText),
                item("the attribute", WrittenText),
            ],
        }],
        &[Rule],
    )
    .returns(Returns::List)
    .on("rules"),
    function(
        "Ref",
        &[ArgumentShape::Name],
        &[Properties, Metadata, CreationPolicy, UpdatePolicy, OutputValue, ConditionValue, Rule],
    )
    .extended(&[ArgumentShape::Text], &[DeletionPolicy])
    .on("ref"),
];

const PARAMETER: Item = item("the parameter", WrittenText);
const MAPPING_KEYS: &[Item] = &[
    item("the mapping", Text),
    item("the top-level key", Text),
    item("the second-level key", Text),
    item("the default value", DefaultValue),
];

const fn item(name: &'static str, shape: ItemShape) -> Item {
    Item { name, shape }
}

const fn function(
    name: &'static str,
    arguments: &'static [ArgumentShape],
    places: &'static [FunctionPlace],
) -> IntrinsicFunction {
    IntrinsicFunction {
        name,
        arguments,
        extended_arguments: &[],
        places,
        extended_places: &[],
        transform: None,
        returns: Returns::Any,
        page: "",
    }
}

impl IntrinsicFunction {
    /// The function of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        INTRINSIC_FUNCTIONS.iter().find(|function| function.name == name)
    }

    /// The function that a key of an object calls: `Fn::ForEach::Loop` calls `Fn::ForEach`.
    #[must_use]
    pub fn find_by_key(key: &str) -> Option<&'static Self> {
        Self::find(if key.starts_with(LOOP_PREFIX) { "Fn::ForEach" } else { key })
    }

    /// Whether it is allowed in a place of a template with `AWS::LanguageExtensions`, or of one without.
    #[must_use]
    pub fn is_allowed_in(&self, place: FunctionPlace, has_extensions: bool) -> bool {
        self.places.contains(&place) || has_extensions && self.extended_places.contains(&place)
    }

    /// Whether a call with this argument needs `AWS::LanguageExtensions`: the function is one of the transform's, or the list
    /// is longer than the function takes without it.
    #[must_use]
    pub fn needs_language_extensions(&self, argument: &Node) -> bool {
        let longest = |shapes: &[ArgumentShape]| {
            let most = |shape: &ArgumentShape| match shape {
                Items { max, .. } => Some(*max),
                _ => None,
            };
            shapes.iter().filter_map(most).max()
        };
        let limit = longest(self.arguments).filter(|_| longest(self.extended_arguments).is_some());
        let items = argument.as_list().map_or(0, <[Node]>::len);
        self.transform == Some(LANGUAGE_EXTENSIONS) || limit.is_some_and(|limit| items > limit)
    }

    /// AWS's page about it.
    #[must_use]
    pub fn page(&self) -> String {
        const REFERENCE: &str =
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference";
        format!("{REFERENCE}/intrinsic-function-reference-{}.html", self.page)
    }

    const fn extended(
        mut self,
        arguments: &'static [ArgumentShape],
        places: &'static [FunctionPlace],
    ) -> Self {
        self.extended_arguments = arguments;
        self.extended_places = places;
        self
    }

    const fn needs_extensions(mut self) -> Self {
        self.transform = Some(LANGUAGE_EXTENSIONS);
        self
    }

    const fn returns(mut self, returns: Returns) -> Self {
        self.returns = returns;
        self
    }

    const fn on(mut self, page: &'static str) -> Self {
        self.page = page;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::function::is_function_name;

    #[test]
    fn names_are_sorted_and_unique() {
        assert!(INTRINSIC_FUNCTIONS.is_sorted_by(|one, next| one.name < next.name));
    }

    #[test]
    fn every_function_has_an_argument_a_place_and_a_page() {
        for function in INTRINSIC_FUNCTIONS {
            assert!(!function.arguments.is_empty(), "{}", function.name);
            assert!(!function.places.is_empty(), "{}", function.name);
            assert!(!function.page.is_empty(), "{}", function.name);
            let has_prefix = is_function_name(function.name);
            assert!(has_prefix || function.name == "Condition", "{}", function.name);
        }
    }

    #[test]
    fn every_function_survives_its_short_form() {
        for function in INTRINSIC_FUNCTIONS {
            for argument in ["'a.b'", "[Id, Name]", "{Name: a}"] {
                let call = format!("Value:\n  {}: {argument}\n", function.name);
                let call = constructs_yaml::read(call.as_bytes()).unwrap();
                let short = constructs_document::to_yaml(call.root());
                let read = constructs_yaml::read(short.as_bytes()).unwrap();
                assert_eq!(read.root().to_json(), call.root().to_json(), "{short}");
            }
        }
    }

    #[test]
    fn a_loop_is_found_by_its_key() {
        let found = IntrinsicFunction::find_by_key("Fn::ForEach::Topics").unwrap();
        assert_eq!(found.name, "Fn::ForEach");
        assert_eq!(found.transform, Some(LANGUAGE_EXTENSIONS));
        assert_eq!(IntrinsicFunction::find_by_key("Fn::Unknown"), None);
        assert!(found.page().ends_with("/intrinsic-function-reference-foreach.html"));
    }

    #[test]
    fn a_call_that_needs_the_language_extensions_is_known() {
        for (call, expected) in [
            ("{Fn::Length: [1]}", true),
            ("{Fn::FindInMap: [M, a, b]}", false),
            ("{Fn::FindInMap: [M, a, b, {DefaultValue: c}]}", true),
            ("{Fn::Cidr: [a, b, c, d]}", false),
            ("{Ref: A}", false),
        ] {
            let template = constructs_yaml::read(format!("Value: {call}").as_bytes()).unwrap();
            let (name, argument) = template.root().get("Value").unwrap().single().unwrap();
            let function = IntrinsicFunction::find(name).unwrap();
            assert_eq!(function.needs_language_extensions(argument), expected, "{call}");
        }
    }

    #[test]
    fn the_language_extensions_allow_more_places() {
        let join = IntrinsicFunction::find("Fn::Join").unwrap();
        assert!(join.is_allowed_in(Properties, false));
        assert!(!join.is_allowed_in(DeletionPolicy, false));
        assert!(join.is_allowed_in(DeletionPolicy, true));
        assert!(!join.is_allowed_in(Rule, true));
    }
}
