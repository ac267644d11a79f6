//! Checks that a parameter's constraints, type, and default fit each other.

use constructs_diagnostics::{Diagnostic, Diagnostics};

use crate::codes;
use crate::linked::{Linked, Local};
use crate::value::{Expr, ObjectKey};

pub(super) fn check(
    linked: &Linked,
    index: u32,
    declaration: &[(ObjectKey, Local)],
    diagnostics: &mut Diagnostics,
) {
    let parameter = Parameter(declaration);
    let found = parameter.bounds().into_iter().chain(parameter.default());
    diagnostics.extend(found.map(|(key, message, help)| {
        let place = linked.property_place(index, key);
        Diagnostic::error(codes::PARAMETER, message).at(place).help(help)
    }));
}

/// A key of the declaration, what is wrong with it, and what to do.
type Finding = (&'static str, String, &'static str);

struct Parameter<'p>(&'p [(ObjectKey, Local)]);

impl Parameter<'_> {
    fn get(&self, key: &str) -> Option<&Local> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    fn integer(&self, key: &str) -> Option<i64> {
        match self.get(key) {
            Some(Expr::Integer(value)) => Some(*value),
            _ => None,
        }
    }

    /// Bounds that no value satisfies.
    fn bounds(&self) -> Vec<Finding> {
        let pairs = [("MinLength", "MaxLength"), ("MinValue", "MaxValue")];
        let crossed = pairs.into_iter().filter_map(|(least, most)| {
            let (min, max) = (self.integer(least)?, self.integer(most)?);
            let message = format!("`{least}` {min} is greater than `{most}` {max}");
            (min > max).then_some((least, message, "swap them: no value satisfies both"))
        });
        crossed.collect()
    }

    /// The mistakes in the default.
    fn default(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let Some(default) = self.get("Default") else { return found };
        if matches!(self.get("AllowedValues"), Some(Expr::List(values)) if !self.is_among(default, values))
        {
            let message = "the default is not among the allowed values".to_owned();
            found.push(("Default", message, "choose one of them"));
        }
        match default {
            Expr::Integer(value) if self.is_outside(*value, "MinValue", "MaxValue") => {
                let message = format!("the default {value} is out of bounds");
                found.push((
                    "Default",
                    message,
                    "choose a value within the bounds, or change the bounds",
                ));
            }
            Expr::String(text) => {
                let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
                if self.is_outside(length, "MinLength", "MaxLength") {
                    let message =
                        format!("the default has {length} characters, which is out of bounds");
                    found.push(("Default", message, "choose another value, or change the bounds"));
                }
            }
            _ => {}
        }
        found
    }

    /// The allowed values of a list apply to its items.
    fn is_among(&self, default: &Local, values: &[Local]) -> bool {
        let is_list =
            self.get("Type").and_then(Expr::as_str).is_some_and(|name| name.contains("List"));
        match default {
            Expr::String(items) if is_list && !values.contains(default) => items
                .split(',')
                .all(|item| values.iter().any(|value| value.as_str() == Some(item.trim()))),
            default => values.contains(default),
        }
    }

    fn is_outside(&self, value: i64, least: &str, most: &str) -> bool {
        self.integer(least).is_some_and(|least| value < least)
            || self.integer(most).is_some_and(|most| value > most)
    }
}
