//! Grants to one `AWS::IAM::Policy` for each role.
//!
//! For a role of this app the policy stands below the role, under the id `DefaultPolicy`; for one made
//! elsewhere it stands where the first grant to it in that stack does.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::iam::{Grant, PolicyDocument, RoleTarget};
use crate::synth::freeze::Frozen;
use crate::synth::name::logical_id;
use crate::tree::Skeleton;
use crate::tree::{Declaration, KnownType, NodeKind, ResourceNode, TypeFacts};
use crate::value::{Expr, Reference, ReferenceKind};

/// Whom a policy is for: a role of this app, or the name of another and the stack of the grants.
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
    for (index, kind) in (0_u32..).zip(&mut frozen.kinds) {
        if !matches!(kind, NodeKind::Grant(_)) {
            continue;
        }
        let NodeKind::Grant(grant) = std::mem::replace(kind, NodeKind::Scope) else { continue };
        let Grant { role, document } = *grant;
        match grantee(&frozen.skeleton, index, role) {
            Some((grantee, role)) => {
                let empty = || Gathered { node: index, role, document: PolicyDocument::default() };
                gathered.entry(grantee).or_insert_with(empty).document.extend(document);
            }
            None => diagnostics.push(foreign(&frozen.skeleton, index)),
        }
    }
    for (grantee, gathered) in gathered {
        place(frozen, &grantee, gathered);
    }
}

/// Whom a grant is for; none where that is a role of another app.
fn grantee(skeleton: &Skeleton, index: u32, role: RoleTarget) -> Option<(Grantee, Expr)> {
    Some(match role {
        RoleTarget::Declared(node) => {
            let name = Expr::Reference(Reference::new(node, ReferenceKind::Scalar, ""));
            (Grantee::Declared(skeleton.own(node)?), name)
        }
        RoleTarget::Existing(name) => {
            (Grantee::Existing(name.clone(), skeleton.stack_of(index)), name)
        }
    })
}

/// An edge to a role of another app.
pub(super) fn foreign(skeleton: &Skeleton, index: u32) -> Diagnostic {
    Diagnostic::error(Code::FOREIGN_REFERENCE, "the role belongs to another app")
        .at(skeleton.place(index))
        .help("for a role made elsewhere, use `Role::imported(arn)` or `Role::named(name)`")
}

fn place(frozen: &mut Frozen, grantee: &Grantee, gathered: Gathered) {
    let at = match grantee {
        Grantee::Declared(role) => frozen.grow(*role, "DefaultPolicy", NodeKind::Scope),
        Grantee::Existing(..) => gathered.node,
    };
    let mut declaration = Declaration::new();
    declaration.set_document("PolicyDocument", gathered.document);
    declaration.set("PolicyName", Expr::from(logical_id(&frozen.skeleton.components(at))));
    declaration.set("Roles", Expr::List(vec![gathered.role]));
    let facts = TypeFacts::known(const { &KnownType::plain("AWS::IAM::Policy") });
    if let Some(kind) = frozen.kinds.get_mut(at as usize) {
        *kind = NodeKind::Resource(ResourceNode { facts, declaration });
    }
}
