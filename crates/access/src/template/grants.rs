//! Lists the resource types that give access without a policy: shares, permissions, and assignments of roles.
//!
//! These types are not read, so any change to one may grant more access. A test checks every type of the facts: if its name or
//! properties suggest a grant, it must be in a table or, with a reason, in `no_grant.txt`.

mod open;

use constructs_cloudformation::function::is_function;
use constructs_document::Node;

pub(crate) use self::open::{OPEN, OpenProperty, open_properties, value_text};
use super::canonical;
use super::notes::Notes;
use super::property_path::has_path;
use super::resolution::Resolution;
use super::resolver::Resolver;
use super::stacks::{ResourceId, Stacks};
use constructs_schema::facts;

/// Types that grant access to resources, with the properties that do; an empty list means the whole type. A path may name
/// properties below others. These types deny nothing, so removing one grants no access.
pub(super) const GRANTS: &[(&str, &[&str])] = &[
    ("AWS::ACMPCA::Permission", &[]),
    ("AWS::AppIntegrations::Application", &["Permissions"]),
    ("AWS::CertificateManager::AcmeEndpoint", &["AuthorizationBehavior"]),
    ("AWS::CertificateManager::AcmeExternalAccountBinding", &[]),
    ("AWS::CleanRooms::Collaboration", &[]),
    ("AWS::CleanRooms::ConfiguredTable", &["AllowedColumns", "AnalysisRules"]),
    ("AWS::CleanRooms::ConfiguredTableAssociation", &[]),
    ("AWS::CleanRooms::IdMappingTable", &[]),
    ("AWS::CleanRooms::IdNamespaceAssociation", &[]),
    ("AWS::CleanRooms::IntermediateTable", &[]),
    ("AWS::CleanRooms::Membership", &[]),
    ("AWS::CleanRoomsML::ConfiguredModelAlgorithmAssociation", &[]),
    ("AWS::Cloud9::EnvironmentEC2", &["OwnerArn"]),
    ("AWS::CodeGuruProfiler::ProfilingGroup", &["AgentPermissions"]),
    ("AWS::Config::AggregationAuthorization", &[]),
    ("AWS::Connect::DataLakeAssociation", &[]),
    ("AWS::DLM::LifecyclePolicy", &["PolicyDetails/Schedules/ShareRules"]),
    ("AWS::DataZone::GroupProfile", &[]),
    ("AWS::DataZone::Owner", &[]),
    ("AWS::DataZone::PolicyGrant", &[]),
    ("AWS::DataZone::Project", &["MembershipAssignments"]),
    ("AWS::DataZone::ProjectMembership", &[]),
    ("AWS::DataZone::SubscriptionTarget", &[]),
    ("AWS::DataZone::UserProfile", &[]),
    ("AWS::Detective::OrganizationAdmin", &[]),
    ("AWS::EC2::EnclaveCertificateIamRoleAssociation", &[]),
    ("AWS::EC2::NetworkInterfacePermission", &[]),
    ("AWS::EC2::VPCEndpointServicePermissions", &[]),
    ("AWS::EKS::AccessEntry", &[]),
    ("AWS::EKS::Cluster", &["AccessConfig"]),
    ("AWS::GlobalAccelerator::CrossAccountAttachment", &[]),
    (
        "AWS::Glue::Catalog",
        &[
            "AllowFullTableExternalDataAccess",
            "CatalogProperties",
            "CreateDatabaseDefaultPermissions",
            "CreateTableDefaultPermissions",
            "OverwriteChildResourcePermissionsWithDefault",
        ],
    ),
    ("AWS::Glue::Database", &["DatabaseInput/CreateTableDefaultPermissions"]),
    ("AWS::GuardDuty::Master", &[]),
    (
        "AWS::ImageBuilder::DistributionConfiguration",
        &[
            "Distributions/AmiDistributionConfiguration/LaunchPermissionConfiguration",
            "Distributions/AmiDistributionConfiguration/TargetAccountIds",
        ],
    ),
    ("AWS::IoTSiteWise::AccessPolicy", &[]),
    ("AWS::LakeFormation::DataCellsFilter", &[]),
    ("AWS::LakeFormation::DataLakeSettings", &[]),
    ("AWS::LakeFormation::Permissions", &[]),
    ("AWS::LakeFormation::PrincipalPermissions", &[]),
    ("AWS::LakeFormation::Resource", &[]),
    ("AWS::LakeFormation::TagAssociation", &[]),
    ("AWS::LicenseManager::Grant", &[]),
    (
        "AWS::Lightsail::Bucket",
        &["AccessRules", "ReadOnlyAccessAccounts", "ResourcesReceivingAccess"],
    ),
    ("AWS::Location::APIKey", &[]),
    ("AWS::Logs::Integration", &["ResourceConfig"]),
    ("AWS::MediaConnect::FlowEntitlement", &[]),
    ("AWS::OpsWorks::UserProfile", &[]),
    ("AWS::PCAConnectorAD::TemplateGroupAccessControlEntry", &[]),
    ("AWS::QBusiness::DataAccessor", &[]),
    ("AWS::QBusiness::Permission", &[]),
    ("AWS::QuickSight::ActionConnector", &["Permissions"]),
    ("AWS::QuickSight::Analysis", &["Permissions"]),
    ("AWS::QuickSight::Assignment", &[]),
    ("AWS::QuickSight::CustomPermissions", &[]),
    ("AWS::QuickSight::Dashboard", &["LinkSharingConfiguration", "Permissions"]),
    (
        "AWS::QuickSight::DataSet",
        &[
            "ColumnLevelPermissionRules",
            "Permissions",
            "RowLevelPermissionDataSet",
            "RowLevelPermissionTagConfiguration",
            "SemanticModelConfiguration",
        ],
    ),
    ("AWS::QuickSight::DataSource", &["Permissions"]),
    ("AWS::QuickSight::Flow", &["Permissions"]),
    ("AWS::QuickSight::Folder", &["Permissions", "SharingModel"]),
    ("AWS::QuickSight::KnowledgeBase", &["AccessControlConfiguration", "Permissions"]),
    ("AWS::QuickSight::Space", &["Permissions"]),
    ("AWS::QuickSight::Template", &["Permissions"]),
    ("AWS::QuickSight::Theme", &["Permissions"]),
    ("AWS::QuickSight::TopicV2", &["Permissions"]),
    ("AWS::RAM::Permission", &[]),
    ("AWS::RAM::PermissionAssociation", &[]),
    ("AWS::RAM::PrincipalAssociation", &[]),
    ("AWS::RAM::ResourceAssociation", &[]),
    ("AWS::RAM::ResourceShare", &[]),
    ("AWS::RAM::SourceAssociation", &[]),
    ("AWS::Redshift::EndpointAuthorization", &[]),
    ("AWS::Redshift::SnapshotCopyGrant", &[]),
    ("AWS::ResilienceHubV2::Policy", &["SharingEnabled"]),
    ("AWS::ResilienceHubV2::System", &["SharingEnabled"]),
    ("AWS::S3::AccessGrant", &[]),
    ("AWS::SecurityHub::DelegatedAdmin", &[]),
    ("AWS::SecurityLake::Subscriber", &[]),
    ("AWS::ServiceCatalog::AcceptedPortfolioShare", &[]),
    ("AWS::ServiceCatalog::PortfolioShare", &[]),
    ("AWS::Signer::ProfilePermission", &[]),
    ("AWS::SupportAuthZ::SupportPermit", &[]),
    ("AWS::VpcLattice::ServiceNetwork", &["SharingConfig"]),
];

/// Types that decide who gets the permissions of others: the properties that do, as in [`GRANTS`], and a noun for messages.
pub(super) const ASSIGNMENTS: &[(&str, &[&str], &str)] = &[
    ("AWS::AccountAccess::Application", &[], "source of identities"),
    ("AWS::AccountAccess::Entitlement", &[], "entitlement"),
    ("AWS::ApiGateway::Authorizer", &[], "authorizer"),
    ("AWS::ApiGatewayV2::Authorizer", &[], "authorizer"),
    ("AWS::Chatbot::MicrosoftTeamsChannelConfiguration", &[], "chat channel"),
    ("AWS::Chatbot::SlackChannelConfiguration", &[], "chat channel"),
    ("AWS::Cognito::IdentityPool", &[], "identity pool"),
    ("AWS::Cognito::IdentityPoolPrincipalTag", &[], "mapping of tags"),
    ("AWS::Cognito::IdentityPoolRoleAttachment", &[], "attachment of roles"),
    ("AWS::Cognito::UserPool", &["AdminCreateUserConfig"], "user pool"),
    ("AWS::Cognito::UserPoolGroup", &[], "group of users"),
    ("AWS::Cognito::UserPoolIdentityProvider", &[], "identity provider"),
    ("AWS::Cognito::UserPoolUser", &[], "user"),
    ("AWS::Cognito::UserPoolUserToGroupAttachment", &[], "assignment"),
    ("AWS::ControlTower::EnabledControl", &[], "control"),
    ("AWS::EC2::SnapshotBlockPublicAccess", &[], "block of public access"),
    ("AWS::EKS::Addon", &["PodIdentityAssociations", "ServiceAccountRoleArn"], "add-on"),
    ("AWS::EKS::IdentityProviderConfig", &[], "identity provider"),
    ("AWS::EKS::PodIdentityAssociation", &[], "association of pods"),
    ("AWS::EMR::Studio", &["AuthMode", "IdcUserAssignment", "UserRole"], "studio"),
    ("AWS::EMR::StudioSessionMapping", &[], "mapping of sessions"),
    ("AWS::Greengrass::Group", &["RoleArn"], "group of devices"),
    ("AWS::IAM::OIDCProvider", &[], "identity provider"),
    ("AWS::IAM::SAMLProvider", &[], "identity provider"),
    ("AWS::IdentityStore::GroupMembership", &[], "assignment"),
    ("AWS::IoT::Authorizer", &[], "authorizer"),
    ("AWS::IoT::CACertificate", &[], "certificate authority"),
    ("AWS::IoT::CertificateProvider", &[], "provider of certificates"),
    (
        "AWS::IoT::DomainConfiguration",
        &["AuthenticationType", "AuthorizerConfig"],
        "domain of devices",
    ),
    ("AWS::IoT::PolicyPrincipalAttachment", &[], "attachment of a policy"),
    ("AWS::IoT::ProvisioningTemplate", &[], "provisioning of devices"),
    ("AWS::IoT::RoleAlias", &[], "role alias"),
    ("AWS::IoT::ThingPrincipalAttachment", &[], "attachment of a thing"),
    ("AWS::IoTSiteWise::Portal", &["PortalAuthMode", "RoleArn"], "portal"),
    ("AWS::MPA::ApprovalTeam", &[], "approval team"),
    ("AWS::MPA::IdentitySource", &[], "source of identities"),
    ("AWS::OpenSearchServerless::SecurityConfig", &[], "identity provider"),
    ("AWS::Organizations::Account", &[], "account of the organization"),
    ("AWS::Organizations::OrganizationalUnit", &[], "organizational unit"),
    ("AWS::Proton::EnvironmentAccountConnection", &[], "connection of accounts"),
    ("AWS::Redshift::RedshiftIdcApplication", &[], "application"),
    ("AWS::RolesAnywhere::CRL", &[], "revocation list"),
    ("AWS::RolesAnywhere::Profile", &[], "profile"),
    ("AWS::RolesAnywhere::TrustAnchor", &[], "trust anchor"),
    ("AWS::S3::AccessGrantsInstance", &[], "instance of access grants"),
    ("AWS::S3::AccessGrantsLocation", &[], "location of access grants"),
    ("AWS::S3::AccountPublicAccessBlock", &[], "block of public access"),
    ("AWS::SSO::ApplicationAssignment", &[], "assignment"),
    ("AWS::SSO::Assignment", &[], "assignment"),
    ("AWS::SSO::InstanceAccessControlAttributeConfiguration", &[], "mapping of tags"),
    (
        "AWS::SageMaker::Domain",
        &["AuthMode", "DefaultSpaceSettings", "DefaultUserSettings"],
        "domain",
    ),
    (
        "AWS::SageMaker::UserProfile",
        &["SingleSignOnUserIdentifier", "SingleSignOnUserValue", "UserSettings"],
        "profile",
    ),
    ("AWS::ServiceCatalog::LaunchRoleConstraint", &[], "launch role"),
    ("AWS::ServiceCatalog::PortfolioPrincipalAssociation", &[], "assignment"),
    ("AWS::ServiceCatalog::PortfolioProductAssociation", &[], "assignment"),
    ("AWS::ServiceCatalog::StackSetConstraint", &[], "launch role"),
    ("AWS::Shield::DRTAccess", &[], "role of the response team"),
    ("AWS::SupportApp::SlackChannelConfiguration", &[], "chat channel"),
    ("AWS::Transfer::Agreement", &[], "agreement with a partner"),
    (
        "AWS::Transfer::Server",
        &["IdentityProviderDetails", "IdentityProviderType"],
        "server with identities of its own",
    ),
    ("AWS::Transfer::User", &[], "user"),
    ("AWS::Transfer::WebApp", &["IdentityProviderDetails"], "web app"),
];

/// Types of [`ASSIGNMENTS`] that deny, so that removing one may grant access.
const DENYING_ASSIGNMENTS: &[&str] = &[
    "AWS::ControlTower::EnabledControl",
    "AWS::EC2::SnapshotBlockPublicAccess",
    "AWS::Organizations::OrganizationalUnit",
    "AWS::RolesAnywhere::CRL",
    "AWS::S3::AccountPublicAccessBlock",
];

/// The properties of [`ASSIGNMENTS`] that name the assigned role, policy, or permission set.
const ASSIGNED_ROLES: &[(&str, &str)] = &[
    ("AWS::AccountAccess::Entitlement", "Entitlement/PrincipalRole"),
    ("AWS::Chatbot::MicrosoftTeamsChannelConfiguration", "IamRoleArn"),
    ("AWS::Chatbot::SlackChannelConfiguration", "IamRoleArn"),
    ("AWS::Cognito::IdentityPoolRoleAttachment", "Roles/authenticated"),
    ("AWS::Cognito::IdentityPoolRoleAttachment", "Roles/unauthenticated"),
    ("AWS::Cognito::UserPoolGroup", "RoleArn"),
    ("AWS::EKS::Addon", "PodIdentityAssociations/RoleArn"),
    ("AWS::EKS::Addon", "ServiceAccountRoleArn"),
    ("AWS::EKS::PodIdentityAssociation", "RoleArn"),
    ("AWS::EKS::PodIdentityAssociation", "TargetRoleArn"),
    ("AWS::EMR::Studio", "UserRole"),
    ("AWS::EMR::StudioSessionMapping", "SessionPolicyArn"),
    ("AWS::Greengrass::Group", "RoleArn"),
    ("AWS::IoT::ProvisioningTemplate", "ProvisioningRoleArn"),
    ("AWS::IoT::RoleAlias", "RoleArn"),
    ("AWS::IoTSiteWise::Portal", "RoleArn"),
    ("AWS::Proton::EnvironmentAccountConnection", "RoleArn"),
    ("AWS::RolesAnywhere::Profile", "RoleArns"),
    ("AWS::S3::AccessGrantsLocation", "IamRoleArn"),
    ("AWS::SSO::Assignment", "PermissionSetArn"),
    ("AWS::SageMaker::Domain", "DefaultUserSettings/ExecutionRole"),
    ("AWS::SageMaker::UserProfile", "UserSettings/ExecutionRole"),
    ("AWS::ServiceCatalog::LaunchRoleConstraint", "RoleArn"),
    ("AWS::Shield::DRTAccess", "RoleArn"),
    ("AWS::SupportApp::SlackChannelConfiguration", "ChannelRoleArn"),
    ("AWS::Transfer::Agreement", "AccessRole"),
    ("AWS::Transfer::User", "Role"),
];

/// Whether a resource grants access without a policy.
pub(super) fn is_grant(kind: &str, node: &Node) -> bool {
    GRANTS.iter().any(|(known, properties)| *known == kind && has_any(node, properties))
}

/// The resources that decide who gets the permissions of others, each with its name for messages: "the user `stack.User`".
pub(crate) fn assignments<'t>(
    stacks: &Stacks<'t>,
) -> impl Iterator<Item = (ResourceId<'t>, &'t Node, String)> {
    stacks.resources().filter_map(|(id, node)| {
        let (_, properties, what) =
            ASSIGNMENTS.iter().find(|(kind, ..)| *kind == stacks.kind(id))?;
        let name = format!("the {what} `{}`", stacks.path(id));
        has_any(node, properties).then_some((id, node, name))
    })
}

/// Whether a removed assignment of this type may have denied something. `None` for a type that is not an assignment.
pub(crate) fn assignment_may_have_denied(kind: &str) -> Option<bool> {
    let is_known = ASSIGNMENTS.iter().any(|(known, ..)| *known == kind);
    is_known.then(|| DENYING_ASSIGNMENTS.contains(&kind))
}

/// Whether a type is in one of the tables.
pub(super) fn is_known(kind: &str) -> bool {
    GRANTS.iter().any(|(known, _)| *known == kind)
        || ASSIGNMENTS.iter().any(|(known, ..)| *known == kind)
        || OPEN.iter().any(|row| row.kind == kind)
}

/// The properties that decide the effect of a grant or an assignment; `None` if all of them do. Create-only properties are
/// included because they identify the resource.
pub(crate) fn deciding_values<'n>(kind: &str, node: &'n Node) -> Option<Vec<(&'n str, &'n Node)>> {
    let of_grants = GRANTS.iter().find(|(known, _)| *known == kind);
    let of_assignments = ASSIGNMENTS.iter().find(|(known, ..)| *known == kind);
    let properties = of_grants.map(|(_, own)| *own).or(of_assignments.map(|(_, own, _)| *own))?;
    if properties.is_empty() {
        return None;
    }
    let found = facts::resource_type(kind)?;
    let is_fixed = |name: &str| {
        let property = found.property(name);
        property.is_none_or(|own| own.marks.iter().any(|mark| mark == "create-only"))
    };
    let is_listed = |name: &str| properties.iter().any(|own| first_segment(own) == name);
    let all = node.get("Properties")?.as_map()?;
    let deciding = all.iter().filter(|own| is_listed(&own.key) || is_fixed(&own.key));
    Some(deciding.map(|own| (own.key.as_str(), &own.node)).collect())
}

/// The name of an assignment of a role, policy, or permission set outside the templates: what it grants is unknown.
#[must_use]
pub fn unread_assignment(stacks: &Stacks<'_>) -> Option<String> {
    assignments(stacks).find_map(|(id, node, name)| {
        let role_properties = ASSIGNED_ROLES.iter().filter(|(kind, _)| *kind == stacks.kind(id));
        let is_here = |one: &Resolution| canonical::resource(stacks, &one.fragments).is_some();
        let is_elsewhere = |path: &str| {
            let mut notes = Notes::default();
            let mut resolver = Resolver::new(stacks, id.stack, &mut notes);
            let values = node.get("Properties").map(|own| values(own, path)).unwrap_or_default();
            values.into_iter().any(|value| !resolver.resolve(value).iter().all(is_here))
        };
        let mut elsewhere = role_properties.filter(|(_, path)| is_elsewhere(path));
        let what = "a role, a policy, or a permission set that is not in these templates";
        elsewhere.next().map(|_| format!("{name} assigns {what}"))
    })
}

/// The values at a path, for each item of lists. A function on the path is itself the value.
fn values<'n>(node: &'n Node, path: &str) -> Vec<&'n Node> {
    if path.is_empty() {
        return vec![node];
    }
    if let Some(items) = node.as_list() {
        return items.iter().flat_map(|item| values(item, path)).collect();
    }
    if is_function(node) {
        return vec![node];
    }
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    node.get(first).map(|found| values(found, rest)).unwrap_or_default()
}

fn has_any(node: &Node, properties: &[&str]) -> bool {
    let own = node.get("Properties");
    let has = |path: &&str| own.is_some_and(|own| has_path(own, path));
    properties.is_empty() || properties.iter().any(has)
}

fn first_segment(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// All types that are not read, each with the path that makes it a policy or a grant. `*` or an empty path is the whole type.
#[cfg(test)]
pub(crate) fn unread_rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let paths = |properties: &'static [&'static str]| match properties {
        [] => &[""],
        own => own,
    };
    let of_grants = GRANTS.iter().map(|(kind, own)| (*kind, *own));
    let of_assignments = ASSIGNMENTS.iter().map(|(kind, own, _)| (*kind, *own));
    let of_both = of_grants.chain(of_assignments);
    let of_both =
        of_both.flat_map(move |(kind, own)| paths(own).iter().map(move |one| (kind, *one)));
    let open = OPEN.iter().map(|row| (row.kind, row.property));
    of_both.chain(open).chain(super::resource_policies::UNREAD_POLICIES.iter().copied())
}

#[cfg(test)]
mod tests;
