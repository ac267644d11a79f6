//! Codes of the construct tree.

constructs_diagnostics::codes! {
    DUPLICATE_ID = "C0101", "Two siblings have the same id: paths would not be unique.";
    EMPTY_ID = "C0102", "A construct has an empty id.";
    FOREIGN_REFERENCE = "C0103", "A reference names a construct of another app.";
    OUTSIDE_STACK = "C0104", "An element of a template is declared outside a stack.";
    DECLARED_TWICE = "C0105", "A construct's node was declared twice.";
    STACK_IN_STACK = "C0106", "A stack is declared inside another stack.";
    WRONG_TARGET = "C0107", "A handle names a construct of another kind than expected.";
    INCLUDED_TEXT = "C0108", "An included text is not a template: it can't be read as JSON or YAML, or is too large.";
    INCLUDED_NAME = "C0109", "The app uses an entry that an included template does not have.";
    INCLUDED_TYPE = "C0110", "A resource or parameter of an included template does not have the expected type.";
    ACKNOWLEDGEMENT = "C0111", "An acknowledgement has no reason or no code.";
}
