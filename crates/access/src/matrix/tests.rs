//! Matrices by example.

use super::*;
use constructs_cloudformation::SourceConstruct;

use crate::template::{Stack, Stacks, principals};

const TEMPLATE: &str = r"
Resources:
  Role: {Type: 'AWS::IAM::Role', Properties: {RoleName: reader}}
  Push: {Type: 'AWS::SQS::Queue', Properties: {QueueName: push}}
  Dlq: {Type: 'AWS::SQS::Queue'}
";

fn stacks() -> Vec<Stack> {
    let mut stack = crate::template::tests::stack("iam", TEMPLATE);
    for id in ["Role", "Push", "Dlq"] {
        let construct = SourceConstruct { path: format!("dev/Iam/{id}"), made_at: None };
        stack.constructs.insert(id.to_owned(), construct);
    }
    vec![stack]
}

/// What is wrong with a matrix, or its statements.
fn outcome(text: &str) -> String {
    let matrix = match PermissionMatrix::read(text, "permissions.yaml") {
        Ok(matrix) => matrix,
        Err(faults) => return faults.to_string(),
    };
    let stacks = stacks();
    let stacks = Stacks::new(&stacks);
    let variables = Variables::new().with("baseName", "chat-dev").with_all("logs", ["*"]);
    match matrix.expand("dev", &variables, &stacks, &principals(&stacks)) {
        Err(faults) => faults.to_string(),
        Ok(expanded) => {
            let line = |cell: &MatrixCell| {
                format!(
                    "{} {} {:?} {:?}\n",
                    cell.row,
                    cell.text,
                    cell.actions,
                    cell.statement.resources.as_ref().map(|scope| scope.map(ToString::to_string))
                )
            };
            expanded.cells.iter().map(line).collect()
        }
    }
}

const GOOD: &str = r"
matrix: 1
principals: {Reader: Iam/Role}
resources:
  Push queue: [Iam/Push, 'export ${baseName}:Push']
  Push DLQ: Iam/Dlq
  Elsewhere: [Iam/Nowhere, 'export ${baseName}:Other']
  Parameters: arn:${Partition}:ssm:${Region}:${Account}:parameter/${baseName}/*
  Logs: {at: '${logs}', every: 'made elsewhere', when: {StringEquals: {'aws:PrincipalTag/a': '${aws:username}'}}}
groups: {DLQ only: [Push DLQ]}
action sets:
  Receive: ['sqs:ReceiveMessage']
  Receive (Reader): [Receive, 'sqs:DeleteMessage']
what each role can do:
  - {row: Receive, actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], resources: Push queue, cells: {Reader: yes}}
  - {row: Send, actions: 'sqs:SendMessage', resources: Push queue, cells: {Reader: DLQ only}}
  - {row: Rest, actions: 'ssm:GetParameter', resources: [Parameters, Elsewhere], cells: {Reader: yes}}
  - {row: Logs, actions: 'logs:PutLogEvents', resources: Logs, cells: {Reader: yes}}
resource access:
  - {row: Push queue, cells: {Reader: Receive}}
  - {row: Push DLQ, actions: 'sqs:SendMessage', cells: {Reader: yes}}
  - {row: Parameters, actions: 'ssm:GetParameter', cells: {Reader: yes}}
  - {row: Elsewhere, actions: 'ssm:GetParameter', cells: {Reader: yes}}
  - {row: Logs, cells: {Reader: 'logs:PutLogEvents'}}
";

#[test]
fn cells_become_statements() {
    insta::assert_snapshot!(outcome(GOOD));
}

#[test]
fn tables_that_disagree_are_told_with_both_cells() {
    insta::assert_snapshot!(outcome(&GOOD.replace("Reader: DLQ only", "Reader: yes")));
}

#[test]
fn what_a_person_writes_wrongly() {
    insta::assert_snapshot!("unreadable", outcome("matrix: 1\nprincipals: [\n"));
    insta::assert_snapshot!(
        "names",
        outcome(
            &GOOD
                .replace("row: Push DLQ", "row: Push DLK")
                .replace("{Reader: Receive}", "{Raeder: Recieve}")
        )
    );
    insta::assert_snapshot!(
        "places",
        outcome(
            &GOOD
                .replace("Iam/Dlq", "Iam/Dlk")
                .replace("${baseName}/*", "${basename}/*")
                .replace("every: 'made elsewhere', ", "")
                .replace("Reader: Iam/Role", "Reader: Iam/Rolle")
        )
    );
    insta::assert_snapshot!(
        "actions",
        outcome(
            &GOOD
                .replace("'sqs:DeleteMessage'", "'sqs:DeleteMessageBatch'")
                .replace("Reader: Receive}", "Reader: Recieve}")
        )
    );
    insta::assert_snapshot!(
        "keys",
        outcome(
            &GOOD
                .replace("matrix: 1", "matrix: 2\nprincipal: 1")
                .replace("cells: {Reader: yes}}", "cels: {Reader: yes}}")
        )
    );
}
