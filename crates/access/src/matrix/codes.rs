//! Codes of the permission matrix and its proof.

constructs_diagnostics::codes! {
    MALFORMED = "M0101", "The permission matrix can't be read.";
    UNKNOWN_ENTRY = "M0102", "The permission matrix has an entry that means nothing.";
    UNKNOWN_NAME = "M0103", "The permission matrix names something that it does not define.";
    NO_PRINCIPAL = "M0104", "A principal of the permission matrix is in no template.";
    NO_RESOURCE = "M0105", "A resource of the permission matrix is in no template.";
    UNKNOWN_ACTION = "M0106", "The permission matrix names an action that does not exist.";
    NO_REASON = "M0107", "A row is on every resource and does not say why.";
    TABLES_DISAGREE = "M0108", "The two tables of the permission matrix say different things.";
    NO_VARIABLE = "M0109", "The permission matrix has a variable without a value.";
    NO_MATRIX = "M0110", "An environment has no permission matrix, or two.";
    GRANTS_LESS = "M0201", "The templates grant less than the permission matrix.";
    GRANTS_MORE = "M0202", "The templates grant more than the permission matrix.";
    NOT_DECIDED = "M0203", "Whether the templates grant what the permission matrix says could not be decided.";
    NOT_LISTED = "M0204", "Somebody has policies and is in no column of the permission matrix.";
    TRUST = "M0205", "Somebody may assume a role whom the permission matrix does not name.";
    STALE = "M0206", "An acknowledgement has run out, or is about nothing.";
}
