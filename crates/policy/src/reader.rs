//! Finds the parts of a policy document.
//!
//! Nothing is guessed: what can't be read is left out, and `is_complete` is false.

use constructs_diagnostics::pointer;
use constructs_matching::nearest_word;

use crate::syntax::{
    ConditionSyntax, Element, PolicyPart, PolicySyntax, PrincipalSyntax, StatementSyntax,
    alternatives_of,
};
use crate::violation::{GrammarRule, GrammarViolation};
use crate::{Elements, Notation, Operator, PrincipalKind, ValueView};

const DOCUMENT_ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];
const STATEMENT_ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
];
/// Functions and lists around statements are followed to this depth.
const MAX_DEPTH: usize = 40;

type Entries<'v, V> = Vec<(&'v str, &'v V)>;

impl<'v, V> PolicySyntax<'v, V> {
    /// Reads a policy document.
    #[must_use]
    pub fn read<N: Notation<Value = V>>(value: &'v V) -> Self {
        let mut reader = Reader::<N>::new();
        let root = PolicyPart { value, pointer: String::new(), branches: Vec::new() };
        let ValueView::Object(entries) = N::view(value) else {
            if !matches!(
                N::view(value),
                ValueView::Unknown | ValueView::If { .. } | ValueView::NoValue
            ) {
                reader.fault(GrammarRule::Form, "", "a policy is an object", HELP_DOCUMENT);
            }
            return reader.finish(Vec::new(), None, None, false);
        };
        let misspelled = reader.unknown_elements(&entries, "", &DOCUMENT_ELEMENTS).misspelled;
        reader.is_complete = misspelled.is_empty();
        let part = |key| get(&entries, key).map(|value| root.child(value, key));
        let is_open = entries.iter().any(|(key, _)| N::is_function(key));
        match part("Statement") {
            Some(statements) => {
                if let ValueView::List([]) = N::view(statements.value) {
                    let message = "the policy has no statement";
                    reader.fault(
                        GrammarRule::NoStatements,
                        "/Statement",
                        message,
                        "add a statement, or leave the policy out",
                    );
                }
                reader.statements(&statements, 0, 0);
            }
            None if is_open || misspelled.contains(&"Statement") => reader.is_complete = false,
            None => {
                reader.is_complete = false;
                reader.fault(
                    GrammarRule::MissingStatement,
                    "",
                    "the policy has no `Statement`",
                    "add `\"Statement\": [ … ]`",
                );
            }
        }
        let (version, id) = (part("Version"), part("Id"));
        reader.finish(entries, version, id, !is_open)
    }

    /// Reads statements that are not in a document: a service makes the document of them.
    #[must_use]
    pub fn read_statements<N: Notation<Value = V>>(value: &'v V, pointer: &str) -> Self {
        let mut reader = Reader::<N>::new();
        let part = PolicyPart { value, pointer: pointer.to_owned(), branches: Vec::new() };
        reader.statements(&part, 0, 0);
        reader.finish(Vec::new(), None, None, true)
    }
}

const HELP_DOCUMENT: &str = "write `{\"Version\": …, \"Statement\": [ … ]}`";
const HELP_STATEMENT: &str = "write `{\"Effect\": …, \"Action\": …, \"Resource\": …}`";

struct Reader<'v, N: Notation> {
    faults: Vec<GrammarViolation>,
    statements: Vec<StatementSyntax<'v, N::Value>>,
    is_complete: bool,
}

/// The keys of an object that are not elements of the policy language.
struct UnknownElements {
    misspelled: Vec<&'static str>,
    are_none: bool,
}

impl<'v, N: Notation> Reader<'v, N> {
    const fn new() -> Self {
        Self { faults: Vec::new(), statements: Vec::new(), is_complete: true }
    }

    fn finish(
        self,
        entries: Entries<'v, N::Value>,
        version: Option<PolicyPart<'v, N::Value>>,
        id: Option<PolicyPart<'v, N::Value>>,
        is_readable: bool,
    ) -> PolicySyntax<'v, N::Value> {
        let Self { faults, statements, is_complete } = self;
        let is_complete =
            is_complete && is_readable && statements.iter().all(|statement| statement.is_complete);
        PolicySyntax { entries, version, id, statements, faults, is_complete }
    }

    fn fault(
        &mut self,
        rule: GrammarRule,
        pointer: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.faults.push(GrammarViolation::new(rule, pointer, message, help));
    }

    fn unknown_elements(
        &mut self,
        entries: &Entries<'v, N::Value>,
        pointer: &str,
        known: &[&'static str],
    ) -> UnknownElements {
        let mut unknown = UnknownElements { misspelled: Vec::new(), are_none: true };
        for (key, _) in entries.iter().filter(|(key, _)| !known.contains(key)) {
            unknown.are_none = false;
            if N::is_function(key) {
                continue;
            }
            let near = known.iter().find(|known| known.eq_ignore_ascii_case(key)).copied();
            unknown.misspelled.extend(near);
            let near = near.or_else(|| nearest_word(key, known.iter().copied()));
            let help = near.map_or_else(
                || format!("the elements here are {}", list(known)),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("a policy has no element `{key}`");
            self.fault(GrammarRule::UnknownElement, &pointer::child(pointer, key), message, help);
        }
        unknown
    }

    /// Statements, which lists and functions may surround.
    fn statements(&mut self, part: &PolicyPart<'v, N::Value>, index: usize, depth: usize) {
        match N::view(part.value) {
            _ if depth > MAX_DEPTH => self.unreadable(part, index),
            ValueView::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    let index = if index == 0 { at } else { index };
                    self.statements(&part.child(item, &at.to_string()), index, depth + 1);
                }
            }
            ValueView::If { condition, holds, fails } => {
                let [holding, failing] = part.sides(condition, holds, fails);
                if N::are_same(holds, fails) {
                    let same = PolicyPart { branches: part.branches.clone(), ..holding };
                    return self.statements(&same, index, depth + 1);
                }
                self.statements(&holding, index, depth + 1);
                self.statements(&failing, index, depth + 1);
            }
            ValueView::NoValue => {}
            ValueView::Unknown => self.unreadable(part, index),
            ValueView::Object(entries) => {
                let before = self.faults.len();
                let mut statement = self.statement(part, &entries, index);
                statement.faults = self.faults.split_off(before);
                self.statements.push(statement);
            }
            _ => {
                self.fault(
                    GrammarRule::Form,
                    &part.pointer,
                    "a statement is an object",
                    HELP_STATEMENT,
                );
                self.unreadable(part, index);
            }
        }
    }

    fn unreadable(&mut self, part: &PolicyPart<'v, N::Value>, index: usize) {
        self.statements.push(StatementSyntax::empty(part.clone(), index));
    }

    fn statement(
        &mut self,
        part: &PolicyPart<'v, N::Value>,
        entries: &Entries<'v, N::Value>,
        index: usize,
    ) -> StatementSyntax<'v, N::Value> {
        let mut statement = StatementSyntax::empty(part.clone(), index);
        let unknown = self.unknown_elements(entries, &part.pointer, &STATEMENT_ELEMENTS);
        let is_open = entries.iter().any(|(key, _)| N::is_function(key));
        statement.is_object = !is_open;
        statement.has_known_elements = unknown.are_none;
        let element = |key| get(entries, key).map(|value| part.child(value, key));
        statement.sid = element("Sid");
        statement.effect = element("Effect");
        let mut is_complete = !is_open && unknown.misspelled.is_empty();
        let mut reported = Vec::new();
        let mut either = |keys| self.either(part, entries, keys, &mut reported);
        statement.actions = either(["Action", "NotAction"]);
        statement.resources = either(["Resource", "NotResource"]);
        let principals = either(["Principal", "NotPrincipal"]);
        is_complete &= reported.is_empty();
        is_complete &= statement.effect.is_some() && statement.actions.is_some();
        statement.reported = reported;
        if let Some(Element { is_negated, part }) = principals {
            statement.principal_pointer = Some(part.pointer.clone());
            let found = self.principals(&part, &mut is_complete);
            let elements = if is_negated { Elements::Except(found) } else { Elements::Only(found) };
            statement.principals = Some(elements);
        }
        if let Some(part) = element("Condition") {
            self.conditions(&part, &mut statement.conditions, &mut is_complete);
        }
        statement.reported.extend(unknown.misspelled);
        statement.is_complete = is_complete;
        statement
    }

    /// The element or its negation; a statement with both can't be read.
    fn either(
        &mut self,
        part: &PolicyPart<'v, N::Value>,
        entries: &Entries<'v, N::Value>,
        [only, except]: [&'static str; 2],
        reported: &mut Vec<&'static str>,
    ) -> Option<Element<'v, N::Value>> {
        let (is_negated, key, value) = match (get(entries, only), get(entries, except)) {
            (Some(_), Some(_)) => {
                let message = format!("the statement has both `{only}` and `{except}`");
                self.fault(
                    GrammarRule::ExclusiveElements,
                    &part.pointer,
                    message,
                    format!("keep `{only}` or `{except}`"),
                );
                reported.push(only);
                return None;
            }
            (Some(value), None) => (false, only, value),
            (None, Some(value)) => (true, except, value),
            (None, None) => return None,
        };
        Some(Element { is_negated, part: part.child(value, key) })
    }

    fn principals(
        &mut self,
        part: &PolicyPart<'v, N::Value>,
        is_complete: &mut bool,
    ) -> Vec<PrincipalSyntax<'v, N::Value>> {
        let mut found = Vec::new();
        for part in alternatives_of::<N>(part) {
            match N::view(part.value) {
                ValueView::Text(text) => found.push(self.bare_principal(part, text)),
                ValueView::Object(kinds) => {
                    found.extend(self.principal_kinds(&part, kinds, is_complete));
                }
                ValueView::Unknown => *is_complete = false,
                _ => {
                    *is_complete = false;
                    let message = format!("`{}` is not a principal", N::display(part.value));
                    let help = "write `{\"AWS\": …}`, `{\"Service\": …}` or `\"*\"`";
                    self.fault(GrammarRule::PrincipalForm, &part.pointer, message, help);
                }
            }
        }
        found
    }

    /// A principal without its kind: `*`, or a mistake.
    fn bare_principal(
        &mut self,
        part: PolicyPart<'v, N::Value>,
        text: &str,
    ) -> PrincipalSyntax<'v, N::Value> {
        if text == "*" {
            return PrincipalSyntax { kind: PrincipalKind::Everyone, is_bare: false, part };
        }
        let message = format!("the principal `{text}` has no kind");
        let help = "write `{\"AWS\": …}` or `{\"Service\": …}`";
        self.fault(GrammarRule::PrincipalForm, &part.pointer, message, help);
        PrincipalSyntax { kind: PrincipalKind::Aws, is_bare: true, part }
    }

    fn principal_kinds(
        &mut self,
        part: &PolicyPart<'v, N::Value>,
        kinds: Entries<'v, N::Value>,
        is_complete: &mut bool,
    ) -> Vec<PrincipalSyntax<'v, N::Value>> {
        if kinds.is_empty() {
            let help = "name one, or leave the statement out";
            let message = "the statement names no principal";
            self.fault(GrammarRule::EmptyList, &part.pointer, message, help);
        }
        let mut found = Vec::new();
        for (key, value) in kinds {
            let Some(kind) = PrincipalKind::parse(key) else {
                *is_complete = false;
                self.unknown_principal_kind(part, key);
                continue;
            };
            let part = part.child(value, key);
            found.push(PrincipalSyntax { kind, is_bare: false, part });
        }
        found
    }

    fn unknown_principal_kind(&mut self, part: &PolicyPart<'v, N::Value>, key: &str) {
        if N::is_function(key) {
            return;
        }
        let message = format!("`{key}` is not a kind of principal");
        let help = "write `AWS`, `Service`, `Federated` or `CanonicalUser`";
        self.fault(GrammarRule::PrincipalForm, &pointer::child(&part.pointer, key), message, help);
    }

    fn conditions(
        &mut self,
        part: &PolicyPart<'v, N::Value>,
        found: &mut Vec<ConditionSyntax<'v, N::Value>>,
        is_complete: &mut bool,
    ) {
        for block in alternatives_of::<N>(part) {
            let example = "write `{\"StringEquals\": {\"aws:key\": \"value\"}}`";
            let Some(entries) = self.condition_entries(&block, example, is_complete) else {
                continue;
            };
            for (name, value) in entries {
                if N::is_function(name) {
                    *is_complete = false;
                    continue;
                }
                let Some(operator) = Operator::parse(name) else {
                    *is_complete = false;
                    self.unknown_operator(&block, name);
                    continue;
                };
                let keys = block.child(value, name);
                for keys in alternatives_of::<N>(&keys) {
                    let example = "write `{\"aws:key\": \"value\"}`";
                    let Some(entries) = self.condition_entries(&keys, example, is_complete) else {
                        continue;
                    };
                    if entries.iter().any(|(key, _)| N::is_function(key)) {
                        *is_complete = false;
                        continue;
                    }
                    found.extend(entries.into_iter().map(|(key, value)| ConditionSyntax {
                        operator,
                        key,
                        part: keys.child(value, key),
                    }));
                }
            }
        }
    }

    /// The entries of `Condition`, or of an operator.
    fn condition_entries(
        &mut self,
        part: &PolicyPart<'v, N::Value>,
        help: &str,
        is_complete: &mut bool,
    ) -> Option<Entries<'v, N::Value>> {
        let view = N::view(part.value);
        if let ValueView::Object(entries) = view {
            return Some(entries);
        }
        *is_complete = false;
        if !matches!(view, ValueView::Unknown) {
            let message = format!("`{}` is not a condition", N::display(part.value));
            self.fault(GrammarRule::Form, &part.pointer, message, help);
        }
        None
    }

    fn unknown_operator(&mut self, part: &PolicyPart<'v, N::Value>, name: &str) {
        let help = nearest_operator(name).map_or_else(
            || "the operators are `StringEquals`, `StringLike`, `ArnLike`, `Bool`, `IpAddress`, `NumericEquals`, `DateLessThan`, `Null` and the like".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("`{name}` is not a condition operator");
        self.fault(
            GrammarRule::UnknownOperator,
            &pointer::child(&part.pointer, name),
            message,
            help,
        );
    }
}

impl<'v, V> StatementSyntax<'v, V> {
    /// A statement of which nothing is known.
    const fn empty(part: PolicyPart<'v, V>, index: usize) -> Self {
        Self {
            index,
            part,
            sid: None,
            effect: None,
            actions: None,
            resources: None,
            principals: None,
            principal_pointer: None,
            conditions: Vec::new(),
            is_object: false,
            has_known_elements: false,
            is_complete: false,
            reported: Vec::new(),
            faults: Vec::new(),
        }
    }
}

fn get<'v, V>(entries: &[(&str, &'v V)], key: &str) -> Option<&'v V> {
    entries.iter().find(|(own, _)| *own == key).map(|(_, value)| *value)
}

/// `` `A`, `B` and `C` ``.
fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// The operator whose name is nearest, with its quantifier and `IfExists`.
fn nearest_operator(written: &str) -> Option<String> {
    let (quantifier, name) = match written.split_once(':') {
        Some((quantifier, name)) => {
            (nearest_word(quantifier, ["ForAllValues", "ForAnyValue"])?, name)
        }
        None => ("", written),
    };
    let with_if_exists = Operator::names().map(|name| format!("{name}IfExists"));
    let all: Vec<String> = Operator::names().map(str::to_owned).chain(with_if_exists).collect();
    let near =
        nearest_word(name, all.iter().map(String::as_str).filter(|name| *name != "NullIfExists"))?;
    Some(if quantifier.is_empty() { near.to_owned() } else { format!("{quantifier}:{near}") })
}
