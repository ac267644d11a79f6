//! Declares the codes of the rules of AWS's services.

constructs_diagnostics::codes! {
    ENVIRONMENT_SIZE = "F0701", "The environment variables of a Lambda function have more than 4,096 bytes.", source "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html", cfn_lint ["E3697"];

    PIPELINE_SOURCE = "F0740", "An action of a pipeline is a source outside the first stage, or is not a source in the first stage.", source "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html", cfn_lint ["E3700"];
    ARTIFACT_NAME = "F0741", "An action of a pipeline reads an artifact that no earlier action writes, or writes one that another action writes.", source "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html", cfn_lint ["E3701"];
    ARTIFACT_COUNT = "F0742", "An action of a pipeline has too few or too many artifacts.", source "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-action-artifacts.html", cfn_lint ["E3702"];
    ACTION_CONFIGURATION = "F0743", "The configuration of a pipeline's action names an artifact that the action does not read, or a wrong role.", source "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html", cfn_lint ["E3703"];
    LAYER_ARN_LENGTH = "F0744", "The ARN of a Lambda layer is longer than an ARN of its region can be.", source "https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html", cfn_lint ["E3716"];
    HEALTH_CHECK_TYPE = "F0745", "An Auto Scaling group combines the health check `EC2` with other types.", source "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html", cfn_lint ["E3056"];
    TIERING_DAYS = "F0746", "An archive tier of S3 Intelligent-Tiering has too few or too many days.", source "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html", cfn_lint ["E3061"];
    ENDPOINT_DNS = "F0747", "Two interface endpoints of one VPC have private DNS names for the same service.", source "https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html", cfn_lint ["E3064"];
    BACKUP_LIFECYCLE = "F0748", "A backup is deleted less than 90 days after it moves to cold storage.", source "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html", cfn_lint ["E3504"];
    ROLE_ARN = "F0749", "A property that takes the ARN of a role has a value that is not one.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html", cfn_lint ["E3511"];
    STATE_MACHINE = "F0750", "The definition of a state machine is not valid Amazon States Language.", source "https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html", cfn_lint ["E3601"];
    SSM_DOCUMENT = "F0751", "The content of a Systems Manager document does not have the structure of its schema version.", source "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html", cfn_lint ["E3051"];
    INIT = "F0752", "The metadata `AWS::CloudFormation::Init` has a key or a value that `cfn-init` does not take.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html", cfn_lint ["E3009"];
    INTERFACE = "F0753", "The metadata `AWS::CloudFormation::Interface` has a wrong shape, or names an unknown parameter.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-interface.html", cfn_lint ["E4001", "W4001"];
    MODULE = "F0754", "A module has what CloudFormation does not allow on modules.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html", cfn_lint ["E5001"];
    ALARM_ACTIONS = "F0755", "A state of an alarm has more than five actions.", source "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html", cfn_lint ["E3065"];
}
