//! Stable codes of diagnostics, and the macro that declares them.

use std::fmt::{Display, Formatter, Result};

/// A stable code such as `C0101`. Checks outside this project can have codes of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// A code of the author's own. The project's codes are a letter and four digits.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self(code)
    }

    /// The code as text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl Display for Code {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.0)
    }
}

/// The documentation of a code.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CodeInfo {
    /// The code.
    pub code: Code,
    /// What is wrong, in one sentence.
    pub meaning: &'static str,
    /// A link to the rule; empty if the rule is this project's own.
    pub source: &'static str,
    /// The rules of cfn-lint that report the same.
    pub cfn_lint: &'static [&'static str],
    /// The rules of cdk-nag that report the same.
    pub cdk_nag: &'static [&'static str],
    /// Retired codes of the same rule. Acknowledgements of these codes still apply.
    pub formerly: &'static [&'static str],
}

impl CodeInfo {
    /// A code whose rule is this project's own.
    #[must_use]
    pub const fn new(code: Code, meaning: &'static str) -> Self {
        Self { code, meaning, source: "", cfn_lint: &[], cdk_nag: &[], formerly: &[] }
    }

    /// Adds a link to the rule.
    #[must_use]
    pub const fn with_source(self, source: &'static str) -> Self {
        Self { source, ..self }
    }

    /// Adds the rules of cfn-lint that report the same.
    #[must_use]
    pub const fn with_cfn_lint(self, cfn_lint: &'static [&'static str]) -> Self {
        Self { cfn_lint, ..self }
    }

    /// Adds the rules of cdk-nag that report the same.
    #[must_use]
    pub const fn with_cdk_nag(self, cdk_nag: &'static [&'static str]) -> Self {
        Self { cdk_nag, ..self }
    }

    /// Adds retired codes of the same rule.
    #[must_use]
    pub const fn with_former_codes(self, formerly: &'static [&'static str]) -> Self {
        Self { formerly, ..self }
    }
}

/// Declares codes as constants, and `CODES` with their documentation in the same order.
///
/// ```
/// mod codes {
///     constructs_diagnostics::codes! {
///         QUEUE_NAME = "X0101", "A queue's name is too long.", source "https://example.com", cfn_lint ["E3033"];
///         QUEUE_AGE = "X0102", "A queue keeps messages for too long.", cdk_nag ["Example-SQS1"], formerly ["X0007"];
///     }
/// }
///
/// assert_eq!(codes::QUEUE_NAME.as_str(), "X0101");
/// assert_eq!(codes::CODES[1].cdk_nag, ["Example-SQS1"]);
/// assert_eq!(codes::CODES[1].formerly, ["X0007"]);
/// ```
#[macro_export]
macro_rules! codes {
    ($(
        $name:ident = $code:literal, $meaning:literal
        $(, source $source:literal)?
        $(, cfn_lint [$($rule:literal),+])?
        $(, cdk_nag [$($nag:literal),+])?
        $(, formerly [$($old:literal),+])?;
    )*) => {
        $(#[doc = $meaning] pub const $name: $crate::Code = $crate::Code::new($code);)*

        /// The codes declared here, in order.
        pub const CODES: &[$crate::CodeInfo] = &[$(
            $crate::CodeInfo::new($name, $meaning)
                $(.with_source($source))?
                $(.with_cfn_lint(&[$($rule),+]))?
                $(.with_cdk_nag(&[$($nag),+]))?
                $(.with_former_codes(&[$($old),+]))?
        ),*];
    };
}
