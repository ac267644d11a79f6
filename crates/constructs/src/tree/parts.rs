//! Makes each description a construct: adding it creates a node of its kind.

use super::{Construct, NodeKind, ResourceNode, Scope};
use crate::condition::{Condition, ConditionRef};
use crate::entry::Entry;
use crate::iam::{Grant, PolicyAttachment};
use crate::mapping::{Mapping, MappingRef};
use crate::output::{Output, OutputRef};
use crate::parameter::{Parameter, ParameterRef};
use crate::resource::{GenericRef, Resource};
use crate::rule::{Rule, RuleRef};
use crate::stack::{Stack, StackRef};
use crate::value::ResourceRef;

#[diagnostic::do_not_recommend]
impl<R: Resource> Construct for R {
    type Handle = R::Ref;

    fn build(self, scope: Scope<'_>) -> R::Ref {
        let facts = self.facts();
        let declaration = self.into_declaration();
        R::Ref::from_node(scope.declare(NodeKind::Resource(ResourceNode { facts, declaration })))
    }
}

macro_rules! parts {
    ($($part:ident -> $handle:ident;)*) => {$(
        impl Construct for $part {
            type Handle = $handle;

            fn build(self, scope: Scope<'_>) -> $handle {
                $handle::from_node(scope.declare(NodeKind::$part(Box::new(self))))
            }
        }
    )*};
}

parts! {
    Stack -> StackRef;
    Mapping -> MappingRef;
    Condition -> ConditionRef;
    Rule -> RuleRef;
    Output -> OutputRef;
    Entry -> GenericRef;
}

impl<T> Construct for Parameter<T> {
    type Handle = ParameterRef<T>;

    fn build(self, scope: Scope<'_>) -> ParameterRef<T> {
        ParameterRef::from_node(scope.declare(NodeKind::Parameter(Box::new(self.details))))
    }
}

impl Construct for PolicyAttachment {
    type Handle = ();

    fn build(self, scope: Scope<'_>) {
        scope.declare(NodeKind::Attachment(Box::new(self)));
    }
}

impl Construct for Grant {
    type Handle = ();

    fn build(self, scope: Scope<'_>) {
        scope.declare(NodeKind::Grant(Box::new(self)));
    }
}
