"""Has checkov read the rendered templates, and compares what it finds with what docs/decisions answers.

    python .ci/checkov.py CHECKOV

A finding that is not answered fails, and so does an answer to what is not found any more.
"""

import json
import os
import re
import subprocess
import sys

ANSWERS = "docs/decisions/0014-what-checkov-finds.md"
FOLDERS = ["cf", "cd-templates/src/test/resources/golden"]


def reports(text):
    """One JSON document, or a list, for each folder; they follow each other without a separator."""
    decoder, at = json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        report, at = decoder.raw_decode(text, at)
        yield from report if isinstance(report, list) else [report]


def main(checkov):
    found, passed = {}, 0
    for folder in FOLDERS:
        # --skip-download: it asks its maker's server for texts otherwise
        run = subprocess.run(
            [checkov, "-d", folder, "--framework", "cloudformation", "--skip-download", "-o", "json"],
            env={**os.environ, "LOG_LEVEL": "ERROR"},
            stdout=subprocess.PIPE,
            text=True,
            timeout=120,
        )
        for report in reports(run.stdout):
            if report["summary"]["parsing_errors"]:
                sys.exit(f"checkov can't read {report['results']['parsing_errors']}")
            passed += report["summary"]["passed"]
            for failure in report["results"]["failed_checks"]:
                place = f"{folder}{failure['file_path']}: {failure['resource']}"
                found.setdefault(failure["check_id"], (failure["check_name"], []))[1].append(place)
    if not passed:
        sys.exit("checkov looked at nothing")
    with open(ANSWERS, encoding="utf-8") as page:
        answered = set(re.findall(r"^\| `(CKV\w*)` \|", page.read(), re.MULTILINE))
    for check in sorted(set(found) - answered):
        name, places = found[check]
        print(f"{check} is not answered in {ANSWERS}: {name}", *places, sep="\n  ")
    for check in sorted(answered - set(found)):
        print(f"{check} is answered in {ANSWERS}, and is not found any more")
    if set(found) != answered:
        sys.exit(1)
    print(f"checkov: {passed} checks passed, {len(found)} kinds of findings, each answered")


main(sys.argv[1])
