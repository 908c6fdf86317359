package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;

/**
 * The types of S3, where nearly every property is a call of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-s3-bucket.html">AWS::S3::Bucket</a>
 */
final class BucketTypes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private BucketTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(bucket(), bucketPolicy());
    }

    private static ResourceType<S3Client> bucket() {
        return ResourceType.of("AWS::S3::Bucket", S3Client.class)
                .named(NameRule.of("BucketName", 63).inLowerCase())
                .createdBy((s3, bucket) -> {
                    requireNothingElse(bucket);
                    s3.createBucket(request -> request.bucket(bucket.text("BucketName")));
                    return bucket.text("BucketName");
                })
                .setting(
                        "AccessControl",
                        (s3, bucket) -> s3.putBucketAcl(
                                request -> request.bucket(bucket.id()).acl(cannedAcl(bucket.properties()))),
                        (s3, bucket) -> s3.putBucketAcl(
                                request -> request.bucket(bucket.id()).acl("private")))
                .setting(
                        "BucketEncryption",
                        (s3, bucket) -> s3.putBucketEncryption(request -> request.bucket(bucket.id())
                                .serverSideEncryptionConfiguration(ResourceType.request(
                                        ServerSideEncryptionConfiguration::builder,
                                        encryption(bucket.properties().object("BucketEncryption"))))),
                        (s3, bucket) -> s3.deleteBucketEncryption(request -> request.bucket(bucket.id())))
                .setting(
                        "PublicAccessBlockConfiguration",
                        (s3, bucket) -> s3.putPublicAccessBlock(request -> request.bucket(bucket.id())
                                .publicAccessBlockConfiguration(ResourceType.request(
                                        PublicAccessBlockConfiguration::builder,
                                        bucket.properties().object("PublicAccessBlockConfiguration")))),
                        (s3, bucket) -> s3.deletePublicAccessBlock(request -> request.bucket(bucket.id())))
                .setting(
                        "OwnershipControls",
                        (s3, bucket) -> s3.putBucketOwnershipControls(request -> request.bucket(bucket.id())
                                .ownershipControls(ResourceType.request(
                                        OwnershipControls::builder,
                                        bucket.properties().object("OwnershipControls")))),
                        (s3, bucket) -> s3.deleteBucketOwnershipControls(request -> request.bucket(bucket.id())))
                .setting(
                        "VersioningConfiguration",
                        (s3, bucket) -> s3.putBucketVersioning(request -> request.bucket(bucket.id())
                                .versioningConfiguration(ResourceType.request(
                                        VersioningConfiguration::builder,
                                        bucket.properties().object("VersioningConfiguration")))),
                        (s3, bucket) -> s3.putBucketVersioning(request -> request.bucket(bucket.id())
                                .versioningConfiguration(versioning -> versioning.status("Suspended"))))
                .setting(
                        "LifecycleConfiguration",
                        (s3, bucket) -> s3.putBucketLifecycleConfiguration(request -> request.bucket(bucket.id())
                                .lifecycleConfiguration(ResourceType.request(
                                        BucketLifecycleConfiguration::builder,
                                        lifecycle(bucket.properties().object("LifecycleConfiguration"))))),
                        (s3, bucket) -> s3.deleteBucketLifecycle(request -> request.bucket(bucket.id())))
                .setting(
                        "Tags",
                        (s3, bucket) -> s3.putBucketTagging(request -> request.bucket(bucket.id())
                                .tagging(ResourceType.request(
                                        Tagging::builder,
                                        bucket.properties().only("Tags").renamed("Tags", "TagSet")))),
                        (s3, bucket) -> s3.deleteBucketTagging(request -> request.bucket(bucket.id())))
                .attributes((s3, bucket) -> Map.of(
                        "Arn", "arn:aws:s3:::" + bucket.id(),
                        "DomainName", bucket.id() + ".s3.amazonaws.com"))
                .deletedBy((s3, bucket) -> s3.deleteBucket(request -> request.bucket(bucket.id())));
    }

    private static void requireNothingElse(Properties bucket) {
        bucket.names().stream()
                .filter(name -> !name.equals("BucketName"))
                .findFirst()
                .ifPresent(name -> {
                    throw PropertyFault.unsupported("/" + name);
                });
    }

    /** {@code PublicRead} is {@code public-read} in the API. */
    private static String cannedAcl(Properties bucket) {
        return bucket.text("AccessControl")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private static Properties encryption(Properties property) {
        ArrayNode rules = JSON.arrayNode();
        for (JsonNode rule : property.list("ServerSideEncryptionConfiguration")) {
            rules.add(Properties.of(rule)
                    .renamed("ServerSideEncryptionByDefault", "ApplyServerSideEncryptionByDefault")
                    .json());
        }
        return property.renamed("ServerSideEncryptionConfiguration", "Rules").with("Rules", rules);
    }

    private static Properties lifecycle(Properties property) {
        ArrayNode rules = JSON.arrayNode();
        property.list("Rules").forEach(rule -> rules.add(lifecycleRule(Properties.of(rule))));
        return property.with("Rules", rules);
    }

    /** The property's rules are flat where the API's are nested. */
    private static ObjectNode lifecycleRule(Properties rule) {
        ObjectNode filter = JSON.objectNode().put("Prefix", rule.text("Prefix"));
        Properties nested = rule.without("Prefix").renamed("Id", "ID").with("Filter", filter);
        nested = nest(nested, "ExpirationInDays", "Expiration", "Days");
        nested = nest(nested, "ExpirationDate", "Expiration", "Date");
        nested = nest(nested, "ExpiredObjectDeleteMarker", "Expiration", "ExpiredObjectDeleteMarker");
        return nest(nested, "NoncurrentVersionExpirationInDays", "NoncurrentVersionExpiration", "NoncurrentDays")
                .json();
    }

    private static Properties nest(Properties rule, String property, String object, String member) {
        if (!rule.has(property)) {
            return rule;
        }
        ObjectNode nested = rule.object(object).json();
        nested.set(member, rule.get(property));
        return rule.without(property).with(object, nested);
    }

    private static ResourceType<S3Client> bucketPolicy() {
        return ResourceType.of("AWS::S3::BucketPolicy", S3Client.class)
                .createdBy((s3, policy) -> {
                    put(s3, policy);
                    return policy.text("Bucket");
                })
                .replace(ResourceType.names("PolicyDocument"), (s3, policy) -> put(s3, policy.properties()))
                .deletedBy((s3, policy) -> s3.deleteBucketPolicy(request -> request.bucket(policy.id())));
    }

    private static void put(S3Client s3, Properties policy) {
        s3.putBucketPolicy(request -> request.bucket(policy.text("Bucket")).policy(policy.text("PolicyDocument")));
    }
}
