//! `action!`: an IAM action as AWS spells it -> the constant that stands for it.

#[doc(hidden)]
pub use constructs_action_macro::action as __action;

/// An IAM action as AWS spells it, checked at compile time: `action!("sqs:SendMessage")` is
/// `sqs::Queue::SEND_MESSAGE`.
///
/// It is the typed constant itself, so it goes wherever that goes: `allow([action!("sqs:SendMessage")]).on([queue])`. An
/// action that acts on several resource types is told on which: `action!("ssm:SendCommand" on ec2::Instance)`, or `on *` for
/// the constant that knows none. The service's feature has to be on. A name that is no action does not compile, and the
/// message says which one was meant; so does the name of an API operation that other actions allow.
///
/// Behind the feature `action`.
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
