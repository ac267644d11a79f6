//! What happens to a resource when it is made, updated, replaced or removed.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html>

use crate::value::{Bool, Expr, Int, IntoValue, List, Object, Str};

/// `DeletionPolicy`. Without one CloudFormation deletes, and makes a snapshot of RDS clusters and of
/// instances outside one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletionPolicy {
    /// The resource is deleted.
    Delete,
    /// The resource stays; the stack forgets it.
    Retain,
    /// The resource stays, unless the stack operation that made it is rolled back.
    RetainExceptOnCreate,
    /// A snapshot is made first, for types that have one.
    Snapshot,
}

/// `UpdateReplacePolicy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateReplacePolicy {
    /// The old resource is deleted.
    Delete,
    /// The old resource stays; the stack forgets it.
    Retain,
    /// A snapshot is made first, for types that have one.
    Snapshot,
}

impl DeletionPolicy {
    /// The one that CloudFormation spells `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Delete, Self::Retain, Self::RetainExceptOnCreate, Self::Snapshot]
            .into_iter()
            .find(|policy| policy.as_str() == name)
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "Delete",
            Self::Retain => "Retain",
            Self::RetainExceptOnCreate => "RetainExceptOnCreate",
            Self::Snapshot => "Snapshot",
        }
    }
}

impl UpdateReplacePolicy {
    /// The one that CloudFormation spells `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Delete, Self::Retain, Self::Snapshot]
            .into_iter()
            .find(|policy| policy.as_str() == name)
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "Delete",
            Self::Retain => "Retain",
            Self::Snapshot => "Snapshot",
        }
    }
}

/// `CreationPolicy`: what has to be signalled before a resource counts as made.
#[derive(Clone, Debug, Default)]
pub struct CreationPolicy(pub(crate) Object);

impl CreationPolicy {
    /// A policy that asks for nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Object::new())
    }

    /// `ResourceSignal`: `count` signals within `timeout`, an ISO 8601 duration such as `PT15M`.
    #[must_use]
    pub fn resource_signal(self, count: impl IntoValue<Int>, timeout: impl IntoValue<Str>) -> Self {
        let signal =
            Object::new().with("Count", count.into_expr()).with("Timeout", timeout.into_expr());
        Self(self.0.with("ResourceSignal", signal))
    }

    /// `AutoScalingCreationPolicy`: how many of 100 instances have to signal success.
    #[must_use]
    pub fn min_successful_instances_percent(self, percent: impl IntoValue<Int>) -> Self {
        let policy = Object::new().with("MinSuccessfulInstancesPercent", percent.into_expr());
        Self(self.0.with("AutoScalingCreationPolicy", policy))
    }

    /// `StartFleet`: whether an AppStream fleet is started.
    #[must_use]
    pub fn start_fleet(self, on: impl IntoValue<Bool>) -> Self {
        Self(self.0.with("StartFleet", on.into_expr()))
    }
}

/// `UpdatePolicy`: how an update of a resource is rolled out.
#[derive(Clone, Debug, Default)]
pub struct UpdatePolicy(pub(crate) Object);

impl UpdatePolicy {
    /// A policy that says nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Object::new())
    }

    /// `AutoScalingRollingUpdate`.
    #[must_use]
    pub fn rolling_update(self, update: RollingUpdate) -> Self {
        Self(self.0.with("AutoScalingRollingUpdate", update.0))
    }

    /// `AutoScalingReplacingUpdate`: whether the whole Auto Scaling group is replaced.
    #[must_use]
    pub fn replacing_update(self, will_replace: impl IntoValue<Bool>) -> Self {
        let update = Object::new().with("WillReplace", will_replace.into_expr());
        Self(self.0.with("AutoScalingReplacingUpdate", update))
    }

    /// `AutoScalingScheduledAction`: whether group sizes that a schedule changed are left alone.
    #[must_use]
    pub fn ignore_scheduled_sizes(self, on: impl IntoValue<Bool>) -> Self {
        let action = Object::new().with("IgnoreUnmodifiedGroupSizeProperties", on.into_expr());
        Self(self.0.with("AutoScalingScheduledAction", action))
    }

    /// `CodeDeployLambdaAliasUpdate`: the application and deployment group that shift an alias.
    #[must_use]
    pub fn code_deploy_lambda_alias(
        self,
        application: impl IntoValue<Str>,
        group: impl IntoValue<Str>,
    ) -> Self {
        let update = Object::new()
            .with("ApplicationName", application.into_expr())
            .with("DeploymentGroupName", group.into_expr());
        Self(self.0.with("CodeDeployLambdaAliasUpdate", update))
    }

    /// `UseOnlineResharding`: whether an ElastiCache replication group keeps serving while its shards change.
    #[must_use]
    pub fn online_resharding(self, on: impl IntoValue<Bool>) -> Self {
        Self(self.0.with("UseOnlineResharding", on.into_expr()))
    }

    /// `EnableVersionUpgrade`: whether an OpenSearch domain is upgraded in place.
    #[must_use]
    pub fn version_upgrade(self, on: impl IntoValue<Bool>) -> Self {
        Self(self.0.with("EnableVersionUpgrade", on.into_expr()))
    }
}

/// How the instances of an Auto Scaling group are replaced in batches.
#[derive(Clone, Debug, Default)]
pub struct RollingUpdate(Object);

impl RollingUpdate {
    /// The defaults: one instance at a time.
    #[must_use]
    pub const fn new() -> Self {
        Self(Object::new())
    }

    /// The most instances that are replaced at once.
    #[must_use]
    pub fn max_batch_size(self, count: impl IntoValue<Int>) -> Self {
        Self(self.0.with("MaxBatchSize", count.into_expr()))
    }

    /// The fewest instances that stay in service.
    #[must_use]
    pub fn min_instances_in_service(self, count: impl IntoValue<Int>) -> Self {
        Self(self.0.with("MinInstancesInService", count.into_expr()))
    }

    /// How many of 100 instances have to signal success.
    #[must_use]
    pub fn min_successful_instances_percent(self, percent: impl IntoValue<Int>) -> Self {
        Self(self.0.with("MinSuccessfulInstancesPercent", percent.into_expr()))
    }

    /// How long to wait after each batch, an ISO 8601 duration.
    #[must_use]
    pub fn pause_time(self, duration: impl IntoValue<Str>) -> Self {
        Self(self.0.with("PauseTime", duration.into_expr()))
    }

    /// Which scaling processes rest meanwhile, e.g. `AlarmNotification`.
    #[must_use]
    pub fn suspend_processes(self, processes: impl IntoValue<List<Str>>) -> Self {
        Self(self.0.with("SuspendProcesses", processes.into_expr()))
    }

    /// Whether each instance has to signal before the next batch.
    #[must_use]
    pub fn wait_on_resource_signals(self, on: impl IntoValue<Bool>) -> Self {
        Self(self.0.with("WaitOnResourceSignals", on.into_expr()))
    }
}

impl From<CreationPolicy> for Expr {
    fn from(policy: CreationPolicy) -> Self {
        policy.0.into()
    }
}

impl From<UpdatePolicy> for Expr {
    fn from(policy: UpdatePolicy) -> Self {
        policy.0.into()
    }
}
