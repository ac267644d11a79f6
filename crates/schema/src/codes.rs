//! Codes of the checks against CloudFormation's schemas.

constructs_diagnostics::codes! {
    UNKNOWN_PROPERTY = "F0101", "A resource or one of its property types has no property of this name.", cfn_lint ["E3002"];
    REQUIRED = "F0102", "A required property is missing, perhaps under some conditions only.", cfn_lint ["E3003"];
    UNKNOWN_TYPE = "F0103", "There is no resource type of this name in the facts.", cfn_lint ["E3006"];
    WRONG_TYPE = "F0104", "A value is of a type that CloudFormation does not convert to the property's.", cfn_lint ["E3012"];
    EXACTLY_ONE = "F0105", "Exactly one of several properties has to be set.", cfn_lint ["E3014"];
    NO_ALTERNATIVE = "F0106", "A value fits none of the forms that its property can have.", cfn_lint ["E3017"];
    NOT_ONE_ALTERNATIVE = "F0107", "A value fits none, or several, of forms that exclude each other.", cfn_lint ["E3018"];
    UNKNOWN_VALUE = "F0108", "A value is not one of the property's known values.", cfn_lint ["E3030"];
    PATTERN = "F0109", "A text does not fit the property's pattern.", cfn_lint ["E3031"];
    ITEM_COUNT = "F0110", "A list has too few or too many items.", cfn_lint ["E3032"];
    LENGTH = "F0111", "A text is too short or too long.", cfn_lint ["E3033"];
    RANGE = "F0112", "A number is too small or too large.", cfn_lint ["E3034"];
    DUPLICATE_ITEMS = "F0113", "A list has the same item twice, where each has to be there once.", cfn_lint ["E3037"];
    READ_ONLY = "F0114", "A property can be read with `Fn::GetAtt`, and not be set.", cfn_lint ["E3040"];
    EXCLUDED = "F0115", "Two properties exclude each other.", cfn_lint ["E3020"];
    NEEDED = "F0116", "A property needs another one beside it.", cfn_lint ["E3021"];
    AT_LEAST_ONE = "F0117", "At least one of several properties has to be set.", cfn_lint ["E3058"];
    OTHER_LIMIT = "F0118", "A value is not what its resource type allows in some other way.", cfn_lint ["E3002"];
    FORMAT = "F0119", "A text does not have the form of what it names, such as a subnet's id.";
    UNCHECKED_TYPE = "F0120", "A resource type is another publisher's, so that its properties can't be checked.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/registry.html", cfn_lint ["E3006"];

    UNKNOWN_REFERENCE = "F0201", "`Ref` names no parameter, resource or pseudo parameter.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html", cfn_lint ["E1020"];
    UNKNOWN_ATTRIBUTE = "F0202", "`Fn::GetAtt` names no resource, or no attribute of it.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html", cfn_lint ["E1010"];
    REFERENCE_TYPE = "F0203", "`Ref` gives a value of another type than its property takes.", cfn_lint ["E1020"];
    ATTRIBUTE_TYPE = "F0204", "`Fn::GetAtt` gives a value of another type than its property takes.", cfn_lint ["E1010"];
    CYCLE = "F0205", "Resources need each other in a circle.", source "https://repost.aws/knowledge-center/unable-validate-circular-dependency-cloudformation", cfn_lint ["E3004"];
    UNKNOWN_CONDITION = "F0206", "A condition is used that the template does not declare.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html";
    UNKNOWN_MAPPING = "F0207", "A mapping is used that the template does not declare.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html";
    UNKNOWN_DEPENDENCY = "F0208", "`DependsOn` names no resource of the template, or the resource itself.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html";
    UNKNOWN_VARIABLE = "F0209", "A variable of `Fn::Sub` names no parameter, resource or attribute.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html", cfn_lint ["E1019"];

    UNKNOWN_SECTION = "F0301", "A template has no section of this name.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html";
    WRONG_SECTION = "F0302", "A section or an entry of one is no object.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html";
    NO_RESOURCES = "F0303", "A template has no resources.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html";
    NO_TYPE = "F0304", "A resource has no `Type`, or one that is no text.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html";
    UNKNOWN_RESOURCE_KEY = "F0305", "A resource has something beside its properties that CloudFormation does not know.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html";
    TOO_INVOLVED = "F0306", "A template takes too many steps to check; the rest of it was not looked at.";
}
