//! Links values in one pass: resolves each reference, and records each dependency.

use std::collections::BTreeSet;

use constructs_diagnostics::{Diagnostic, Diagnostics};
use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::acknowledgement;
use crate::codes;
use crate::linked::{
    LinkedAttributes, LinkedEntry, LinkedKind, LinkedOutput, LinkedResource, LinkedStack, Local,
    Wanted,
};
use crate::output::Output;
use crate::resource::Attributes;
use crate::tree::{NO_STACK, NodeKind, ResourceNode, Skeleton};
use crate::value::{
    Expr, Fault, Function, LocalReference, NodeId, Object, ObjectKey, Reference, ReferenceKind,
    ReferenceTarget,
};

/// The account and region of a stack, if its author set them.
type Environment = (Option<String>, Option<String>);

/// The state of the pass.
pub(super) struct Linker<'t> {
    pub(super) skeleton: &'t Skeleton,
    /// The nodes that can't be exported, and their kind.
    pub(super) nouns: FxHashMap<u32, &'static str>,
    pub(super) environments: FxHashMap<u32, Environment>,
    pub(super) diagnostics: &'t mut Diagnostics,
    /// The current node, and its stack.
    pub(super) index: u32,
    pub(super) stack: u32,
    /// The kind of the current value if CloudFormation evaluates it before it creates resources.
    pub(super) early: Option<&'static str>,
    pub(super) parameters: FxHashSet<u32>,
    pub(super) findings: Findings,
}

/// What the pass finds besides the linked values.
#[derive(Default)]
pub(super) struct Findings {
    /// The values to export, with the name of the export if an author declares one.
    pub(super) wanted: IndexMap<Wanted, Option<String>, FxBuildHasher>,
    pub(super) needs: Vec<Need>,
    /// Stacks in which a function requires the language extensions.
    pub(super) extended: BTreeSet<u32>,
}

/// Two nodes of which the first depends on the second.
#[derive(Clone, Copy)]
pub(super) struct Need {
    pub(super) from: u32,
    pub(super) to: u32,
}

impl<'t> Linker<'t> {
    pub(super) fn new(
        skeleton: &'t Skeleton,
        kinds: &[NodeKind],
        diagnostics: &'t mut Diagnostics,
    ) -> Self {
        let mut linker = Self {
            skeleton,
            nouns: FxHashMap::default(),
            environments: FxHashMap::default(),
            diagnostics,
            index: 0,
            stack: NO_STACK,
            early: None,
            parameters: FxHashSet::default(),
            findings: Findings::default(),
        };
        (0..).zip(kinds).for_each(|(index, kind)| linker.note(index, kind));
        linker
    }

    /// Records facts about a node that other nodes need.
    fn note(&mut self, index: u32, kind: &NodeKind) {
        match kind {
            NodeKind::Stack(stack) => {
                self.environments.insert(index, (stack.account.clone(), stack.region.clone()));
            }
            NodeKind::Output(output) => self.note_export(index, output),
            NodeKind::Condition(_) | NodeKind::Mapping(_) | NodeKind::Rule(_) => {
                self.nouns.insert(index, kind.noun());
            }
            NodeKind::Parameter(_) => {
                self.parameters.insert(index);
            }
            _ => {}
        }
    }

    pub(super) fn finish(self) -> Findings {
        self.findings
    }

    /// Records an export that an author declares, so that references from other stacks use it.
    fn note_export(&mut self, index: u32, output: &Output) {
        let (Expr::Reference(Reference::To(target)), Some(Expr::String(name)), None) =
            (&output.value, &output.export, output.condition)
        else {
            return;
        };
        if let Some(node) = self.skeleton.position(target.node())
            && self.skeleton.stack_of(node) == self.skeleton.stack_of(index)
        {
            let wanted = Wanted { node, kind: target.kind, attribute: target.attribute.clone() };
            self.findings.wanted.entry(wanted).or_insert_with(|| Some(name.to_string()));
        }
    }

    pub(super) fn node(
        &mut self,
        index: u32,
        kind: NodeKind,
        stacks: &mut Vec<LinkedStack>,
    ) -> LinkedKind {
        self.index = index;
        self.stack = self.skeleton.stack_of(index);
        self.early = match kind {
            NodeKind::Parameter(_)
            | NodeKind::Mapping(_)
            | NodeKind::Condition(_)
            | NodeKind::Rule(_) => Some(kind.noun()),
            _ => None,
        };
        match kind {
            NodeKind::Scope | NodeKind::Attachment(_) | NodeKind::Grant(_) => LinkedKind::Scope,
            NodeKind::Stack(mut details) => {
                let mut stack = LinkedStack::new(index);
                stack.metadata = self.object(std::mem::take(&mut details.metadata));
                stack.transforms = self.list(std::mem::take(&mut details.transforms));
                stack.sections = self.object(std::mem::take(&mut details.sections));
                stack.details = *details;
                stacks.push(stack);
                LinkedKind::Scope
            }
            NodeKind::Resource(resource) => LinkedKind::Resource(self.resource(resource)),
            NodeKind::Parameter(parameter) => {
                LinkedKind::Parameter(self.object(parameter.declaration))
            }
            NodeKind::Mapping(mapping) => LinkedKind::Mapping(self.object(mapping.rows)),
            NodeKind::Condition(condition) => LinkedKind::Condition(self.expr(condition.predicate)),
            NodeKind::Entry(entry) => LinkedKind::Entry(Box::new(LinkedEntry {
                section: entry.section,
                value: self.expr(entry.value),
            })),
            NodeKind::Rule(rule) => {
                let condition = rule.condition.map(|condition| ("RuleCondition".into(), condition));
                let assertions = ("Assertions".into(), Expr::List(rule.assertions));
                LinkedKind::Rule(self.entries(condition.into_iter().chain([assertions]).collect()))
            }
            NodeKind::Output(output) => LinkedKind::Output(Box::new(LinkedOutput {
                value: self.expr(output.value),
                description: output.description,
                export: output.export.map(|name| self.export_name(name)),
                condition: output.condition.and_then(|node| self.condition(node)),
                raw: self.object(output.raw),
            })),
        }
    }

    fn export_name(&mut self, name: Expr) -> Local {
        self.early = Some("export's name");
        let name = self.expr(name);
        self.early = None;
        name
    }

    fn resource(&mut self, resource: ResourceNode) -> LinkedResource {
        let ResourceNode { facts, declaration } = resource;
        let (properties, attributes) = declaration.into_parts();
        let properties = self.object(properties);
        LinkedResource {
            facts,
            properties,
            attributes: attributes.map(|attributes| Box::new(self.attributes(*attributes))),
        }
    }

    fn attributes(&mut self, attributes: Attributes) -> LinkedAttributes {
        let mut metadata = attributes.metadata;
        if !attributes.reasons.is_empty() {
            let reasons =
                attributes.reasons.into_iter().map(|(label, reason)| (label.into(), reason.into()));
            let reasons = ("reasons".into(), Expr::Map(reasons.collect()));
            let mut ours = match metadata.remove(acknowledgement::KEY) {
                Some(Expr::Map(entries)) => entries,
                _ => Vec::new(),
            };
            ours.push(reasons);
            metadata.set(acknowledgement::KEY, Expr::Map(ours));
        }
        let depends_on: Vec<u32> =
            attributes.depends_on.into_iter().map(|(node, _)| node.index).collect();
        self.findings.needs.extend(depends_on.iter().map(|to| Need { from: self.index, to: *to }));
        LinkedAttributes {
            condition: attributes.condition.and_then(|node| self.condition(node)),
            depends_on,
            deletion_policy: attributes.deletion_policy,
            update_replace_policy: attributes.update_replace_policy,
            creation_policy: attributes.creation_policy.map(|policy| self.expr(policy.into())),
            update_policy: attributes.update_policy.map(|policy| self.expr(policy.into())),
            metadata: self.object(metadata),
            raw: self.object(attributes.raw),
            statements: attributes.statements,
        }
    }

    fn object(&mut self, object: Object) -> Vec<(ObjectKey, Local)> {
        self.entries(object.into_entries())
    }

    fn entries(&mut self, entries: Vec<(ObjectKey, Expr)>) -> Vec<(ObjectKey, Local)> {
        entries.into_iter().map(|(key, value)| (key, self.expr(value))).collect()
    }

    fn list(&mut self, items: Vec<Expr>) -> Vec<Local> {
        items.into_iter().map(|item| self.expr(item)).collect()
    }

    fn expr(&mut self, expr: Expr) -> Local {
        self.check_literal(&expr);
        match expr {
            Expr::String(text) => {
                self.check_text(&text);
                Expr::String(text)
            }
            Expr::Reference(reference) => self.follow(reference),
            Expr::Map(entries) => Expr::Map(self.entries(entries)),
            Expr::List(items) => Expr::List(self.list(items)),
            Expr::Concat(parts) => {
                self.check_parts(&parts);
                Expr::Concat(self.list(parts))
            }
            Expr::Function(function) => self.function(*function),
            Expr::Dynamic(inner) => Expr::Dynamic(Box::new(self.dynamic(*inner))),
            Expr::Integer(value) => Expr::Integer(value),
            Expr::Bool(value) => Expr::Bool(value),
            Expr::Pseudo(pseudo) => Expr::Pseudo(pseudo),
            Expr::Number(number) => {
                if !number.get().is_finite() {
                    let message = format!("JSON can't represent the number `{}`", number.get());
                    self.report(
                        Diagnostic::error(codes::NUMBER, message).help("use a finite number"),
                    );
                }
                Expr::Number(number)
            }
            Expr::Null => {
                let null = Diagnostic::error(codes::NULL, "a template can't contain `null`");
                self.report(null.help("leave the property out, or set it to `NO_VALUE`"));
                Expr::Null
            }
        }
    }

    fn function(&mut self, function: Function) -> Local {
        let Function { name, argument } = function;
        let is_extension = match &*name {
            "Fn::Length" | "Fn::ToJsonString" => true,
            "Fn::FindInMap" => argument.as_list().is_some_and(|arguments| arguments.len() > 3),
            _ => false,
        };
        if is_extension {
            self.findings.extended.insert(self.stack);
        }
        self.check_parts_of(&name, &argument);
        Expr::function(name, self.expr(argument))
    }

    /// Links the inside of a dynamic reference, or of a verbatim part of a template: references are resolved, and the rest is
    /// not checked.
    fn dynamic(&mut self, inner: Expr) -> Local {
        match inner {
            Expr::String(text) => Expr::String(text),
            Expr::Null => Expr::Null,
            Expr::Concat(parts) => Expr::Concat(self.dynamics(parts)),
            Expr::List(items) => Expr::List(self.dynamics(items)),
            Expr::Map(entries) => Expr::Map(
                entries.into_iter().map(|(key, value)| (key, self.dynamic(value))).collect(),
            ),
            Expr::Function(function) => {
                let Function { name, argument } = *function;
                Expr::function(name, self.dynamic(argument))
            }
            other => self.expr(other),
        }
    }

    fn dynamics(&mut self, items: Vec<Expr>) -> Vec<Local> {
        items.into_iter().map(|item| self.dynamic(item)).collect()
    }

    fn follow(&mut self, reference: Reference) -> Local {
        match reference {
            Reference::Fault(fault) => self.fault(*fault),
            Reference::To(target) => self.target(target),
        }
    }

    fn fault(&mut self, fault: Fault) -> Local {
        self.diagnostics.push(fault.at(self.skeleton, self.index));
        Expr::String("".into())
    }

    fn target(&mut self, target: ReferenceTarget) -> Local {
        let Some(node) = self.skeleton.position(target.node()) else {
            let foreign = Diagnostic::error(
                codes::FOREIGN_REFERENCE,
                "a reference names a construct of another app",
            );
            self.report(foreign.help("add the construct to this app, or import it: `Arn::imported(…)`, `import_value(…)`"));
            return Expr::String("".into());
        };
        let ReferenceTarget { kind, attribute, .. } = target;
        if let Some(noun) = self.early
            && !self.is_known_early(node, kind, noun)
        {
            self.refuse_early(noun, node);
            return Expr::String("".into());
        }
        if self.skeleton.stack_of(node) == self.stack {
            self.findings.needs.push(Need { from: self.index, to: node });
            return Expr::Reference(LocalReference::Declared { node, kind, attribute });
        }
        self.import(Wanted { node, kind, attribute })
    }

    fn import(&mut self, wanted: Wanted) -> Local {
        let (node, kind) = (wanted.node, wanted.kind);
        if kind == ReferenceKind::Name || self.skeleton.stack_of(node) == NO_STACK {
            self.refuse_export(node);
            return Expr::String("".into());
        }
        self.check_environments(node);
        self.findings.needs.push(Need { from: self.index, to: node });
        let entry = self.findings.wanted.entry(wanted);
        let import = Expr::Reference(LocalReference::Import(
            u32::try_from(entry.index()).unwrap_or(u32::MAX),
        ));
        entry.or_insert(None);
        match kind {
            ReferenceKind::List => {
                Expr::function("Fn::Split", Expr::List(vec![Expr::String("||".into()), import]))
            }
            _ => import,
        }
    }

    fn condition(&mut self, node: NodeId) -> Option<u32> {
        if let Some(index) = self.skeleton.position(node)
            && self.nouns.get(&index) != Some(&"condition")
        {
            let path = self.skeleton.path(index);
            let wrong =
                Diagnostic::error(codes::WRONG_TARGET, format!("`{path}` is not a condition"));
            self.report(wrong.help("use the handle that adding the condition returned"));
            return None;
        }
        match self.target(ReferenceTarget::name_of(node)) {
            Expr::Reference(LocalReference::Declared { node, .. }) => Some(node),
            _ => None,
        }
    }
}
