package dev.fargatecd.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Sends every operation of every service once through the gateway, its request and its answer filled at random, and
 * compares what arrives on either side; and throws every modelled exception.
 *
 * <p>The gate of every upgrade of the SDK. {@code -Droundtrip.seed=…} repeats a run.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class RoundTripTest {
    private static final long SEED = Long.getLong("roundtrip.seed", new SecureRandom().nextInt());
    private static final String UPLOAD = "uploaded";

    /** What does not survive the way, with the reason. */
    private static final Map<String, String> EXPECTED = Map.of(
            "sts AssumeRoleWithSAML", "it is not signed, and the local cloud serves signed requests alone",
            "sts AssumeRoleWithWebIdentity", "it is not signed, and the local cloud serves signed requests alone",
            "s3 WriteGetObjectResponse", "signed for S3 Object Lambda, which is another service",
            "s3 SelectObjectContent", "an event stream, which only the asynchronous client has",
            "logs GetLogObject", "an event stream, which only the asynchronous client has",
            "logs StartLiveTail", "an event stream, which only the asynchronous client has",
            "ec2 DescribeSpotFleetRequestHistory", "the SDK's client sends this timestamp without milliseconds",
            "ec2 RequestSpotFleet", "the SDK's client sends this timestamp without milliseconds",
            "s3 ListDirectoryBuckets", "ListBuckets has the same URL; S3 Express differs by its endpoint");

    static Stream<Class<?>> services() {
        return Stream.of(
                StsClient.class,
                IamClient.class,
                CloudFormationClient.class,
                ElasticLoadBalancingV2Client.class,
                Ec2Client.class,
                S3Client.class,
                EcsClient.class,
                EcrClient.class,
                CodePipelineClient.class,
                CodeBuildClient.class,
                CodeCommitClient.class,
                CloudWatchLogsClient.class,
                SsmClient.class,
                SecretsManagerClient.class,
                KmsClient.class,
                AcmClient.class,
                CloudWatchClient.class,
                // Route 53 is not here: the names of some operations that are not answered (AssociateVPC…) can't be
                // found by its classes; Route53ServiceTest calls those that are
                CodeConnectionsClient.class,
                CodestarNotificationsClient.class,
                ApplicationAutoScalingClient.class,
                SnsClient.class,
                EventBridgeClient.class);
    }

    @ParameterizedTest
    @MethodSource("services")
    void requestsAndAnswersArriveAsTheyWereSent(Class<?> api) throws Exception {
        List<String> differences = new ArrayList<>();
        try (EchoCloud cloud = new EchoCloud(api)) {
            for (Class<?> request : SdkModel.requests(api)) {
                String name = name(api, request);
                if (!EXPECTED.containsKey(name)) {
                    String difference = difference(cloud, operation(api, request), request, name);
                    if (difference != null) {
                        differences.add(name + " " + difference);
                    }
                }
            }
        }
        assertThat(differences).as("differences with seed " + SEED).isEmpty();
    }

    private static @Nullable String difference(EchoCloud cloud, Operation operation, Class<?> requestType, String name)
            throws Exception {
        Random random = new Random(SEED ^ name.hashCode());
        SdkPojo request = filled(requestType, random, fixedInRequest(name));
        Class<?> responseType = Class.forName(requestType.getName().replaceFirst("Request$", "Response"));
        SdkPojo response = filled(responseType, random, fixedInResponse(name));
        Object answer;
        try {
            answer = cloud.call(operation, response, arguments(operation, request));
        } catch (Throwable thrown) {
            String arrived =
                    cloud.seen() == null ? "the request did not arrive" : difference("", request, cloud.seen());
            return "client threw " + thrown + "; " + arrived;
        }
        SdkPojo got = answer instanceof ResponseBytes<?> bytes ? (SdkPojo) bytes.response() : (SdkPojo) answer;
        if (!request.equalsBySdkFields(cloud.seen())) {
            return "request" + difference("", request, cloud.seen());
        }
        if (!response.equalsBySdkFields(got)) {
            return "response" + difference("", response, got);
        }
        if (operation.streamsIn() && !UPLOAD.equals(cloud.seenBody())) {
            return "uploaded body " + cloud.seenBody();
        }
        return answer instanceof ResponseBytes<?> bytes && !bytes.asUtf8String().equals(EchoCloud.DOWNLOAD)
                ? "downloaded body " + bytes.asUtf8String()
                : null;
    }

    /** Members that the SDK's client uses itself, so that they can't have any value. */
    private static Map<String, @Nullable Object> fixedInRequest(String name) {
        Map<String, @Nullable Object> fixed = new HashMap<>();
        if (name.startsWith("s3 ")) {
            // with these the client calculates the checksum, decodes keys, or fills other members in
            fixed.put("ContentLength", (long) UPLOAD.length());
            fixed.put("EncodingType", null);
            fixed.put("SourceBucket", null);
            fixed.put("SourceKey", null);
            fixed.put("SourceVersionId", null);
            if (!name.startsWith("s3 ListObject")) {
                fixed.put("ChecksumAlgorithm", "CRC32");
            }
            List.of(
                            "CRC32",
                            "CRC32C",
                            "CRC64NVME",
                            "SHA1",
                            "SHA256",
                            "SHA512",
                            "MD5",
                            "XXHASH64",
                            "XXHASH3",
                            "XXHASH128")
                    .forEach(checksum -> fixed.put("Checksum" + checksum, null));
            fixed.put("ContentMD5", null);
            fixed.put("Bucket", "bucket-name");
        }
        if (name.equals("events PutEvents")) {
            fixed.put("EndpointId", null); // asks for SigV4A
        }
        return fixed;
    }

    private static Map<String, @Nullable Object> fixedInResponse(String name) {
        Map<String, @Nullable Object> fixed = new HashMap<>();
        if (name.matches("s3 (GetObject|HeadObject)")) {
            fixed.put("ContentLength", (long) EchoCloud.DOWNLOAD.length());
            // two members, one header
            fixed.put("Expires", Instant.ofEpochSecond(1_700_000_000));
            fixed.put("ExpiresString", "Tue, 14 Nov 2023 22:13:20 GMT");
            // the client would compare them with the body
            List.of(
                            "CRC32",
                            "CRC32C",
                            "CRC64NVME",
                            "SHA1",
                            "SHA256",
                            "SHA512",
                            "MD5",
                            "XXHASH64",
                            "XXHASH3",
                            "XXHASH128")
                    .forEach(checksum -> fixed.put("Checksum" + checksum, null));
        }
        if (name.startsWith("s3 List")) {
            fixed.put("EncodingType", null);
        }
        return fixed;
    }

    @ParameterizedTest
    @MethodSource("services")
    void modelledExceptionsArriveAsTheirClass(Class<?> api) throws Exception {
        List<String> differences = new ArrayList<>();
        ErrorCodes codes = ErrorCodes.of(api);
        Set<Class<?>> thrown = new HashSet<>();
        Map<Class<?>, Set<Class<?>>> declared = declaredExceptions(api);
        try (EchoCloud cloud = new EchoCloud(api)) {
            for (Class<?> request : SdkModel.requests(api)) {
                String name = name(api, request);
                for (Class<?> exception :
                        EXPECTED.containsKey(name) ? Set.<Class<?>>of() : declared.getOrDefault(request, Set.of())) {
                    if (codes.has(exception) && thrown.add(exception)) {
                        SdkPojo filled = filled(request, new Random(SEED), fixedInRequest(name));
                        String difference = thrownDifference(cloud, operation(api, request), filled, exception, codes);
                        if (difference != null) {
                            differences.add(name + " " + difference);
                        }
                    }
                }
            }
        }
        assertThat(differences).as("differences with seed " + SEED).isEmpty();
    }

    private static @Nullable String thrownDifference(
            EchoCloud cloud, Operation operation, SdkPojo request, Class<?> type, ErrorCodes codes)
            throws ReflectiveOperationException {
        AwsServiceException.Builder builder =
                (AwsServiceException.Builder) type.getMethod("builder").invoke(null);
        AwsServiceException exception = builder.statusCode(409)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(codes.code(type))
                        .errorMessage("it <&> failed")
                        .build())
                .build();
        try {
            cloud.call(operation, exception, arguments(operation, request));
            return type.getSimpleName() + ": nothing was thrown";
        } catch (Throwable caught) {
            boolean same = caught.getClass() == type
                    && caught instanceof AwsServiceException aws
                    && aws.statusCode() == 409
                    && "it <&> failed".equals(aws.awsErrorDetails().errorMessage());
            // HEAD has no body, so its errors have no code
            boolean head = operation.name().startsWith("Head");
            return same || head ? null : type.getSimpleName() + " arrived as " + caught;
        }
    }

    /** The exceptions that the operations declare, by request. */
    private static Map<Class<?>, Set<Class<?>>> declaredExceptions(Class<?> api) {
        Map<Class<?>, Set<Class<?>>> declared = new HashMap<>();
        for (Method method : api.getMethods()) {
            if (method.getParameterCount() > 0) {
                Set<Class<?>> known =
                        declared.computeIfAbsent(method.getParameterTypes()[0], first -> new LinkedHashSet<>());
                Stream.of(method.getExceptionTypes())
                        .filter(AwsServiceException.class::isAssignableFrom)
                        .forEach(known::add);
            }
        }
        return declared;
    }

    private static String name(Class<?> api, Class<?> request) throws ReflectiveOperationException {
        return api.getField("SERVICE_NAME").get(null) + " " + SdkModel.name(request);
    }

    private static Operation operation(Class<?> api, Class<?> request) {
        return Operation.find(api, SdkModel.name(request)).orElseThrow();
    }

    private static SdkPojo filled(Class<?> type, Random random, Map<String, @Nullable Object> fixed)
            throws ReflectiveOperationException {
        Method builder = type.getMethod("builder");
        return (SdkPojo) new ModelFiller(random, fixed).fill((SdkPojo) builder.invoke(null));
    }

    private static Object[] arguments(Operation operation, SdkPojo request) {
        List<Object> arguments = new ArrayList<>(List.of(request));
        if (operation.streamsIn()) {
            arguments.add(RequestBody.fromString(UPLOAD));
        }
        if (operation.streamsOut()) {
            arguments.add(ResponseTransformer.toBytes());
        }
        return arguments.toArray();
    }

    /** The first place at which two values differ. */
    private static String difference(String path, @Nullable Object sent, @Nullable Object arrived) {
        if (sent instanceof SdkPojo one && arrived instanceof SdkPojo other && sent.getClass() == arrived.getClass()) {
            for (SdkField<?> field : one.sdkFields()) {
                Object here = field.getValueOrDefault(one);
                Object there = field.getValueOrDefault(other);
                if (!Objects.equals(here, there)) {
                    return difference(path + "/" + field.memberName(), here, there);
                }
            }
        }
        if (sent instanceof List<?> one && arrived instanceof List<?> other && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                if (!Objects.equals(one.get(i), other.get(i))) {
                    return difference(path + "/" + i, one.get(i), other.get(i));
                }
            }
        }
        return path + ": sent " + sent + ", arrived " + arrived;
    }
}
