//! Lists the resource types that are written by hand.

/// Types that are written by hand in `constructs::iam`; the generator leaves them out.
pub(super) const HAND_WRITTEN: &[&str] = &["AWS::IAM::ManagedPolicy", "AWS::IAM::Role"];

pub(super) fn is_hand_written(name: &str) -> bool {
    HAND_WRITTEN.contains(&name)
}
