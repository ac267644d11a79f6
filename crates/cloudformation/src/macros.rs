//! Finds the macro that can rewrite a part of a template, because a finding on what a macro rewrites is never certain.
//!
//! A macro named in the section `Transform` gets the whole template. One in `Fn::Transform` gets what is beside it and below.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html>

use constructs_diagnostics::Severity;
use constructs_document::Node;

/// The names under `Transform`; a name that is not text is empty.
pub(crate) fn transforms(root: &Node) -> Vec<&str> {
    match root.get("Transform") {
        None => Vec::new(),
        Some(node) => match node.as_list() {
            Some(items) => items.iter().map(name).collect(),
            None => vec![name(node)],
        },
    }
}

fn name(transform: &Node) -> &str {
    let name = if transform.as_map().is_some() { transform.get("Name") } else { Some(transform) };
    name.and_then(Node::as_str).unwrap_or_default()
}

/// Whether a transform is a macro that an account declares. AWS's own transforms have documented effects.
pub(crate) fn is_macro(name: &str) -> bool {
    !name.starts_with("AWS::")
}

/// Turns an error on what a macro can rewrite into a warning that names the macro.
pub fn soften<'p>(
    root: &Node,
    path: impl IntoIterator<Item = &'p str>,
    severity: &mut Severity,
    message: &mut String,
) {
    if *severity == Severity::Error
        && let Some(name) = rewriting(root, path)
    {
        *severity = Severity::Warning;
        let name =
            if name.is_empty() { "a macro".to_owned() } else { format!("the macro `{name}`") };
        message.push_str(&format!(", unless {name} changes it"));
    }
}

/// The macro that can rewrite the value at `path`.
fn rewriting<'t, 'p>(root: &'t Node, path: impl IntoIterator<Item = &'p str>) -> Option<&'t str> {
    let mut path = path.into_iter().peekable();
    // A macro gets the template without the section that names it.
    if path.peek() == Some(&"Transform") {
        return None;
    }
    if let Some(name) = transforms(root).into_iter().find(|name| is_macro(name)) {
        return Some(name);
    }
    let mut node = root;
    for step in path {
        if let Some(name) = beside(node) {
            return Some(name);
        }
        node = match node.as_list() {
            Some(items) => items.get(step.parse::<usize>().ok()?)?,
            None => node.get(step)?,
        };
    }
    beside(node)
}

/// The macro that an object calls.
fn beside(node: &Node) -> Option<&str> {
    Some(name(node.get("Fn::Transform")?)).filter(|name| is_macro(name))
}
