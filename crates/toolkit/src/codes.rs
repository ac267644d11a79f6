//! Codes of the commands, and the registry of all codes.

use constructs::Code;
use constructs::diagnostic::CodeInfo;

constructs_diagnostics::codes! {
    SETTING_MISSING = "S0101", "A required setting is missing from the context.";
    SETTING_WRONG = "S0102", "A setting has an invalid value.";
    SETTING_UNKNOWN = "S0103", "The context has an unknown setting.";

    TEMPLATE_TEXT = "S0201", "A file that should be a template can't be read as one: it is neither JSON nor YAML, or is too large.";
    ACKNOWLEDGEMENT_UNUSED = "S0202", "An acknowledgement matches no finding.";
    ACKNOWLEDGEMENT_FORM = "S0203", "An acknowledgement in a template's `Metadata` lacks a code or a reason.";

    RULE_BROKEN = "S0204", "A template does not comply with a rule of your organization in the Guard language.", source "https://docs.aws.amazon.com/cfn-guard/latest/ug/what-is-guard.html";
    ALIAS = "S0205", "A template uses a YAML alias or merge key, which CloudFormation rejects unless a command writes the values out before.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html", cfn_lint ["W1101"];

    BASELINE_UNUSED = "S0206", "An entry of a baseline matches no finding.";

    EXPORT_GONE = "T0101", "An export that a deployed stack imports would go away. AWS refuses that.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
    EXPORT_CHANGED = "T0102", "An export that a deployed stack imports would get another value. AWS refuses that.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
    NAME_MOVED = "T0103", "A resource with an explicit name would move to another logical id or stack while the old resource still exists.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html";
    NAME_REPLACED = "T0104", "A resource with an explicit name would have to be replaced by one of the same name.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html";
}

/// Every code that a command can report: a title, and the codes of each part of the product that belongs to it.
pub const REGISTRY: &[(&str, &[&[CodeInfo]])] = &[
    ("Of the library", constructs::codes::CODES),
    (
        "Of the checks on templates",
        &[
            constructs_schema::codes::CODES,
            constructs_services::codes::CODES,
            constructs_cloudformation::language_codes::CODES,
            constructs_cloudformation::CODES,
        ],
    ),
    ("Of IAM's checks", &[constructs_policy::codes::CODES, constructs_lint::codes::CODES]),
    ("Of the permission matrix", &[constructs_access::matrix::codes::CODES]),
    ("Of the command line", &[CODES]),
];

/// The documentation of a code. A code of an aspect has none.
pub(crate) fn find(code: Code) -> Option<&'static CodeInfo> {
    let all = REGISTRY.iter().flat_map(|(_, parts)| *parts).copied().flatten();
    all.into_iter().find(|info| info.code == code)
}

/// The page `docs/diagnostics.md`: a table of the codes for each part of the product.
#[must_use]
pub fn page() -> String {
    let mut page = "# Diagnostics\n\n\
        Written by `cargo run -p constructs-toolkit --example diagnostics`. Codes are stable. `validate --explain CODE` prints what \
        is here and, for a code that is about templates, a template that has the finding and one that does not. It takes the ids of \
        equivalent rules too: those of cfn-lint (`E3012`), and those of cdk-nag (`AwsSolutions-IAM5`).\n\n"
        .to_owned();
    for (title, parts) in REGISTRY {
        let mut codes = parts.concat();
        codes.sort_by_key(|info| info.code);
        let has_equivalents = codes.iter().any(|info| !equivalents(info).is_empty());
        page += &format!("## {title}\n\n");
        page += match has_equivalents {
            true => "| code | meaning | equivalent rules |\n|---|---|---|\n",
            false => "| code | meaning |\n|---|---|\n",
        };
        page.extend(codes.iter().map(|info| row(info, has_equivalents)));
        page.push('\n');
    }
    page
}

fn row(info: &CodeInfo, has_equivalents: bool) -> String {
    let CodeInfo { code, meaning, source, .. } = info;
    let source = if source.is_empty() { String::new() } else { format!(" [Source]({source})") };
    let mut row = format!("| `{code}` | {}{source} |", meaning.replace('|', "\\|"));
    if has_equivalents {
        row += &format!(" {} |", equivalents(info));
    }
    row + "\n"
}

/// The rules of other tools that report the same.
fn equivalents(info: &CodeInfo) -> String {
    let ids: Vec<String> =
        info.cfn_lint.iter().chain(info.cdk_nag).map(|id| format!("`{id}`")).collect();
    ids.join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_page_of_codes_is_up_to_date() {
        let committed = include_str!("../../../docs/diagnostics.md");
        let is_same = committed == page();
        assert!(
            is_same,
            "run `cargo run -p constructs-toolkit --example diagnostics > docs/diagnostics.md`"
        );
    }

    #[test]
    fn codes_are_unique_and_in_order() {
        let (mut seen, mut retired) = (BTreeSet::new(), BTreeSet::new());
        for (title, parts) in REGISTRY {
            let all: Vec<_> = parts.iter().copied().flatten().collect();
            for info in &all {
                assert!(seen.insert(info.code.as_str()), "{} is declared twice", info.code);
                // Several rules may have come of one retired code.
                retired.extend(info.formerly);
            }
            assert!(parts.iter().all(|part| part.is_sorted_by_key(|info| info.code)), "{title}");
        }
        assert!(seen.is_disjoint(&retired), "{retired:?}");
    }
}
