//! What synthesis knows of a resource type without asking the facts.

/// How a resource type takes tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tagging {
    /// A list of `Key` and `Value` in this property.
    List(&'static str),
    /// An object from key to value in this property.
    Map(&'static str),
    /// As a list, each item also with `PropagateAtLaunch`, as Auto Scaling groups want it.
    AutoScaling(&'static str),
}

/// A resource type: its name, how it takes tags, what names a resource and what replaces it.
#[derive(Clone, Debug)]
pub struct TypeFacts(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Known(&'static KnownType),
    Generic(Box<(String, Option<Tagging>)>),
}

/// The facts of a type that has a struct.
#[derive(Debug)]
pub(crate) struct KnownType {
    pub(super) name: &'static str,
    pub(super) tagging: Option<Tagging>,
    pub(super) physical_name: Option<&'static str>,
    pub(super) create_only: &'static [&'static str],
}

impl KnownType {
    /// A type that synthesis itself makes resources of.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, tagging: None, physical_name: None, create_only: &[] }
    }
}

impl TypeFacts {
    pub(crate) const fn from_known(facts: &'static KnownType) -> Self {
        Self(Kind::Known(facts))
    }

    pub(super) fn from_name(name: String, tagging: Option<Tagging>) -> Self {
        Self(Kind::Generic(Box::new((name, tagging))))
    }

    /// The type, e.g. `AWS::SQS::Queue`.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.0 {
            Kind::Known(facts) => facts.name,
            Kind::Generic(generic) => &generic.0,
        }
    }

    /// How it takes tags; none if it takes none.
    #[must_use]
    pub fn tagging(&self) -> Option<Tagging> {
        match &self.0 {
            Kind::Known(facts) => facts.tagging,
            Kind::Generic(generic) => generic.1,
        }
    }

    /// The property that gives the resource a name of the author's choice.
    #[must_use]
    pub const fn physical_name(&self) -> Option<&'static str> {
        match &self.0 {
            Kind::Known(facts) => facts.physical_name,
            Kind::Generic(_) => None,
        }
    }

    /// The properties that can't be changed without replacing the resource.
    #[must_use]
    pub const fn create_only(&self) -> &'static [&'static str] {
        match &self.0 {
            Kind::Known(facts) => facts.create_only,
            Kind::Generic(_) => &[],
        }
    }
}
