//! Facts of resource types that synthesis needs.

/// How a resource type takes tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tagging {
    /// A list of `Key` and `Value` in this property.
    List(&'static str),
    /// An object from key to value in this property.
    Map(&'static str),
    /// A list whose items also have `PropagateAtLaunch`, for Auto Scaling groups.
    AutoScaling(&'static str),
}

/// A resource type: its name, how it takes tags, and which properties name a resource or replace it.
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
    /// A type of resources that synthesis itself adds.
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

    /// How it takes tags; `None` if it does not take tags.
    #[must_use]
    pub fn tagging(&self) -> Option<Tagging> {
        match &self.0 {
            Kind::Known(facts) => facts.tagging,
            Kind::Generic(generic) => generic.1,
        }
    }

    /// The property that names the resource.
    #[must_use]
    pub const fn physical_name(&self) -> Option<&'static str> {
        match &self.0 {
            Kind::Known(facts) => facts.physical_name,
            Kind::Generic(_) => None,
        }
    }

    /// The properties whose change replaces the resource.
    #[must_use]
    pub const fn create_only(&self) -> &'static [&'static str] {
        match &self.0 {
            Kind::Known(facts) => facts.create_only,
            Kind::Generic(_) => &[],
        }
    }
}
