//! The cells of the table: position × operator × quantifier × polarity × question.

use std::fmt;

/// Where a hole is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are IAM's and CloudFormation's own words")]
pub enum Position {
    Action,
    NotAction,
    ActionList,
    Resource,
    NotResource,
    ResourceList,
    PrincipalAws,
    PrincipalService,
    PrincipalFederated,
    PrincipalCanonicalUser,
    NotPrincipal,
    ConditionValue,
    ConditionValueList,
    Effect,
    Statement,
    Document,
    Policies,
    ManagedPolicyArns,
    PermissionsBoundary,
    Attachment,
    ResourceCondition,
}

/// What the product is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// `access can`.
    Can,
    /// `access who-can`.
    WhoCan,
    /// `access diff`.
    Diff,
    /// `access prove`.
    Prove,
    /// A0701 to A0703.
    Lint,
}

/// A set operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantifier {
    /// None.
    Single,
    /// `ForAllValues`.
    All,
    /// `ForAnyValue`.
    Any,
}

/// What a hole is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Where it is.
    pub position: Position,
    /// The condition operator, from [`OPERATORS`].
    pub operator: Option<&'static str>,
    /// Its set operator.
    pub quantifier: Quantifier,
    /// Whether it has `IfExists`.
    pub if_exists: bool,
    /// Whether the statement allows.
    pub is_allow: bool,
}

/// A use, and what is asked about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CoverageCell {
    /// The use.
    pub at: Use,
    /// The question.
    pub question: Question,
}

/// The condition operators, without `IfExists` and set operators.
pub const OPERATORS: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "ArnEquals",
    "ArnNotEquals",
    "ArnLike",
    "ArnNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "Null",
];

const POSITIONS: &[Position] = &[
    Position::Action,
    Position::NotAction,
    Position::ActionList,
    Position::Resource,
    Position::NotResource,
    Position::ResourceList,
    Position::PrincipalAws,
    Position::PrincipalService,
    Position::PrincipalFederated,
    Position::PrincipalCanonicalUser,
    Position::NotPrincipal,
    Position::Effect,
    Position::Statement,
    Position::Document,
    Position::Policies,
    Position::ManagedPolicyArns,
    Position::PermissionsBoundary,
    Position::Attachment,
    Position::ResourceCondition,
];

/// All questions.
pub const QUESTIONS: &[Question] =
    &[Question::Can, Question::WhoCan, Question::Diff, Question::Prove, Question::Lint];

/// The cells that can be written, and those that can't with the reason.
#[must_use]
pub fn cells() -> (Vec<CoverageCell>, Vec<(CoverageCell, &'static str)>) {
    let mut all = Vec::new();
    for question in QUESTIONS {
        for is_allow in [true, false] {
            let cell = |position, operator, quantifier, if_exists| CoverageCell {
                at: Use { position, operator, quantifier, if_exists, is_allow },
                question: *question,
            };
            for position in POSITIONS {
                all.push(cell(*position, None, Quantifier::Single, false));
            }
            for operator in OPERATORS {
                for quantifier in [Quantifier::Single, Quantifier::All, Quantifier::Any] {
                    for if_exists in [false, true] {
                        for position in [Position::ConditionValue, Position::ConditionValueList] {
                            all.push(cell(position, Some(*operator), quantifier, if_exists));
                        }
                    }
                }
            }
        }
    }
    let (cannot, can): (Vec<CoverageCell>, Vec<CoverageCell>) =
        all.into_iter().partition(|cell| reason(cell).is_some());
    let cannot = cannot.into_iter().filter_map(|cell| Some((cell, reason(&cell)?)));
    (can, cannot.collect())
}

/// Why a cell can't be written.
fn reason(cell: &CoverageCell) -> Option<&'static str> {
    let Use { position, operator, quantifier, if_exists, .. } = cell.at;
    if operator == Some("Null") && (quantifier != Quantifier::Single || if_exists) {
        return Some("IAM defines no set operator and no IfExists for Null");
    }
    let is_outside = matches!(
        position,
        Position::Document
            | Position::Policies
            | Position::ManagedPolicyArns
            | Position::PermissionsBoundary
            | Position::Attachment
            | Position::ResourceCondition
    );
    if cell.question == Question::Lint && is_outside {
        return Some(
            "A0701 to A0703 are about the statements of one document, which this position contains",
        );
    }
    None
}

impl fmt::Display for CoverageCell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Use { position, operator, quantifier, if_exists, is_allow } = self.at;
        let set = match quantifier {
            Quantifier::Single => "",
            Quantifier::All => "ForAllValues:",
            Quantifier::Any => "ForAnyValue:",
        };
        let end = if if_exists { "IfExists" } else { "" };
        let operator = operator.map_or_else(|| "-".to_owned(), |name| format!("{set}{name}{end}"));
        let effect = if is_allow { "Allow" } else { "Deny" };
        write!(formatter, "{:?} {position:?} {operator} {effect}", self.question)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use constructs_policy::Operator;

    #[test]
    fn every_operator_is_tried() {
        let tried: BTreeSet<&str> = super::OPERATORS.iter().copied().collect();
        assert_eq!(tried, Operator::names().collect());
    }
}
