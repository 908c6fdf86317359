#!/usr/bin/env python3
"""Makes the facts of AWS's resource types that cd-cloudformation carries.

    python3 tools/resource-types.py

Fetches two packages with pip and npm, takes from them what the reader, the checker and the local CloudFormation engine
ask for, and writes it below cd-cloudformation/src/main/resources. The same packages give the same bytes.

    PyPI cfn-lint 1.58.0 (MIT-0)                     the public registry schemas: properties, attributes, replacement,
                                                     identifiers, the handlers' permissions; the names of all types
    npm @aws-cdk/aws-service-spec 0.1.216 (Apache-2.0)   what Ref answers, where it is not the identifier

To add a type, add its name to TYPES and run this again.
"""

import gzip
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

CFN_LINT = "1.58.0"
SERVICE_SPEC = "0.1.216"

TYPES = """
AWS::ApplicationAutoScaling::ScalableTarget AWS::ApplicationAutoScaling::ScalingPolicy
AWS::CertificateManager::Certificate
AWS::CloudFormation::Stack AWS::CloudFormation::WaitCondition AWS::CloudFormation::WaitConditionHandle
AWS::CloudWatch::Alarm
AWS::CodeBuild::Project AWS::CodeCommit::Repository AWS::CodeConnections::Connection
AWS::CodeDeploy::Application AWS::CodeDeploy::DeploymentGroup
AWS::CodePipeline::Pipeline AWS::CodePipeline::Webhook
AWS::CodeStarConnections::Connection AWS::CodeStarNotifications::NotificationRule
AWS::EC2::EIP AWS::EC2::InternetGateway AWS::EC2::NatGateway AWS::EC2::Route AWS::EC2::RouteTable
AWS::EC2::SecurityGroup AWS::EC2::SecurityGroupEgress AWS::EC2::SecurityGroupIngress
AWS::EC2::Subnet AWS::EC2::SubnetRouteTableAssociation AWS::EC2::VPC AWS::EC2::VPCEndpoint
AWS::EC2::VPCGatewayAttachment
AWS::ECR::Repository AWS::ECS::Cluster AWS::ECS::Service AWS::ECS::TaskDefinition
AWS::ElasticLoadBalancingV2::Listener AWS::ElasticLoadBalancingV2::ListenerRule
AWS::ElasticLoadBalancingV2::LoadBalancer AWS::ElasticLoadBalancingV2::TargetGroup
AWS::Events::Rule
AWS::IAM::ManagedPolicy AWS::IAM::Policy AWS::IAM::Role
AWS::KMS::Alias AWS::KMS::Key AWS::Lambda::Function AWS::Lambda::Permission AWS::Logs::LogGroup
AWS::Route53::HostedZone AWS::Route53::RecordSet AWS::S3::Bucket AWS::S3::BucketPolicy
AWS::SNS::Subscription AWS::SNS::Topic AWS::SNS::TopicPolicy AWS::SSM::Parameter AWS::SecretsManager::Secret
AWS::ServiceDiscovery::PrivateDnsNamespace AWS::ServiceDiscovery::Service
""".split()

TARGET = pathlib.Path(__file__).resolve().parent.parent / (
    "cd-cloudformation/src/main/resources/dev/fargatecd/cloudformation/schema")

# Where a key is the name of a property or a definition, and not a word of JSON Schema.
NAMED = {"properties", "patternProperties", "definitions"}
DROPPED = {"description", "title", "$comment", "examples", "$schema", "timeoutInMinutes", "sourceUrl", "documentationUrl",
           "handlerSchema"}


def slim(schema, names=False):
    """The schema without prose."""
    if isinstance(schema, dict):
        return {key: slim(value, key in NAMED and not names)
                for key, value in schema.items() if names or key not in DROPPED}
    return [slim(item) for item in schema] if isinstance(schema, list) else schema


def pack(path, text):
    """Writes gzip that does not depend on when it was made."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0, filename="") as gz:
        gz.write(text.encode())
    path.write_bytes(out.getvalue())


def run(*command, folder):
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def fetch_schemas(folder):
    run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"cfn-lint=={CFN_LINT}", folder=folder)
    with zipfile.ZipFile(next(folder.glob("cfn_lint-*.whl"))) as wheel:
        names = json.loads(wheel.read("cfnlint/data/schemas/providers/us-east-1.json"))
        schemas = {name: json.loads(wheel.read(f"cfnlint/data/schemas/resources/{names[name]}.json"))
                   for name in TYPES}
        date = json.loads(wheel.read("cfnlint/data/schemas/version.json"))["schema_date"]
    return sorted(names), schemas, date


def fetch_refs(folder):
    """What Ref answers, by type, where aws-service-spec says that it is not the primary identifier."""
    run("npm", "pack", "--silent", f"@aws-cdk/aws-service-spec@{SERVICE_SPEC}", folder=folder)
    with tarfile.open(next(folder.glob("aws-cdk-aws-service-spec-*.tgz"))) as package:
        spec = json.loads(gzip.decompress(package.extractfile("package/db.json.gz").read()))
    resources = spec["schema"]["resource"]["entities"]
    return {resource["cloudFormationType"]: resource["cfnRefIdentifier"]
            for resource in resources if "cfnRefIdentifier" in resource}


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        names, schemas, date = fetch_schemas(folder)
        refs = fetch_refs(folder)
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "types").mkdir(parents=True)
    for name in TYPES:
        facts = slim(schemas[name])
        if name in refs:
            facts["refIdentifier"] = refs[name]
        pack(TARGET / "types" / (name.replace("::", "-") + ".json.gz"),
             json.dumps(facts, separators=(",", ":"), sort_keys=True))
    pack(TARGET / "names.txt.gz", "\n".join(names) + "\n")
    (TARGET / "SOURCE.txt").write_text(
        "Made by tools/resource-types.py; regenerate rather than edit.\n"
        f"PyPI cfn-lint {CFN_LINT} (schemas of {date}), MIT-0\n"
        f"npm @aws-cdk/aws-service-spec {SERVICE_SPEC}, Apache-2.0\n")
    print(f"{len(TYPES)} types of {len(names)} below {TARGET}")


if __name__ == "__main__":
    main()
