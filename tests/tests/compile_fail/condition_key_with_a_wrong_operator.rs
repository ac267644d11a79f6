//! A key's type decides which operators there are.

use constructs::iam::condition::aws;
use constructs_aws::condition::kms;

fn main() {
    let _ = aws::SECURE_TRANSPORT.equals("true");
    let _ = aws::SOURCE_IP.like("10.*");
    let _ = kms::GRANT_OPERATIONS.equals("Decrypt");
    let _ = kms::VIA_SERVICE.less_than(3);
}
