"""Runs cfn-lint under a fixed date. Arguments: a mode, the date, and a file with one JSON value a line.

`lint`: the text of a template -> its errors, each a rule, a path, and a message. `schemas`: a resource type -> its schema, or
null. `rules`: no input -> each error rule with the places that it applies to and its schema.
"""

import datetime
import json
import sys

REGION = "us-east-1"


class FixedDate(datetime.datetime):
    """A clock that shows one day."""

    day = None

    @classmethod
    def now(cls, tz=None):
        return cls.day

    @classmethod
    def today(cls):
        return cls.day


def load_rules():
    from cfnlint.core import get_rules

    return get_rules([], ["W", "I"], ["E"])


def lint(lines):
    from cfnlint.config import ConfigMixIn
    from cfnlint.decode import decode_str
    from cfnlint.runner.template.runner import _run_template

    config = ConfigMixIn([], regions=[REGION], ignore_checks=["W", "I"])
    rules = load_rules()
    for line in lines:
        try:
            template, found = decode_str(json.loads(line))
            found = list(found or _run_template("template.json", template, config, rules))
        except Exception as error:
            yield {"error": repr(error)}
            continue
        yield [[one.rule.id, list(getattr(one, "path", None) or []), one.message] for one in found]


def schemas(lines):
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
    from cfnlint.schema import ResourceNotFoundError

    for line in lines:
        try:
            yield PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, json.loads(line)).schema
        except ResourceNotFoundError:
            yield None


def rules(_):
    from cfnlint.rules.jsonschema.CfnLintJsonSchemaRegional import CfnLintJsonSchemaRegional

    for rule in load_rules():
        schema = getattr(rule, "_schema", None)
        if isinstance(rule, CfnLintJsonSchemaRegional):
            schema = schema.get(REGION)
        yield {"id": rule.id, "places": list(getattr(rule, "keywords", None) or []), "schema": schema}


def main():
    mode, day, file = sys.argv[1:]
    FixedDate.day = FixedDate.fromisoformat(day)
    # The rules about runtimes read the clock by this name when they are imported.
    datetime.datetime = FixedDate
    with open(file, encoding="utf-8") as lines:
        for answer in {"lint": lint, "rules": rules, "schemas": schemas}[mode](lines):
            print(json.dumps(answer, default=str), flush=True)


main()
