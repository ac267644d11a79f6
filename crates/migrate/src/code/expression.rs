//! Rust expressions as a tree.

/// A Rust expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Code {
    /// A literal, an identifier, a path: what has no inside.
    Word(String),
    /// `callee(a, b)`; the callee of a macro ends in `!`.
    Call(String, Vec<Self>),
    /// `head.method(a).method(b)`.
    Chain(Box<Self>, Vec<(String, Vec<Self>)>),
    /// `[a, b]`.
    Array(Vec<Self>),
    /// `(a, b)`.
    Tuple(Vec<Self>),
}

impl Code {
    pub(crate) fn word(word: impl Into<String>) -> Self {
        Self::Word(word.into())
    }

    pub(crate) fn call(callee: impl Into<String>, arguments: impl Into<Vec<Self>>) -> Self {
        Self::Call(callee.into(), arguments.into())
    }

    /// How deep method calls are nested in arguments of other method calls.
    pub(crate) fn depth(&self) -> usize {
        let deepest = |codes: &[Self]| codes.iter().map(Self::depth).max().unwrap_or_default();
        match self {
            Self::Word(_) => 0,
            Self::Call(_, inner) | Self::Array(inner) | Self::Tuple(inner) => deepest(inner),
            Self::Chain(head, calls) => {
                let inner = calls.iter().map(|(_, arguments)| deepest(arguments)).max();
                head.depth().max(1 + inner.unwrap_or_default())
            }
        }
    }

    /// Calls `visit` with every path in it, of values and of functions, but not with literals.
    pub(crate) fn each_path(&self, visit: &mut impl FnMut(&str)) {
        match self {
            Self::Word(word) if is_path(word) => visit(word),
            Self::Word(_) => {}
            Self::Call(callee, arguments) => {
                visit(callee);
                arguments.iter().for_each(|argument| argument.each_path(visit));
            }
            Self::Chain(head, calls) => {
                head.each_path(visit);
                let arguments = calls.iter().flat_map(|(_, arguments)| arguments);
                arguments.for_each(|argument| argument.each_path(visit));
            }
            Self::Array(items) | Self::Tuple(items) => {
                items.iter().for_each(|item| item.each_path(visit));
            }
        }
    }

    /// Puts another path in the place of each for which `new` has one.
    pub(crate) fn rename(&mut self, new: &impl Fn(&str) -> Option<String>) {
        match self {
            Self::Word(word) if is_path(word) => *word = new(word).unwrap_or(std::mem::take(word)),
            Self::Word(_) => {}
            Self::Call(callee, arguments) => {
                *callee = new(callee).unwrap_or(std::mem::take(callee));
                arguments.iter_mut().for_each(|argument| argument.rename(new));
            }
            Self::Chain(head, calls) => {
                head.rename(new);
                let arguments = calls.iter_mut().flat_map(|(_, arguments)| arguments);
                arguments.for_each(|argument| argument.rename(new));
            }
            Self::Array(items) | Self::Tuple(items) => {
                items.iter_mut().for_each(|item| item.rename(new));
            }
        }
    }

    /// The same with a method called on it.
    pub(crate) fn method(self, name: impl Into<String>, arguments: impl Into<Vec<Self>>) -> Self {
        let call = (name.into(), arguments.into());
        match self {
            Self::Chain(head, mut calls) => {
                calls.push(call);
                Self::Chain(head, calls)
            }
            head => Self::Chain(Box::new(head), vec![call]),
        }
    }
}

/// Whether a word is a path or a name, and no literal.
fn is_path(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}
