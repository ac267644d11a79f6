//! Parameters: constraints that fit each other, the type and the default.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::synth::link::{Linked, Local};
use crate::value::{Expr, Key};

pub(super) fn check(
    linked: &Linked,
    index: u32,
    declaration: &[(Key, Local)],
    diagnostics: &mut Diagnostics,
) {
    let get = |key: &str| declaration.iter().find(|(name, _)| name == key).map(|(_, value)| value);
    let mut report = |key: &str, message: String, help: &str| {
        let place = super::place(linked, index, key);
        diagnostics.push(Diagnostic::error(Code::PARAMETER, message).at(place).help(help));
    };
    for (least, most) in [("MinLength", "MaxLength"), ("MinValue", "MaxValue")] {
        if let (Some(Expr::Integer(min)), Some(Expr::Integer(max))) = (get(least), get(most))
            && min > max
        {
            report(
                least,
                format!("`{least}` {min} is greater than `{most}` {max}"),
                "no value could fit: swap them",
            );
        }
    }
    let Some(default) = get("Default") else { return };
    let is_list = matches!(get("Type"), Some(Expr::String(name)) if name.contains("List"));
    let is_among = |values: &[Local]| match default {
        Expr::String(items) if is_list => items
            .split(',')
            .all(|item| values.contains(&Expr::String(item.trim().to_owned().into()))),
        default => values.contains(default),
    };
    if matches!(get("AllowedValues"), Some(Expr::List(values)) if !is_among(values)) {
        report(
            "Default",
            "the default is not among the allowed values".to_owned(),
            "choose one of them",
        );
    }
    if let Expr::Integer(value) = default {
        let outside = |key, is_outside: fn(&i64, &i64) -> bool| matches!(get(key), Some(Expr::Integer(bound)) if is_outside(value, bound));
        if outside("MinValue", i64::lt) || outside("MaxValue", i64::gt) {
            report(
                "Default",
                format!("the default {value} is outside of its bounds"),
                "choose one inside, or widen them",
            );
        }
    }
    if let Expr::String(text) = default {
        let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        let outside = |key, is_outside: fn(&i64, &i64) -> bool| matches!(get(key), Some(Expr::Integer(bound)) if is_outside(&length, bound));
        if outside("MinLength", i64::lt) || outside("MaxLength", i64::gt) {
            report(
                "Default",
                format!("the default has {length} characters, outside of its bounds"),
                "choose another, or widen them",
            );
        }
    }
}
