//! The codes of the checks on templates, each with what it means and the rule of cfn-lint that it corresponds to.

use constructs::Code;
use constructs::diagnostic::CodeInfo;

macro_rules! codes {
    ($($name:ident = $code:literal, $rule:literal, $meaning:literal, $source:literal;)*) => {
        $(#[doc = $meaning] pub const $name: Code = Code::new($code);)*

        /// Every code of the checks on templates, in order.
        pub const CODES: &[CodeInfo] =
            &[$(CodeInfo { code: $name, meaning: $meaning, source: $source }),*];

        /// The rule of cfn-lint that reports the same.
        #[must_use]
        pub fn cfn_lint_rule(code: Code) -> Option<&'static str> {
            let rules = [$(($name, $rule)),*];
            rules.iter().find(|(known, rule)| *known == code && !rule.is_empty()).map(|(_, rule)| *rule)
        }
    };
}

codes! {
    UNKNOWN_PROPERTY = "F0101", "E3002", "A resource or one of its property types has no property of this name.", "";
    REQUIRED = "F0102", "E3003", "A required property is missing, perhaps under some conditions only.", "";
    UNKNOWN_TYPE = "F0103", "E3006", "There is no resource type of this name in the facts.", "";
    WRONG_TYPE = "F0104", "E3012", "A value is of a type that CloudFormation does not convert to the property's.", "";
    EXACTLY_ONE = "F0105", "E3014", "Exactly one of several properties has to be set.", "";
    NO_ALTERNATIVE = "F0106", "E3017", "A value fits none of the forms that its property can have.", "";
    NOT_ONE_ALTERNATIVE = "F0107", "E3018", "A value fits none, or several, of forms that exclude each other.", "";
    UNKNOWN_VALUE = "F0108", "E3030", "A property has known values, and this is none of them.", "";
    PATTERN = "F0109", "E3031", "A text does not fit the property's pattern.", "";
    ITEM_COUNT = "F0110", "E3032", "A list has too few or too many items.", "";
    LENGTH = "F0111", "E3033", "A text is too short or too long.", "";
    RANGE = "F0112", "E3034", "A number is too small or too large.", "";
    DUPLICATE_ITEMS = "F0113", "E3037", "A list has the same item twice, where each has to be there once.", "";
    READ_ONLY = "F0114", "E3040", "A property can be read with `Fn::GetAtt`, and not be set.", "";
    EXCLUDED = "F0115", "E3020", "Two properties exclude each other.", "";
    NEEDED = "F0116", "E3021", "A property needs another one beside it.", "";
    AT_LEAST_ONE = "F0117", "E3058", "At least one of several properties has to be set.", "";
    OTHER_LIMIT = "F0118", "E3002", "A value is not what its resource type allows in some other way.", "";
    FORMAT = "F0119", "", "A text does not have the form of what it names, such as a subnet's id.", "";
    UNCHECKED_TYPE = "F0120", "E3006", "A resource type is another publisher's, so that its properties can't be checked.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/registry.html";

    UNKNOWN_REFERENCE = "F0201", "E1020", "`Ref` names no parameter, resource or pseudo parameter.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html";
    UNKNOWN_ATTRIBUTE = "F0202", "E1010", "`Fn::GetAtt` names no resource, or no attribute of it.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html";
    REFERENCE_TYPE = "F0203", "E1020", "`Ref` gives a value of another type than its property takes.", "";
    ATTRIBUTE_TYPE = "F0204", "E1010", "`Fn::GetAtt` gives a value of another type than its property takes.", "";
    CYCLE = "F0205", "E3004", "Resources need each other in a circle.", "https://repost.aws/knowledge-center/unable-validate-circular-dependency-cloudformation";
    UNKNOWN_CONDITION = "F0206", "", "A condition is used that the template does not declare.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html";
    UNKNOWN_MAPPING = "F0207", "", "A mapping is used that the template does not declare.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html";
    UNKNOWN_DEPENDENCY = "F0208", "", "`DependsOn` names no resource of the template, or the resource itself.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html";
    UNKNOWN_VARIABLE = "F0209", "E1019", "A variable of `Fn::Sub` names no parameter, resource or attribute.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html";

    UNKNOWN_SECTION = "F0301", "", "A template has no section of this name.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html";
    WRONG_SECTION = "F0302", "", "A section or an entry of one is no object.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html";
    NO_RESOURCES = "F0303", "", "A template has no resources.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html";
    NO_TYPE = "F0304", "", "A resource has no `Type`, or one that is no text.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html";
    UNKNOWN_RESOURCE_KEY = "F0305", "", "A resource has something beside its properties that CloudFormation does not know.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html";
    TOO_INVOLVED = "F0306", "", "A template takes too many steps to check; the rest of it was not looked at.", "";

    NO_EXPORT = "F0401", "", "An export is imported that none of the templates at hand has; a stack elsewhere may.", "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
}
