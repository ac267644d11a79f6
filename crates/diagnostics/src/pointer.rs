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
