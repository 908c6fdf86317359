"""Does the same to our local CloudFormation and to moto's, and compares both with what AWS is recorded to answer.

    peers.py CHECKOUT MOTO_SERVER PAGE [--write]

Fails where ours is not as AWS, and where PAGE is not what the run shows; --write writes it.
"""
import json
import pathlib
import re
import socket
import subprocess
import sys
import time

import boto3
import yaml
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from local_cloud import LocalCloud

CASES = pathlib.Path(__file__).parent / "peers/cases.yml"
DURATION = 60


def client(endpoint, key, secret):
    return boto3.client(
        "cloudformation", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key,
        aws_secret_access_key=secret, config=Config(retries={"max_attempts": 1}, read_timeout=30))


def at_rest(cloud, stack_id):
    end = time.monotonic() + DURATION
    while time.monotonic() < end:
        stack = cloud.describe_stacks(StackName=stack_id)["Stacks"][0]
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            return stack
        time.sleep(0.1)
    return stack


def events(cloud, stack_id):
    found = [event for page in cloud.get_paginator("describe_stack_events").paginate(StackName=stack_id)
             for event in page["StackEvents"]]
    return list(reversed(found))


def told(event):
    is_stack = event["ResourceType"] == "AWS::CloudFormation::Stack"
    return " ".join(filter(None, [
        "stack" if is_stack else event["LogicalResourceId"], event["ResourceStatus"],
        event.get("ResourceStatusReason", "").strip()]))


def outcome(cloud, stack_id, with_events, seen):
    stack = at_rest(cloud, stack_id)
    all_events = events(cloud, stack_id)
    if with_events:
        return "\n".join(told(event) for event in all_events[seen:])
    status = stack["StackStatus"]
    outputs = "; ".join(sorted(f"{o['OutputKey']}={o['OutputValue']}" for o in stack.get("Outputs", [])))
    reasons = [e.get("ResourceStatusReason", "").strip() for e in all_events
               if e["ResourceType"] == "AWS::CloudFormation::Stack"
               and e["ResourceStatus"] in ("ROLLBACK_IN_PROGRESS", "DELETE_FAILED")]
    failures = [told(e) for e in all_events
                if e["ResourceStatus"].endswith("_FAILED") and e["ResourceType"] != "AWS::CloudFormation::Stack"]
    text = status + (f": {reasons[0]}" if reasons and reasons[0] else "") + (f"; {outputs}" if outputs else "")
    return "\n".join([text] + failures)


def run_step(cloud, name, step, ids, with_events):
    parameters = [{"ParameterKey": k, "ParameterValue": v} for k, v in step.get("parameters", {}).items()]
    seen = len(events(cloud, ids[0])) if ids else 0
    body = lambda operation: dict(StackName=name, TemplateBody=json.dumps(step[operation]), Parameters=parameters)
    if "create" in step:
        ids.insert(0, cloud.create_stack(**body("create"))["StackId"])
        return outcome(cloud, ids[0], with_events, 0)
    if "update" in step:
        return outcome(cloud, cloud.update_stack(**body("update"))["StackId"], with_events, seen)
    if "delete" in step:
        cloud.delete_stack(StackName=name)
        return outcome(cloud, ids[0], with_events, seen)
    if "describe" in step:
        return str(cloud.describe_stacks(StackName=name))
    made = cloud.create_change_set(ChangeSetName="peers", ChangeSetType="UPDATE", **body("change-set"))
    end = time.monotonic() + DURATION
    while time.monotonic() < end:
        found = cloud.describe_change_set(ChangeSetName=made["Id"], StackName=name)
        if not found["Status"].endswith(("_IN_PROGRESS", "_PENDING")):
            break
        time.sleep(0.1)
    return f"{found['Status']}: {found.get('StatusReason', '')}"


def observed(cloud, name, case):
    ids, result = [], ""
    for step in case["steps"]:
        try:
            result = run_step(cloud, name, step, ids, case.get("events", False))
        except ClientError as refused:
            result = f"{refused.response['Error']['Code']}: {refused.response['Error']['Message']}"
        except ResponseParserError:
            result = "an internal error (HTTP 500)"
        except (BotoCoreError, KeyError, IndexError) as broken:
            result = f"no answer that boto3 reads: {type(broken).__name__}"
    result = re.sub(r"RequestToken: [-0-9a-f]+", "RequestToken: TOKEN", result)
    return result.replace(name, "NAME").strip()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Moto:
    def __init__(self, server):
        self.server = server

    def __enter__(self):
        port = free_port()
        self.process = subprocess.Popen(
            [self.server, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + DURATION
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return client(f"http://127.0.0.1:{port}", "key", "secret")
            time.sleep(0.2)
        raise SystemExit("moto did not start within a minute")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)


def code(text):
    """In a cell of a table."""
    return "<br>".join("`" + line.replace("|", "\\|").replace("`", "'") + "`" for line in text.splitlines() or [""])


def page(rows, version):
    agreeing = [row for row in rows if row[1] == row[2]]
    differing = [row for row in rows if row[1] != row[2]]
    lines = [
        "# Where another local CloudFormation answers otherwise", "",
        "Written by `.ci/run peers`, which does the same to the local cloud and to",
        f"[moto](https://github.com/getmoto/moto) {version} with boto3; don't edit it by hand. For each case",
        "AWS's answer is on record: in snapshots that LocalStack took of AWS (`LS`, Apache-2.0,",
        "[tests/aws/services/cloudformation](https://github.com/localstack/localstack/tree/main/tests/aws/services/cloudformation)),",
        "in errors pasted into issues on GitHub (`gh`), or in AWS's documentation (`doc`). The stage fails where the local cloud",
        "does not answer as AWS. Names, ids and tokens are masked.", "",
        "moto mocks many services for unit tests and does not claim to be an engine; it is compared because people test",
        "templates with it. LocalStack's own engine is not run here.", "",
        f"{len(rows)} cases: the local cloud answers as AWS in all of them, moto in {len(agreeing)}.", "",
        "## As AWS in both", ""]
    lines += [f"- {row[0]}" for row in agreeing]
    lines += ["", "## Otherwise in moto", "",
              "AWS and the local cloud are right in each: that is what AWS is recorded to answer.", "",
              "| what | AWS and the local cloud | moto | recorded in |", "|---|---|---|---|"]
    lines += [f"| {name} | {code(ours)} | {code(theirs)} | {source} |" for name, ours, theirs, source in differing]
    return "\n".join(lines) + "\n"


def main():
    checkout, server, target = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    cases = yaml.safe_load(CASES.read_text())
    rows, wrong = [], []
    with LocalCloud(checkout) as local, Moto(server) as moto:
        ours = client(local.endpoint, local.env["AWS_ACCESS_KEY_ID"], local.env["AWS_SECRET_ACCESS_KEY"])
        for number, case in enumerate(cases):
            name = f"peer-{number}"
            mine, theirs = observed(ours, name, case), observed(moto, name, case)
            rows.append((case["case"], mine, theirs, case["source"]))
            if mine != case["aws"]:
                wrong.append(f"{case['case']}:\n  AWS  {case['aws']}\n  ours {mine}")
    if wrong:
        raise SystemExit("not as AWS:\n" + "\n".join(wrong))
    version = subprocess.run(
        [pathlib.Path(server).parent / "python", "-c", "import moto; print(moto.__version__)"],
        check=True, capture_output=True, text=True).stdout.strip()
    shown = page(rows, version)
    if "--write" in sys.argv:
        target.write_text(shown)
    elif not target.exists() or target.read_text() != shown:
        raise SystemExit(f"{target} is not what this run shows; write it anew with --write:\n{shown}")
    print(f"{len(rows)} cases as on AWS; moto {version} in {sum(row[1] == row[2] for row in rows)} of them")


if __name__ == "__main__":
    main()
