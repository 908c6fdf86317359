package dev.fargatecd.local.cloudformation.resource;

import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.Tag;

/** The types of KMS. */
final class KeyTypes {
    private KeyTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(key(), alias());
    }

    private static ResourceType<KmsClient> key() {
        return ResourceType.of("AWS::KMS::Key", KmsClient.class)
                .createdBy((kms, key) -> kms.createKey(ResourceType.request(
                                        CreateKeyRequest::builder,
                                        key.without("Tags", "RotationPeriodInDays")
                                                .renamed("KeyPolicy", "Policy"))
                                .toBuilder()
                                .tags(tags(key.tags()))
                                .build())
                        .keyMetadata()
                        .keyId())
                .setting(
                        "EnableKeyRotation",
                        KeyTypes::rotate,
                        (kms, key) -> kms.disableKeyRotation(request -> request.keyId(key.id())))
                .update(ResourceType.names("RotationPeriodInDays"), KeyTypes::rotate)
                .defaulting("RotationPeriodInDays", "365")
                .setting(
                        "Enabled",
                        (kms, key) -> {
                            if (key.properties().flag("Enabled")) {
                                kms.enableKey(request -> request.keyId(key.id()));
                            } else {
                                kms.disableKey(request -> request.keyId(key.id()));
                            }
                        },
                        (kms, key) -> kms.enableKey(request -> request.keyId(key.id())))
                .update(
                        ResourceType.names("Description"),
                        (kms, key) -> kms.updateKeyDescription(request -> request.keyId(key.id())
                                .description(key.properties().text("Description"))))
                .defaulting("Description", "")
                .update(
                        ResourceType.names("KeyPolicy"),
                        (kms, key) -> kms.putKeyPolicy(request -> request.keyId(key.id())
                                .policyName("default")
                                .policy(key.properties().text("KeyPolicy"))))
                .keeping("PendingWindowInDays")
                .tags(new Tagging<>() {
                    @Override
                    public void tag(KmsClient kms, PhysicalResource key, Map<String, String> tags) {
                        kms.tagResource(request -> request.keyId(key.id()).tags(tags(tags)));
                    }

                    @Override
                    public void untag(KmsClient kms, PhysicalResource key, List<String> keys) {
                        kms.untagResource(request -> request.keyId(key.id()).tagKeys(keys));
                    }
                })
                .attributes((kms, key) -> Map.of(
                        "KeyId",
                        key.id(),
                        "Arn",
                        kms.describeKey(request -> request.keyId(key.id()))
                                .keyMetadata()
                                .arn()))
                .deletedBy((kms, key) -> kms.scheduleKeyDeletion(request -> request.keyId(key.id())
                        .pendingWindowInDays(
                                key.properties().has("PendingWindowInDays")
                                        ? key.properties().number("PendingWindowInDays")
                                        : null)));
    }

    private static void rotate(KmsClient kms, PhysicalResource key) {
        if (key.properties().flag("EnableKeyRotation")) {
            kms.enableKeyRotation(request -> request.keyId(key.id())
                    .rotationPeriodInDays(
                            key.properties().has("RotationPeriodInDays")
                                    ? key.properties().number("RotationPeriodInDays")
                                    : null));
        } else {
            kms.disableKeyRotation(request -> request.keyId(key.id()));
        }
    }

    /** KMS has names of its own for a tag's key and value. */
    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder()
                        .tagKey(tag.getKey())
                        .tagValue(tag.getValue())
                        .build())
                .toList();
    }

    private static ResourceType<KmsClient> alias() {
        return ResourceType.of("AWS::KMS::Alias", KmsClient.class)
                .createdBy((kms, alias) -> {
                    kms.createAlias(ResourceType.request(CreateAliasRequest::builder, alias));
                    return alias.text("AliasName");
                })
                .update(
                        ResourceType.names("TargetKeyId"),
                        (kms, alias) -> kms.updateAlias(request -> request.aliasName(alias.id())
                                .targetKeyId(alias.properties().text("TargetKeyId"))))
                .deletedBy((kms, alias) -> kms.deleteAlias(request -> request.aliasName(alias.id())));
    }
}
