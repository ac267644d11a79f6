//! Identifiers that are proposed -> ones that the language takes and nothing else in the source has.

use std::collections::BTreeSet;

/// What a variable can't be called.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// What a variable or a module would hide: functions of the library, crates, and what the source itself names. A module `lib`
/// would be a library of its own to cargo.
const HIDDEN: &[&str] = &[
    "allow",
    "allow_named",
    "allow_named_except",
    "alloc",
    "and",
    "app",
    "availability_zones",
    "base64",
    "cidr",
    "constructs",
    "constructs_aws",
    "constructs_toolkit",
    "contains",
    "core",
    "deny",
    "deny_named",
    "deny_named_except",
    "each_member_equals",
    "each_member_in",
    "empty",
    "equals",
    "if_",
    "import_value",
    "join",
    "length",
    "lib",
    "main",
    "not",
    "or",
    "select",
    "split",
    "stack",
    "std",
    "substitute",
    "text",
    "to_json_string",
    "verbatim",
];

/// The identifiers in use.
#[derive(Debug, Default)]
pub(crate) struct Taken(BTreeSet<String>);

/// Constants of the library, which one of the source would hide.
const CONSTANTS: [&str; 7] =
    ["ACCOUNT", "NOTIFICATION_ARNS", "PARTITION", "REGION", "STACK_ID", "STACK_NAME", "URL_SUFFIX"];

impl Taken {
    /// The names of the library's constants.
    pub(crate) fn of_library() -> Self {
        Self(CONSTANTS.into_iter().map(str::to_owned).collect())
    }

    /// A name like `proposed` that nothing has yet. `noun` tells apart what would be called the same, and names what
    /// has no name.
    pub(crate) fn variable(&mut self, proposed: &str, noun: &str) -> String {
        let base = match proposed.as_bytes().first() {
            None => noun.to_owned(),
            Some(first) if first.is_ascii_digit() => format!("{noun}_{proposed}"),
            Some(_) => proposed.to_owned(),
        };
        let is_refused = |name: &str| KEYWORDS.contains(&name) || HIDDEN.contains(&name);
        if is_refused(&base) || self.0.contains(&base) {
            return self.make_unique(&format!("{base}_{noun}"));
        }
        self.make_unique(&base)
    }

    /// Whether something has the name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// A name like `proposed` that nothing has yet, with a number where there is one already.
    pub(crate) fn make_unique(&mut self, proposed: &str) -> String {
        let candidates = (2..).map(|number| format!("{proposed}_{number}"));
        let mut candidates = std::iter::once(proposed.to_owned()).chain(candidates);
        let free = candidates.find(|name| !self.0.contains(name)).unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_and_unique() {
        let mut taken = Taken::default();
        let mut name = |proposed: &str, noun: &str| taken.variable(proposed, noun);
        assert_eq!(name("push", "queue"), "push");
        assert_eq!(name("push", "condition"), "push_condition");
        assert_eq!(name("push", "condition"), "push_condition_2");
        assert_eq!(name("type", "parameter"), "type_parameter");
        assert_eq!(name("join", "resource"), "join_resource");
        assert_eq!(name("01", "subnet"), "subnet_01");
        assert_eq!(name("", "topic"), "topic");
    }
}
