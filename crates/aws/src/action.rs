//! `action!`: the typed constant of an IAM action, by AWS's name.

#[doc(hidden)]
pub use constructs_action_macro::action as __action;

/// The typed constant of an IAM action, by AWS's name and checked at compile time: `action!("sqs:SendMessage")` is
/// `sqs::Queue::SEND_MESSAGE`.
///
/// Use it like the constant: `allow([action!("sqs:SendMessage")]).on([queue])`. If the action acts on several resource types,
/// name one: `action!("ssm:SendCommand" on ec2::Instance)`, or `on *` for the constant without a resource type. The
/// service's feature must be enabled. An unknown name does not compile, and the message suggests the nearest action; for the
/// name of an API operation, it names the actions that allow it.
///
/// Requires the feature `action`.
///
/// ```
/// # #[cfg(feature = "sqs")] {
/// use constructs::iam::allow;
/// use constructs_aws::{action, sqs};
/// let queue = constructs::Arn::<sqs::Queue>::literal("arn:aws:sqs:eu-central-1:111122223333:orders");
/// let send = allow([action!("sqs:SendMessage"), sqs::Queue::GET_QUEUE_URL]).on([queue]);
/// # let _ = send; }
/// ```
#[macro_export]
macro_rules! action {
    ($($tokens:tt)*) => {
        $crate::__action!($crate $($tokens)*)
    };
}
