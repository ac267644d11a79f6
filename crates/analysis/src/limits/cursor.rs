//! A value in a template together with the way to it, for checks that walk a few known paths.

use constructs_template::{Entry, Mark, Node};

use crate::finding::Step;

/// A value and where it stands. The mark is that of its key or item.
#[derive(Clone)]
pub(super) struct Cursor<'t> {
    pub(super) node: &'t Node,
    pub(super) mark: Mark,
    pub(super) path: Vec<Step>,
}

impl<'t> Cursor<'t> {
    /// An entry of a section of the template.
    pub(super) fn of_section(section: &str, entry: &'t Entry) -> Self {
        let path = vec![Step::Key(section.to_owned()), Step::Key(entry.key.clone())];
        Self { node: &entry.node, mark: entry.mark, path }
    }

    /// What stands under `key`.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        self.node.as_map()?.entry(key).map(|entry| self.at_entry(entry))
    }

    /// The entries of an object.
    pub(super) fn entries(&self) -> impl Iterator<Item = Self> {
        self.node.as_map().into_iter().flatten().map(|entry| self.at_entry(entry))
    }

    /// The items of a list; a value that is none is one item, as policies have it.
    pub(super) fn items(&self) -> Vec<Self> {
        match self.node.as_list() {
            Some(items) => {
                items.iter().enumerate().map(|(at, item)| self.at_item(at, item)).collect()
            }
            None => vec![self.clone()],
        }
    }

    /// The values that it may have: itself, or both sides of `Fn::If`, without what is no value.
    pub(super) fn alternatives(&self) -> Vec<Self> {
        let Some(arguments) = condition(self.node) else {
            return if is_no_value(self.node) { Vec::new() } else { vec![self.clone()] };
        };
        let function = Self {
            path: self.path.iter().cloned().chain([Step::Key("Fn::If".to_owned())]).collect(),
            ..*self
        };
        let sides = arguments.iter().enumerate().skip(1).take(2);
        sides.flat_map(|(at, side)| function.at_item(at, side).alternatives()).collect()
    }

    fn at_entry(&self, entry: &'t Entry) -> Self {
        self.below(Step::Key(entry.key.clone()), entry.mark, &entry.node)
    }

    fn at_item(&self, at: usize, item: &'t Node) -> Self {
        self.below(Step::Item(at), item.mark, item)
    }

    fn below(&self, step: Step, mark: Mark, node: &'t Node) -> Self {
        let path = self.path.iter().cloned().chain([step]).collect();
        Self { node, mark, path }
    }
}

/// The arguments of `Fn::If`.
pub(super) fn condition(node: &Node) -> Option<&[Node]> {
    match node.single()? {
        ("Fn::If", arguments) => arguments.as_list(),
        _ => None,
    }
}

/// `Ref: AWS::NoValue`: the key or item is not there.
pub(super) fn is_no_value(node: &Node) -> bool {
    matches!(node.single(), Some(("Ref", name)) if name.as_str() == Some("AWS::NoValue"))
}
