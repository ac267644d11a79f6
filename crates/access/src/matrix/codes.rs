//! Codes of the permission matrix and its proof.

constructs_diagnostics::codes! {
    MALFORMED = "M0101", "The permission matrix can't be read.";
    UNKNOWN_ENTRY = "M0102", "The permission matrix has an unknown entry.";
    UNKNOWN_NAME = "M0103", "The permission matrix names something that it does not define.";
    NO_PRINCIPAL = "M0104", "A principal of the permission matrix is not in any template.";
    NO_RESOURCE = "M0105", "A resource of the permission matrix is not in any template.";
    UNKNOWN_ACTION = "M0106", "The permission matrix names an action that does not exist.";
    NO_REASON = "M0107", "A row is about every resource and has no reason.";
    TABLES_DISAGREE = "M0108", "The two tables of the permission matrix disagree.";
    NO_VARIABLE = "M0109", "The permission matrix has a variable without a value.";
    NO_MATRIX = "M0110", "An environment has no permission matrix, or two.";
    GRANTS_LESS = "M0201", "The templates grant less than the permission matrix.";
    GRANTS_MORE = "M0202", "The templates grant more than the permission matrix.";
    NOT_DECIDED = "M0203", "It is undecided whether the templates grant what the permission matrix states.";
    NOT_LISTED = "M0204", "A principal with policies is not in any column of the permission matrix.";
    TRUST = "M0205", "A trust policy allows a principal that the permission matrix does not trust.";
    STALE = "M0206", "An acknowledgement has expired or is unused.";
}
