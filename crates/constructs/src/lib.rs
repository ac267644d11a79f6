//! Describe AWS infrastructure as a tree of constructs, and synthesize CloudFormation templates from it.
//!
//! Adding a construct to a scope returns a small `Copy` reference, which can be passed to any other stack. [`App::synth`] turns
//! the tree into an [`Assembly`]: templates that `aws cloudformation deploy`, the `cdk` CLI, cfn-lint, and cfn-guard accept.
//!
//! ```
//! use constructs::prelude::*;
//!
//! let app = App::new();
//! let iam = app.stack("Iam", Stack::named("chat-dev-iam"));
//! let role = iam.add("Reader", Role::assumed_by(Principal::service("ecs-tasks.amazonaws.com")));
//! let read = allow_named(["ssm:GetParameter"])
//!     .on([text!("arn:{}:ssm:{}:{}:parameter/chat-dev/*", PARTITION, REGION, ACCOUNT)])
//!     .sid("Parameters");
//! let policy = iam.add("ReaderPolicy", ManagedPolicy::new([read]));
//! iam.add("Attachment", PolicyAttachment::new(role, policy));
//!
//! let assembly = app.synth().expect("the app has no mistakes");
//! let stack = assembly.stack("chat-dev-iam").expect("the app has this stack");
//! assert!(stack.template().contains("parameter/chat-dev/*"));
//! ```
//!
//! Adding a construct never fails. [`App::synth`] returns all mistakes at once, as [`Diagnostics`] with the construct's path and
//! the Rust line.
//!
//! Other crates build on this one:
//! [`constructs-aws`](../constructs_aws/index.html) has typed resources, actions, and condition keys,
//! [`constructs-include`](../constructs_include/index.html) includes an existing template, and
//! [`constructs-toolkit`](../constructs_toolkit/index.html) is the command line of an app.
//! [`constructs-diagnostics`](diagnostic) has the type of all mistakes.
//!
//! INVARIANT: synthesis does not read the environment, a clock, or a file. Its only effect is [`Assembly::write`], which uses
//! [`file`](mod@file). No output depends on the order of a hash table.

mod acknowledgement;
mod action;
mod arn;
pub mod assembly;
pub mod codes;
mod condition;
mod dynamic_reference;
mod entry;
mod export;
pub mod file;
pub mod iam;
mod intrinsic;
mod linked;
mod mapping;
mod output;
mod parameter;
mod policy;
mod resource;
mod rule;
mod stack;
mod synth;
mod tag;
mod tree;
mod value;

pub use action::{Action, Actions, AnyResource, Mixed, Resources};
pub use arn::{Arn, IntoArn};
pub use assembly::Assembly;
pub use condition::{Condition, ConditionRef, Predicate, and, equals, if_, not, or};
pub use constructs_diagnostics as diagnostic;
pub use constructs_diagnostics::{Code, Diagnostic, Diagnostics};
pub use dynamic_reference::{SecretValue, secret_value, ssm_secure_value, ssm_value};
pub use entry::Entry;
pub use export::ExportNames;
pub use intrinsic::{
    availability_zones, base64, cidr, join, length, select, split, substitute, to_json_string,
};
pub use mapping::{Mapping, MappingRef};
pub use output::{Output, OutputRef};
pub use parameter::{Parameter, ParameterRef};
pub use policy::{
    CreationPolicy, DeletionPolicy, RollingUpdate, UpdatePolicy, UpdateReplacePolicy,
};
pub use resource::{
    Declaration, Dependable, GenericRef, GenericResource, Resource, Tagging, TypeFacts,
};
pub use rule::{
    Rule, RuleRef, all_of_type, contains, each_member_equals, each_member_in, value_of,
    value_of_all,
};
pub use stack::{Stack, StackProps, StackRef, import_value};
pub use tag::{Tag, TagOptions};
pub use tree::{App, Construct, FaultLog, ResourceMut, Scope};
pub use value::{
    ACCOUNT, Bool, Double, Empty, Expr, Fault, Function, Int, IntoValue, Json, List,
    LocalReference, Map, NO_VALUE, NOTIFICATION_ARNS, NoValue, NodeId, Number, Object, ObjectKey,
    PARTITION, Pseudo, REGION, Referable, Reference, ReferenceKind, ReferenceTarget, ResourceRef,
    STACK_ID, STACK_NAME, Str, Text, URL_SUFFIX, Value, concat, empty, verbatim,
};

#[doc(hidden)]
pub use value::{TemplateFault, template_fault};

/// The items that most apps use: `use constructs::prelude::*;`.
pub mod prelude {
    pub use crate::iam::{
        Grant, ManagedPolicy, PolicyAttachment, PolicyDocument, Principal, Role, RoleRef,
        Statement, allow, allow_named, condition, deny, deny_named,
    };
    pub use crate::{
        ACCOUNT, App, Arn, Condition, Construct, DeletionPolicy, IntoArn, IntoValue, NO_VALUE,
        Object, Output, PARTITION, Parameter, REGION, Resource, ResourceRef, STACK_NAME, Scope,
        Stack, StackProps, Text, UpdateReplacePolicy, Value, empty, if_, join, select, split, text,
    };
}
