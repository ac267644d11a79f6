//! Codes of names, references between stacks, and the limits of a template.

constructs_diagnostics::codes! {
    STACK_NAME = "C0201", "A stack's name is not `^[A-Za-z][A-Za-z0-9-]{0,127}$`.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html";
    DUPLICATE_STACK = "C0202", "Two stacks of one account and region have the same name.";
    LOGICAL_ID = "C0203", "A logical id is not `^[A-Za-z0-9]{1,255}$`.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html", cfn_lint ["E3006"];
    LOGICAL_ID_TAKEN = "C0204", "Two entries of one template have the same logical id.";
    DESCRIPTION = "C0205", "A template's description is longer than 1,024 bytes.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-description-structure.html", cfn_lint ["E1003"];
    ENVIRONMENT = "C0206", "An account is not 12 digits, or a region is not spelled like one.";
    ARTIFACT_TAKEN = "C0207", "Two stacks have the same id in the manifest: their paths differ only in `/` and `-`.";
    NAME_TAKEN = "C0208", "Two resources of one type have the same name in one account and region.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html";
    SECTION_TAKEN = "C0209", "A construct sets a section of its stack's template, such as `Metadata`, that already has another value.";

    STACK_CYCLE = "C0301", "Stacks depend on each other in a cycle: none can be deployed first.";
    RESOURCE_CYCLE = "C0302", "Resources of one stack depend on each other in a cycle.", source "https://repost.aws/knowledge-center/unable-validate-circular-dependency-cloudformation";
    OTHER_ENVIRONMENT = "C0303", "A reference crosses accounts or regions; an export can't be imported there.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
    NOT_EXPORTABLE = "C0304", "A stack uses a condition, mapping, or rule of another stack; they can't be exported.";
    EXPORT_TAKEN = "C0305", "Two exports of one account and region have the same name.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html", cfn_lint ["E6101"];
    EXPORT_NAME = "C0306", "An export's name is empty, longer than 255 characters, or contains more than letters, digits, `:`, and `-`.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html", cfn_lint ["E6102"];
    EARLY_REFERENCE = "C0307", "A condition, rule, mapping, parameter, or export name refers to a construct that CloudFormation creates later.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html";

    RESOURCE_COUNT = "C0501", "A template has more than 500 resources.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html", cfn_lint ["E3010"];
    SECTION_COUNT = "C0502", "A template has more than 200 outputs, parameters, or mappings.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html", cfn_lint ["E2010", "E6010", "E7010"];
    TEMPLATE_SIZE = "C0503", "A template is larger than 1,000,000 bytes, or, as a warning, than the 51,200 that can be sent without S3.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html", cfn_lint ["E1002"];
    NO_RESOURCES = "C0504", "A template has no resource; CloudFormation requires at least one.", cfn_lint ["E1001"];
    PARAMETER = "C0505", "A parameter's constraints contradict each other or its default.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html";
}
