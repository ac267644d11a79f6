//! Lists the constants of `constructs` for pseudo parameters.

use constructs_cloudformation::function::{
    ACCOUNT_ID, PARTITION, REGION, STACK_ID, STACK_NAME, URL_SUFFIX,
};

/// The pseudo parameters that are texts, each with its constant.
pub(super) const TEXTS: &[(&str, &str)] = &[
    (ACCOUNT_ID, "ACCOUNT"),
    (PARTITION, "PARTITION"),
    (REGION, "REGION"),
    (STACK_ID, "STACK_ID"),
    (STACK_NAME, "STACK_NAME"),
    (URL_SUFFIX, "URL_SUFFIX"),
];
