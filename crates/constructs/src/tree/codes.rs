//! Codes of the construct tree.

constructs_diagnostics::codes! {
    DUPLICATE_ID = "C0101", "Two siblings have the same id: paths would not be unique.";
    EMPTY_ID = "C0102", "A construct has an empty id.";
    FOREIGN_REFERENCE = "C0103", "A reference comes from another app: its target is not in this tree.";
    OUTSIDE_STACK = "C0104", "An element of a template is declared outside a stack.";
    DECLARED_TWICE = "C0105", "One place in the tree was made two things.";
    STACK_IN_STACK = "C0106", "A stack is declared inside another stack.";
    WRONG_TARGET = "C0107", "A handle names a construct of another kind than it is used for.";
    INCLUDED_TEXT = "C0108", "A text that is included is no template: it can't be read as JSON or YAML, or is too large.";
    INCLUDED_NAME = "C0109", "Something is asked of an included template that is not in it.";
    INCLUDED_TYPE = "C0110", "A resource or parameter of an included template is taken for another type than it has.";
    ACKNOWLEDGEMENT = "C0111", "An acknowledgement gives no reason, or no code.";
}
