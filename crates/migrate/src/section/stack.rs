//! Writes the description of the stack: the head of the template, and sections that have no type.

use constructs_cloudformation::Stack;
use constructs_cloudformation::function::LANGUAGE_EXTENSIONS;
use constructs_document::{Entry, Map, Node, Template, Value};

use crate::author::Author;
use crate::code::{self, Code};
use crate::names::{pascal_case, snake_case};
use crate::plan::SECTIONS;
use crate::value::{Is, plain_text};

/// What the names of templates end in, the last first.
const ENDINGS: [&str; 6] = [".json", ".yaml", ".yml", ".cfn", ".template", ".cloudformation"];

/// What the stack is called.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Names {
    /// As CloudFormation knows it: `^[A-Za-z][A-Za-z0-9-]{0,127}$`.
    pub(crate) stack: String,
    /// Its id in the app.
    pub(crate) id: String,
    /// The function that adds it, and its module.
    pub(crate) function: String,
}

impl Names {
    /// Names like `file`, without its endings.
    pub(crate) fn like(file: &str) -> Self {
        let name =
            ENDINGS.iter().fold(file, |name, ending| name.strip_suffix(ending).unwrap_or(name));
        let fit = |character: char| if character.is_ascii_alphanumeric() { character } else { '-' };
        let dashed: String = name.chars().map(fit).collect();
        let dashed =
            dashed.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let begins = dashed.starts_with(|first: char| first.is_ascii_alphabetic());
        let mut stack = if begins { dashed } else { format!("stack-{dashed}") };
        stack.truncate(128);
        let stack = stack.trim_end_matches('-').to_owned();
        Self::new(stack)
    }

    /// The names of a stack that exists, if CloudFormation accepts its name.
    pub(crate) fn from_stack(stack: &str) -> Option<Self> {
        let is_name = stack.starts_with(|first: char| first.is_ascii_alphabetic())
            && stack.len() <= 128
            && stack.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_name.then(|| Self::new(stack.to_owned()))
    }

    fn new(stack: String) -> Self {
        let function = crate::names::Taken::default().variable(&snake_case(&stack), "stack");
        Self { id: pascal_case(&stack), function, stack }
    }
}

impl Author<'_> {
    /// `Stack::named(…)` with all that is not added to the stack later.
    pub(crate) fn stack(&mut self, stack: &Stack, names: &Names) -> Code {
        let start = Code::call("Stack::named", [code::text(&names.stack)]);
        let place = [("account", &stack.account), ("region", &stack.region)];
        let start = place.into_iter().fold(start, |built, (setter, value)| match value {
            Some(value) => built.method(setter, [code::text(value)]),
            None => built,
        });
        let start = start.method("adopted", []);
        stack.template.sections().fold(start, |built, section| {
            self.place = (String::new(), section.key.clone());
            self.section(built, section)
        })
    }

    fn section(&mut self, built: Code, section: &Entry) -> Code {
        let (name, node) = (section.key.as_str(), &section.node);
        match self.head(&built, name, node) {
            Some(built) => built,
            None if is_added(name, node) => built,
            None => {
                let value = self.plain(node).loose().code;
                built.method("section", [code::text(name), value])
            }
        }
    }

    /// A section by its own method, if that can say it.
    fn head(&mut self, built: &Code, name: &str, node: &Node) -> Option<Code> {
        let built = built.clone();
        match name {
            "AWSTemplateFormatVersion" => {
                Some(built.method("format_version", [code::text(plain_text(node)?)]))
            }
            "Description" => Some(built.method("description", [self.literal(plain_text(node)?)])),
            "Metadata" => {
                let map = node.as_map().filter(|map| !map.is_empty())?;
                Some(self.metadata(built, map))
            }
            "Transform" if !matches!(node.value, Value::Null) => {
                if let Some([]) = node.as_list() {
                    return None;
                }
                let transform = self.plain(node);
                let is_fit = matches!(transform.is, Is::Literal | Is::Object | Is::Array(..));
                is_fit.then(|| built.method("transform", [transform.code]))
            }
            _ => None,
        }
    }

    fn metadata(&mut self, built: Code, map: &Map) -> Code {
        map.iter().fold(built, |built, entry| {
            let value = self.plain(&entry.node).loose().code;
            built.method("metadata", [code::text(&entry.key), value])
        })
    }
}

/// Whether the entries of a section become constructs.
fn is_added(name: &str, node: &Node) -> bool {
    SECTIONS.contains(&name) && node.as_map().is_some_and(|map| !map.is_empty())
}

/// Whether the template has the language extensions.
pub(crate) fn is_extended(template: &Template) -> bool {
    let names = |node: &Node| node.as_str() == Some(LANGUAGE_EXTENSIONS);
    let transform = template.root().get("Transform");
    transform.is_some_and(|transform| {
        names(transform) || transform.as_list().is_some_and(|list| list.iter().any(names))
    })
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_stack_is_named_after_its_file() {
        for (file, stack, id, function) in [
            (
                "chat-dev-queues.template.json",
                "chat-dev-queues",
                "ChatDevQueues",
                "chat_dev_queues",
            ),
            ("my template.v2", "my-template-v2", "MyTemplateV2", "my_template_v2"),
            ("2024_vpc", "stack-2024-vpc", "Stack2024Vpc", "stack_2024_vpc"),
            ("", "stack", "Stack", "stack_stack"),
            ("日本", "stack", "Stack", "stack_stack"),
            ("join", "join", "Join", "join_stack"),
            ("constructs", "constructs", "Constructs", "constructs_stack"),
            ("std.json", "std", "Std", "std_stack"),
            ("lib.yaml", "lib", "Lib", "lib_stack"),
        ] {
            let names = Names::like(file);
            let found = (&*names.stack, &*names.id, &*names.function);
            assert_eq!(found, (stack, id, function));
        }
    }

    #[test]
    fn a_stack_that_exists_keeps_its_name() {
        let names = Names::from_stack("Shop-Orders").unwrap();
        assert_eq!((&*names.stack, &*names.id), ("Shop-Orders", "ShopOrders"));
        for rejected in ["", "1-shop", "shop_orders", "shop.orders", &"a".repeat(129)] {
            assert_eq!(Names::from_stack(rejected), None, "{rejected}");
        }
    }
}
