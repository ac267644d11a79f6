//! Resolves a value of a template, with its intrinsic functions, to every text that it can become.
//!
//! Each text has symbols for unknown parts, and the formula of the conditions under which the value becomes it. An unknown value
//! is a symbol of the whole expression, so that equal expressions have equal texts and different ones do not.

use constructs_cloudformation::TemplateNotation;
use constructs_cloudformation::function::{GetAtt, If, Join, NO_VALUE};
use constructs_document::{Node, Value};
use constructs_policy::Notation;

use super::fragments::{Fragment, Fragments, append};
use super::resolution::Resolution;
use super::resolver::{MAX_RESOLUTION_DEPTH, Resolver};
use super::stacks::{ResourceId, section};
use super::{lookup, parameter_symbol, pseudo, stored, substitution, symbols};
use constructs_iam::Assumption;
use constructs_iam::Domain;
use constructs_iam::cases::Formula;
use constructs_iam::{PolicyText, Symbol};

/// The most texts that one value can become.
const MAX_RESOLUTIONS: usize = 256;

impl<'t> Resolver<'_, 't, '_> {
    /// Resolves a value or each item of a list, with both branches of `Fn::If`.
    pub(crate) fn resolve(&mut self, node: &Node) -> Vec<Resolution> {
        let mut found: Vec<Resolution> = match node.as_list() {
            Some(items) => items.iter().flat_map(|item| self.resolve(item)).collect(),
            None => self.resolve_value(node),
        };
        if found.len() > MAX_RESOLUTIONS && node.as_list().is_none() {
            return self.unread_value(node, "has too many possible texts");
        }
        found
            .iter_mut()
            .for_each(|one| one.fragments = self.replace_dynamic_references(&one.fragments));
        found
    }

    /// The only text that a value can become.
    pub(crate) fn single(&mut self, node: &Node) -> Option<Fragments> {
        let mut found = self.resolve(node);
        let only = found.pop()?;
        (found.is_empty() && only.presence == Formula::TRUE).then_some(only.fragments)
    }

    /// The only text that a value can become, if it has no symbols.
    pub(super) fn literal(&mut self, node: &Node) -> Option<String> {
        match self.single(node)?.as_slice() {
            [] => Some(String::new()),
            [Fragment::Text(text)] => Some(text.clone()),
            _ => None,
        }
    }

    fn resolve_value(&mut self, node: &Node) -> Vec<Resolution> {
        match &node.value {
            Value::String(text) => vec![Resolution::from_text(text)],
            Value::Bool(flag) => vec![Resolution::from_text(&flag.to_string())],
            Value::Integer(number) => vec![Resolution::from_text(&number.to_string())],
            Value::Number(number) => vec![Resolution::from_text(&number.to_string())],
            Value::List(_) => self.resolve(node),
            Value::Null => Vec::new(),
            Value::Map(_) => match node.single() {
                Some((name, argument)) => self.resolve_function(name, argument, node),
                None => self.unknown_value(node),
            },
        }
    }

    fn resolve_function(&mut self, name: &str, argument: &Node, node: &Node) -> Vec<Resolution> {
        let found = match name {
            "Ref" => argument.as_str().map(|target| self.reference(target)),
            "Fn::GetAtt" => self.resolve_get_att(argument),
            "Fn::ImportValue" => self.resolve_import(argument),
            "Fn::GetStackOutput" => lookup::stack_output(self, argument, node),
            "Fn::If" => self.resolve_if(argument),
            "Fn::Sub" => substitution::resolve(self, argument),
            "Fn::Join" => self.resolve_join(argument, node),
            "Fn::Select" => lookup::select(self, argument, node),
            "Fn::Split" => lookup::split(self, argument, node),
            "Fn::FindInMap" => lookup::find_in_map(self, argument),
            _ => None,
        };
        found.unwrap_or_else(|| self.unknown_value(node))
    }

    pub(crate) fn reference(&mut self, target: &str) -> Vec<Resolution> {
        if target == NO_VALUE {
            return Vec::new();
        }
        if target.starts_with("AWS::") {
            return vec![Resolution::unconditional(vec![self.pseudo(target)])];
        }
        if let Some(id) = self.stacks.find(self.stack, target) {
            return symbols::reference(self, id);
        }
        let stack = self.template();
        let parameter = stack.and_then(|stack| {
            section(stack.root(), "Parameters").find(|(name, _)| *name == target)
        });
        match (stack, parameter) {
            (Some(stack), Some((name, node))) => {
                if let Some(found) = super::passed::resolve_parameter(self, name, node) {
                    return found;
                }
                vec![Resolution::from_symbol(parameter_symbol::symbol(
                    self.stacks,
                    stack,
                    name,
                    node,
                ))]
            }
            _ => {
                let reason = format!("the template does not declare `{target}`");
                let symbol = self.expression_symbol(
                    &format!("Ref {target}"),
                    target,
                    Domain::unread(&reason),
                );
                vec![Resolution::from_symbol(symbol)]
            }
        }
    }

    pub(crate) fn pseudo(&self, name: &str) -> Fragment {
        pseudo::value(self.stacks, self.stack, name)
    }

    fn resolve_get_att(&mut self, argument: &Node) -> Option<Vec<Resolution>> {
        let (id, attribute) = GetAtt::parse(argument)?.names()?;
        self.resolve_attribute(id, attribute)
    }

    pub(super) fn resolve_attribute(
        &mut self,
        id: &str,
        attribute: &str,
    ) -> Option<Vec<Resolution>> {
        let id = self.stacks.find(self.stack, id)?;
        let output = attribute.strip_prefix("Outputs.");
        if let Some(found) = output.and_then(|name| self.resolve_output(id, name)) {
            return Some(found);
        }
        if let Some(found) = lookup::resolve_region_export(self, id, attribute) {
            return Some(found);
        }
        Some(symbols::attribute(self, id, attribute))
    }

    /// An output of a nested stack.
    fn resolve_output(&mut self, id: ResourceId<'_>, name: &str) -> Option<Vec<Resolution>> {
        let stack = self.stacks.nested_as(id)?;
        let root = self.stacks.get(stack)?.root();
        let value = root.get("Outputs")?.get(name)?.get("Value")?;
        self.resolve_in_stack(stack, value)
    }

    /// A value of another stack's template.
    pub(super) fn resolve_in_stack(
        &mut self,
        stack: usize,
        value: &Node,
    ) -> Option<Vec<Resolution>> {
        let depth = self.depth + 1;
        let mut resolver = Resolver { stacks: self.stacks, stack, notes: self.notes, depth };
        (depth <= MAX_RESOLUTION_DEPTH && resolver.notes.may_follow())
            .then(|| resolver.resolve(value))
    }

    fn resolve_import(&mut self, argument: &Node) -> Option<Vec<Resolution>> {
        let name = self.literal(argument)?;
        Some(self.resolve_export(&name))
    }

    /// The value of an export.
    pub(crate) fn resolve_export(&mut self, name: &str) -> Vec<Resolution> {
        let unread = |reason: &str| {
            let id = format!("export {name}");
            vec![Resolution::from_symbol(Symbol::from_expression(&id, &id, Domain::unread(reason)))]
        };
        match self.stacks.export(self.stack, name) {
            Some(Ok((stack, value))) => self
                .resolve_in_stack(stack, value)
                .unwrap_or_else(|| unread(&format!("the export `{name}` refers to itself"))),
            Some(Err(())) => unread(&format!("several stacks export `{name}`")),
            None => {
                self.notes.assume(Assumption::DistinctImport { import: name.to_owned() });
                let name = format!("import {name}");
                vec![Resolution::from_symbol(Symbol::new(
                    &name,
                    Domain::arn(PolicyText::parse("arn:*", false)),
                ))]
            }
        }
    }

    fn resolve_if(&mut self, argument: &Node) -> Option<Vec<Resolution>> {
        let If { condition, then, otherwise } = If::parse(argument)?;
        let (holding, failing) = (self.resolve(then), self.resolve(otherwise));
        if holding == failing {
            return Some(holding);
        }
        let condition = self.condition(condition.as_str()?);
        let other = condition.clone().negate();
        let mut all: Vec<Resolution> = Vec::new();
        for one in holding {
            // What both branches contain is always present.
            let is_same = failing.contains(&one);
            all.push(if is_same { one } else { one.with_presence(&condition) });
        }
        for one in failing {
            let is_there = all.contains(&one);
            if !is_there {
                all.push(one.with_presence(&other));
            }
        }
        all.retain(|one| one.presence != Formula::Known(false));
        Some(all)
    }

    /// The deployments in which a condition of the template holds.
    pub(crate) fn condition(&mut self, name: &str) -> Formula {
        super::condition::read_condition(self, name)
    }

    fn resolve_join(&mut self, argument: &Node, node: &Node) -> Option<Vec<Resolution>> {
        let Join { delimiter, items } = Join::parse(argument)?;
        let delimiter = self.literal(delimiter)?;
        let items: Vec<Vec<Resolution>> = match items.as_list() {
            Some(items) => items.iter().map(|item| self.resolve(item)).collect(),
            None => match lookup::literal_list(self, items) {
                Some(items) => items.iter().map(|item| vec![Resolution::from_text(item)]).collect(),
                None => return Some(lookup::unknown_item(self, items, node)),
            },
        };
        // An absent item is absent together with its delimiter.
        let may_vanish = |ways: &Vec<Resolution>| {
            let presences = ways.iter().map(|way| way.presence.clone()).collect();
            Formula::any(presences) != Formula::TRUE
        };
        if items.iter().any(|ways| !ways.is_empty() && may_vanish(ways)) && !delimiter.is_empty() {
            return Some(self.unread_value(node, "joins items that may be absent"));
        }
        let items = items.into_iter().filter(|ways| !ways.is_empty()).collect();
        self.combine(items, &delimiter).or_else(|| Some(self.unknown_value(node)))
    }

    /// Joins the items in every combination; `None` if there are too many.
    pub(super) fn combine(
        &mut self,
        items: Vec<Vec<Resolution>>,
        delimiter: &str,
    ) -> Option<Vec<Resolution>> {
        let mut ways = vec![Resolution::unconditional(Vec::new())];
        let last = items.len();
        for (index, item) in items.into_iter().enumerate() {
            if ways.len() * item.len() > MAX_RESOLUTIONS {
                return None;
            }
            let mut next = Vec::with_capacity(ways.len() * item.len());
            let is_alone = item.len() == 1;
            for way in &mut ways {
                for one in &item {
                    let mut fragments = match is_alone {
                        true => std::mem::take(&mut way.fragments),
                        false => way.fragments.clone(),
                    };
                    append(&mut fragments, one.fragments.iter().map(as_text));
                    if index + 1 < last && !delimiter.is_empty() {
                        append(&mut fragments, [Fragment::Text(delimiter.to_owned())]);
                    }
                    let presence = way.presence.clone().and(one.presence.clone());
                    next.push(Resolution { fragments, presence });
                }
            }
            ways = next;
        }
        ways.retain(|way| way.presence != Formula::Known(false));
        Some(ways)
    }

    /// A symbol for a value that is not read.
    pub(super) fn unknown_value(&mut self, node: &Node) -> Vec<Resolution> {
        self.unread_value(node, "is not known")
    }

    pub(super) fn unread_value(&mut self, node: &Node, why: &str) -> Vec<Resolution> {
        let text = display_value(node);
        let reason = format!("the value of `{text}` {why}");
        vec![Resolution::from_symbol(self.symbol_for(node, Domain::unread(&reason)))]
    }

    /// The symbol of a whole expression of this stack.
    pub(super) fn symbol_for(&self, node: &Node, domain: Domain) -> Symbol {
        self.expression_symbol(&self.expression_identity(node), &display_value(node), domain)
    }

    /// Identifies an expression of this stack.
    pub(super) fn expression_identity(&self, node: &Node) -> String {
        super::depends::expression_identity(self.stacks, self.stack, node)
    }

    /// A symbol of this stack.
    pub(super) fn expression_symbol(&self, expression: &str, name: &str, domain: Domain) -> Symbol {
        let (id, label) = self.template().map_or(("", ""), |stack| (&stack.id, &stack.name));
        Symbol::from_expression(&format!("{id}#{expression}"), &format!("{label}.{name}"), domain)
    }

    /// The resource whose ARN or name the value is.
    pub(crate) fn find_resource(&self, fragments: &[Fragment]) -> Option<ResourceId<'t>> {
        super::canonical::resource(self.stacks, fragments)
    }

    /// Replaces each dynamic reference by one symbol: CloudFormation resolves dynamic references in any value.
    fn replace_dynamic_references(&self, fragments: &[Fragment]) -> Fragments {
        const START: &str = "{{resolve:";
        let has_start =
            |one: &Fragment| matches!(one, Fragment::Text(text) if text.contains(START));
        if !fragments.iter().any(has_start) {
            return fragments.to_vec();
        }
        let mut found = Fragments::new();
        // The text after the start of a reference whose end was not found yet.
        let mut open: Option<Fragments> = None;
        for fragment in fragments {
            let Fragment::Text(text) = fragment else {
                open.as_mut().unwrap_or(&mut found).push(fragment.clone());
                continue;
            };
            let mut rest = text.as_str();
            loop {
                let marker = if open.is_some() { "}}" } else { START };
                let Some((before, after)) = rest.split_once(marker) else { break };
                let before = Fragment::Text(before.to_owned());
                match open.take() {
                    Some(mut inside) => {
                        append(&mut inside, [before]);
                        found.push(Fragment::Symbol(self.dynamic_symbol(&inside)));
                    }
                    None => {
                        append(&mut found, [before]);
                        open = Some(Fragments::new());
                    }
                }
                rest = after;
            }
            append(open.as_mut().unwrap_or(&mut found), [Fragment::Text(rest.to_owned())]);
        }
        // The end may be in another part of the value that is joined later.
        if let Some(inside) = open {
            append(&mut found, [Fragment::Text(START.to_owned())]);
            append(&mut found, inside);
        }
        found
    }

    fn dynamic_symbol(&self, inside: &[Fragment]) -> Symbol {
        let reference = inside.iter().map(|fragment| match fragment {
            Fragment::Text(text) => text.clone(),
            Fragment::Symbol(symbol) => format!("<{}>", symbol.id),
        });
        let reference: String = reference.collect();
        let name = format!("{{{{resolve:{reference}}}}}");
        let stored = stored::parse_store(&reference)
            .map(|(store, name)| stored::identity(self.stacks, store, name));
        let expression = format!("{name}{}", stored.unwrap_or_default());
        self.expression_symbol(&expression, &name, Domain::any())
    }
}

/// Inside a longer text, a list is a single text.
fn as_text(fragment: &Fragment) -> Fragment {
    match fragment {
        Fragment::Symbol(symbol) if symbol.domain.is_list => {
            let domain = Domain { is_list: false, ..Domain::clone(&symbol.domain) };
            let id = format!("{} as text", symbol.id);
            Fragment::Symbol(Symbol::from_expression(&id, &symbol.name, domain))
        }
        other => other.clone(),
    }
}

/// Shortens a value for a message.
pub(super) fn display_value(node: &Node) -> String {
    TemplateNotation::display(node)
}
