package dev.fargatecd.templates.pipeline;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.templates.policy.Statement;
import java.util.List;

/** The bucket through which the stages hand on sources and build results; the builds' cache is in it, too. */
final class ArtifactBucket {
    static final String ID = "ArtifactBucket";

    private ArtifactBucket() {}

    static Node arn() {
        return Fn.getAtt(ID, "Arn");
    }

    /** Allows to read and write what is in the bucket. */
    static Statement exchangeArtifacts() {
        return Statement.allow(
                "ExchangeArtifacts",
                List.of("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"),
                Fn.sub("${" + ID + ".Arn}/*"));
    }

    static void addTo(MapBuilder resources) {
        resources.put(
                ID,
                Yaml.map()
                        .put("Type", "AWS::S3::Bucket")
                        .comment("A stack can't delete a bucket that has something in it.")
                        .put("DeletionPolicy", "Retain")
                        .put("UpdateReplacePolicy", "Retain")
                        .put(
                                "Properties",
                                Yaml.map()
                                        .put("BucketEncryption", encryption())
                                        .put(
                                                "PublicAccessBlockConfiguration",
                                                Yaml.map()
                                                        .put("BlockPublicAcls", true)
                                                        .put("BlockPublicPolicy", true)
                                                        .put("IgnorePublicAcls", true)
                                                        .put("RestrictPublicBuckets", true))
                                        .put("OwnershipControls", ownership())
                                        .put("LifecycleConfiguration", expiry())));
    }

    private static MapBuilder encryption() {
        return Yaml.map()
                .put(
                        "ServerSideEncryptionConfiguration",
                        Yaml.list(List.of(Yaml.map()
                                .put("ServerSideEncryptionByDefault", Yaml.map().put("SSEAlgorithm", "AES256")))));
    }

    private static MapBuilder ownership() {
        return Yaml.map().put("Rules", Yaml.list(List.of(Yaml.map().put("ObjectOwnership", "BucketOwnerEnforced"))));
    }

    private static MapBuilder expiry() {
        return Yaml.map()
                .put(
                        "Rules",
                        Yaml.list(List.of(Yaml.map()
                                .put("Id", "artifacts-expire")
                                .put("Status", "Enabled")
                                .comment("An execution can be retried as long as its artifacts are there.")
                                .put("ExpirationInDays", 30)
                                .put(
                                        "AbortIncompleteMultipartUpload",
                                        Yaml.map().put("DaysAfterInitiation", 1)))));
    }
}
