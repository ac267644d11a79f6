// The reference app's `dev` written with aws-cdk-lib, as its users would: level 2 constructs for queues, roles and
// policies, level 1 where the app sets CloudFormation's own properties. `node app.js FOLDER` writes its assembly.
//
// Secrets are level 1 because an emulator's `Ref` of a secret is its name: `attrId` is the ARN everywhere.

import { App, BootstraplessSynthesizer, CfnDynamicReference, CfnDynamicReferenceService, CfnOutput, Duration, RemovalPolicy, Stack, Tags } from "aws-cdk-lib";
import { CfnSecurityGroup, CfnSubnet, CfnVPC } from "aws-cdk-lib/aws-ec2";
import { CfnReplicationGroup, CfnSubnetGroup } from "aws-cdk-lib/aws-elasticache";
import { Effect, IManagedPolicy, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnDBInstance, CfnDBSubnetGroup } from "aws-cdk-lib/aws-rds";
import { CfnSecret, CfnSecretTargetAttachment } from "aws-cdk-lib/aws-secretsmanager";
import { DeadLetterQueue, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Fn } from "aws-cdk-lib";

const base = "chat-dev";
const app = new App({ outdir: process.argv[2], analyticsReporting: false });

function stack(id: string, part: string, purpose: string): Stack {
  const made = new Stack(app, id, {
    stackName: `${base}-${part}`,
    description: `${purpose} (${base})`,
    synthesizer: new BootstraplessSynthesizer(),
  });
  Tags.of(made).add("environment", "dev");
  return made;
}

function password(secret: CfnSecret, key?: string): string {
  const of = `${secret.attrId}:SecretString:${key ?? ""}::`;
  return new CfnDynamicReference(CfnDynamicReferenceService.SECRETS_MANAGER, of).toString();
}

// The network: a VPC without a way out, two subnets in two zones, and who may talk to whom.
const network = stack("Network", "network", "VPC and subnets");
const vpc = new CfnVPC(network, "Vpc", { cidrBlock: "10.0.0.0/16", enableDnsSupport: true, enableDnsHostnames: true });
const subnet = (id: string, zone: number, cidrBlock: string) =>
  new CfnSubnet(network, id, {
    vpcId: vpc.ref,
    cidrBlock,
    availabilityZone: Fn.select(zone, Fn.getAzs(network.region)),
    mapPublicIpOnLaunch: false,
  });
const isolated = [subnet("IsolatedA", 0, "10.0.0.0/20"), subnet("IsolatedB", 1, "10.0.16.0/20")];
const services = new CfnSecurityGroup(network, "Services", { groupDescription: "The ECS services", vpcId: vpc.ref });
const reachable = (id: string, groupDescription: string, port: number) =>
  new CfnSecurityGroup(network, id, {
    groupDescription,
    vpcId: vpc.ref,
    securityGroupIngress: [
      {
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        sourceSecurityGroupId: services.attrGroupId,
        description: "From the ECS services",
      },
    ],
  });
const databaseGroup = reachable("Database", "The database", 5432);
const cacheGroup = reachable("Cache", "The cache", 6379);

// The database, and its credentials.
const database = stack("Database", "database", "PostgreSQL and its credentials");
const credentials = new CfnSecret(database, "Credentials", {
  name: `${base}-db-credentials`,
  description: "Credentials of the database",
  generateSecretString: {
    secretStringTemplate: '{"username":"chat"}',
    generateStringKey: "password",
    passwordLength: 32,
    excludeCharacters: "/@\" '\\",
  },
});
const databaseSubnets = new CfnDBSubnetGroup(database, "Subnets", {
  dbSubnetGroupDescription: "Isolated subnets",
  subnetIds: isolated.map((one) => one.ref),
});
const instance = new CfnDBInstance(database, "Instance", {
  dbInstanceIdentifier: `${base}-postgres`,
  engine: "postgres",
  engineVersion: "17.10",
  dbInstanceClass: "db.t4g.micro",
  allocatedStorage: "20",
  storageType: "gp3",
  storageEncrypted: true,
  publiclyAccessible: false,
  multiAz: false,
  deletionProtection: false,
  backupRetentionPeriod: 7,
  copyTagsToSnapshot: true,
  dbName: "chat",
  masterUsername: password(credentials, "username"),
  masterUserPassword: password(credentials, "password"),
  dbSubnetGroupName: databaseSubnets.ref,
  vpcSecurityGroups: [databaseGroup.attrGroupId],
});
new CfnSecretTargetAttachment(database, "Attachment", {
  secretId: credentials.attrId,
  targetId: instance.ref,
  targetType: "AWS::RDS::DBInstance",
});

// The cache, and its token.
const cache = stack("Cache", "cache", "Redis and its token");
const token = new CfnSecret(cache, "Token", {
  name: `${base}-redis-auth`,
  description: "Token of the cache",
  generateSecretString: { passwordLength: 64, excludePunctuation: true },
});
const cacheSubnets = new CfnSubnetGroup(cache, "Subnets", {
  description: "Isolated subnets",
  subnetIds: isolated.map((one) => one.ref),
});
const redis = new CfnReplicationGroup(cache, "Redis", {
  replicationGroupDescription: "Cache of the chat",
  replicationGroupId: `${base}-redis`,
  engine: "redis",
  engineVersion: "7.1",
  cacheNodeType: "cache.t4g.micro",
  numCacheClusters: 1,
  automaticFailoverEnabled: false,
  multiAzEnabled: false,
  atRestEncryptionEnabled: true,
  transitEncryptionEnabled: true,
  authToken: password(token),
  snapshotRetentionLimit: 7,
  cacheSubnetGroupName: cacheSubnets.ref,
  securityGroupIds: [cacheGroup.attrGroupId],
});
for (const data of [credentials, instance, token, redis]) {
  data.applyRemovalPolicy(RemovalPolicy.DESTROY);
}

// The queues: two to work on, each with a queue for what could not be handled.
const queues = stack("Queues", "queues", "Queues and their dead-letter queues");
function queue(id: string, name: string, days: number, deadLetterQueue?: DeadLetterQueue): Queue {
  return new Queue(queues, id, {
    queueName: `${base}-${name}`,
    encryption: QueueEncryption.SQS_MANAGED,
    visibilityTimeout: Duration.seconds(30),
    retentionPeriod: Duration.days(days),
    removalPolicy: RemovalPolicy.DESTROY,
    deadLetterQueue,
  });
}
function pair(id: string, name: string): { main: Queue; dlq: Queue } {
  const dlq = queue(`${id}Dlq`, `${name}-dlq`, 14);
  return { main: queue(id, name, 4, { queue: dlq, maxReceiveCount: 5 }), dlq };
}
const push = pair("Push", "push-notification");
const offline = pair("Offline", "offline-message");

// The roles of the ECS services.
const iam = stack("Iam", "iam", "Roles of the ECS services");
const secretsAccess = new ManagedPolicy(iam, "SecretsAccess", {
  managedPolicyName: `${base}-secrets-access-policy`,
  statements: [
    allow("Secrets", ["secretsmanager:GetSecretValue"], [credentials.attrId, token.attrId]),
    allow(
      "Parameters",
      ["ssm:GetParameters", "ssm:GetParameter"],
      [`arn:${iam.partition}:ssm:${iam.region}:${iam.account}:parameter/${base}/*`],
    ),
    allow("Decrypt", ["kms:Decrypt"], ["*"], { "kms:ViaService": `secretsmanager.${iam.region}.amazonaws.com` }),
  ],
});
const baseline = ManagedPolicy.fromAwsManagedPolicyName("service-role/AmazonECSTaskExecutionRolePolicy");
const execution = role("EcsExecution", "ecs-execution", [baseline, secretsAccess]);

const lookUp = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"];
const receive = ["sqs:ReceiveMessage", "sqs:DeleteMessage"];
const send = ["sqs:SendMessage", ...lookUp];
const main = [push.main.queueArn, offline.main.queueArn];
const dead = [push.dlq.queueArn, offline.dlq.queueArn];
const api = taskRole("Api", "api-task", [allow("Send", send, main)]);
const realtime = taskRole("Realtime", "realtime-task", [allow("SendAndReceive", [...send, ...receive], main)]);
const workers = taskRole("Workers", "workers-task", [
  allow("Consume", [...receive, ...lookUp, "sqs:ChangeMessageVisibility"], main),
  allow("DeadLetter", send, dead),
]);
for (const [id, made] of Object.entries({ EcsExecution: execution, ApiTask: api, RealtimeTask: realtime, WorkersTask: workers })) {
  new CfnOutput(iam, `${id}RoleArn`, { value: made.roleArn, exportName: `${base}-iam:${id}RoleArn` });
}

function allow(sid: string, actions: string[], resources: string[], equal?: Record<string, string>): PolicyStatement {
  const conditions = equal && { StringEquals: equal };
  return new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources, conditions });
}

function role(id: string, service: string, managedPolicies: IManagedPolicy[]): Role {
  return new Role(iam, id, {
    roleName: `${base}-${service}-role`,
    assumedBy: new ServicePrincipal("ecs-tasks.amazonaws.com"),
    managedPolicies,
  });
}

function taskRole(id: string, service: string, own: PolicyStatement[]): Role {
  const policy = new ManagedPolicy(iam, `${id}Policy`, {
    managedPolicyName: `${base}-${service}-policy`,
    statements: [
      ...own,
      allow("Metrics", ["cloudwatch:PutMetricData"], ["*"], { "cloudwatch:namespace": base }),
      allow("Logs", ["logs:CreateLogStream", "logs:PutLogEvents"], ["*"]),
      allow(
        "EcsExec",
        ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map((one) => `ssmmessages:${one}`),
        ["*"],
      ),
    ],
  });
  return role(`${id}Role`, service, [policy]);
}

app.synth();
