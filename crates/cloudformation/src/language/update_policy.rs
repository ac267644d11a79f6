//! Checks `CreationPolicy` and `UpdatePolicy`, which only some types take, each with entries of its own.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html>
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html>

use constructs_document::{Entry, Node};

use super::codes;
use super::shape::Shape::{self, Boolean, Integer, List, Object, OneOf, Switch, Text};
use super::shape::{INTEGER, Shapes, list};
use crate::check::{Path, Report};
use crate::{Declarations, serverless};

/// The entries that a type takes.
type Policy = (&'static str, Shape);

const SIGNAL: Shape = Object(&[("Count", INTEGER), ("Timeout", Text)], 0);

const CREATION_POLICIES: &[Policy] = &[
    ("AWS::AppStream::Fleet", Object(&[("StartFleet", Switch)], 0)),
    (
        "AWS::AutoScaling::AutoScalingGroup",
        Object(
            &[
                (
                    "AutoScalingCreationPolicy",
                    Object(&[("MinSuccessfulInstancesPercent", Integer(0, 100))], 0),
                ),
                ("ResourceSignal", SIGNAL),
            ],
            0,
        ),
    ),
    ("AWS::CloudFormation::WaitCondition", Object(&[("ResourceSignal", SIGNAL)], 0)),
    ("AWS::EC2::Instance", Object(&[("ResourceSignal", SIGNAL)], 0)),
];

const UPDATE_POLICIES: &[Policy] = &[
    (
        "AWS::AppStream::Fleet",
        Object(&[("StartAfterUpdate", Switch), ("StopBeforeUpdate", Switch)], 0),
    ),
    (
        "AWS::AutoScaling::AutoScalingGroup",
        Object(
            &[
                ("AutoScalingInstanceRefresh", REFRESH),
                ("AutoScalingReplacingUpdate", Object(&[("WillReplace", Boolean)], 0)),
                ("AutoScalingRollingUpdate", ROLLING),
                (
                    "AutoScalingScheduledAction",
                    Object(&[("IgnoreUnmodifiedGroupSizeProperties", Boolean)], 0),
                ),
            ],
            0,
        ),
    ),
    ("AWS::ElastiCache::ReplicationGroup", Object(&[("UseOnlineResharding", Boolean)], 0)),
    ("AWS::Elasticsearch::Domain", Object(&[("EnableVersionUpgrade", Boolean)], 0)),
    (
        "AWS::Lambda::Alias",
        Object(
            &[(
                "CodeDeployLambdaAliasUpdate",
                Object(
                    &[
                        ("ApplicationName", Text),
                        ("DeploymentGroupName", Text),
                        ("AfterAllowTrafficHook", Text),
                        ("BeforeAllowTrafficHook", Text),
                    ],
                    2,
                ),
            )],
            0,
        ),
    ),
    ("AWS::OpenSearchService::Domain", Object(&[("EnableVersionUpgrade", Boolean)], 0)),
];

const ROLLING: Shape = Object(
    &[
        ("MaxBatchSize", INTEGER),
        ("MinActiveInstancesPercent", INTEGER),
        ("MinInstancesInService", INTEGER),
        ("MinSuccessfulInstancesPercent", INTEGER),
        ("PauseTime", Text),
        ("SuspendProcesses", List(&PROCESS, usize::MAX)),
        ("WaitOnResourceSignals", Boolean),
    ],
    0,
);

/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html>
const PROCESS: Shape = OneOf(&[
    "AddToLoadBalancer",
    "AlarmNotification",
    "AZRebalance",
    "HealthCheck",
    "InstanceRefresh",
    "Launch",
    "ReplaceUnhealthy",
    "ScheduledActions",
    "Terminate",
]);

/// The longest wait of an instance refresh, in seconds.
const MAX_WAIT_SECONDS: i64 = 172_800;

/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html>
const REFRESH: Shape = Object(
    &[
        ("Strategy", OneOf(&["ReplaceRootVolume", "Rolling"])),
        (
            "Preferences",
            Object(
                &[
                    ("AlarmSpecification", Object(&[("Alarms", List(&Text, 10))], 0)),
                    ("BakeTime", Integer(0, MAX_WAIT_SECONDS)),
                    ("CheckpointDelay", Integer(0, MAX_WAIT_SECONDS)),
                    ("CheckpointPercentages", List(&INTEGER, usize::MAX)),
                    ("InstanceWarmup", Integer(0, i64::MAX)),
                    ("MaxHealthyPercentage", Integer(100, 200)),
                    ("MinHealthyPercentage", Integer(0, 100)),
                    ("ScaleInProtectedInstances", OneOf(&["Ignore", "Refresh", "Wait"])),
                    ("SkipMatching", Boolean),
                    ("StandbyInstances", OneOf(&["Ignore", "Terminate", "Wait"])),
                ],
                0,
            ),
        ),
    ],
    1,
);

/// Checks `CreationPolicy` or `UpdatePolicy` of a resource of the type `kind`.
pub(super) fn check(
    template: &Declarations<'_>,
    attribute: &Entry,
    kind: &str,
    path: &Path<'_>,
    report: &mut Report,
) {
    let name = attribute.key.as_str();
    let types = if name == "CreationPolicy" { CREATION_POLICIES } else { UPDATE_POLICIES };
    let Some((_, shape)) = types.iter().find(|(own, _)| *own == kind) else {
        let is_resource = kind.starts_with("AWS::") || kind.starts_with("Custom::");
        if is_resource && !serverless::is_serverless(kind) {
            let names: Vec<&str> = types.iter().map(|(own, _)| *own).collect();
            let message = format!("`{kind}` does not take `{name}`");
            let help = format!("remove it: only these types take it: {}", list(&names));
            report.add_with_help(codes::WRONG_ATTRIBUTE, path, message, Some(help));
        }
        return;
    };
    Shapes { template, report: &mut *report }.check(shape, name, &attribute.node, path);
    check_exclusive(&attribute.node, path, report);
}

/// An instance refresh replaces a rolling update.
fn check_exclusive(policy: &Node, path: &Path<'_>, report: &mut Report) {
    let entry = |key| policy.as_map().and_then(|map| map.entry(key));
    if let (Some(refresh), Some(_)) =
        (entry("AutoScalingInstanceRefresh"), entry("AutoScalingRollingUpdate"))
    {
        let message =
            "`AutoScalingInstanceRefresh` and `AutoScalingRollingUpdate` exclude each other";
        let help = "remove one of them".to_owned();
        let path = path.entry(refresh);
        report.add_with_help(codes::WRONG_ATTRIBUTE, &path, message.to_owned(), Some(help));
    }
}
