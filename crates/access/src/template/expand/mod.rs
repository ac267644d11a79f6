//! A template as it is written -> as CloudFormation deploys it, as far as transforms that AWS documents tell.
//!
//! What is expanded is gone from the result: a loop is the resources that it declares, and `Transform` no longer has the name of a
//! transform that was read in full. What could not be expanded stays as it is written, for [`unread_transforms`] to name.
//!
//! INVARIANT: nothing that a transform adds is left out in silence.
//!
//! [`unread_transforms`]: crate::ask::unread_transforms

mod for_each;
mod serverless;

use std::borrow::Cow;

use constructs_cloudformation::Stack;
use constructs_cloudformation::function::LANGUAGE_EXTENSIONS;
use constructs_document::{Node, Template};
pub(crate) use serverless::AS_WRITTEN;

/// Whether the template names a transform.
fn has_transform(root: &Node, name: &str) -> bool {
    let Some(transform) = root.get("Transform") else { return false };
    let names = transform.as_list().unwrap_or(std::slice::from_ref(transform));
    names.iter().any(|own| own.as_str() == Some(name))
}

/// The stacks with their templates as CloudFormation deploys them: loops are unrolled, and serverless resources are replaced by the
/// resources that they make. A part that can't be expanded stays as it is.
#[must_use]
pub fn expand(stacks: &[Stack]) -> Vec<Cow<'_, Stack>> {
    stacks.iter().map(expand_stack).collect()
}

fn expand_stack(stack: &Stack) -> Cow<'_, Stack> {
    let transforms = [LANGUAGE_EXTENSIONS, serverless::TRANSFORM];
    if !transforms.iter().any(|name| has_transform(stack.root(), name)) {
        return Cow::Borrowed(stack);
    }
    let root = serverless::expanded(for_each::expanded(stack.root().clone()));
    // The result is an object, as the template is.
    let Ok(template) = Template::new(root, stack.template.format()) else {
        return Cow::Borrowed(stack);
    };
    let mut stack = stack.clone();
    stack.template = template;
    Cow::Owned(stack)
}
