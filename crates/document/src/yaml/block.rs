//! Writes a node as lines of YAML in block style.
//!
//! INVARIANT: a function is looked for only where CloudFormation evaluates one, so a resource, a mapping's key or a
//! parameter that is called `Ref` stays what it is.

use super::function;
use super::scalar;
use crate::node::{Map, Node, Value};

/// A key that takes more bytes is written with `? `: readers look for its colon in the first 1,024 only.
const LONGEST_SIMPLE_KEY: usize = 800;
/// Sections with functions, and the number of keys that lead to the first place for one.
const SECTIONS: [(&str, usize); 4] =
    [("Conditions", 2), ("Outputs", 3), ("Resources", 3), ("Rules", 3)];

/// How a value goes on after what is on its line already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// Nothing is on the line: the document's start.
    Start,
    /// `key:` or a tag: a list or map starts on the next line.
    Key,
    /// `-`: a list or map starts on the same line.
    Dash,
}

/// The place of a value in the template.
#[derive(Clone, Copy)]
enum Place {
    /// The whole template.
    Root,
    /// So many levels above the first place for a function; 0 is one.
    Above(usize),
    /// In a section that has no functions.
    Verbatim,
}

impl Place {
    fn below(self, key: &str) -> Self {
        match self {
            Self::Root => {
                let section = SECTIONS.iter().find(|(name, _)| *name == key);
                section.map_or(Self::Verbatim, |(_, depth)| Self::Above(depth - 1))
            }
            Self::Above(depth) => Self::Above(depth.saturating_sub(1)),
            Self::Verbatim => Self::Verbatim,
        }
    }
}

/// Writes a whole document.
pub(super) fn render(node: &Node) -> String {
    let mut block = Block { out: String::new() };
    block.value(node, 0, Lead::Start, Place::Root);
    block.out
}

struct Block {
    out: String,
}

impl Block {
    /// Writes a value to its last line's end. What goes on new lines is indented by `indent` spaces.
    fn value(&mut self, node: &Node, indent: usize, lead: Lead, place: Place) {
        match &node.value {
            Value::Map(map) => match Self::tagged(map, place) {
                Some((tag, value)) => {
                    self.word(lead, |out| {
                        out.push('!');
                        out.push_str(tag);
                    });
                    self.value(&value, indent, Lead::Key, place);
                }
                None if map.is_empty() => self.line(lead, |out| out.push_str("{}")),
                None => self.map(map, indent, lead, place),
            },
            Value::List(elements) if elements.is_empty() => {
                self.line(lead, |out| out.push_str("[]"))
            }
            Value::List(elements) => self.list(elements, indent, lead, place),
            Value::Null => self.line(lead, |out| out.push_str("null")),
            Value::Bool(value) => {
                self.line(lead, |out| out.push_str(if *value { "true" } else { "false" }))
            }
            Value::Integer(value) => self.line(lead, |out| out.push_str(&value.to_string())),
            Value::Number(value) => self.line(lead, |out| scalar::float(out, *value)),
            Value::String(text) => self.line(lead, |out| scalar::text(out, text)),
        }
    }

    fn tagged(map: &Map, place: Place) -> Option<(&'static str, std::borrow::Cow<'_, Node>)> {
        if matches!(place, Place::Above(0)) { function::short(map) } else { None }
    }

    fn map(&mut self, map: &Map, indent: usize, lead: Lead, place: Place) {
        for (position, entry) in map.iter().enumerate() {
            self.begin(position, indent, lead);
            self.key(&entry.key, indent);
            self.out.push(':');
            self.value(&entry.node, indent + 2, Lead::Key, place.below(&entry.key));
        }
    }

    /// Writes a key up to its colon.
    fn key(&mut self, key: &str, indent: usize) {
        let start = self.out.len();
        scalar::text(&mut self.out, key);
        if self.out.len() - start > LONGEST_SIMPLE_KEY {
            self.out.insert_str(start, "? ");
            self.out.push('\n');
            self.indent(indent);
        }
    }

    fn list(&mut self, elements: &[Node], indent: usize, lead: Lead, place: Place) {
        for (position, element) in elements.iter().enumerate() {
            self.begin(position, indent, lead);
            self.out.push('-');
            self.value(element, indent + 2, Lead::Dash, place.below("-"));
        }
    }

    /// Goes to where an entry starts: a map or list after a dash has its first one on the dash's line.
    fn begin(&mut self, position: usize, indent: usize, lead: Lead) {
        match (position, lead) {
            (0, Lead::Start) => {}
            (0, Lead::Dash) => self.out.push(' '),
            (0, Lead::Key) => {
                self.out.push('\n');
                self.indent(indent);
            }
            _ => self.indent(indent),
        }
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// Writes something behind what is on the line.
    fn word(&mut self, lead: Lead, write: impl FnOnce(&mut String)) {
        if lead != Lead::Start {
            self.out.push(' ');
        }
        write(&mut self.out);
    }

    /// Writes the last thing on a line.
    fn line(&mut self, lead: Lead, write: impl FnOnce(&mut String)) {
        self.word(lead, write);
        self.out.push('\n');
    }
}
