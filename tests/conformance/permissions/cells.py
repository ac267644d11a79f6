"""Roles and cells in a JSON file -> what each role's session can do over HTTP, and what IAM's simulator says.

Argument: {"endpoint", "account", "region", "roles": [[column, role name]], "cells": [{"action", "resource", "arn", "keys"}]},
as a file; a resource is a kind and a name, `keys` are the condition keys that a request about it carries.
Output: a JSON object for each cell and role, one a line: {"action", "resource", "role", "http", "simulator"}.
`http` is `yes`, `-` (access denied), `no client` or what went wrong otherwise; `simulator` is `yes` or `-`.

A service principal can't be impersonated from a client: the roles' trust policies are changed so that the account's
root may assume them. Nothing but the roles' own policies decides afterwards.
"""

import json
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

with open(sys.argv[1], encoding="utf-8") as file:
    TASK = json.load(file)
ACCOUNT, REGION = TASK["account"], TASK["region"]
QUIET = Config(retries={"total_max_attempts": 1})
ELSEWHERE = "somebody-else"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}],
}


class Session:
    """Clients of one identity, made when they are first asked for."""

    def __init__(self, credentials=None):
        keys = credentials or {}
        self.session = boto3.session.Session(
            aws_access_key_id=keys.get("AccessKeyId"),
            aws_secret_access_key=keys.get("SecretAccessKey"),
            aws_session_token=keys.get("SessionToken"),
            region_name=REGION,
        )
        self.clients = {}

    def __getitem__(self, service):
        if service not in self.clients:
            self.clients[service] = self.session.client(service, endpoint_url=TASK["endpoint"], config=QUIET)
        return self.clients[service]


ROOT = Session()


def queue_url(name):
    return f"{TASK['endpoint']}/{ACCOUNT}/{name}"


def receipt(name):
    """A handle of a message that is really there."""
    ROOT["sqs"].send_message(QueueUrl=queue_url(name), MessageBody="x")
    messages = ROOT["sqs"].receive_message(QueueUrl=queue_url(name), VisibilityTimeout=600)["Messages"]
    return messages[0]["ReceiptHandle"]


def now():
    return int(time.time() * 1000)


def prepare():
    """Makes what is somebody else's, and what the module only reads; returns the ARNs of secrets and of a key."""
    ROOT["sqs"].create_queue(QueueName=ELSEWHERE)
    ROOT["secretsmanager"].create_secret(Name=ELSEWHERE, SecretString="x")
    for name in ("/chat-dev/setting", "/chat-dev-more/setting", "/somebody-else/setting"):
        ROOT["ssm"].put_parameter(Name=name, Value="x", Type="String")
    for group in ("/ecs/chat-dev", "/ecs/somebody-else"):
        ROOT["logs"].create_log_group(logGroupName=group)
        ROOT["logs"].create_log_stream(logGroupName=group, logStreamName="there")
    for name in ("chat-dev-api", ELSEWHERE):
        ROOT["ecr"].create_repository(repositoryName=name)
    key = ROOT["kms"].create_key()["KeyMetadata"]
    arns = {secret["Name"]: secret["ARN"] for secret in ROOT["secretsmanager"].list_secrets()["SecretList"]}
    return arns, key["Arn"], ROOT["kms"].encrypt(KeyId=key["KeyId"], Plaintext=b"x")["CiphertextBlob"]


SECRETS, KEY, CIPHERTEXT = prepare()
LAYER = "sha256:" + "0" * 64

# What an action is over HTTP: the role's clients and the resource's name go in.
CALLS = {
    "sqs:SendMessage": lambda c, name: c["sqs"].send_message(QueueUrl=queue_url(name), MessageBody="x"),
    "sqs:ReceiveMessage": lambda c, name: c["sqs"].receive_message(QueueUrl=queue_url(name), VisibilityTimeout=0),
    "sqs:DeleteMessage": lambda c, name: c["sqs"].delete_message(QueueUrl=queue_url(name), ReceiptHandle=receipt(name)),
    "sqs:ChangeMessageVisibility": lambda c, name: c["sqs"].change_message_visibility(
        QueueUrl=queue_url(name), ReceiptHandle=receipt(name), VisibilityTimeout=30
    ),
    "sqs:GetQueueAttributes": lambda c, name: c["sqs"].get_queue_attributes(QueueUrl=queue_url(name), AttributeNames=["All"]),
    "sqs:GetQueueUrl": lambda c, name: c["sqs"].get_queue_url(QueueName=name),
    "sqs:PurgeQueue": lambda c, name: c["sqs"].purge_queue(QueueUrl=queue_url(name)),
    "secretsmanager:GetSecretValue": lambda c, name: c["secretsmanager"].get_secret_value(SecretId=SECRETS[name]),
    "secretsmanager:PutSecretValue": lambda c, name: c["secretsmanager"].put_secret_value(SecretId=SECRETS[name], SecretString="y"),
    "ssm:GetParameter": lambda c, name: c["ssm"].get_parameter(Name=name),
    "ssm:PutParameter": lambda c, name: c["ssm"].put_parameter(Name=name, Value="y", Type="String", Overwrite=True),
    "ssm:GetParameters": lambda c, name: c["ssm"].get_parameters(Names=[name]),
    "cloudwatch:PutMetricData": lambda c, name: c["cloudwatch"].put_metric_data(
        Namespace=name, MetricData=[{"MetricName": "x", "Value": 1}]
    ),
    "logs:CreateLogGroup": lambda c, name: c["logs"].create_log_group(logGroupName=f"{name}-more"),
    "logs:CreateLogStream": lambda c, name: c["logs"].create_log_stream(logGroupName=name, logStreamName=f"s{time.time_ns()}"),
    "logs:PutLogEvents": lambda c, name: c["logs"].put_log_events(
        logGroupName=name, logStreamName="there", logEvents=[{"timestamp": now(), "message": "x"}]
    ),
    "kms:Decrypt": lambda c, name: c["kms"].decrypt(CiphertextBlob=CIPHERTEXT),
    "kms:Encrypt": lambda c, name: c["kms"].encrypt(KeyId=KEY, Plaintext=b"x"),
    "ecr:GetAuthorizationToken": lambda c, name: c["ecr"].get_authorization_token(),
    "ecr:BatchCheckLayerAvailability": lambda c, name: c["ecr"].batch_check_layer_availability(
        repositoryName=name, layerDigests=[LAYER]
    ),
    "ecr:BatchGetImage": lambda c, name: c["ecr"].batch_get_image(repositoryName=name, imageIds=[{"imageTag": "x"}]),
    "ecr:PutImage": lambda c, name: c["ecr"].put_image(repositoryName=name, imageManifest="{}", imageTag="y"),
    "ecr:GetDownloadUrlForLayer": lambda c, name: c["ecr"].get_download_url_for_layer(repositoryName=name, layerDigest=LAYER),
}
# Errors that only somebody gets who is let in: what is asked for is not there.
LET_IN = {"LayersNotFoundException", "LayerInaccessibleException", "ImageNotFoundException"}


def over_http(clients, action, kind, name):
    if kind == "key" and name != "directly":
        return "no client"
    if action in CALLS:
        call = lambda: CALLS[action](clients, name)
    else:
        return "no client"
    try:
        call()
        return "yes"
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in LET_IN:
            return "yes"
        return "-" if "AccessDenied" in code or "not authorized" in str(error) else f"{code}: {error}"


def asked(cell, kind, name):
    """The resource's ARN: as it is given, but where only the account knows it."""
    if kind == "secret":
        return SECRETS[name]
    return KEY if kind == "key" else cell["arn"]


def simulator(role, cell, kind, name):
    entries = [
        {"ContextKeyName": key, "ContextKeyValues": [value], "ContextKeyType": "string"} for key, value in cell["keys"].items()
    ]
    answer = ROOT["iam"].simulate_principal_policy(
        PolicySourceArn=f"arn:aws:iam::{ACCOUNT}:role/{role}",
        ActionNames=[cell["action"]],
        ResourceArns=[asked(cell, kind, name)],
        ContextEntries=entries,
    )
    [result] = answer["EvaluationResults"]
    return "yes" if result["EvalDecision"] == "allowed" else "-"


def main():
    for column, role in TASK["roles"]:
        ROOT["iam"].update_assume_role_policy(RoleName=role, PolicyDocument=json.dumps(TRUST))
        arn = f"arn:aws:iam::{ACCOUNT}:role/{role}"
        clients = Session(ROOT["sts"].assume_role(RoleArn=arn, RoleSessionName="conformance")["Credentials"])
        for cell in TASK["cells"]:
            kind, _, name = cell["resource"].partition(" ")
            said = {"action": cell["action"], "resource": cell["resource"], "role": column}
            said["http"] = over_http(clients, cell["action"], kind, name)
            said["simulator"] = simulator(role, cell, kind, name)
            print(json.dumps(said))


main()
