//! Explains why a managed policy that is attached to a principal is not read.

use constructs_iam::{managed_policies, managed_policies_date, managed_policy_name};
use constructs_matching::nearest_word;

/// Explains why a policy that is attached to `owner` is not read: the templates do not contain it, or AWS has no policy of this
/// name.
pub(super) fn explain_unread_policy(arn: &str, owner: &str) -> String {
    let Some(name) = managed_policy_name(arn) else {
        return format!("the policy `{arn}`, attached to `{owner}`, is not in these templates");
    };
    let copy = managed_policies_date();
    let near = nearest_word(name, managed_policies());
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    format!(
        "AWS's managed policy `{name}`, attached to `{owner}`, is not in the copy of {copy}{near}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_aws_does_not_have_gets_the_nearest() {
        let said = explain_unread_policy("arn:aws:iam::aws:policy/AmazonSQSFullAcces", "Role");
        assert!(said.ends_with("; did you mean `AmazonSQSFullAccess`?"), "{said}");
        let theirs = explain_unread_policy("arn:aws:iam::111122223333:policy/x", "Role");
        assert!(theirs.ends_with("is not in these templates"), "{theirs}");
    }
}
