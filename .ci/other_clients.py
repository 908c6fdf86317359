"""boto3 and the AWS CLI, unmodified, make every kind of call that the demo makes."""
import json
import pathlib
import subprocess
import sys
import time

import boto3

from local_cloud import LocalCloud

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]


def with_boto3(cloud):
    session = boto3.session.Session(
        aws_access_key_id=cloud.env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=cloud.env["AWS_SECRET_ACCESS_KEY"],
        region_name=cloud.env["AWS_REGION"])
    client = lambda service: session.client(service, endpoint_url=cloud.endpoint)
    sts, cloudformation, codecommit = client("sts"), client("cloudformation"), client("codecommit")
    pipelines, builds, logs = client("codepipeline"), client("codebuild"), client("logs")
    ecs, ecr, elb, s3, ec2, iam = (client(name) for name in ("ecs", "ecr", "elbv2", "s3", "ec2", "iam"))
    events = client("events")

    assert sts.get_caller_identity()["Account"] == "000000000000"
    iam.get_role(RoleName="AWSServiceRoleForECS")
    assert codecommit.get_repository(repositoryName="welcomer")["repositoryMetadata"]["defaultBranch"] == "main"
    commit = codecommit.get_branch(repositoryName="welcomer", branchName="main")["branch"]["commitId"]

    resources = {}
    for page in cloudformation.get_paginator("describe_stacks").paginate():
        for stack in page["Stacks"]:
            found = cloudformation.describe_stack_resources(StackName=stack["StackName"])["StackResources"]
            for resource in found:
                resources.setdefault(resource["ResourceType"], []).append(resource["PhysicalResourceId"])
            assert list(cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack["StackName"]))

    pipeline = resources["AWS::CodePipeline::Pipeline"][0]
    execution = pipelines.list_pipeline_executions(pipelineName=pipeline)["pipelineExecutionSummaries"][0]
    assert execution["status"] == "Succeeded", execution
    assert execution["sourceRevisions"][0]["revisionId"] == commit
    actions = pipelines.list_action_executions(
        pipelineName=pipeline, filter={"pipelineExecutionId": execution["pipelineExecutionId"]})
    build_id = next(
        action["output"]["executionResult"]["externalExecutionId"]
        for action in actions["actionExecutionDetails"] if action["input"]["actionTypeId"]["provider"] == "CodeBuild")
    pipelines.get_pipeline_state(name=pipeline)
    build = builds.batch_get_builds(ids=[build_id])["builds"][0]
    assert build["buildStatus"] == "SUCCEEDED"
    lines = logs.get_log_events(
        logGroupName=build["logs"]["groupName"], logStreamName=build["logs"]["streamName"], startFromHead=True)
    assert lines["events"]

    repository = resources["AWS::ECR::Repository"][0]
    tags = [image["imageTags"] for image in ecr.describe_images(repositoryName=repository)["imageDetails"]]
    assert [commit] in tags, tags
    ecr.get_authorization_token()
    for arn in resources["AWS::ECS::Service"]:
        cluster = arn.split("/")[1]
        ecs.get_waiter("services_stable").wait(cluster=cluster, services=[arn])
        assert ecs.list_tasks(cluster=cluster)["taskArns"]
    for arn in resources["AWS::ElasticLoadBalancingV2::TargetGroup"]:
        states = [t["TargetHealth"]["State"] for t in elb.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]]
        assert set(states) == {"healthy"}, states
    bucket = resources["AWS::S3::Bucket"][0]
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] > 0
    s3.put_object(Bucket=bucket, Key="from/boto3.txt", Body=b"hello")
    assert s3.get_object(Bucket=bucket, Key="from/boto3.txt")["Body"].read() == b"hello"
    assert ec2.describe_vpcs(VpcIds=resources["AWS::EC2::VPC"])["Vpcs"]
    assert events.list_rules()["Rules"]
    print("boto3", boto3.__version__, "read all that the demo makes")


def with_the_cli(cloud, aws):
    def call(*arguments):
        result = cloud.run(aws, *arguments, "--output", "json", stdout=subprocess.PIPE)
        return json.loads(result.stdout) if result.stdout.strip() else None

    def wait_for(what, question):
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            if question():
                return
            time.sleep(0.5)
        raise SystemExit(f"waited 180 s in vain for {what}")

    cf = pathlib.Path(cloud.checkout) / "cf"
    call("codecommit", "create-repository", "--repository-name", "welcomer")
    cloud.git("push", "-q", "local", "HEAD:refs/heads/main")
    for environment in ("test", "production"):
        call("cloudformation", "create-stack", "--stack-name", f"welcomer-{environment}-environment",
             "--template-body", f"file://{cf}/environment.yml", "--capabilities", *CAPABILITIES,
             "--parameters", f"ParameterKey=EnvironmentName,ParameterValue={environment}")
        call("cloudformation", "wait", "stack-create-complete", "--stack-name", f"welcomer-{environment}-environment")
    cloud.run(aws, "cloudformation", "deploy", "--stack-name", "welcomer-pipeline",
              "--template-file", f"{cf}/pipeline.yml", "--capabilities", *CAPABILITIES, stdout=subprocess.DEVNULL)
    found = call("cloudformation", "describe-stack-resources", "--stack-name", "welcomer-pipeline")["StackResources"]
    pipeline = next(r["PhysicalResourceId"] for r in found if r["ResourceType"] == "AWS::CodePipeline::Pipeline")

    def newest():
        return call("codepipeline", "list-pipeline-executions", "--pipeline-name", pipeline)["pipelineExecutionSummaries"][0]

    wait_for("the pipeline to end", lambda: newest()["status"] in ("Succeeded", "Failed"))
    assert newest()["status"] == "Succeeded", call("codepipeline", "get-pipeline-state", "--name", pipeline)
    stacks = call("cloudformation", "describe-stacks")["Stacks"]
    print("The AWS CLI made", len(stacks), "stacks of cf/ and the pipeline delivered to Production")
    return pipeline


def main(checkout, aws):
    with LocalCloud(checkout) as cloud:
        helper = f"credential.{cloud.endpoint}"
        cloud.git("config", f"{helper}.helper", f"!'{cloud.launcher}' git-credential")
        cloud.git("config", f"{helper}.useHttpPath", "true")
        cloud.git("remote", "add", "local", f"{cloud.endpoint}/v1/repos/welcomer")
        cloud.run(aws, "iam", "create-service-linked-role", "--aws-service-name", "ecs.amazonaws.com",
                  stdout=subprocess.DEVNULL)
        with_the_cli(cloud, aws)
        with_boto3(cloud)


if __name__ == "__main__":
    main(*sys.argv[1:])
