//! JSON pointers, [RFC 6901](https://www.rfc-editor.org/rfc/rfc6901): `/Resources/Queue/Properties/Tags/0`.

/// A key as one token of a pointer.
///
/// ```
/// assert_eq!(constructs_diagnostics::pointer::escape("a/b~c"), "a~1b~0c");
/// ```
#[must_use]
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The pointer to the value of a key of the object that `parent` points to.
///
/// ```
/// assert_eq!(constructs_diagnostics::pointer::child("/Resources", "a/b"), "/Resources/a~1b");
/// ```
#[must_use]
pub fn child(parent: &str, key: &str) -> String {
    format!("{parent}/{}", escape(key))
}

/// The keys and positions of a pointer, from the root.
///
/// ```
/// let keys: Vec<String> = constructs_diagnostics::pointer::keys("/a~1b/0").collect();
/// assert_eq!(keys, ["a/b", "0"]);
/// ```
pub fn keys(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(unescape)
}

/// The key of one token of a pointer.
#[must_use]
pub fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// A pointer into an entry of a template's section, in its parts.
///
/// ```
/// use constructs_diagnostics::pointer::EntryPointer;
///
/// let pointer = EntryPointer::parse("/Resources/Queue/Properties/Tags/0").unwrap();
/// assert_eq!((&*pointer.section, &*pointer.name, pointer.property), ("Resources", "Queue", "Tags/0"));
/// let pointer = EntryPointer::parse("/Resources/Queue/DeletionPolicy").unwrap();
/// assert_eq!(pointer.property, "DeletionPolicy");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPointer<'p> {
    /// The section, such as `Resources`.
    pub section: String,
    /// The name of the entry: in `Resources`, the logical id.
    pub name: String,
    /// The pointer below `Properties`, or below the entry if it leads elsewhere, without a slash in front; empty for the entry.
    pub property: &'p str,
}

impl<'p> EntryPointer<'p> {
    /// The parts of a pointer that leads to an entry or below it.
    #[must_use]
    pub fn parse(pointer: &'p str) -> Option<Self> {
        let mut tokens = pointer.strip_prefix('/')?.splitn(3, '/');
        let (section, name) = (unescape(tokens.next()?), unescape(tokens.next()?));
        let below = tokens.next().unwrap_or_default();
        let property = match below.strip_prefix("Properties") {
            Some("") => "",
            Some(rest) => rest.strip_prefix('/').unwrap_or(below),
            None => below,
        };
        Some(Self { section, name, property })
    }

    /// The logical id of the resource that the pointer leads into.
    #[must_use]
    pub fn into_logical_id(self) -> Option<String> {
        (self.section == "Resources").then_some(self.name)
    }
}
