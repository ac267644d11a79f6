//! Tracks the path from the root of a template to a value, as a list on the stack that is copied only for a finding.

use constructs_diagnostics::pointer;
use constructs_document::{Entry, Mark, Node};

/// A place in a template.
#[derive(Clone, Copy)]
pub struct Path<'p> {
    parent: Option<&'p Self>,
    step: Option<Here<'p>>,
    /// The property of the schema that this step leads to, if the step leads to another property.
    property: Option<&'p str>,
    /// The position of the key or item.
    pub mark: Mark,
}

#[derive(Clone, Copy)]
enum Here<'p> {
    Key(&'p str),
    Item(usize),
}

impl<'p> Path<'p> {
    /// The root of a template.
    pub const ROOT: Self =
        Self { parent: None, step: None, property: None, mark: Mark { line: 1, column: 1 } };

    /// The path of a member of an object.
    pub const fn entry(&'p self, entry: &'p Entry) -> Self {
        let step = Some(Here::Key(entry.key.as_str()));
        Self { parent: Some(self), step, property: None, mark: entry.mark }
    }

    /// The path of a key that has no entry of its own.
    pub const fn key(&'p self, key: &'p str, mark: Mark) -> Self {
        Self { parent: Some(self), step: Some(Here::Key(key)), property: None, mark }
    }

    /// The path of an item of a list.
    pub const fn item(&'p self, index: usize, node: &Node) -> Self {
        Self { parent: Some(self), step: Some(Here::Item(index)), property: None, mark: node.mark }
    }

    /// The same, as the property of a schema; `*` for items and the values of maps.
    pub const fn as_property(mut self, name: &'p str) -> Self {
        self.property = Some(name);
        self
    }

    /// The JSON pointer from the root.
    pub fn pointer(&self) -> String {
        let mut tokens = Vec::new();
        let mut here = Some(self);
        while let Some(path) = here {
            match path.step {
                Some(Here::Key(key)) => tokens.push(pointer::child("", key)),
                Some(Here::Item(index)) => tokens.push(format!("/{index}")),
                None => {}
            }
            here = path.parent;
        }
        tokens.reverse();
        tokens.concat()
    }

    /// Whether the path in the schema is `wanted`, such as `Rules/*/Id`.
    pub fn is_property(&self, wanted: &str) -> bool {
        let mut rest = wanted.rsplit('/');
        let mut here = Some(self);
        while let Some(path) = here {
            if let Some(name) = path.property
                && rest.next() != Some(name)
            {
                return false;
            }
            here = path.parent;
        }
        rest.next().is_none()
    }

    /// The last key of the path except `Fn::If`.
    pub fn last_key(&self) -> Option<&'p str> {
        let mut here = Some(self);
        while let Some(path) = here {
            if let Some(Here::Key(key)) = path.step
                && key != "Fn::If"
            {
                return Some(key);
            }
            here = path.parent;
        }
        None
    }
}
