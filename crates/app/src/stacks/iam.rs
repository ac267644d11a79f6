//! IAM for the ECS services: one execution role for all of them, one task role for each.

use constructs::{Action, prelude::*};
use constructs_aws::condition::kms;
use constructs_aws::secretsmanager::Secret;
use constructs_aws::{kms::Key, sqs::Queue, ssm::Parameter};

use crate::config::{Environment, Imports, Queues};

const BASELINE: &str = "service-role/AmazonECSTaskExecutionRolePolicy";
const LOOK_UP: [Action<Queue>; 2] = [Queue::GET_QUEUE_ATTRIBUTES, Queue::GET_QUEUE_URL];
const RECEIVE: [Action<Queue>; 2] = [Queue::RECEIVE_MESSAGE, Queue::DELETE_MESSAGE];

/// Adds the roles of `environment` to the stack `iam`.
pub fn add_roles(iam: Scope<'_>, environment: &Environment, imports: &Imports) {
    let base = &environment.base_name;
    let parameters = text!("arn:{}:ssm:{}:{}:parameter/{}/*", PARTITION, REGION, ACCOUNT, base);
    let read = [Parameter::GET_PARAMETERS, Parameter::GET_PARAMETER];
    let via = kms::VIA_SERVICE.equals(environment.kms_services());
    let secrets = ManagedPolicy::new([
        allow([Secret::GET_SECRET_VALUE]).on([&imports.database, &imports.redis]).sid("Secrets"),
        allow(read).on(Arn::pattern(parameters)).sid("Parameters"),
        environment.on_keys(allow([Key::DECRYPT])).when(via).sid("Decrypt"),
    ]);
    let secrets = secrets.managed_policy_name(text!("{}-secrets-access-policy", base));
    let secrets = iam.add("SecretsAccess", secrets);
    let execution = iam.add("EcsExecution", environment.role("ecs-execution"));
    iam.add("Baseline", PolicyAttachment::new(execution, ManagedPolicy::aws(BASELINE)));
    iam.add("Secrets", PolicyAttachment::new(execution, secrets));

    let Queues { main, dead_letter } = &imports.queues;
    let send = || allow([Queue::SEND_MESSAGE]).and(LOOK_UP);
    let consume = allow(RECEIVE).and(LOOK_UP).and([Queue::CHANGE_MESSAGE_VISIBILITY]);
    let api = vec![send().on(main).sid("Send")];
    let realtime = vec![send().and(RECEIVE).on(main).sid("SendAndReceive")];
    let workers = vec![consume.on(main).sid("Consume"), send().on(dead_letter).sid("DeadLetter")];
    let task = |id, service, queues| iam.add(id, TaskRole { environment, service, queues });
    let roles = [
        ("EcsExecution", execution),
        ("ApiTask", task("Api", "api-task", api)),
        ("RealtimeTask", task("Realtime", "realtime-task", realtime)),
        ("WorkersTask", task("Workers", "workers-task", workers)),
    ];
    for (id, role) in roles {
        let export = Output::new(role.arn()).export(text!("{}-iam:{}RoleArn", base, id));
        iam.add(format!("{id}RoleArn"), export);
    }
}

/// A role for one service: its queues, and what every service may.
struct TaskRole<'e> {
    environment: &'e Environment,
    service: &'e str,
    queues: Vec<Statement>,
}

impl Construct for TaskRole<'_> {
    type Handle = RoleRef;

    fn build(self, scope: Scope<'_>) -> RoleRef {
        let Self { environment, service, queues: mut statements } = self;
        statements.extend(environment.every_service());
        let name = text!("{}-{}-policy", &environment.base_name, service);
        let role = scope.add("Role", environment.role(service));
        let policy = scope.add("Policy", ManagedPolicy::new(statements).managed_policy_name(name));
        scope.add("Attachment", PolicyAttachment::new(role, policy));
        role
    }
}
