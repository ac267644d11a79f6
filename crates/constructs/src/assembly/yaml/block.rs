//! A tree → lines of YAML in block style.
//!
//! INVARIANT: a function is looked for only where CloudFormation evaluates one, so a resource, a mapping's key or a
//! parameter that is called `Ref` stays what it is.

use super::function;
use super::node::Node;
use super::scalar;

/// A key that takes more bytes is written with `? `: readers look for its colon in the first 1,024 only.
const LONGEST_SIMPLE_KEY: usize = 800;
/// Sections in which functions stand, and how many keys lead to the first place for one.
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

/// Where in the template a value stands.
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
        match node {
            Node::Map(entries) => match Self::tagged(entries, place) {
                Some((tag, value)) => {
                    self.word(lead, |out| out.push_str(tag));
                    self.value(&value, indent, Lead::Key, place);
                }
                None if entries.is_empty() => self.line(lead, |out| out.push_str("{}")),
                None => self.map(entries, indent, lead, place),
            },
            Node::List(elements) if elements.is_empty() => {
                self.line(lead, |out| out.push_str("[]"))
            }
            Node::List(elements) => self.list(elements, indent, lead, place),
            Node::Null => self.line(lead, |out| out.push_str("null")),
            Node::Bool(value) => {
                self.line(lead, |out| out.push_str(if *value { "true" } else { "false" }))
            }
            Node::Integer(value) => self.line(lead, |out| out.push_str(&value.to_string())),
            Node::Float(value) => self.line(lead, |out| scalar::float(out, *value)),
            Node::String(text) => self.line(lead, |out| scalar::text(out, text)),
        }
    }

    fn tagged(
        entries: &[(String, Node)],
        place: Place,
    ) -> Option<(&'static str, std::borrow::Cow<'_, Node>)> {
        if matches!(place, Place::Above(0)) { function::short(entries) } else { None }
    }

    fn map(&mut self, entries: &[(String, Node)], indent: usize, lead: Lead, place: Place) {
        for (position, (key, value)) in entries.iter().enumerate() {
            self.begin(position, indent, lead);
            self.key(key, indent);
            self.out.push(':');
            self.value(value, indent + 2, Lead::Key, place.below(key));
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
