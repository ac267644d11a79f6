//! Codes of what the template language does not allow.

constructs_diagnostics::codes! {
    UNKNOWN_CONDITION = "F0206", "The template uses a condition that it does not declare.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", cfn_lint ["E1028", "E8007"];
    UNKNOWN_MAPPING = "F0207", "The template uses a mapping that it does not declare.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html", cfn_lint ["E1011"];
    UNKNOWN_DEPENDENCY = "F0208", "`DependsOn` refers to an unknown resource, or to the resource itself.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html", cfn_lint ["E3005"];
    CONDITIONAL_REFERENCE = "F0210", "A value refers to a resource that does not exist under some conditions.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", cfn_lint ["W1001"];

    UNKNOWN_SECTION = "F0301", "A template has an unknown section.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html", cfn_lint ["E1001"];
    WRONG_SECTION = "F0302", "A section, or an entry of a section, is not an object.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html", cfn_lint ["E1001", "E1700", "E2001", "E3001", "E6001", "E6003", "E7001", "E8001"];
    NO_RESOURCES = "F0303", "A template has no resources.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html", cfn_lint ["E1001"];
    NO_TYPE = "F0304", "A resource has no `Type`, or its `Type` is not a string.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html", cfn_lint ["E3001"];
    UNKNOWN_RESOURCE_KEY = "F0305", "A resource has an attribute that CloudFormation does not know.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html", cfn_lint ["E3001"];

    UNKNOWN_FUNCTION = "F0501", "A template calls a function that CloudFormation does not know.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html", cfn_lint ["E0000", "E1001"];
    MISPLACED_FUNCTION = "F0502", "A function is called where CloudFormation does not evaluate it.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html", cfn_lint ["E1001"];
    NEEDS_TRANSFORM = "F0503", "A template uses what only a transform provides, and does not declare the transform.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html", cfn_lint ["E1030", "E1031", "E1032", "E3038"];
    WRONG_ARGUMENT = "F0504", "A function is called with an argument that it does not take, or with too few or too many items.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html", cfn_lint ["E1011", "E1015", "E1016", "E1017", "E1018", "E1019", "E1021", "E1022", "E1024", "E1028", "E8003", "E8004", "E8005", "E8006"];
    WRONG_ITEM = "F0505", "An item of a function's list has a type that the function does not take.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html", cfn_lint ["E1011", "E1017", "E1018", "E1019", "E1022", "E1024", "E1028", "E8003", "E8004", "E8005", "E8006"];
    FUNCTION_WITH_KEYS = "F0506", "An object has a function's key and other keys.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html", cfn_lint ["E1001"];
    UNKNOWN_MAPPING_KEY = "F0507", "`Fn::FindInMap` looks up a key that the mapping does not have.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html", cfn_lint ["E1011"];
    WRONG_DYNAMIC_REFERENCE = "F0508", "A dynamic reference has a wrong form, or is where CloudFormation does not resolve it.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html", cfn_lint ["E1050", "E1051", "E1052", "E1027"];

    FORMAT_VERSION = "F0601", "The format version of a template is not `2010-09-09`.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/format-version-structure.html", cfn_lint ["E1001"];
    WRONG_VALUE = "F0602", "A part of a template has a type or a value that CloudFormation does not take.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html", cfn_lint ["E1001", "E1004", "E1005", "E2001", "E6001", "E6002", "E7001", "E1701", "E6003", "E6102"];
    UNKNOWN_KEY = "F0603", "A parameter, output, or rule has an attribute that CloudFormation does not know.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html", cfn_lint ["E2001", "E6001", "E6002", "E1701"];
    PARAMETER_TYPE = "F0611", "A parameter has an unknown type.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html", cfn_lint ["E2002", "E2001"];
    PARAMETER_DEFAULT = "F0612", "The default of a parameter breaks the parameter's own constraints.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html", cfn_lint ["E2015"];
    PARAMETER_CONSTRAINT = "F0613", "A constraint of a parameter contradicts another one, or does not apply to the parameter's type.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html", cfn_lint ["E2001", "E2015"];
    PARAMETER_PATTERN = "F0614", "The pattern of a parameter is not a regular expression.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html", cfn_lint ["E2001"];
    UNUSED_PARAMETER = "F0615", "A template does not use a parameter.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html", cfn_lint ["W2001"];
    SHARED_NAME = "F0616", "A parameter and a resource have the same name.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html", cfn_lint ["E3007"];
    CONDITION_CYCLE = "F0621", "Conditions refer to each other in a cycle.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", cfn_lint ["E8001", "E3004"];
    WRONG_CONDITION = "F0622", "A condition is not a function that is true or false.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", cfn_lint ["E8001"];
    UNUSED_CONDITION = "F0623", "A template does not use a condition.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", cfn_lint ["W8001"];
    WRONG_MAPPING = "F0631", "A mapping does not have two levels of keys with a string or a list of strings.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html", cfn_lint ["E7001"];
    UNUSED_MAPPING = "F0632", "A template does not use a mapping.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html", cfn_lint ["W7001"];
    OUTPUT_VALUE = "F0641", "An output has no value, or a value that is not a string.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html", cfn_lint ["E6002", "E6101", "E6003"];
    WRONG_ATTRIBUTE = "F0651", "An attribute of a resource has a value that CloudFormation does not take.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html", cfn_lint ["E3035", "E3036", "E3016", "E3055", "E3005", "E3001", "E3015", "E4002"];
    DUPLICATE_TAG = "F0652", "A resource has two tags with the same key.", source "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html", cfn_lint ["E3024"];
}
