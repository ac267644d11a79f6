//! A formula over comparisons of a template's values: whether a part of a policy is present.

use std::fmt;
use std::sync::Arc;

use crate::text::PolicyText;

/// Whether a part of a policy is present in a deployment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Formula {
    /// In every deployment, or in none.
    Known(bool),
    /// Unknown, and no case decides it.
    Unread(Identified),
    /// Where this holds.
    Atom(Arc<Atom>),
    /// Where the other does not hold.
    Not(Arc<Self>),
    /// Where all hold.
    All(Vec<Self>),
    /// Where one holds.
    Any(Vec<Self>),
}

/// Something about which nothing else is known. Two of them are equal if their ids are, whatever their texts.
#[derive(Clone, Debug)]
pub struct Identified {
    /// Identifies it: the stack and the whole expression.
    pub id: Arc<str>,
    /// A sentence, or a name, for messages.
    pub text: Arc<str>,
}

impl PartialEq for Identified {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Identified {}

impl PartialOrd for Identified {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Identified {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.id.cmp(&other.id)
    }
}

impl std::hash::Hash for Identified {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// A comparison that the deployment decides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Atom {
    /// The two texts are the same.
    Equal(PolicyText, PolicyText),
    /// A condition that is not read, identified by its expression.
    Opaque(Identified),
}

impl Formula {
    /// Present in every deployment.
    pub const TRUE: Self = Self::Known(true);

    /// Present in unknown deployments: `id` identifies what is not read, and `reason` is a sentence for messages.
    #[must_use]
    pub fn unread(id: &str, reason: &str) -> Self {
        Self::Unread(Identified { id: id.into(), text: reason.into() })
    }

    /// Present where a condition holds that is not read: this identifies it, and a name for messages.
    #[must_use]
    pub fn opaque(id: &str, name: &str) -> Self {
        Self::Atom(Arc::new(Atom::Opaque(Identified { id: id.into(), text: name.into() })))
    }

    /// Whether something that is not read is in it.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        let mut is_unread = false;
        self.visit_unread(&mut |_| is_unread = true);
        is_unread
    }

    /// Where two texts are the same.
    #[must_use]
    pub fn equal(one: PolicyText, other: PolicyText) -> Self {
        if one == other {
            return Self::TRUE;
        }
        if let (Some(one), Some(other)) = (one.as_plain(), other.as_plain()) {
            return Self::Known(one == other);
        }
        let (one, other) = if one < other { (one, other) } else { (other, one) };
        Self::Atom(Arc::new(Atom::Equal(one, other)))
    }

    /// Where this does not hold.
    #[must_use]
    pub fn negate(self) -> Self {
        match self {
            Self::Known(truth) => Self::Known(!truth),
            Self::Not(inner) => Arc::unwrap_or_clone(inner),
            Self::Unread(unread) => Self::Unread(unread),
            other => Self::Not(Arc::new(other)),
        }
    }

    /// Where both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Known(true), other) | (other, Self::Known(true)) => other,
            (Self::Known(false), _) | (_, Self::Known(false)) => Self::Known(false),
            (one, other) if one == other => one,
            (Self::All(mut all), Self::All(others)) => {
                all.extend(others);
                Self::All(all)
            }
            (Self::All(mut all), other) | (other, Self::All(mut all)) => {
                if !all.contains(&other) {
                    all.push(other);
                }
                Self::All(all)
            }
            (one, other) => Self::All(vec![one, other]),
        }
    }

    /// Where one of them holds.
    #[must_use]
    pub fn any(parts: Vec<Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for part in parts {
            match part {
                Self::Known(true) => return Self::TRUE,
                Self::Known(false) => {}
                other if kept.contains(&other) => {}
                other if kept.contains(&other.clone().negate()) => return Self::TRUE,
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Self::Known(false),
            1 => kept.pop().unwrap_or(Self::Known(false)),
            _ => Self::Any(kept),
        }
    }

    /// Where all of them hold.
    #[must_use]
    pub fn all(parts: Vec<Self>) -> Self {
        parts.into_iter().fold(Self::TRUE, Self::and)
    }

    /// Calls `visit` with every comparison in it.
    pub fn visit_atoms<'a>(&'a self, visit: &mut dyn FnMut(&'a Arc<Atom>)) {
        match self {
            Self::Known(_) | Self::Unread(_) => {}
            Self::Atom(atom) => visit(atom),
            Self::Not(inner) => inner.visit_atoms(visit),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.visit_atoms(visit));
            }
        }
    }

    /// Calls `visit` with the reason for everything in it that is not read.
    pub fn visit_unread<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        match self {
            Self::Unread(unread) => visit(&unread.text),
            Self::Known(_) | Self::Atom(_) => {}
            Self::Not(inner) => inner.visit_unread(visit),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.visit_unread(visit));
            }
        }
    }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equal(one, other) => {
                // The value first, what it is compared with second.
                let (value, with) =
                    if one.as_plain().is_some() { (other, one) } else { (one, other) };
                write!(f, "{value} = `{with}`")
            }
            Self::Opaque(condition) => write!(f, "the condition `{}`", condition.text),
        }
    }
}
