//! A case -> the product's answer to its query.

use crate::ask::{self, DiffReply, Finding, RenderedStack, Reply, Says};
use crate::render::cloudformation;
use crate::render::cloudformation::STACK;
use crate::tree::Twin;
use crate::tree::generate::{Case, Query, Target};
use constructs_iam::Assumption;

/// What the product said.
pub(super) enum Answers {
    /// For each role.
    Roles(Vec<(String, Reply)>),
    Diff(DiffReply),
    Prove(Reply),
    Lint(Vec<Finding>),
}

impl Answers {
    /// The assumptions that are printed.
    pub(super) fn assumptions(&self) -> &[Assumption] {
        match self {
            Self::Roles(replies) => replies.first().map_or(&[], |(_, reply)| &reply.assumptions),
            Self::Prove(reply) => &reply.assumptions,
            Self::Diff(difference) => &difference.assumptions,
            Self::Lint(_) => &[],
        }
    }

    /// The answers, by what they are about.
    pub(super) fn says(&self) -> impl Iterator<Item = (String, &Says)> {
        let own: Vec<(String, &Says)> = match self {
            Self::Roles(replies) => {
                replies.iter().map(|(id, reply)| (id.clone(), &reply.says)).collect()
            }
            Self::Diff(answer) => {
                vec![("gained".to_owned(), &answer.gained), ("lost".to_owned(), &answer.lost)]
            }
            Self::Prove(reply) => vec![("R".to_owned(), &reply.says)],
            Self::Lint(_) => Vec::new(),
        };
        own.into_iter()
    }
}

fn stacks(case: &Case, tree: &crate::tree::Tree) -> Vec<RenderedStack> {
    let mut stacks = cloudformation(tree);
    let is_old = case.old().is_some_and(|old| std::ptr::eq(old, tree));
    let twin = match case.tree.twin {
        Twin::Stays => case.old(),
        Twin::Goes if is_old => Some(&case.tree),
        _ => None,
    };
    if let Some(twin) = twin {
        let mut twin = cloudformation(twin);
        twin.iter_mut().for_each(|stack| stack.account = Some("999900001111".to_owned()));
        twin.append(&mut stacks);
        return twin;
    }
    stacks
}

/// Asks the product. `None`: it does not understand the query.
pub(super) fn ask(case: &Case) -> Option<Answers> {
    let new = stacks(case, &case.tree);
    let roles = case.tree.ids("AWS::IAM::Role");
    let can = |roles: &[String], action: &str, target: &Target| {
        let word = match target {
            Target::Declared(id) => format!("{STACK}.{id}"),
            Target::Literal(arn) => arn.clone(),
            Target::Every => "*".to_owned(),
        };
        let names: Vec<String> = roles.iter().map(|id| format!("{STACK}.{id}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let replies = ask::can(&new, &names, action, &word)?;
        Some(roles.iter().cloned().zip(replies).collect::<Vec<_>>())
    };
    match &case.query {
        Query::Can(action, target) => {
            let own = roles.iter().filter(|id| *id == "R").cloned().collect::<Vec<_>>();
            can(&own, action, target).map(Answers::Roles)
        }
        Query::WhoCan(action, target) => {
            let mut replies = can(&roles, action, target)?;
            // `who-can` prints the assumptions of all principals.
            let all: Vec<Assumption> =
                replies.iter().flat_map(|(_, reply)| reply.assumptions.clone()).collect();
            replies.iter_mut().for_each(|(_, reply)| reply.assumptions.clone_from(&all));
            Some(Answers::Roles(replies))
        }
        Query::Diff(old) => Some(Answers::Diff(ask::diff(&stacks(case, old), &new))),
        Query::Prove(matrix) => ask::prove(&new, &matrix.file()).ok().map(Answers::Prove),
        Query::Lint => Some(Answers::Lint(ask::lint(&new[0]))),
    }
}
