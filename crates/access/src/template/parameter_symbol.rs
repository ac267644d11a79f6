//! Creates the symbol of a reference to a parameter.

use constructs_document::Node;

use super::parameter::{SSM_VALUE_PREFIX, declaration, domain, is_looked_up, text};
use super::stacks::Stacks;
use super::stored::{self, Store};
use constructs_cloudformation::Stack;
use constructs_iam::Domain;
use constructs_iam::Symbol;
use constructs_iam::seeded_fault::{SeededFault, is_on};

/// The symbol of a parameter. Two states have the same parameter if its declaration is the same.
pub(super) fn symbol(stacks: &Stacks<'_>, stack: &Stack, name: &str, parameter: &Node) -> Symbol {
    let declaration = match is_on(SeededFault::ChangedDefaultShared) {
        true => String::new(),
        false => declaration(stack.root(), name, parameter),
    };
    let stored = match is_looked_up(parameter) {
        true => stored::identity(stacks, Store::Parameters, stored::ANY_REFERENCE),
        false => String::new(),
    };
    let id = format!("{}#Parameter {name} {declaration}{stored}", stack.id);
    let kind = parameter.get("Type").and_then(Node::as_str).unwrap_or("String");
    let default = parameter.get("Default").filter(|_| !kind.starts_with(SSM_VALUE_PREFIX));
    let default = default.and_then(text).map(Into::into);
    let domain = Domain { default, ..domain(parameter) };
    Symbol::from_expression(&id, &format!("{}.{name}", stack.name), domain)
}
