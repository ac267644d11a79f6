//! A key takes values of its type.

use constructs::iam::condition::aws;

fn main() {
    let _ = aws::SECURE_TRANSPORT.bool("true");
    let _ = aws::MULTI_FACTOR_AUTH_AGE.less_than("an hour");
    let _ = aws::SOURCE_ACCOUNT.equals(true);
}
