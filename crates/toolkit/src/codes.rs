//! The toolkit's own codes, each with what it means. `docs/diagnostics.md` is made from them.

use constructs::Code;
use constructs::diagnostic::CodeInfo;

macro_rules! codes {
    ($($name:ident = $code:literal, $meaning:literal, $source:literal;)*) => {
        $(#[doc = $meaning] pub(crate) const $name: Code = Code::new($code);)*

        /// Every code of the toolkit, in order.
        pub const CODES: &[CodeInfo] =
            &[$(CodeInfo { code: $name, meaning: $meaning, source: $source }),*];
    };
}

codes! {
    SETTING_MISSING = "S0101", "A setting that has to be there is missing from the context.", "";
    SETTING_WRONG = "S0102", "A setting is not what it should be.", "";
    SETTING_UNKNOWN = "S0103", "The context has a setting that nobody asks for.", "";

    TEMPLATE_TEXT = "S0201", "A file that should be a template can't be read as one: it is neither JSON nor YAML, or is too large.", "";
    ACKNOWLEDGEMENT_UNUSED = "S0202", "An acknowledgement matches no finding.", "";
    ACKNOWLEDGEMENT_FORM = "S0203", "An acknowledgement in a template's `Metadata` does not say what it lets stand, or why.", "";

    RULE_BROKEN = "S0204", "A template does not keep a rule of the organisation's, written in the Guard language.", "https://docs.aws.amazon.com/cfn-guard/latest/ug/what-is-guard.html";

    EXPORT_GONE = "T0101", "An export that a deployed stack imports would go away. AWS refuses that.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
    EXPORT_CHANGED = "T0102", "An export that a deployed stack imports would get another value. AWS refuses that.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
    NAME_MOVED = "T0103", "A resource with a name of the author's would come under another logical id or in another stack, while the old one is still there.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html";
    NAME_REPLACED = "T0104", "A resource with a name of the author's would have to be replaced by one of the same name.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html";
}
