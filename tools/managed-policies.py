#!/usr/bin/env python3
"""Makes the documents of AWS's managed policies that the local cloud knows.

    python3 tools/managed-policies.py

Fetches one package with pip and writes the policies named below to cd-local/src/main/resources. The same package gives
the same bytes. Of a policy that is not among them the local cloud says so instead of guessing.

    PyPI moto 5.2.5 (Apache-2.0)    moto/iam/aws_managed_policies.py, recorded from AWS
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

MOTO = "5.2.5"
TARGET = pathlib.Path(__file__).resolve().parent.parent / "cd-local/src/main/resources/dev/fargatecd/local/iam"
NAMES = """
AWSCloudFormationFullAccess AWSCloudFormationReadOnlyAccess AWSCodeBuildAdminAccess AWSCodeBuildDeveloperAccess
AWSCodeBuildReadOnlyAccess AWSCodeCommitFullAccess AWSCodeCommitPowerUser AWSCodeCommitReadOnly
AWSCodePipeline_FullAccess AWSCodePipeline_ReadOnlyAccess AWSKeyManagementServicePowerUser AdministratorAccess
AmazonEC2ContainerRegistryFullAccess AmazonEC2ContainerRegistryPowerUser AmazonEC2ContainerRegistryReadOnly
AmazonEC2ContainerServiceRole AmazonEC2FullAccess AmazonEC2ReadOnlyAccess AmazonECSTaskExecutionRolePolicy
AmazonECS_FullAccess AmazonEventBridgeFullAccess AmazonS3FullAccess AmazonS3ReadOnlyAccess AmazonSNSFullAccess
AmazonSSMFullAccess AmazonSSMReadOnlyAccess AmazonVPCFullAccess CloudWatchLogsFullAccess CloudWatchLogsReadOnlyAccess
ElasticLoadBalancingFullAccess ElasticLoadBalancingReadOnly IAMFullAccess IAMReadOnlyAccess PowerUserAccess
ReadOnlyAccess SecretsManagerReadWrite ViewOnlyAccess
""".split()


def fetch(folder):
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"moto=={MOTO}"],
        cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with zipfile.ZipFile(next(folder.glob("moto-*.whl"))) as wheel:
        source = wheel.read("moto/iam/aws_managed_policies.py").decode()
    return json.loads(re.search(r'r?"""(.*)"""', source, re.DOTALL).group(1))


def main():
    with tempfile.TemporaryDirectory() as temporary:
        known = fetch(pathlib.Path(temporary))
    policies = {}
    for name in NAMES:
        facts = known[name]
        policies[f"arn:aws:iam::aws:policy{facts['Path']}{name}"] = {
            "version": facts["DefaultVersionId"], "document": facts["Document"]}
    TARGET.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(f"{json.dumps(arn)}: {json.dumps(policy, sort_keys=True, separators=(',', ':'))}"
                       for arn, policy in sorted(policies.items()))
    (TARGET / "managed-policies.json").write_text("{\n" + lines + "\n}\n")
    (TARGET / "SOURCE.txt").write_text(
        "Made by tools/managed-policies.py; regenerate rather than edit.\n"
        f"PyPI moto {MOTO}, Apache-2.0: moto/iam/aws_managed_policies.py\n")
    print(f"{len(policies)} policies below {TARGET}")


if __name__ == "__main__":
    main()
