//! Tracks where a value is. The JSON pointer is written out only for a finding.

use std::rc::Rc;

use constructs_diagnostics::pointer;

/// The steps from the root of a template to a value, shared by the values below one another.
#[derive(Clone, Debug)]
pub(crate) struct Location<'t>(Rc<Link<'t>>);

#[derive(Debug)]
struct Link<'t> {
    parent: Option<Location<'t>>,
    step: Step<'t>,
}

#[derive(Debug)]
enum Step<'t> {
    /// The properties of the resource with this logical id.
    Properties(&'t str),
    Key(&'t str),
    Item(usize),
    /// Several steps, as a JSON pointer.
    Pointer(String),
}

impl<'t> Location<'t> {
    /// The properties of a resource.
    pub(crate) fn properties(id: &'t str) -> Self {
        Self(Rc::new(Link { parent: None, step: Step::Properties(id) }))
    }

    /// The place of a JSON pointer from the root.
    pub(crate) fn new(pointer: String) -> Self {
        Self(Rc::new(Link { parent: None, step: Step::Pointer(pointer) }))
    }

    /// The member of an object.
    pub(crate) fn key(&self, key: &'t str) -> Self {
        self.below(Step::Key(key))
    }

    /// The item of a list.
    pub(crate) fn item(&self, index: usize) -> Self {
        self.below(Step::Item(index))
    }

    /// What a JSON pointer from here leads to.
    pub(crate) fn join(&self, pointer: String) -> Self {
        self.below(Step::Pointer(pointer))
    }

    fn below(&self, step: Step<'t>) -> Self {
        Self(Rc::new(Link { parent: Some(self.clone()), step }))
    }

    /// The JSON pointer from the root.
    pub(crate) fn pointer(&self) -> String {
        let mut links = vec![&self.0];
        while let Some(parent) = links.last().and_then(|link| link.parent.as_ref()) {
            links.push(&parent.0);
        }
        let written = links.into_iter().rev().map(|link| match &link.step {
            Step::Properties(id) => format!("{}/Properties", pointer::child("/Resources", id)),
            Step::Key(key) => pointer::child("", key),
            Step::Item(index) => format!("/{index}"),
            Step::Pointer(pointer) => pointer.clone(),
        });
        written.collect()
    }
}
