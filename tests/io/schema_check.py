#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares the JSON Schema with the reader. `schema_check.py FILE`; exits 0 if they agree, 1 if not, 77 without jsonschema.

FILE is JSON: {"schema": the schema, "documents": [{"name": ..., "text": ..., "accepted": whether the reader takes it}]}.
"""

import json
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)


def main() -> int:
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    Draft202012Validator.check_schema(given["schema"])
    validator = Draft202012Validator(given["schema"])
    differences = 0
    for document in given["documents"]:
        errors = list(validator.iter_errors(json.loads(document["text"])))
        if document["accepted"] == (not errors):
            continue
        differences += 1
        reader = "accepts" if document["accepted"] else "refuses"
        print(f"{document['name']}: the reader {reader} it, the schema does not agree")
        print(f"  {document['text'][:300]}")
        for error in errors[:3]:
            print(f"  at /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    print(f"{len(given['documents'])} documents, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
