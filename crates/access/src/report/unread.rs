//! Collects an assumption for each part of policies that is not read.

use std::collections::BTreeSet;

use constructs_iam::Assumption;
use constructs_iam::PolicyStatement;

/// The assumption for each unread part of these statements.
pub(super) fn unread_assumptions<'s>(
    statements: impl Iterator<Item = &'s PolicyStatement>,
) -> BTreeSet<Assumption> {
    let mut found = BTreeSet::new();
    for statement in statements {
        statement.presence.visit_unread(&mut |reason| {
            found.insert(Assumption::NotRead { unread: reason.to_owned() });
        });
        let symbols = statement.texts().flat_map(|text| text.symbols());
        let reasons = symbols.filter_map(|symbol| symbol.domain.unread.as_ref());
        found.extend(reasons.map(|reason| Assumption::NotRead { unread: reason.to_string() }));
    }
    found
}
