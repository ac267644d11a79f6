//! Lists actions that together let a principal escalate its privileges, each with its source.

const IAM: &str = "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/";
const PART_TWO: &str =
    "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation-part-2/";
const BISHOP: &str = "https://bishopfox.com/blog/privilege-escalation-in-aws";
const ECS: &str = "https://rhinosecuritylabs.com/aws/weaponizing-ecs-task-definitions-steal-credentials-running-containers/";
const CLOUD: &str = "https://hackingthe.cloud/aws/exploitation/iam_privilege_escalation/";

/// The actions of each path, which are all required, and its source.
pub(super) const PATHS: &[(&[&str], &str)] = &[
    (&["iam:CreatePolicyVersion"], IAM),
    (&["iam:SetDefaultPolicyVersion"], IAM),
    (&["iam:CreateAccessKey"], IAM),
    (&["iam:CreateLoginProfile"], IAM),
    (&["iam:UpdateLoginProfile"], IAM),
    (&["iam:AttachUserPolicy"], IAM),
    (&["iam:AttachGroupPolicy"], IAM),
    (&["iam:AttachRolePolicy"], IAM),
    (&["iam:PutUserPolicy"], IAM),
    (&["iam:PutGroupPolicy"], IAM),
    (&["iam:PutRolePolicy"], IAM),
    (&["iam:AddUserToGroup"], IAM),
    (&["iam:UpdateAssumeRolePolicy", "sts:AssumeRole"], IAM),
    (&["iam:DeleteRolePermissionsBoundary"], CLOUD),
    (&["iam:DeleteUserPermissionsBoundary"], CLOUD),
    (&["iam:PutRolePermissionsBoundary"], CLOUD),
    (&["iam:PutUserPermissionsBoundary"], CLOUD),
    (&["iam:PassRole", "ec2:RunInstances"], IAM),
    (&["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], IAM),
    (&["iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission"], BISHOP),
    (&["iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"], IAM),
    (&["iam:PassRole", "lambda:CreateFunction"], IAM),
    (&["lambda:UpdateFunctionCode"], IAM),
    (&["lambda:UpdateFunctionConfiguration"], PART_TWO),
    (&["iam:PassRole", "cloudformation:CreateStack"], IAM),
    (&["cloudformation:CreateStackSet", "iam:PassRole"], CLOUD),
    (&["iam:PassRole", "glue:CreateDevEndpoint"], IAM),
    (&["glue:UpdateDevEndpoint"], IAM),
    (&["iam:PassRole", "glue:CreateJob", "glue:StartJobRun"], BISHOP),
    (&["iam:PassRole", "glue:UpdateJob", "glue:StartJobRun"], BISHOP),
    (&["iam:PassRole", "datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"], IAM),
    (&["iam:PassRole", "codestar:CreateProject"], PART_TWO),
    (
        &[
            "iam:PassRole",
            "sagemaker:CreateNotebookInstance",
            "sagemaker:CreatePresignedNotebookInstanceUrl",
        ],
        PART_TWO,
    ),
    (&["sagemaker:CreatePresignedNotebookInstanceUrl"], PART_TWO),
    (&["iam:PassRole", "sagemaker:CreateTrainingJob"], BISHOP),
    (&["iam:PassRole", "sagemaker:CreateProcessingJob"], BISHOP),
    (&["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"], BISHOP),
    (&["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"], ECS),
    (
        &[
            "iam:PassRole",
            "autoscaling:CreateLaunchConfiguration",
            "autoscaling:CreateAutoScalingGroup",
        ],
        BISHOP,
    ),
    (
        &["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:StartTask"],
        "https://pathfinding.cloud/paths/ecs-005",
    ),
    (
        &["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:CreateService"],
        "https://pathfinding.cloud/paths/ecs-003",
    ),
    (&["iam:PassRole", "apprunner:CreateService"], "https://pathfinding.cloud/paths/apprunner-001"),
    (
        &["iam:PassRole", "glue:CreateJob", "glue:CreateTrigger"],
        "https://pathfinding.cloud/paths/glue-004",
    ),
    (
        &["iam:PassRole", "glue:UpdateJob", "glue:CreateTrigger"],
        "https://pathfinding.cloud/paths/glue-006",
    ),
    (
        &["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
        "https://pathfinding.cloud/paths/cloudformation-005",
    ),
    (&["iam:PassRole", "ec2:RequestSpotInstances"], "https://pathfinding.cloud/paths/ec2-003"),
    (&["ecs:ExecuteCommand"], "https://pathfinding.cloud/paths/ecs-006"),
    (
        &["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuildBatch"],
        "https://pathfinding.cloud/paths/codebuild-004",
    ),
    (
        &[
            "iam:PassRole",
            "bedrock-agentcore:CreateCodeInterpreter",
            "bedrock-agentcore:InvokeCodeInterpreter",
        ],
        "https://pathfinding.cloud/paths/bedrock-001",
    ),
    (&["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"], CLOUD),
    (&["ssm:SendCommand"], BISHOP),
    (&["ssm:StartSession"], BISHOP),
    (&["ec2-instance-connect:SendSSHPublicKey"], CLOUD),
];
