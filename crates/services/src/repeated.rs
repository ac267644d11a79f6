//! Finds values that several resources of one deployment have although only one of them can.

use constructs_cloudformation::Conditions;
use rustc_hash::FxHashMap;

use crate::value::Value;

/// The values that another resource has as well, each with the first such value before it. A text states what is compared.
pub(crate) fn repeated<'v, 't>(
    values: &'v [(String, Value<'t>)],
    conditions: &Conditions<'t>,
) -> Vec<(&'v Value<'t>, &'v Value<'t>)> {
    let mut earlier: FxHashMap<&str, Vec<&Value<'t>>> = FxHashMap::default();
    let mut found = Vec::new();
    for (text, value) in values {
        let same = earlier.entry(text).or_default();
        let is_taken = |first: &&&Value<'t>| {
            first.resource_id() != value.resource_id() && first.can_meet(value, conditions)
        };
        found.extend(same.iter().find(is_taken).map(|first| (value, *first)));
        same.push(value);
    }
    found
}
