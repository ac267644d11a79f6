//! The types of AWS SAM that the facts have are those that `constructs-cloudformation` replaces.

use constructs_cloudformation::serverless::{is_serverless, replaced_types};
use constructs_schema::facts;

#[test]
fn every_serverless_type_of_the_facts_is_replaced() {
    let known = facts::resource_types().filter(|name| is_serverless(name));
    // A connector becomes policies, which have ids of their own.
    let known: Vec<&str> = known.filter(|name| *name != "AWS::Serverless::Connector").collect();
    assert_eq!(known, replaced_types().collect::<Vec<_>>());
}
