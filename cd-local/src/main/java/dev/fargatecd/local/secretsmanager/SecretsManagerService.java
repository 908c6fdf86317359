package dev.fargatecd.local.secretsmanager;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.secretsmanager.Secret.Settings;
import dev.fargatecd.local.secretsmanager.Secret.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteResourcePolicyResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretVersionIdsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretVersionIdsResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutResourcePolicyResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceResponse;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/**
 * AWS Secrets Manager: secrets, their versions and staging labels.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html">What's in a secret</a>
 */
public final class SecretsManagerService implements SecretsManagerClient {
    private static final int LISTED = 100;
    private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final CloudContext cloud;
    private final Secrets secrets;

    public SecretsManagerService(CloudContext cloud) {
        this.cloud = cloud;
        secrets = new Secrets(cloud);
    }

    @Override
    public CreateSecretResponse createSecret(CreateSecretRequest request) {
        Supported.only(
                "secretsmanager CreateSecret",
                request,
                "Name",
                "ClientRequestToken",
                "Description",
                "KmsKeyId",
                "SecretBinary",
                "SecretString",
                "Tags");
        String name = SecretRules.name(request.name());
        String token = SecretRules.token(request.clientRequestToken(), cloud.ids());
        Instant now = now();
        Secret empty = new Secret(
                name,
                scope().arn(
                                "secretsmanager",
                                "secret:" + name + "-" + cloud.ids().text(SUFFIX, 6)),
                new Settings(
                        Optional.ofNullable(request.description()),
                        Optional.ofNullable(request.kmsKeyId()),
                        Optional.empty()),
                List.of(),
                tags(request.tags()),
                new Times(now, now, Optional.empty(), Optional.empty(), Optional.empty()));
        Optional<SecretVersion> version =
                version(token, request.secretString(), request.secretBinary(), Set.of(SecretVersion.CURRENT));
        Secret made = version.map(first -> empty.with(first, now)).orElse(empty);
        CreateSecretResponse.Builder answer = CreateSecretResponse.builder()
                .name(name)
                .versionId(version.map(SecretVersion::id).orElse(null));
        secrets.find(name).filter(there -> there.name().equals(name)).ifPresent(there -> requireFree(there, version));
        if (secrets.add(made)) {
            secrets.changed("CreateSecret", made);
        }
        return answer.arn(secrets.require(name).arn()).build();
    }

    /** The same request once more is answered as the first; another is refused. */
    private static void requireFree(Secret there, Optional<SecretVersion> version) {
        if (there.isDeleted()) {
            throw SecretFaults.invalidRequest(
                    "You can't create this secret because a secret with this name is already scheduled for deletion.");
        }
        boolean isRepeated = version.flatMap(
                        wanted -> there.version(wanted.id()).filter(wanted::hasValueOf))
                .isPresent();
        if (!isRepeated) {
            throw SecretFaults.exists("The operation failed because the secret " + there.name() + " already exists.");
        }
    }

    private Optional<SecretVersion> version(
            String id, @Nullable String text, @Nullable SdkBytes binary, Set<String> stages) {
        return SecretRules.hasValue(text, binary)
                ? Optional.of(
                        new SecretVersion(id, Optional.ofNullable(text), Optional.ofNullable(binary), stages, now()))
                : Optional.empty();
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        Supported.only(
                "secretsmanager PutSecretValue",
                request,
                "SecretId",
                "ClientRequestToken",
                "SecretBinary",
                "SecretString",
                "VersionStages");
        Set<String> stages = request.versionStages().isEmpty()
                ? Set.of(SecretVersion.CURRENT)
                : new LinkedHashSet<>(request.versionStages());
        String token = SecretRules.token(request.clientRequestToken(), cloud.ids());
        SecretVersion version = version(token, request.secretString(), request.secretBinary(), stages)
                .orElseThrow(
                        () -> SecretFaults.invalidRequest("You must provide either SecretString or SecretBinary."));
        Secret secret = secrets.change("PutSecretValue", request.secretId(), old -> added(old, version));
        return PutSecretValueResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(token)
                .versionStages(secret.version(token).map(SecretVersion::labels).orElse(List.of()))
                .build();
    }

    /** The first value of a secret is the current one, whatever its labels. */
    private Secret added(Secret old, SecretVersion version) {
        Optional<SecretVersion> repeated = old.version(version.id());
        if (repeated.isPresent()) {
            if (repeated.get().hasValueOf(version)) {
                return old;
            }
            throw SecretFaults.exists("A resource with the ID you requested already exists.");
        }
        boolean isFirst = old.staged(SecretVersion.CURRENT).isEmpty();
        return old.with(isFirst ? version.with(SecretVersion.CURRENT) : version, now());
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        Secret secret = secrets.requireLive(request.secretId());
        Optional<String> id = Optional.ofNullable(request.versionId());
        Optional<String> stage = Optional.ofNullable(request.versionStage());
        SecretVersion version = id.isPresent()
                ? secret.version(id.get()).orElseThrow(() -> SecretFaults.noValue("VersionId: " + id.get()))
                : secret.staged(stage.orElse(SecretVersion.CURRENT))
                        .orElseThrow(
                                () -> SecretFaults.noValue("staging label: " + stage.orElse(SecretVersion.CURRENT)));
        if (stage.isPresent() && !version.stages().contains(stage.get())) {
            throw SecretFaults.invalidRequest(
                    "You provided a VersionStage that is not associated to the provided VersionId.");
        }
        Instant today = now().truncatedTo(ChronoUnit.DAYS);
        secrets.touch(secret, old -> old.with(old.times().accessedAt(today)));
        return GetSecretValueResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(version.id())
                .versionStages(version.labels())
                .secretString(version.text().orElse(null))
                .secretBinary(version.binary().orElse(null))
                .createdDate(version.created())
                .build();
    }

    @Override
    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        Secret secret = secrets.require(request.secretId());
        return DescribeSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .description(secret.settings().description().orElse(null))
                .kmsKeyId(secret.settings().kmsKeyId().orElse(null))
                .rotationEnabled(false)
                .createdDate(secret.times().created())
                .lastChangedDate(secret.times().changed())
                .lastAccessedDate(secret.times().accessed().orElse(null))
                .deletedDate(secret.times().deleted().orElse(null))
                .tags(tags(secret))
                .versionIdsToStages(secret.stages())
                .build();
    }

    @Override
    public ListSecretsResponse listSecrets(ListSecretsRequest request) {
        Supported.only("secretsmanager ListSecrets", request, "MaxResults", "NextToken", "IncludePlannedDeletion");
        boolean withDeleted = Boolean.TRUE.equals(request.includePlannedDeletion());
        List<Secret> all = secrets.all().stream()
                .filter(secret -> withDeleted || !secret.isDeleted())
                .toList();
        Page<Secret> page = page(all, Secret::name, request.nextToken(), request.maxResults());
        return ListSecretsResponse.builder()
                .secretList(page.items().stream()
                        .map(secret -> SecretListEntry.builder()
                                .arn(secret.arn())
                                .name(secret.name())
                                .description(secret.settings().description().orElse(null))
                                .kmsKeyId(secret.settings().kmsKeyId().orElse(null))
                                .createdDate(secret.times().created())
                                .lastChangedDate(secret.times().changed())
                                .lastAccessedDate(secret.times().accessed().orElse(null))
                                .deletedDate(secret.times().deleted().orElse(null))
                                .tags(tags(secret))
                                .secretVersionsToStages(secret.stages())
                                .build())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public ListSecretVersionIdsResponse listSecretVersionIds(ListSecretVersionIdsRequest request) {
        Secret secret = secrets.require(request.secretId());
        boolean withDeprecated = Boolean.TRUE.equals(request.includeDeprecated());
        List<SecretVersion> all = secret.versions().stream()
                .filter(version -> withDeprecated || !version.stages().isEmpty())
                .toList();
        Page<SecretVersion> page = page(all, SecretVersion::id, request.nextToken(), request.maxResults());
        return ListSecretVersionIdsResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versions(page.items().stream()
                        .map(version -> SecretVersionsListEntry.builder()
                                .versionId(version.id())
                                .versionStages(version.labels())
                                .createdDate(version.created())
                                .build())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public UpdateSecretResponse updateSecret(UpdateSecretRequest request) {
        Supported.only(
                "secretsmanager UpdateSecret",
                request,
                "SecretId",
                "ClientRequestToken",
                "Description",
                "KmsKeyId",
                "SecretBinary",
                "SecretString");
        String token = SecretRules.token(request.clientRequestToken(), cloud.ids());
        Optional<SecretVersion> version =
                version(token, request.secretString(), request.secretBinary(), Set.of(SecretVersion.CURRENT));
        Secret secret = secrets.change("UpdateSecret", request.secretId(), old -> {
            Settings now = new Settings(
                    Optional.ofNullable(request.description()).or(old.settings()::description),
                    Optional.ofNullable(request.kmsKeyId()).or(old.settings()::kmsKeyId),
                    old.settings().policy());
            Secret set = old.with(now).with(old.times().changedAt(now()));
            return version.map(added -> added(set, added)).orElse(set);
        });
        return UpdateSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(version.map(SecretVersion::id).orElse(null))
                .build();
    }

    @Override
    public UpdateSecretVersionStageResponse updateSecretVersionStage(UpdateSecretVersionStageRequest request) {
        Optional<String> from = Optional.ofNullable(request.removeFromVersionId());
        Optional<String> to = Optional.ofNullable(request.moveToVersionId());
        String stage = String.valueOf(request.versionStage());
        Secret secret = secrets.change("UpdateSecretVersionStage", request.secretId(), old -> {
            to.filter(id -> old.version(id).isEmpty()).ifPresent(id -> {
                throw SecretFaults.noValue("VersionId: " + id);
            });
            Optional<String> there = old.staged(stage).map(SecretVersion::id);
            if (there.isPresent() && !from.equals(there) && !to.equals(there)) {
                throw SecretFaults.invalidParameter("The parameter RemoveFromVersionId can't be empty. Staging label "
                        + stage + " is currently attached to version " + there.get()
                        + ", so you must explicitly reference that version in RemoveFromVersionId.");
            }
            return old.moved(stage, to, now());
        });
        return UpdateSecretVersionStageResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .build();
    }

    @Override
    public DeleteSecretResponse deleteSecret(DeleteSecretRequest request) {
        Optional<Duration> window = SecretRules.window(request);
        Instant now = now();
        if (window.isEmpty()) {
            Secret gone = secrets.require(request.secretId());
            secrets.remove(gone);
            return deleted(gone, now);
        }
        Instant removal = now.plus(window.get());
        Secret going = secrets.change(
                "DeleteSecret", request.secretId(), old -> old.with(old.times().deletedAt(now, removal)));
        return deleted(going, removal);
    }

    private static DeleteSecretResponse deleted(Secret secret, Instant removal) {
        return DeleteSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .deletionDate(removal)
                .build();
    }

    @Override
    public RestoreSecretResponse restoreSecret(RestoreSecretRequest request) {
        Secret found = secrets.require(request.secretId());
        secrets.changed(
                "RestoreSecret",
                secrets.touch(found, old -> old.with(old.times().restored())));
        return RestoreSecretResponse.builder()
                .arn(found.arn())
                .name(found.name())
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        secrets.change("TagResource", request.secretId(), old -> old.tagged(tags(request.tags())));
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        secrets.change("UntagResource", request.secretId(), old -> old.untagged(request.tagKeys()));
        return UntagResourceResponse.builder().build();
    }

    @Override
    public GetRandomPasswordResponse getRandomPassword(GetRandomPasswordRequest request) {
        return GetRandomPasswordResponse.builder()
                .randomPassword(RandomPassword.of(request, cloud.ids()))
                .build();
    }

    @Override
    public PutResourcePolicyResponse putResourcePolicy(PutResourcePolicyRequest request) {
        Secret secret = secrets.change(
                "PutResourcePolicy", request.secretId(), old -> policy(old, Optional.of(request.resourcePolicy())));
        return PutResourcePolicyResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .build();
    }

    @Override
    public GetResourcePolicyResponse getResourcePolicy(GetResourcePolicyRequest request) {
        Secret secret = secrets.require(request.secretId());
        return GetResourcePolicyResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .resourcePolicy(secret.settings().policy().orElse(null))
                .build();
    }

    @Override
    public DeleteResourcePolicyResponse deleteResourcePolicy(DeleteResourcePolicyRequest request) {
        Secret secret =
                secrets.change("DeleteResourcePolicy", request.secretId(), old -> policy(old, Optional.empty()));
        return DeleteResourcePolicyResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .build();
    }

    private static Secret policy(Secret old, Optional<String> policy) {
        return old.with(
                new Settings(old.settings().description(), old.settings().kmsKeyId(), policy));
    }

    private static <T> Page<T> page(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer wanted) {
        int size = wanted == null ? LISTED : wanted;
        if (size < 1 || size > LISTED) {
            throw SecretFaults.invalidParameter("MaxResults " + size + " is not between 1 and " + LISTED);
        }
        try {
            return Page.of(all, key, token, size);
        } catch (IllegalArgumentException noPage) {
            throw SecretFaults.invalidParameter("Invalid NextToken: " + noPage.getMessage());
        }
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (one, other) -> other));
    }

    private static List<Tag> tags(Secret secret) {
        return secret.tags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
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
