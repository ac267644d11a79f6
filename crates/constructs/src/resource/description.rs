//! Resource descriptions: what an author creates before adding it to a scope.

use std::panic::Location;

use super::{Declaration, Dependable, KnownType, Tagging, TypeFacts};
use crate::acknowledgement::Acknowledgement;
use crate::condition::ConditionRef;
use crate::policy::{CreationPolicy, DeletionPolicy, UpdatePolicy, UpdateReplacePolicy};
use crate::value::{Expr, ObjectKey, ResourceRef};

/// One CloudFormation resource: a struct for one type, generated or hand-written.
///
/// [`raw`](Resource::raw) sets a property without a setter; the other methods set CloudFormation's resource attributes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a CloudFormation resource",
    note = "the structs of `constructs_aws` are, and `GenericResource` is for a type that has no struct"
)]
pub trait Resource: Sized {
    /// The resource type, e.g. `AWS::SQS::Queue`.
    const TYPE: &'static str;
    /// How the type takes tags.
    const TAGGING: Option<Tagging> = None;
    /// The property that names the resource, if the type has one.
    const PHYSICAL_NAME: Option<&'static str> = None;
    /// The properties whose change replaces the resource.
    const CREATE_ONLY: &'static [&'static str] = &[];
    /// The handle that a scope returns.
    type Ref: ResourceRef;

    /// The declaration so far.
    fn declaration(&mut self) -> &mut Declaration;

    /// The finished declaration.
    fn into_declaration(self) -> Declaration;

    /// The facts of the type.
    fn facts(&self) -> TypeFacts {
        TypeFacts::from_known(
            const {
                &KnownType {
                    name: Self::TYPE,
                    tagging: Self::TAGGING,
                    physical_name: Self::PHYSICAL_NAME,
                    create_only: Self::CREATE_ONLY,
                }
            },
        )
    }

    /// Sets a property that has no setter, or one to a value that its setter does not accept.
    #[must_use]
    fn raw(mut self, property: impl Into<ObjectKey>, value: impl Into<Expr>) -> Self {
        self.declaration().set(property, value.into());
        self
    }

    /// Sets the logical id, which otherwise follows from the path: for a resource that is already deployed.
    #[must_use]
    fn logical_id(mut self, id: impl Into<String>) -> Self {
        self.declaration().attributes_mut().logical_id = Some(id.into());
        self
    }

    /// `Condition`: CloudFormation creates the resource only if `condition` is true.
    #[must_use]
    fn condition(mut self, condition: ConditionRef) -> Self {
        self.declaration().attributes_mut().condition = Some(condition.node());
        self
    }

    /// `DependsOn`: CloudFormation creates the resource after `other`, and deletes it before. Across stacks, it becomes the
    /// order of the stacks.
    #[must_use]
    #[track_caller]
    fn depends_on(mut self, other: impl Dependable) -> Self {
        self.declaration()
            .attributes_mut()
            .depends_on
            .push((other.dependency(), Location::caller()));
        self
    }

    /// `DeletionPolicy`: what happens when the resource is removed from the template or the stack is deleted.
    #[must_use]
    fn deletion_policy(mut self, policy: DeletionPolicy) -> Self {
        self.declaration().attributes_mut().deletion_policy = Some(policy);
        self
    }

    /// `UpdateReplacePolicy`: what happens to the old resource when an update replaces it.
    #[must_use]
    fn update_replace_policy(mut self, policy: UpdateReplacePolicy) -> Self {
        self.declaration().attributes_mut().update_replace_policy = Some(policy);
        self
    }

    /// `CreationPolicy`: the signals that CloudFormation requires before the resource is complete.
    #[must_use]
    fn creation_policy(mut self, policy: CreationPolicy) -> Self {
        self.declaration().attributes_mut().creation_policy = Some(policy);
        self
    }

    /// `UpdatePolicy`: how an update is rolled out.
    #[must_use]
    fn update_policy(mut self, policy: UpdatePolicy) -> Self {
        self.declaration().attributes_mut().update_policy = Some(policy);
        self
    }

    /// Sets a resource attribute to a value that its method does not accept (a `DeletionPolicy` or `Properties` that are a
    /// function), or one that has no method. It replaces the value of the attribute's method or of `raw`. `Type` can't be
    /// set.
    #[must_use]
    fn raw_attribute(mut self, name: impl Into<ObjectKey>, value: impl Into<Expr>) -> Self {
        self.declaration().attributes_mut().raw.set(name, value.into());
        self
    }

    /// Acknowledges findings of `code` at this resource, with the reason: `validate` lists them instead of reporting them.
    /// `code` is a finding's code, or the name of a rule in the Guard language. It goes into the resource's
    /// `Metadata`; an acknowledgement that no finding matches is a warning.
    #[must_use]
    #[track_caller]
    fn acknowledge(mut self, code: impl AsRef<str>, reason: impl Into<String>) -> Self {
        let acknowledgement = Acknowledgement::new(code, reason, Location::caller());
        let attributes = self.declaration().attributes_mut();
        attributes.faults.extend(acknowledgement.fault());
        acknowledgement.write(&mut attributes.metadata, None);
        self
    }

    /// Sets one key of the resource's `Metadata`.
    #[must_use]
    fn metadata(mut self, key: impl Into<ObjectKey>, value: impl Into<Expr>) -> Self {
        self.declaration().attributes_mut().metadata.set(key, value.into());
        self
    }
}
