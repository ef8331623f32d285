"""Files that nobody ever sees half written."""

import hashlib
import json
import os


def write(path, data):
    """Writes bytes or text to a neighbour of the path and renames it."""
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    part = f"{path}.part"
    with open(part, "wb") as out:
        out.write(data.encode() if isinstance(data, str) else data)
    os.replace(part, path)


def read_json(path):
    with open(path, encoding="utf-8") as document:
        return json.load(document)


def write_json(path, value):
    write(path, json.dumps(value, indent=2) + "\n")


def sha256(path):
    with open(path, "rb") as data:
        return hashlib.sha256(data.read()).hexdigest()
