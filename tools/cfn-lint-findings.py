#!/usr/bin/env python3
"""What cfn-lint finds in the mistakes that this repository keeps, beside what fargate-cd finds.

    python3 tools/cfn-lint-findings.py [--write] CFN-LINT

CFN-LINT is the command of the version in .ci/requirements.txt. For each file or folder below checks/ its findings are in
x.cfn-lint; for the mistakes of mutations.json they are in mutations.cfn-lint: those that the files have not without the
mistake. Without --write, what differs is an error. ChecksPageTest makes docs/checks.md of them.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

RESOURCES = pathlib.Path(__file__).resolve().parent.parent / "cd-cloudformation/src/test/resources"


def in_order(message):
    """What is allowed comes out of a Python set, each time in another order."""
    return re.sub(r"(is not one of \[)('[^]]*)", lambda found: found[1] + ", ".join(sorted(found[2].split(", "))), message)


def findings(command, files):
    """By file: the findings in the form that compilers have, without the file's folder."""
    found = collections.defaultdict(list)
    output = subprocess.run([command, "--format", "json", "--", *map(str, files)], stdout=subprocess.PIPE, check=False)
    for one in json.loads(output.stdout):
        start = one["Location"]["Start"]
        file = pathlib.Path(one["Filename"])
        message = in_order(" ".join(one["Message"].split()))
        text = (f"{file.name}:{start['LineNumber']}:{start['ColumnNumber']}: {one['Level'].lower()}: "
                f"{message[:160]}{'…' if len(message) > 160 else ''} [{one['Rule']['Id']}]")
        found[file].append((start["LineNumber"], start["ColumnNumber"], text))
    return {file: [text for _, _, text in sorted(set(each))] for file, each in found.items()}


def is_template(file):
    return file.suffix in {".yml", ".json"} and "Resources" in file.read_text()


def of_checks(command):
    """The texts of x.cfn-lint, by path."""
    fixtures = {path: sorted(path.iterdir()) if path.is_dir() else [path]
                for path in sorted((RESOURCES / "checks").iterdir()) if path.suffix in {"", ".yml", ".json"}}
    found = findings(command, [file for files in fixtures.values() for file in files if is_template(file)])
    return {path.parent / (path.stem + ".cfn-lint"): [line for file in files for line in found.get(file, [])]
            for path, files in fixtures.items()}


def mutated(text, mutation):
    at = -1
    for _ in range(mutation["nth"] + 1):
        at = text.index(mutation["old"], at + 1)
    return text[:at] + mutation["new"] + text[at + len(mutation["old"]):]


def of_mutations(command):
    base = RESOURCES / "mutations/base"
    mutations = json.loads((RESOURCES / "mutations/mutations.json").read_text())
    with tempfile.TemporaryDirectory() as temporary:
        files = {}
        for mutation in mutations:
            source = base / mutation["file"]
            if is_template(source):
                file = pathlib.Path(temporary) / mutation["name"] / mutation["file"]
                file.parent.mkdir()
                file.write_text(mutated(source.read_text(), mutation))
                files[mutation["name"]] = file
        found = findings(command, files.values())
        usual = {line.split(": ", 1)[1] for each in findings(command, base.glob("*.yml")).values() for line in each}
        return [f"{name} {line}" for name, file in files.items() for line in found.get(file, [])
                if line.split(": ", 1)[1] not in usual]


def main(arguments):
    write = "--write" in arguments
    command = arguments[-1]
    texts = of_checks(command)
    texts[RESOURCES / "mutations/mutations.cfn-lint"] = of_mutations(command)
    different = []
    for path, lines in texts.items():
        text = "".join(line + "\n" for line in lines)
        if write:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            different.append(path.name)
    if different:
        sys.exit(f"not what cfn-lint finds: {', '.join(different)}; write it anew with {sys.argv[0]} --write")
    print(f"cfn-lint's findings in {len(texts)} files")


if __name__ == "__main__":
    main(sys.argv[1:])
