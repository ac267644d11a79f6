//! Codes of names, references between stacks, and the limits of a template.

pub use constructs_limits::codes::{
    DESCRIPTION, EXPORT_NAME, EXPORT_TAKEN, LOGICAL_ID, NAME_TAKEN, NO_RESOURCES, NULL,
    RESOURCE_COUNT, SECTION_COUNT, TEMPLATE_SIZE,
};

constructs_diagnostics::codes! {
    STACK_NAME = "C0201", "A stack's name is not `^[A-Za-z][A-Za-z0-9-]{0,127}$`.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html";
    DUPLICATE_STACK = "C0202", "Two stacks of one account and region have the same name.";
    LOGICAL_ID_TAKEN = "C0204", "Two entries of one template have the same logical id.";
    ENVIRONMENT = "C0206", "An account is not 12 digits, or a region is not spelled like one.";
    ARTIFACT_TAKEN = "C0207", "Two stacks have the same id in the manifest: their paths differ only in `/` and `-`.";
    SECTION_TAKEN = "C0209", "A construct sets a section of its stack's template, such as `Metadata`, that already has another value.";

    STACK_CYCLE = "C0301", "Stacks depend on each other in a cycle: none can be deployed first.";
    RESOURCE_CYCLE = "C0302", "Resources of one stack depend on each other in a cycle.", source "https://repost.aws/knowledge-center/unable-validate-circular-dependency-cloudformation";
    OTHER_ENVIRONMENT = "C0303", "A reference crosses accounts or regions; an export can't be imported there.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
    NOT_EXPORTABLE = "C0304", "A stack uses a condition, mapping, or rule of another stack; they can't be exported.";
    EARLY_REFERENCE = "C0307", "A condition, rule, mapping, parameter, or export name refers to a construct that CloudFormation creates later.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html";

    PARAMETER = "C0505", "A parameter's constraints contradict each other or its default.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html";
}
