//! The nearest action of the service is offered, and the nearest service.

use constructs_aws::action;

fn main() {
    let _ = constructs::iam::allow([action!("sqs:SendMesage")]);
    let _ = constructs::iam::allow([action!("sqss:SendMessage")]);
    let _ = constructs::iam::allow([action!("SendMessage")]);
}
