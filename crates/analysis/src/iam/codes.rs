//! The codes of IAM's checks, each with what it means. `docs/diagnostics.md` is made from them.

use constructs::Code;
use constructs::diagnostic::CodeInfo;

macro_rules! codes {
    ($($name:ident = $code:literal, $meaning:literal, $source:literal;)*) => {
        $(#[doc = $meaning] pub(super) const $name: Code = Code::new($code);)*

        /// Every code of IAM's checks, in order.
        pub const CODES: &[CodeInfo] =
            &[$(CodeInfo { code: $name, meaning: $meaning, source: $source }),*];
    };
}

codes! {
    UNKNOWN_SERVICE = "A0101", "A policy names a service that IAM does not know.", "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
    UNKNOWN_ACTION = "A0102", "A policy names an action that its service does not have.", "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
    OPERATION = "A0103", "A policy names an API operation that is no IAM action: other actions allow it.", "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
    EMPTY_PATTERN = "A0104", "A pattern of actions names none.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html";
    ACTION_SPELLING = "A0105", "An action is spelled in another way than AWS spells it; IAM takes both.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html";
    UNKNOWN_KEY = "A0201", "A condition asks for a key that no action knows.", "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
    KEY_OF_OTHER_ACTIONS = "A0202", "A condition asks for a key that the statement's action does not know: requests never have it.", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
}
