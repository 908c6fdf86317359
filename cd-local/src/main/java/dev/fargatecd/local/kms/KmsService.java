package dev.fargatecd.local.kms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesResponse;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.TagResourceResponse;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceResponse;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasResponse;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionRequest;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionResponse;

/**
 * AWS KMS: symmetric keys for encryption, their aliases, policies and states. Keys do not rotate, and policies allow and
 * deny nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html">AWS KMS API Reference</a>
 */
public final class KmsService implements KmsClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POLICY = "default";
    private static final int MATERIAL = 64;
    private static final int YEAR = 365;
    private static final int PAGE = 100;

    private final CloudContext cloud;
    private final Keys keys;
    private final Encryption encryption;

    public KmsService(CloudContext cloud) {
        this.cloud = cloud;
        keys = new Keys(cloud);
        encryption = new Encryption(cloud.ids(), keys);
    }

    @Override
    public CreateKeyResponse createKey(CreateKeyRequest request) {
        Supported.only(
                "kms CreateKey",
                request,
                "Policy",
                "Description",
                "KeyUsage",
                "CustomerMasterKeySpec",
                "KeySpec",
                "Origin",
                "BypassPolicyLockoutSafetyCheck",
                "Tags",
                "MultiRegion");
        requireSymmetric(request);
        String id = cloud.ids().uuid();
        StoredKey key = new StoredKey(
                id,
                scope().arn("kms", "key/" + id),
                cloud.ids().hex(MATERIAL),
                new StoredKey.Settings(
                        request.description() == null ? "" : request.description(),
                        request.policy() == null ? defaultPolicy() : policy(request.policy()),
                        true,
                        OptionalInt.empty()),
                tags(request.tags()),
                now(),
                Optional.empty());
        keys.add(key);
        return CreateKeyResponse.builder().keyMetadata(metadata(key)).build();
    }

    private static void requireSymmetric(CreateKeyRequest request) {
        boolean isSymmetric = (request.keySpec() == null || request.keySpec() == KeySpec.SYMMETRIC_DEFAULT)
                && (request.keyUsage() == null || request.keyUsage() == KeyUsageType.ENCRYPT_DECRYPT)
                && (request.origin() == null || request.origin() == OriginType.AWS_KMS);
        if (!isSymmetric || Boolean.TRUE.equals(request.multiRegion())) {
            throw new UnsupportedOperationException("kms CreateKey: keys other than symmetric ones for encryption, of"
                    + " one region, with AWS's material are not supported by the local cloud");
        }
    }

    private static String defaultPolicy() {
        return """
                {
                  "Version" : "2012-10-17",
                  "Id" : "key-default-1",
                  "Statement" : [ {
                    "Sid" : "Enable IAM User Permissions",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "arn:aws:iam::%s:root"
                    },
                    "Action" : "kms:*",
                    "Resource" : "*"
                  } ]
                }""".formatted(scope().account());
    }

    private static String policy(String text) {
        try {
            if (JSON.readTree(text).isObject()) {
                return text;
            }
        } catch (JsonProcessingException malformed) {
            throw KmsFaults.policy("Policy is not JSON: " + malformed.getOriginalMessage());
        }
        throw KmsFaults.policy("Policy is not a JSON object");
    }

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
        return DescribeKeyResponse.builder()
                .keyMetadata(metadata(keys.require(request.keyId())))
                .build();
    }

    private static KeyMetadata metadata(StoredKey key) {
        return KeyMetadata.builder()
                .awsAccountId(scope().account())
                .keyId(key.id())
                .arn(key.arn())
                .creationDate(key.created())
                .enabled(key.state() == KeyState.ENABLED)
                .description(key.settings().description())
                .keyUsage(KeyUsageType.ENCRYPT_DECRYPT)
                .keyState(key.state())
                .deletionDate(key.removal().orElse(null))
                .origin(OriginType.AWS_KMS)
                .keyManager(KeyManagerType.CUSTOMER)
                .keySpec(KeySpec.SYMMETRIC_DEFAULT)
                .encryptionAlgorithms(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
                .multiRegion(false)
                .build();
    }

    @Override
    public ListKeysResponse listKeys(ListKeysRequest request) {
        Page<StoredKey> page = page(keys.all(), StoredKey::id, request.marker(), request.limit());
        return ListKeysResponse.builder()
                .keys(page.items().stream()
                        .map(key -> KeyListEntry.builder()
                                .keyId(key.id())
                                .keyArn(key.arn())
                                .build())
                        .toList())
                .truncated(page.nextToken().isPresent())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public UpdateKeyDescriptionResponse updateKeyDescription(UpdateKeyDescriptionRequest request) {
        keys.change(keys.requireLive(request.keyId()), old -> old.describedAs(String.valueOf(request.description())));
        return UpdateKeyDescriptionResponse.builder().build();
    }

    @Override
    public EnableKeyResponse enableKey(EnableKeyRequest request) {
        keys.change(keys.requireLive(request.keyId()), old -> old.enabled(true));
        return EnableKeyResponse.builder().build();
    }

    @Override
    public DisableKeyResponse disableKey(DisableKeyRequest request) {
        keys.change(keys.requireLive(request.keyId()), old -> old.enabled(false));
        return DisableKeyResponse.builder().build();
    }

    @Override
    public EnableKeyRotationResponse enableKeyRotation(EnableKeyRotationRequest request) {
        int days = request.rotationPeriodInDays() == null ? YEAR : request.rotationPeriodInDays();
        if (days < 90 || days > 2560) {
            throw KmsFaults.validation("RotationPeriodInDays " + days + " is not between 90 and 2560");
        }
        keys.change(keys.requireUsable(request.keyId()), old -> old.rotating(OptionalInt.of(days)));
        return EnableKeyRotationResponse.builder().build();
    }

    @Override
    public DisableKeyRotationResponse disableKeyRotation(DisableKeyRotationRequest request) {
        keys.change(keys.requireUsable(request.keyId()), old -> old.rotating(OptionalInt.empty()));
        return DisableKeyRotationResponse.builder().build();
    }

    @Override
    public GetKeyRotationStatusResponse getKeyRotationStatus(GetKeyRotationStatusRequest request) {
        StoredKey key = keys.require(request.keyId());
        OptionalInt rotation = key.settings().rotation();
        GetKeyRotationStatusResponse.Builder answer =
                GetKeyRotationStatusResponse.builder().keyId(key.arn()).keyRotationEnabled(rotation.isPresent());
        rotation.ifPresent(answer::rotationPeriodInDays);
        return answer.build();
    }

    @Override
    public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
        requireDefault(request.policyName());
        return GetKeyPolicyResponse.builder()
                .policy(keys.require(request.keyId()).settings().policy())
                .policyName(POLICY)
                .build();
    }

    @Override
    public PutKeyPolicyResponse putKeyPolicy(PutKeyPolicyRequest request) {
        requireDefault(request.policyName());
        String text = policy(String.valueOf(request.policy()));
        keys.change(keys.requireLive(request.keyId()), old -> old.underPolicy(text));
        return PutKeyPolicyResponse.builder().build();
    }

    @Override
    public ListKeyPoliciesResponse listKeyPolicies(ListKeyPoliciesRequest request) {
        keys.require(request.keyId());
        return ListKeyPoliciesResponse.builder()
                .policyNames(POLICY)
                .truncated(false)
                .build();
    }

    private static void requireDefault(@Nullable String name) {
        if (name != null && !name.equals(POLICY)) {
            throw KmsFaults.validation("The policy name " + name + " is not valid: a key has one named " + POLICY);
        }
    }

    @Override
    public ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request) {
        int days = request.pendingWindowInDays() == null ? 30 : request.pendingWindowInDays();
        if (days < 7 || days > 30) {
            throw KmsFaults.validation("PendingWindowInDays " + days + " is not between 7 and 30");
        }
        Instant removal = now().plus(Duration.ofDays(days));
        StoredKey key = keys.change(keys.requireLive(request.keyId()), old -> old.toBeRemoved(Optional.of(removal)));
        return ScheduleKeyDeletionResponse.builder()
                .keyId(key.arn())
                .deletionDate(removal)
                .keyState(key.state())
                .pendingWindowInDays(days)
                .build();
    }

    @Override
    public CancelKeyDeletionResponse cancelKeyDeletion(CancelKeyDeletionRequest request) {
        StoredKey key = keys.require(request.keyId());
        if (key.removal().isEmpty()) {
            throw KmsFaults.invalidState(key.arn() + " is not pending deletion.");
        }
        keys.change(key, old -> old.toBeRemoved(Optional.empty()));
        return CancelKeyDeletionResponse.builder().keyId(key.arn()).build();
    }

    @Override
    public CreateAliasResponse createAlias(CreateAliasRequest request) {
        String name = Keys.aliasName(request.aliasName());
        StoredKey key = keys.requireLive(request.targetKeyId());
        keys.add(new StoredAlias(name, scope().arn("kms", name), key.id(), now(), now()));
        return CreateAliasResponse.builder().build();
    }

    @Override
    public UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
        keys.move(Keys.aliasName(request.aliasName()), keys.requireLive(request.targetKeyId()));
        return UpdateAliasResponse.builder().build();
    }

    @Override
    public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
        keys.removeAlias(Keys.aliasName(request.aliasName()));
        return DeleteAliasResponse.builder().build();
    }

    @Override
    public ListAliasesResponse listAliases(ListAliasesRequest request) {
        Optional<String> key =
                Optional.ofNullable(request.keyId()).map(id -> keys.require(id).id());
        List<StoredAlias> all = keys.aliases().stream()
                .filter(alias -> key.isEmpty() || key.get().equals(alias.keyId()))
                .toList();
        Page<StoredAlias> page = page(all, StoredAlias::name, request.marker(), request.limit());
        return ListAliasesResponse.builder()
                .aliases(page.items().stream()
                        .map(alias -> AliasListEntry.builder()
                                .aliasName(alias.name())
                                .aliasArn(alias.arn())
                                .targetKeyId(alias.keyId())
                                .creationDate(alias.created())
                                .lastUpdatedDate(alias.updated())
                                .build())
                        .toList())
                .truncated(page.nextToken().isPresent())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public EncryptResponse encrypt(EncryptRequest request) {
        return encryption.encrypt(request);
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        return encryption.decrypt(request);
    }

    @Override
    public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
        return encryption.generateDataKey(request);
    }

    @Override
    public GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(
            GenerateDataKeyWithoutPlaintextRequest request) {
        return encryption.generateDataKeyWithoutPlaintext(request);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        keys.change(keys.requireLive(request.keyId()), old -> old.tagged(tags(request.tags())));
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        keys.change(keys.requireLive(request.keyId()), old -> old.untagged(request.tagKeys()));
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request) {
        return ListResourceTagsResponse.builder()
                .tags(keys.require(request.keyId()).tags().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(tag -> Tag.builder()
                                .tagKey(tag.getKey())
                                .tagValue(tag.getValue())
                                .build())
                        .toList())
                .truncated(false)
                .build();
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::tagKey, Tag::tagValue, (one, other) -> other));
    }

    private static <T> Page<T> page(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer wanted) {
        int size = wanted == null ? PAGE : wanted;
        if (size < 1 || size > 1000) {
            throw KmsFaults.validation("Limit " + size + " is not between 1 and 1000");
        }
        try {
            return Page.of(all, key, token, size);
        } catch (IllegalArgumentException noPage) {
            throw KmsFaults.validation("Invalid marker: " + noPage.getMessage());
        }
    }

    private Instant now() {
        return cloud.clock().instant();
    }

    private static Scope scope() {
        return Caller.current().scope();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
