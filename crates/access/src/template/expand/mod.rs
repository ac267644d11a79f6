//! Expands loops and serverless resources into the resources that CloudFormation deploys.
//!
//! An expanded loop is replaced by the resources that it declares, and `Transform` no longer names a transform that was expanded
//! in full. What can't be expanded stays in the template, and [`unread_transforms`] reports it.
//!
//! INVARIANT: everything that a transform adds is either expanded or reported.
//!
//! [`unread_transforms`]: crate::ask::unread_transforms

mod for_each;
mod serverless;
mod transform;

use std::borrow::Cow;

use constructs_cloudformation::Stack;
use constructs_cloudformation::function::LANGUAGE_EXTENSIONS;
use constructs_cloudformation::serverless::SERVERLESS;
use constructs_document::Template;

pub(crate) use serverless::ORIGINAL_RESOURCES;
use transform::has_transform;

/// The stacks with their templates as CloudFormation deploys them: loops are unrolled, and serverless resources are replaced by the
/// resources that they make. A part that can't be expanded stays as it is.
#[must_use]
pub fn expand(stacks: &[Stack]) -> Vec<Cow<'_, Stack>> {
    stacks
        .iter()
        .map(|stack| expand_stack(stack).map_or(Cow::Borrowed(stack), Cow::Owned))
        .collect()
}

/// One stack as in [`expand`]; `None` if its template has nothing to expand.
#[must_use]
pub fn expand_stack(stack: &Stack) -> Option<Stack> {
    let transforms = [LANGUAGE_EXTENSIONS, SERVERLESS];
    if !transforms.iter().any(|name| has_transform(stack.root(), name)) {
        return None;
    }
    let root = serverless::expand_resources(for_each::expand_loops(stack.root().clone()));
    // The result is an object, as the template is.
    let template = Template::new(root, stack.template.format()).ok()?;
    let mut stack = stack.clone();
    stack.template = template;
    Some(stack)
}
