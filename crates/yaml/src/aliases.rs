//! Copies the values of anchors for aliases, within [`MOST_COPIED_NODES`] and [`MOST_COPIED_TEXT`].

use constructs_document::{
    MOST_COPIED_NODES, MOST_COPIED_TEXT, MOST_LEVELS, Mark, Node, ReadError, ReadFault, Value,
};
use rustc_hash::FxHashMap;

/// The values of anchors, by the parser's numbers; 0 means no anchor.
#[derive(Default)]
pub(crate) struct Aliases {
    anchors: FxHashMap<usize, Option<(Node, Size)>>,
    copied: Size,
}

/// How much a value is.
#[derive(Clone, Copy, Default)]
struct Size {
    nodes: usize,
    text: usize,
    levels: usize,
}

impl Aliases {
    /// Says that what `anchor` names has begun, and can't be used yet.
    pub(crate) fn begin(&mut self, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, None);
        }
    }

    /// Keeps what `anchor` names.
    pub(crate) fn keep(&mut self, anchor: usize, node: &Node) -> Result<(), ReadError> {
        if anchor != 0 {
            let size = Size::of(node);
            self.spend(size, node.mark)?;
            self.anchors.insert(anchor, Some((node.clone(), size)));
        }
        Ok(())
    }

    /// A copy of the value of `anchor`, with the places of the original, for an alias at `mark` on `level`.
    pub(crate) fn resolve(
        &mut self,
        anchor: usize,
        mark: Mark,
        level: usize,
    ) -> Result<Node, ReadError> {
        let Some(Some((_, size))) = self.anchors.get(&anchor) else {
            return Err(ReadError::new(ReadFault::AliasOfItself, mark));
        };
        let size = *size;
        if level + size.levels > MOST_LEVELS {
            return Err(ReadError::new(ReadFault::TooDeep, mark));
        }
        self.spend(size, mark)?;
        let found = self.anchors.get(&anchor).and_then(Option::as_ref);
        Ok(found.map(|(node, _)| node.clone()).unwrap_or_default())
    }

    fn spend(&mut self, size: Size, mark: Mark) -> Result<(), ReadError> {
        self.copied.nodes += size.nodes;
        self.copied.text += size.text;
        if self.copied.nodes > MOST_COPIED_NODES || self.copied.text > MOST_COPIED_TEXT {
            return Err(ReadError::new(ReadFault::AliasesTooLarge, mark));
        }
        Ok(())
    }
}

impl Size {
    fn of(node: &Node) -> Self {
        let mut size = Self { nodes: 1, ..Self::default() };
        match &node.value {
            Value::String(text) => size.text = text.len(),
            Value::List(items) => {
                size.levels = 1;
                items.iter().for_each(|item| size.hold(Self::of(item)));
            }
            Value::Map(map) => {
                size.levels = 1;
                for entry in map {
                    size.text += entry.key.len();
                    size.hold(Self::of(&entry.node));
                }
            }
            _ => {}
        }
        size
    }

    fn hold(&mut self, inner: Self) {
        self.nodes += inner.nodes;
        self.text += inner.text;
        self.levels = self.levels.max(inner.levels + 1);
    }
}
