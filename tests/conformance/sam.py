"""Templates, one a line of JSON in the file named -> what the transform of AWS SAM makes of each, one a line of JSON.

First line: {"policies": {name: ARN}}, the managed policies of AWS. Others: {"name": text, "template": object}. Answers:
{"name": text, "template": object} or {"name": text, "rejected": text}.

Files beside a template are what `sam package` uploads; here they are called by one URI of S3. The hashes that the transform
adds to logical ids are taken away.
"""

import json
import os
import re
import sys

os.environ.update(AWS_DEFAULT_REGION="us-east-1", AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")

import boto3  # noqa: E402
from samtranslator.model.exceptions import InvalidDocumentException  # noqa: E402
from samtranslator.parser.parser import Parser  # noqa: E402
from samtranslator.translator.translator import Translator  # noqa: E402

UPLOADED = "s3://bucket/key"
IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/repository:tag"
FUNCTION = "AWS::Serverless::Function"
URIS = {"CodeUri", "ContentUri", "DefinitionUri", "SchemaUri"}


def is_local(value):
    return isinstance(value, str) and not value.startswith("s3://")


def upload(value):
    """Calls files by a URI of S3, wherever they are named."""
    if isinstance(value, list):
        for item in value:
            upload(item)
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in URIS and is_local(inner):
                value[key] = UPLOADED
            else:
                upload(inner)


def package(template):
    """Does what `sam package` does before the transform."""
    shared = (template.get("Globals") or {}).get("Function") or {}
    upload(template.get("Globals"))
    for resource in (template.get("Resources") or {}).values():
        if not isinstance(resource, dict) or not str(resource.get("Type")).startswith("AWS::Serverless::"):
            continue
        properties = resource.setdefault("Properties", {})
        upload(properties)
        if not isinstance(properties, dict):
            continue
        if resource["Type"] == "AWS::Serverless::Application" and is_local(properties.get("Location")):
            properties["Location"] = "https://s3.amazonaws.com/bucket/key"
        if resource["Type"] == FUNCTION:
            own = {**shared, **properties}
            if own.get("PackageType") == "Image":
                if ".dkr.ecr." not in str(own.get("ImageUri")):
                    properties["ImageUri"] = IMAGE
            elif "CodeUri" not in own and "InlineCode" not in own:
                properties["CodeUri"] = UPLOADED


def without_hashes(before, after):
    """The logical ids of layers, versions and permissions as they are before the transform adds a hash."""
    kinds = {"AWS::Lambda::LayerVersion", "AWS::Lambda::Permission", "AWS::Lambda::Version"}
    text = json.dumps(after)
    for id, resource in after["Resources"].items():
        plain = re.sub("[0-9a-f]{10}$", "", id)
        is_hashed = plain in before or plain.endswith(("Permission", "Version"))
        if resource.get("Type") in kinds and plain != id and is_hashed and id not in before:
            text = text.replace(id, plain)
    return json.loads(text)


def with_sorted_conditions(template):
    """The transform joins conditions in the order of a set, which is another one in every run."""
    for condition in template.get("Conditions", {}).values():
        if isinstance(condition, dict) and isinstance(condition.get("Fn::Or"), list):
            condition["Fn::Or"].sort(key=json.dumps)
    return template


def translate(template, policies):
    before = set(template.get("Resources") or {})
    package(template)
    session = boto3.session.Session(region_name="us-east-1")
    translated = Translator(policies, Parser(), boto_session=session).translate(template, {})
    return with_sorted_conditions(without_hashes(before, translated))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        first, *lines = file
    policies = json.loads(first)["policies"]
    for line in lines:
        task = json.loads(line)
        answer = {"name": task["name"]}
        try:
            answer["template"] = translate(task["template"], policies)
        except InvalidDocumentException as error:
            answer["rejected"] = "; ".join(cause.message for cause in error.causes)
        except Exception as error:  # The translator fails so on some templates that are not valid.
            answer["rejected"] = f"{type(error).__name__}: {error}"
        print(json.dumps(answer))


main()
