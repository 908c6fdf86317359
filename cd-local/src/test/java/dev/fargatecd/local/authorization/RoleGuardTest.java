package dev.fargatecd.local.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Sessions of roles call over HTTP, with the SDK's own clients. */
final class RoleGuardTest {
    private static final String ACCOUNT = "000000000000";

    private static LocalCloud cloud;
    private static IamClient iam;

    private String role = "";

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        iam = cloud.client(IamClient.class);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @org.junit.jupiter.api.BeforeEach
    void makeRole(TestInfo test) {
        String method = test.getTestMethod().orElseThrow().getName();
        role = method.substring(0, Math.min(60, method.length()));
        iam.createRole(request -> request.roleName(role).assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"AWS":"000000000000","Service":"cloudformation.amazonaws.com"}}]}"""));
    }

    @Test
    void refusesWhatNoPolicyAllowsInAwssWords() {
        assertThatThrownBy(() -> ecs().describeServices(
                                request -> request.cluster("test").services("hello")))
                .isInstanceOf(EcsException.class)
                .hasMessageContaining("User: arn:aws:sts::" + ACCOUNT + ":assumed-role/" + role
                        + "/someone is not authorized to perform: ecs:DescribeServices on resource: "
                        + "arn:aws:ecs:us-east-1:" + ACCOUNT + ":service/test/hello because no identity-based policy "
                        + "allows the ecs:DescribeServices action")
                .extracting(
                        failure -> ((EcsException) failure).awsErrorDetails().errorCode())
                .isEqualTo("AccessDeniedException");
    }

    @Test
    void allowsWhatAPolicyAllowsAndNothingBeside() {
        allow("logs:CreateLogGroup", "arn:aws:logs:*:*:log-group:/mine/*");

        logs().createLogGroup(request -> request.logGroupName("/mine/one"));

        assertThatThrownBy(() -> logs().createLogGroup(request -> request.logGroupName("/yours/one")))
                .isInstanceOf(CloudWatchLogsException.class)
                .hasMessageContaining("is not authorized to perform: logs:CreateLogGroup on resource: "
                        + "arn:aws:logs:us-east-1:" + ACCOUNT + ":log-group:/yours/one because");
        assertThatThrownBy(() -> logs().deleteLogGroup(request -> request.logGroupName("/mine/one")))
                .hasMessageContaining("logs:DeleteLogGroup");
    }

    @Test
    void refusesWhatIsDeniedWhateverElseAllowsIt() {
        attach("AdministratorAccess");
        policy("no-buckets", """
                {"Effect":"Deny","NotAction":["s3:List*"],"Resource":"arn:aws:s3:::*"}""");

        assertThatCode(() -> s3().listBuckets()).doesNotThrowAnyException();
        assertThatThrownBy(() -> s3().createBucket(request -> request.bucket("a-bucket")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("is not authorized to perform: s3:CreateBucket on resource: "
                        + "\"arn:aws:s3:::a-bucket\" with an explicit deny in an identity-based policy");
    }

    @Test
    void saysUnauthorizedOperationAsEc2Does() {
        assertThatThrownBy(() -> client(Ec2Client.builder()).describeVpcs())
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("You are not authorized to perform this operation. User: arn:aws:sts::")
                .extracting(
                        failure -> ((Ec2Exception) failure).awsErrorDetails().errorCode())
                .isEqualTo("UnauthorizedOperation");
    }

    @Test
    void keepsARoleWithinItsBoundary() {
        attach("AdministratorAccess");
        String boundary = iam.createPolicy(
                        request -> request.policyName("boundary").policyDocument("""
                                {"Version":"2012-10-17","Statement":[
                                 {"Effect":"Allow","Action":"ecs:*","Resource":"*"}]}"""))
                .policy()
                .arn();
        iam.putRolePermissionsBoundary(request -> request.roleName(role).permissionsBoundary(boundary));

        assertThatCode(() -> ecs().listClusters()).doesNotThrowAnyException();
        assertThatThrownBy(() -> s3().listBuckets())
                .hasMessageContaining("because no permissions boundary allows the s3:ListAllMyBuckets action");
    }

    @Test
    void letsNobodyGiveARoleAwayWithoutPassRole() {
        allow("ecs:*", "*");
        String other = iam.createRole(request -> request.roleName("given").assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"Service":"ecs-tasks.amazonaws.com"}}]}"""))
                .role()
                .arn();

        assertThatThrownBy(() -> register(other))
                .hasMessageContaining("is not authorized to perform: iam:PassRole on resource: " + other
                        + " because no identity-based policy allows the iam:PassRole action");

        policy("give", """
                {"Effect":"Allow","Action":"iam:PassRole","Resource":"%s",
                 "Condition":{"StringEquals":{"iam:PassedToService":"ecs.amazonaws.com"}}}""".formatted(other));
        assertThatThrownBy(() -> register(other)).hasMessageContaining("iam:PassRole");

        policy("give", """
                {"Effect":"Allow","Action":"iam:PassRole","Resource":"%s",
                 "Condition":{"StringEquals":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}}""".formatted(other));
        assertThatCode(() -> register(other)).doesNotThrowAnyException();
    }

    @Test
    void doesNotGuessWhereAConditionKeyIsUnknown() {
        policy("conditional", """
                {"Effect":"Allow","Action":"ecs:*","Resource":"*",
                 "Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}""");

        assertThatThrownBy(() -> ecs().listClusters())
                .hasMessageContaining("depends on the condition key aws:ResourceTag/team");

        allow("ecs:List*", "*");
        assertThatCode(() -> ecs().listClusters()).doesNotThrowAnyException();
    }

    @Test
    void doesNotGuessWhatAPolicyOfAwssAllows() {
        attach("AmazonBraketFullAccess");

        assertThatThrownBy(() -> ecs().listClusters())
                .hasMessageContaining("arn:aws:iam::aws:policy/AmazonBraketFullAccess is not known");
    }

    @Test
    void comparesTheTagsOfARequest() {
        policy("tagged", """
                {"Effect":"Allow","Action":["logs:CreateLogGroup","logs:TagResource"],"Resource":"*",
                 "Condition":{"StringEquals":{"aws:RequestTag/team":"a"}}}""");

        logs().createLogGroup(request -> request.logGroupName("/tagged").tags(java.util.Map.of("team", "a")));
        assertThatThrownBy(() -> logs().createLogGroup(request -> request.logGroupName("/untagged")))
                .hasMessageContaining("logs:CreateLogGroup");
    }

    @Test
    void failsAStackWhoseRoleLacksAPermission() {
        allow("logs:DescribeLogGroups", "*");
        CloudFormationClient stacks = cloud.client(CloudFormationClient.class);
        stacks.createStack(request -> request.stackName("lacking")
                .roleARN("arn:aws:iam::" + ACCOUNT + ":role/" + role)
                .templateBody("""
                        Resources:
                          Group:
                            Type: AWS::Logs::LogGroup
                            Properties:
                              LogGroupName: /lacking
                        """));
        try {
            stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName("lacking"));
        } catch (software.amazon.awssdk.core.exception.SdkClientException failed) {
            // that is what is looked at below
        }

        assertThat(stacks.describeStackEvents(request -> request.stackName("lacking"))
                        .stackEvents())
                .filteredOn(event -> "CREATE_FAILED".equals(event.resourceStatusAsString()))
                .singleElement()
                .satisfies(event -> assertThat(event.resourceStatusReason())
                        .contains(
                                "is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:us-east-1:"
                                        + ACCOUNT + ":log-group:/lacking because no identity-based policy allows the "
                                        + "logs:CreateLogGroup action")
                        .contains("HandlerErrorCode: AccessDenied"));
    }

    @Test
    void assumesAnotherRoleByItsOwnPolicyOrByTheOthersTrust() {
        String account = "arn:aws:iam::" + ACCOUNT + ":role/" + role;
        String trusting = iam.createRole(
                        request -> request.roleName("trusting").assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"AWS":"%s"}}]}""".formatted(account)))
                .role()
                .arn();
        StsClient sts = client(StsClient.builder());

        assertThatThrownBy(
                        () -> sts.assumeRole(request -> request.roleArn(account).roleSessionName("again")))
                .hasMessageContaining("is not authorized to perform: sts:AssumeRole on resource: " + account);
        assertThatCode(() -> sts.assumeRole(request -> request.roleArn(trusting).roleSessionName("direct")))
                .doesNotThrowAnyException();
        assertThatCode(sts::getCallerIdentity).doesNotThrowAnyException();

        allow("sts:AssumeRole", account);
        assertThatCode(() -> sts.assumeRole(request -> request.roleArn(account).roleSessionName("again")))
                .doesNotThrowAnyException();
    }

    private void register(String executionRole) {
        ecs().registerTaskDefinition(request -> request.family("given")
                .requiresCompatibilitiesWithStrings("FARGATE")
                .networkMode("awsvpc")
                .cpu("256")
                .memory("512")
                .executionRoleArn(executionRole)
                .containerDefinitions(List.of(ContainerDefinition.builder()
                        .name("app")
                        .image("app:1")
                        .essential(true)
                        .build())));
    }

    private void allow(String action, String resource) {
        policy("allow", """
                {"Effect":"Allow","Action":"%s","Resource":"%s"}""".formatted(action, resource));
    }

    private void policy(String name, String statement) {
        iam.putRolePolicy(request -> request.roleName(role)
                .policyName(name)
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}"));
    }

    private void attach(String name) {
        iam.attachRolePolicy(request -> request.roleName(role).policyArn("arn:aws:iam::aws:policy/" + name));
    }

    private EcsClient ecs() {
        return client(EcsClient.builder());
    }

    private CloudWatchLogsClient logs() {
        return client(CloudWatchLogsClient.builder());
    }

    private S3Client s3() {
        return client(S3Client.builder().forcePathStyle(true));
    }

    /** A client that calls over HTTP as a session of the role. */
    private <C, B extends software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>> C client(B builder) {
        URI endpoint = cloud.endpoint();
        Credentials session = cloud.client(StsClient.class)
                .assumeRole(request -> request.roleArn("arn:aws:iam::" + ACCOUNT + ":role/" + role)
                        .roleSessionName("someone"))
                .credentials();
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken())))
                .build();
    }
}
