//! Policy documents -> statements of the library, where exactly the same document comes out of them.

mod principal;
mod statement;

use constructs_document::Node;

use crate::author::Author;
use crate::code::Code;
use crate::value::{Is, Typed, exactly};

/// The version that the library writes.
const VERSION: &str = "2012-10-17";

impl Author<'_> {
    /// A document for a method that takes statements; one that the library would not write is written out, with as many
    /// typed statements in it as there are.
    pub(crate) fn document(&mut self, node: &Node) -> Code {
        match self.statements(node) {
            Some(code) => code,
            None => {
                let raw = self.raw(node).loose().code;
                Code::call("PolicyDocument::raw", [raw])
            }
        }
    }

    /// A document of statements, if the library would write just this one.
    pub(crate) fn statements(&mut self, node: &Node) -> Option<Code> {
        let [version, statements] = exactly(node.as_map()?, ["Version", "Statement"])?;
        let statements = statements.as_list().filter(|all| !all.is_empty())?;
        if version.as_str() != Some(VERSION) {
            return None;
        }
        let is_settled = statements.iter().all(statement::is_settled)
            && (statements.len() == 1 || statements.iter().all(|one| one.get("Sid").is_some()));
        let codes: Option<Vec<Code>> =
            statements.iter().map(|statement| self.statement(statement)).collect();
        let codes = Code::Array(codes?);
        if is_settled {
            return Some(codes);
        }
        Some(Code::call("PolicyDocument::new", [codes]).method("as_written", []))
    }

    /// A document or a statement where any object is accepted, if the library can say it.
    pub(crate) fn policy_object(&mut self, node: &Node) -> Option<Typed> {
        if let Some(statement) = self.statement(node) {
            return Some(Typed::new(statement, Is::Statement));
        }
        let code = match self.statements(node)? {
            statements @ Code::Array(_) => Code::call("PolicyDocument::new", [statements]),
            document => document,
        };
        Some(Typed::new(code, Is::Document))
    }

    /// A role that this document lets one principal assume, or that has it for its trust policy.
    pub(crate) fn role(&mut self, trust: &Node) -> Code {
        match self.assumed_by(trust) {
            Some(principal) => Code::call("Role::assumed_by", [principal]),
            None => {
                let document = self.document(trust);
                Code::call("Role::with_trust", [document])
            }
        }
    }

    /// The principal of a trust policy that says nothing but that it may assume the role.
    fn assumed_by(&mut self, trust: &Node) -> Option<Code> {
        let [version, statements] = exactly(trust.as_map()?, ["Version", "Statement"])?;
        let [only] = crate::value::items(statements)?;
        let [effect, action, principal] =
            exactly(only.as_map()?, ["Effect", "Action", "Principal"])?;
        let says = |node: &Node, text: &str| node.as_str() == Some(text);
        let (name, value) = principal.single()?;
        let assume = match name {
            "Federated" => "sts:AssumeRoleWithWebIdentity",
            _ => "sts:AssumeRole",
        };
        if !says(version, VERSION) || !says(effect, "Allow") || !says(action, assume) {
            return None;
        }
        self.principal(name, value)
    }
}
