//! Resolves a pseudo parameter to its text in the stack's environment, or to a symbol.

use constructs_cloudformation::function::{
    ACCOUNT_ID, NOTIFICATION_ARNS, PARTITION, REGION, STACK_NAME, URL_SUFFIX,
};

use super::fragments::Fragment;
use super::stacks::Stacks;
use constructs_iam::Domain;
use constructs_iam::Symbol;

pub(super) fn value(stacks: &Stacks<'_>, stack: usize, name: &str) -> Fragment {
    let template = stacks.get(stack);
    let region = template.and_then(|stack| stack.region.as_deref());
    let account = template.and_then(|stack| stack.account.as_deref());
    let is_nested = stacks.nested_in(stack).is_some();
    let known = match name {
        REGION => region,
        ACCOUNT_ID => account,
        // A nested stack's name is generated when it is deployed.
        STACK_NAME => {
            let named = template.filter(|stack| stack.is_named && !is_nested);
            named.map(|stack| stack.name.as_str())
        }
        PARTITION => region.map(partition),
        URL_SUFFIX => region.map(|region| match partition(region) {
            "aws-cn" => "amazonaws.com.cn",
            _ => "amazonaws.com",
        }),
        _ => None,
    };
    if let Some(text) = known {
        return Fragment::Text(text.to_owned());
    }
    let domain = match name {
        REGION => Domain::region(),
        ACCOUNT_ID => Domain::account(),
        PARTITION => Domain::partition(),
        URL_SUFFIX => Domain::url_suffix(),
        NOTIFICATION_ARNS => Domain { is_list: true, ..Domain::any() },
        _ => {
            // Each stack has its own value.
            let (id, label) = template.map_or(("", ""), |stack| (&stack.id, &stack.name));
            let (id, shown) = (format!("{id}#{name}"), format!("{label}.{name}"));
            return Fragment::Symbol(Symbol::from_expression(&id, &shown, Domain::attribute()));
        }
    };
    Fragment::Symbol(Symbol::new(name, domain))
}

/// The partition of a region.
fn partition(region: &str) -> &'static str {
    let known = [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"),
        ("eusc-", "aws-eusc"),
    ];
    known.iter().find(|(prefix, _)| region.starts_with(prefix)).map_or("aws", |(_, name)| name)
}
