//! Declares the codes of the checks against CloudFormation's schemas.

constructs_diagnostics::codes! {
    UNKNOWN_PROPERTY = "F0101", "A resource or a property type has no property of this name.", cfn_lint ["E3002"];
    REQUIRED = "F0102", "A required property is missing, at least under some conditions.", cfn_lint ["E3003"];
    UNKNOWN_TYPE = "F0103", "The facts contain no resource type of this name.", cfn_lint ["E3006"];
    WRONG_TYPE = "F0104", "A value has a type that CloudFormation does not convert to the type of the property.", cfn_lint ["E3012"];
    EXACTLY_ONE = "F0105", "Exactly one of several properties must be set.", cfn_lint ["E3014"];
    NO_ALTERNATIVE = "F0106", "A value does not match any of the forms that its property can have.", cfn_lint ["E3017"];
    NOT_ONE_ALTERNATIVE = "F0107", "A value must match exactly one of several forms, but it matches none or several.", cfn_lint ["E3018"];
    UNKNOWN_VALUE = "F0108", "A value is not one of the property's known values.", cfn_lint ["E3030"];
    PATTERN = "F0109", "A string does not match the pattern of its property.", cfn_lint ["E3031"];
    ITEM_COUNT = "F0110", "A list has too few or too many items.", cfn_lint ["E3032"];
    LENGTH = "F0111", "A string is too short or too long.", cfn_lint ["E3033"];
    RANGE = "F0112", "A number is too small or too large.", cfn_lint ["E3034"];
    DUPLICATE_ITEMS = "F0113", "A list whose items must be unique contains an item twice.", cfn_lint ["E3037"];
    READ_ONLY = "F0114", "A template sets a read-only property.", cfn_lint ["E3040"];
    EXCLUDED = "F0115", "Two properties can't be set together.", cfn_lint ["E3020"];
    NEEDED = "F0116", "A property requires another property.", cfn_lint ["E3021"];
    AT_LEAST_ONE = "F0117", "At least one of several properties must be set.", cfn_lint ["E3058"];
    OTHER_LIMIT = "F0118", "A value breaks another rule of its resource type.", cfn_lint ["E3002"];
    FORMAT = "F0119", "A string does not have the format of its property, such as the format of a subnet id.", cfn_lint ["E3511"];
    UNCHECKED_TYPE = "F0120", "The properties of a third-party resource type can't be checked.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/registry.html", cfn_lint ["E3006"];

    UNKNOWN_REFERENCE = "F0201", "`Ref` refers to a name that is not a parameter, a resource, or a pseudo parameter.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html", cfn_lint ["E1020"];
    UNKNOWN_ATTRIBUTE = "F0202", "`Fn::GetAtt` refers to an unknown resource or an unknown attribute.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html", cfn_lint ["E1010"];
    REFERENCE_TYPE = "F0203", "`Ref` returns a value of a type that the property does not take.", cfn_lint ["E1020"];
    ATTRIBUTE_TYPE = "F0204", "`Fn::GetAtt` returns a value of a type that the property does not take.", cfn_lint ["E1010"];
    CYCLE = "F0205", "Resources depend on each other in a cycle.", source "https://repost.aws/knowledge-center/unable-validate-circular-dependency-cloudformation", cfn_lint ["E3004"];
    UNKNOWN_VARIABLE = "F0209", "A variable of `Fn::Sub` is not a parameter, a resource, or an attribute.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html", cfn_lint ["E1019"];

}
