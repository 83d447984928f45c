"""Holds JSON values against a JSON Schema with a validator that knows nothing of Ravine.

Standard input: {"schema": …, "cases": [{"name": …, "reference": "#" or "#/$defs/…", "instance": …}, …]}
Standard output: a line a refused case, its name, a tab, and why. The schema itself is held against draft 2020-12 first.
"""

import json
import sys

from jsonschema import Draft202012Validator

task = json.load(sys.stdin)
schema = task["schema"]
Draft202012Validator.check_schema(schema)
for case in task["cases"]:
    part = schema if case["reference"] == "#" else {"$ref": case["reference"], "$defs": schema["$defs"]}
    for error in Draft202012Validator(part).iter_errors(case["instance"]):
        print(case["name"], error.json_path + ": " + error.message.replace("\n", " ")[:300], sep="\t")
        break
