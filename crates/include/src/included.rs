//! Names of an included template -> typed references, and a fault for each name that is wrong.

use constructs::codes;
use std::collections::BTreeMap;

use constructs::{
    ConditionRef, Dependable, Expr, Fault, FaultLog, List, MappingRef, NodeId, ParameterRef,
    Resource, ResourceRef, Scope, Str, Text, Value,
};
use constructs_matching::nearest_word;

use super::names::{Named, Names, Section};

/// What was included: gives references by the names that the template has.
///
/// Synthesis reports a name that the template lacks, or a thing of another type; the reference then names the include
/// itself.
pub struct Included {
    node: NodeId,
    faults: FaultLog,
    /// `None` if the text is not a template: one fault is enough.
    names: Option<Names>,
    outputs: BTreeMap<String, Expr>,
}

impl Included {
    pub(super) fn new(scope: Scope<'_>, names: Names, outputs: BTreeMap<String, Expr>) -> Self {
        Self { node: scope.id(), faults: scope.fault_log(), names: Some(names), outputs }
    }

    pub(super) fn unread(scope: Scope<'_>) -> Self {
        let (faults, outputs) = (scope.fault_log(), BTreeMap::new());
        Self { node: scope.id(), faults, names: None, outputs }
    }

    /// The resource under the logical id `id`, which is of the type `R`; any type is a
    /// [`GenericResource`](constructs::GenericResource).
    ///
    /// ```
    /// use constructs::prelude::*;
    /// use constructs_include::Include;
    ///
    /// let app = App::new();
    /// let stack = app.stack("Iam", Stack::named("iam"));
    /// let legacy = stack.add("Legacy", Include::template("
    /// Resources:
    ///   Reader:
    ///     Type: AWS::IAM::Role
    ///     Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: 'sts:AssumeRole', Principal: {AWS: '111122223333'}}]}}
    /// "));
    /// let reader = legacy.resource::<Role>("Reader");
    /// stack.add("ReaderArn", Output::new(reader.arn()));
    ///
    /// let _ = legacy.resource::<ManagedPolicy>("Raeder");
    /// let mistakes = app.synth().unwrap_err().to_string();
    /// assert!(mistakes.contains("did you mean `Reader`?"));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn resource<R: Resource>(&self, id: &str) -> R::Ref {
        let named = self.value(Section::Resources, id);
        if let Some(named) = named
            && !R::TYPE.is_empty()
            && named.type_name != R::TYPE
        {
            self.wrong_type("resource", id, named, R::TYPE);
        }
        R::Ref::from_node(named.map_or(self.node, |named| named.node))
    }

    /// The parameter `id`, which is not a list.
    #[must_use]
    #[track_caller]
    pub fn parameter(&self, id: &str) -> ParameterRef<Str> {
        let named = self.value(Section::Parameters, id);
        if let Some(named) = named.filter(|named| is_list(&named.type_name)) {
            self.wrong_type("parameter", id, named, "single value");
        }
        ParameterRef::from_node(named.map_or(self.node, |named| named.node))
    }

    /// The parameter `id`, which is a list.
    #[must_use]
    #[track_caller]
    pub fn list_parameter(&self, id: &str) -> ParameterRef<List<Str>> {
        let named = self.value(Section::Parameters, id);
        if let Some(named) = named.filter(|named| !is_list(&named.type_name)) {
            self.wrong_type("parameter", id, named, "list");
        }
        ParameterRef::from_node(named.map_or(self.node, |named| named.node))
    }

    /// The condition `id`.
    #[must_use]
    #[track_caller]
    pub fn condition(&self, id: &str) -> ConditionRef {
        ConditionRef::from_node(self.found("Conditions", id, |names| names.condition(id)))
    }

    /// The mapping `id`.
    #[must_use]
    #[track_caller]
    pub fn mapping(&self, id: &str) -> MappingRef {
        MappingRef::from_node(self.found("Mappings", id, |names| names.mapping(id)))
    }

    /// The value of the output `id`; in another stack it is imported, like any value.
    #[must_use]
    #[track_caller]
    pub fn output(&self, id: &str) -> Text {
        match self.outputs.get(id) {
            Some(value) => Value::new(value.clone()),
            None => {
                let known = self.outputs.keys().map(|name| &**name).collect();
                self.unknown("output", id, known);
                Text::constant("")
            }
        }
    }

    #[track_caller]
    fn value(&self, section: Section, id: &str) -> Option<&Named> {
        let names = self.names.as_ref()?;
        let named = names.value(id).filter(|named| named.section == section);
        if named.is_none() {
            let (noun, section) = match section {
                Section::Resources => ("resource", "Resources"),
                Section::Parameters => ("parameter", "Parameters"),
            };
            self.unknown(noun, id, names.known(section));
        }
        named
    }

    #[track_caller]
    fn found(&self, section: &str, id: &str, find: impl Fn(&Names) -> Option<NodeId>) -> NodeId {
        let Some(names) = &self.names else { return self.node };
        if let Some(node) = find(names) {
            return node;
        }
        let noun = if section == "Conditions" { "condition" } else { "mapping" };
        self.unknown(noun, id, names.known(section));
        self.node
    }

    #[track_caller]
    fn unknown(&self, noun: &str, id: &str, known: Vec<&str>) {
        let message = format!("the included template has no {noun} `{id}`");
        let help = match nearest_word(id, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("it has no {noun} at all"),
            None => format!("it has {}", listed(&known)),
        };
        self.faults.report(Fault::new(codes::INCLUDED_NAME, message, help));
    }

    #[track_caller]
    fn wrong_type(&self, noun: &str, id: &str, named: &Named, wanted: &str) {
        let found = &named.type_name;
        let wanted = if noun == "resource" { format!("`{wanted}`") } else { format!("a {wanted}") };
        let message = format!(
            "the {noun} `{id}` of the included template is of the type `{found}`, not {wanted}"
        );
        let help = match noun {
            "resource" => "name the type that it has, or `GenericResource` for any",
            _ if is_list(found) => "use `list_parameter`",
            _ => "use `parameter`",
        };
        self.faults.report(Fault::new(codes::INCLUDED_TYPE, message, help));
    }
}

impl Dependable for &Included {
    /// All resources of the template.
    fn dependency(self) -> NodeId {
        self.node
    }
}

fn is_list(type_name: &str) -> bool {
    type_name.contains("List<") || type_name == "CommaDelimitedList"
}

/// The first few names.
fn listed(known: &[&str]) -> String {
    const MOST: usize = 5;
    let names: Vec<String> = known.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    let more = if known.len() > MOST { ", …" } else { "" };
    format!("{}{more}", names.join(", "))
}
