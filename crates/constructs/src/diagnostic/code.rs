//! The stable codes of diagnostics, each with what it means. `docs/diagnostics.md` is made from them.

use std::fmt::{Display, Formatter, Result};

/// A stable code such as `C0101`. Aspects may bring codes of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// A code of the author's own, for aspects. `C` and four digits are this library's.
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

/// What the pages say of a code.
#[derive(Clone, Copy, Debug)]
pub struct CodeInfo {
    /// The code.
    pub code: Code,
    /// What is wrong, and why that is so.
    pub meaning: &'static str,
    /// Where the rule comes from; empty where it is our own.
    pub source: &'static str,
}

macro_rules! codes {
    ($($name:ident = $code:literal, $meaning:literal, $source:literal;)*) => {
        impl Code {
            $(#[doc = $meaning] pub const $name: Self = Self($code);)*
        }

        /// Every code of this library, in order.
        pub const CODES: &[CodeInfo] =
            &[$(CodeInfo { code: Code($code), meaning: $meaning, source: $source }),*];
    };
}

codes! {
    DUPLICATE_ID = "C0101", "Two siblings have the same id: paths would not be unique.", "";
    EMPTY_ID = "C0102", "A construct has an empty id.", "";
    FOREIGN_REFERENCE = "C0103", "A reference comes from another app: its target is not in this tree.", "";
    OUTSIDE_STACK = "C0104", "Something that belongs into a template stands in no stack.", "";
    SETTLED_TWICE = "C0105", "One place in the tree was made two things.", "";
    STACK_IN_STACK = "C0106", "A stack stands inside a stack; stacks stand side by side.", "";
    WRONG_TARGET = "C0107", "A handle names a construct of another kind than it is used for.", "";
    INCLUDED_TEXT = "C0108", "A text that is included is no template: it can't be read as JSON or YAML, or is too large.", "";
    INCLUDED_NAME = "C0109", "Something is asked of an included template that is not in it.", "";
    INCLUDED_TYPE = "C0110", "A resource or parameter of an included template is taken for another type than it has.", "";
    ACKNOWLEDGEMENT = "C0111", "An acknowledgement gives no reason, or no code.", "";

    STACK_NAME = "C0201", "A stack's name is not `^[A-Za-z][A-Za-z0-9-]{0,127}$`.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html";
    DUPLICATE_STACK = "C0202", "Two stacks of one account and region have the same name.", "";
    LOGICAL_ID = "C0203", "A logical id is not `^[A-Za-z0-9]{1,255}$`.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html";
    LOGICAL_ID_TAKEN = "C0204", "Two things in one template come to the same logical id.", "";
    DESCRIPTION = "C0205", "A template's description is longer than 1,024 bytes.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-description-structure.html";
    ENVIRONMENT = "C0206", "An account is not 12 digits, or a region is not spelled like one.", "";

    ARTIFACT_TAKEN = "C0207", "Two stacks come to the same id in the manifest: their paths differ in `/` and `-` only.", "";
    NAME_TAKEN = "C0208", "Two resources of one type have the same name in one account and region.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html";
    SECTION_TAKEN = "C0209", "A construct brings a section into its stack's template, such as `Metadata`, that says something else there already.", "";

    STACK_CYCLE = "C0301", "Stacks need each other in a circle: none can be deployed first.", "";
    RESOURCE_CYCLE = "C0302", "Resources of one stack need each other in a circle.", "https://repost.aws/knowledge-center/unable-validate-circular-dependency-cloudformation";
    OTHER_ENVIRONMENT = "C0303", "A reference crosses accounts or regions, where no export can be imported.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
    NOT_EXPORTABLE = "C0304", "A condition, mapping or rule of another stack is used; they can't be exported.", "";
    EXPORT_TAKEN = "C0305", "Two exports of one account and region have the same name.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
    EXPORT_NAME = "C0306", "An export's name is empty, longer than 255 characters, or holds more than letters, digits, `:` and `-`.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html";
    EARLY_REFERENCE = "C0307", "A condition, rule, mapping, parameter or export's name refers to what is made later.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html";

    DYNAMIC_REFERENCE = "C0401", "A text holds `{{resolve:`: CloudFormation would put a secret or parameter there.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html";
    NULL = "C0402", "A template holds a `null`.", "";
    ARN = "C0403", "An ARN does not have the six parts of one.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";
    ARN_WILDCARD = "C0404", "A wildcard or policy variable stands in an ARN that names one resource.", "";
    NUMBER = "C0405", "A number is infinite or not a number: JSON has no such value.", "";
    ARGUMENT = "C0406", "An intrinsic function or dynamic reference got an argument that it does not take.", "";

    RESOURCE_COUNT = "C0501", "A template has more than 500 resources.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html";
    SECTION_COUNT = "C0502", "A template has more than 200 outputs, parameters or mappings.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html";
    TEMPLATE_SIZE = "C0503", "A template is larger than 1,000,000 bytes, or, as a warning, than the 51,200 that can be sent without S3.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html";
    NO_RESOURCES = "C0504", "A template has no resource; CloudFormation wants at least one.", "";
    PARAMETER = "C0505", "A parameter's constraints contradict each other or its default.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html";

    ROLE_NAME = "C0601", "A role's name is longer than 64 characters or holds some that IAM does not take.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    POLICY_NAME = "C0602", "A policy's name is longer than 128 characters or holds some that IAM does not take.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    MANAGED_POLICY_SIZE = "C0603", "A managed policy is longer than 6,144 characters, white space not counted.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    INLINE_POLICY_SIZE = "C0604", "The inline policies of a role are together longer than 10,240 characters.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    TRUST_POLICY_SIZE = "C0605", "A role's trust policy is longer than 2,048 characters, the default quota.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    ATTACHED_POLICIES = "C0606", "A role has more than 10 managed policies, the default quota.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    IAM_DESCRIPTION = "C0607", "A role's or policy's description is longer than 1,000 characters or holds some that IAM does not take.", "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";
    POLICY_CHARACTER = "C0608", "A policy holds a character that IAM does not take: tab, LF, CR and U+0020 to U+00FF are.", "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html";
    ROLE_NAME_TAKEN = "C0609", "Two roles have the same name; letters' case does not tell them apart.", "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";
    IAM_PATH = "C0610", "A path does not begin and end in `/`, or is longer than 512 characters.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    SESSION_DURATION = "C0611", "A role's session lasts less than 3,600 or more than 43,200 seconds.", "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";
    NOT_ATTACHABLE = "C0612", "CloudFormation can't make this attachment.", "";
    SID = "C0613", "A Sid stands twice in a policy, or holds more than letters and digits.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html";
    EMPTY_STATEMENT = "C0614", "A statement names no action, resource or principal, or a policy has no statement.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";
    ACTION_NAME = "C0615", "An action is not spelled `service:Action`.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html";
    CONDITION_TWICE = "C0616", "A statement asks the same operator of the same key twice; a document can't say that.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
    PRINCIPAL_PLACE = "C0617", "A principal stands in an identity policy, or is missing where one is needed.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
    TRUST_RESOURCE = "C0618", "A trust policy names a resource: the role itself is its resource.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_sorted() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }
}
