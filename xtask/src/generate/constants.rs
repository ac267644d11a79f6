//! Writes the constants of actions.

use super::access::Constant;

/// The constants as Rust, in an `impl` block or in a module; `on` is the type in `Action<…>`.
pub(super) fn text(constants: &[Constant], on: &str, constructs: &str, features: bool) -> String {
    constants.iter().map(|constant| constant_text(constant, on, constructs, features)).collect()
}

/// The constants of the actions that act on a type.
pub(super) fn implementation(rust: &str, found: &[Constant]) -> String {
    if found.is_empty() {
        return String::new();
    }
    format!(
        "/// What IAM can allow on it.\nimpl {rust} {{\n{}}}\n\n",
        text(found, "Self", "::constructs", true)
    )
}

fn constant_text(constant: &Constant, on: &str, constructs: &str, features: bool) -> String {
    let Constant { rust, action, access, needs, feature } = constant;
    let needs = match needs.as_slice() {
        [] => String::new(),
        needs => format!(" It needs `{}` too.", needs.join("`, `")),
    };
    let feature = feature
        .as_ref()
        .filter(|_| features)
        .map(|feature| format!("#[cfg(feature = \"{feature}\")]\n"));
    let feature = feature.unwrap_or_default();
    format!(
        "/// `{action}` ({access}).{needs}\n{feature}\
         pub const {rust}: {constructs}::Action<{on}> = {constructs}::Action::new(\"{action}\");\n"
    )
}
