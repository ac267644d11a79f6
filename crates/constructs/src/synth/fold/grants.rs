//! Folds grants into one `AWS::IAM::Policy` for each role.
//!
//! For a role of this app, the policy is below the role, with the id `DefaultPolicy`; for a role outside this app, it is at
//! the node of the first grant in that stack.

use constructs_diagnostics::{Diagnostic, Diagnostics};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::codes;
use crate::iam::{Grant, PolicyDocument, RoleTarget};
use crate::resource::{Declaration, KnownType, TypeFacts};
use crate::synth::freeze::Frozen;
use crate::synth::name::logical_id;
use crate::tree::{NodeKind, ResourceNode};
use crate::value::{Expr, NodeId, Reference, ReferenceKind};

/// The role of a policy: one of this app, or the name of another with the stack of the grants.
#[derive(PartialEq, Eq, Hash)]
enum Grantee {
    Declared(u32),
    Existing(Expr, u32),
}

/// The first grant's node, the role as an expression, and all statements.
struct Gathered {
    node: u32,
    role: Expr,
    document: PolicyDocument,
}

pub(super) fn fold(frozen: &mut Frozen, diagnostics: &mut Diagnostics) {
    let mut gathered: IndexMap<Grantee, Gathered, FxBuildHasher> = IndexMap::default();
    for index in 0..u32::try_from(frozen.kinds.len()).unwrap_or(u32::MAX) {
        let Some(kind @ NodeKind::Grant(_)) = frozen.kinds.get_mut(index as usize) else {
            continue;
        };
        let NodeKind::Grant(grant) = std::mem::replace(kind, NodeKind::Scope) else { continue };
        let Grant { role, document } = *grant;
        match grantee(frozen, index, role) {
            Ok((grantee, role)) => {
                let empty = || Gathered { node: index, role, document: PolicyDocument::default() };
                gathered.entry(grantee).or_insert_with(empty).document.extend(document);
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    for (grantee, gathered) in gathered {
        place(frozen, &grantee, gathered);
    }
}

/// The role of a grant, or the mistake in it.
fn grantee(
    frozen: &Frozen,
    index: u32,
    role: RoleTarget,
) -> Result<(Grantee, Expr), Box<Diagnostic>> {
    Ok(match role {
        RoleTarget::Declared(node) => {
            let name = Expr::Reference(Reference::new(node, ReferenceKind::Scalar, ""));
            (Grantee::Declared(own_role(frozen, index, node)?), name)
        }
        RoleTarget::Existing(name) => {
            (Grantee::Existing(name.clone(), frozen.skeleton.stack_of(index)), name)
        }
    })
}

/// The position of an edge's role, which must be a role of this app.
pub(super) fn own_role(frozen: &Frozen, edge: u32, role: NodeId) -> Result<u32, Box<Diagnostic>> {
    let Some(index) = frozen.skeleton.position(role) else {
        let foreign =
            Diagnostic::error(codes::FOREIGN_REFERENCE, "the role belongs to another app");
        let help = "for a role outside this app, use `Role::imported(arn)` or `Role::named(name)`";
        return Err(Box::new(foreign.at(frozen.skeleton.place(edge)).help(help)));
    };
    match frozen.kinds.get(index as usize) {
        Some(NodeKind::Resource(resource)) if resource.facts.name() == "AWS::IAM::Role" => {
            Ok(index)
        }
        kind => {
            let noun = kind.map_or("construct", NodeKind::noun);
            let message =
                format!("`{}` is not a role: it is another {noun}", frozen.skeleton.path(index));
            let diagnostic = Diagnostic::error(codes::WRONG_TARGET, message);
            let help = "use the handle that adding the role returned";
            Err(Box::new(diagnostic.at(frozen.skeleton.place(edge)).help(help)))
        }
    }
}

/// Adds a node for a role's policy: at the path of the AWS CDK, if the role's path mirrors the CDK's.
fn add_policy_node(frozen: &mut Frozen, role: u32, grant: u32) -> u32 {
    match frozen.skeleton.get(role) {
        Some(node) if &*node.id == "Resource" => {
            let parent = frozen.add_node(node.parent, "DefaultPolicy", grant);
            frozen.add_node(parent, "Resource", grant)
        }
        _ => frozen.add_node(role, "DefaultPolicy", grant),
    }
}

fn place(frozen: &mut Frozen, grantee: &Grantee, gathered: Gathered) {
    let at = match grantee {
        Grantee::Declared(role) => add_policy_node(frozen, *role, gathered.node),
        Grantee::Existing(..) => gathered.node,
    };
    let mut declaration = Declaration::new();
    declaration.set_document("PolicyDocument", gathered.document);
    declaration.set("PolicyName", Expr::from(logical_id(&frozen.skeleton.components(at))));
    declaration.set("Roles", Expr::List(vec![gathered.role]));
    let facts = TypeFacts::from_known(const { &KnownType::new("AWS::IAM::Policy") });
    if let Some(kind) = frozen.kinds.get_mut(at as usize) {
        *kind = NodeKind::Resource(ResourceNode { facts, declaration });
    }
}
