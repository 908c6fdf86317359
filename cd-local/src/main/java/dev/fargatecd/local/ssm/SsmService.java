package dev.fargatecd.local.ssm;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterResponse;
import software.amazon.awssdk.services.ssm.model.DeleteParametersRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParametersResponse;
import software.amazon.awssdk.services.ssm.model.DescribeParametersRequest;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * AWS Systems Manager: Parameter Store.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html">
 *     Parameter Store</a>
 */
public final class SsmService implements SsmClient {
    /** The most that GetParameters and DeleteParameters take, and GetParametersByPath answers at once. */
    private static final int NAMES = 10;

    private static final int DESCRIBED = 50;

    private final CloudContext cloud;
    private final Table<StoredParameter> parameters;

    public SsmService(CloudContext cloud) {
        this.cloud = cloud;
        parameters = cloud.store().table("ssm.parameters", StoredParameter.class);
    }

    @Override
    public PutParameterResponse putParameter(PutParameterRequest request) {
        Supported.only(
                "ssm PutParameter",
                request,
                "Name",
                "Description",
                "Value",
                "Type",
                "KeyId",
                "Overwrite",
                "AllowedPattern",
                "Tags",
                "Tier",
                "DataType");
        if (request.dataType() != null && !request.dataType().equals("text")) {
            throw new UnsupportedOperationException(
                    "ssm PutParameter: DataType " + request.dataType() + " is not supported by the local cloud");
        }
        String name = ParameterRules.name(request.name());
        ParameterRules.value(request);
        boolean overwrites = Boolean.TRUE.equals(request.overwrite());
        if (overwrites && !request.tags().isEmpty()) {
            throw SsmFaults.validation(
                    "Invalid request: tags and overwrite can't be used together. To create a parameter"
                            + " with tags, please remove overwrite flag.");
        }
        Key key = new Key(scope(), name);
        Optional<StoredParameter> changed = overwrites
                ? parameters.update(key, old -> {
                    if (request.type() != null && request.type() != old.type()) {
                        throw SsmFaults.otherType();
                    }
                    return old.with(version(request, old.type(), old.latest().number() + 1));
                })
                : Optional.empty();
        StoredParameter stored = changed.orElseGet(() -> created(key, request));
        changed(changed.isPresent() ? "Update" : "Create", stored);
        return PutParameterResponse.builder()
                .version(stored.latest().number())
                .tier(stored.latest().tier())
                .build();
    }

    private StoredParameter created(Key key, PutParameterRequest request) {
        ParameterType type = ParameterRules.type(request);
        StoredParameter made =
                new StoredParameter(key.name(), type, List.of(version(request, type, 1)), tags(request.tags()));
        if (!parameters.putIfAbsent(key, made)) {
            throw SsmFaults.exists();
        }
        return made;
    }

    private Version version(PutParameterRequest request, ParameterType type, long number) {
        if (type != ParameterType.SECURE_STRING && request.keyId() != null) {
            throw SsmFaults.validation("KeyId is required for SecureString type parameter only.");
        }
        return new Version(
                number,
                request.value(),
                cloud.ids().hex(64),
                ParameterRules.tier(request),
                Optional.ofNullable(request.description()),
                Optional.ofNullable(request.allowedPattern()),
                type == ParameterType.SECURE_STRING
                        ? Optional.of(request.keyId() == null ? "alias/aws/ssm" : request.keyId())
                        : Optional.empty(),
                cloud.clock().instant(),
                Caller.current().principal().arn());
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        String wanted = String.valueOf(request.name());
        return GetParameterResponse.builder()
                .parameter(find(wanted, Boolean.TRUE.equals(request.withDecryption()))
                        .orElseThrow(() -> SsmFaults.notFound(wanted)))
                .build();
    }

    @Override
    public GetParametersResponse getParameters(GetParametersRequest request) {
        checkNumber(request.names());
        boolean decrypted = Boolean.TRUE.equals(request.withDecryption());
        List<Parameter> found = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String name : new LinkedHashSet<>(request.names())) {
            find(name, decrypted).ifPresentOrElse(found::add, () -> invalid.add(name));
        }
        return GetParametersResponse.builder()
                .parameters(found)
                .invalidParameters(invalid)
                .build();
    }

    /** A parameter by name or ARN, with {@code :3} behind it for a version. */
    private Optional<Parameter> find(String wanted, boolean decrypted) {
        String name = wanted.startsWith("arn:") ? named(wanted) : wanted;
        int colon = name.indexOf(':');
        String selector = colon < 0 ? "" : name.substring(colon);
        String bare = colon < 0 ? name : name.substring(0, colon);
        return stored(bare).map(found -> shown(found, selected(found, selector), selector, decrypted));
    }

    private static Version selected(StoredParameter parameter, String selector) {
        if (selector.isEmpty()) {
            return parameter.latest();
        }
        String number = selector.substring(1);
        if (!number.matches("\\d{1,9}")) {
            throw new UnsupportedOperationException("ssm GetParameter: the label " + number
                    + " is not supported by the local cloud; version numbers are");
        }
        return parameter
                .version(Long.parseLong(number))
                .orElseThrow(() -> SsmFaults.versionNotFound(parameter.name(), number));
    }

    private Optional<StoredParameter> stored(String name) {
        Optional<StoredParameter> found = parameters.get(new Key(scope(), name));
        // the ARN of "a" is that of "/a", and either is asked for by it
        return found.isPresent() || !name.startsWith("/") ? found : parameters.get(new Key(scope(), name.substring(1)));
    }

    private static String named(String arn) {
        String prefix = scope().arn("ssm", "parameter/");
        if (!arn.startsWith(prefix)) {
            throw SsmFaults.validation("Parameter ARN " + arn + " is not one of this account and region");
        }
        return arn.substring(prefix.length() - 1);
    }

    private static Parameter shown(StoredParameter parameter, Version version, String selector, boolean decrypted) {
        return Parameter.builder()
                .name(parameter.name())
                .type(parameter.type())
                .value(
                        parameter.type() == ParameterType.SECURE_STRING && !decrypted
                                ? version.sealed()
                                : version.value())
                .version(version.number())
                .selector(selector.isEmpty() ? null : selector)
                .lastModifiedDate(version.modified())
                .arn(arn(parameter))
                .dataType("text")
                .build();
    }

    private static String arn(StoredParameter parameter) {
        return scope().arn("ssm", "parameter/" + parameter.name().replaceFirst("^/", ""));
    }

    @Override
    public GetParametersByPathResponse getParametersByPath(GetParametersByPathRequest request) {
        Supported.only(
                "ssm GetParametersByPath", request, "Path", "Recursive", "WithDecryption", "MaxResults", "NextToken");
        if (request.path() == null || !request.path().startsWith("/")) {
            throw SsmFaults.validation("The parameter path must begin with /: \"" + request.path() + "\"");
        }
        String path = request.path().endsWith("/") ? request.path() : request.path() + "/";
        boolean recursive = Boolean.TRUE.equals(request.recursive());
        List<StoredParameter> all = parameters.list(scope()).stream()
                .filter(parameter -> parameter.name().startsWith(path))
                .filter(parameter -> recursive || parameter.name().indexOf('/', path.length()) < 0)
                .toList();
        Page<StoredParameter> page = page(all, request.nextToken(), request.maxResults(), NAMES);
        return GetParametersByPathResponse.builder()
                .parameters(page.items().stream()
                        .map(parameter ->
                                shown(parameter, parameter.latest(), "", Boolean.TRUE.equals(request.withDecryption())))
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public DescribeParametersResponse describeParameters(DescribeParametersRequest request) {
        Supported.only("ssm DescribeParameters", request, "MaxResults", "NextToken");
        Page<StoredParameter> page =
                page(parameters.list(scope()), request.nextToken(), request.maxResults(), DESCRIBED);
        return DescribeParametersResponse.builder()
                .parameters(page.items().stream().map(SsmService::described).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static ParameterMetadata described(StoredParameter parameter) {
        Version latest = parameter.latest();
        return ParameterMetadata.builder()
                .name(parameter.name())
                .arn(arn(parameter))
                .type(parameter.type())
                .keyId(latest.keyId().orElse(null))
                .lastModifiedDate(latest.modified())
                .lastModifiedUser(latest.by())
                .description(latest.description().orElse(null))
                .allowedPattern(latest.allowedPattern().orElse(null))
                .version(latest.number())
                .tier(latest.tier())
                .dataType("text")
                .build();
    }

    @Override
    public DeleteParameterResponse deleteParameter(DeleteParameterRequest request) {
        String name = String.valueOf(request.name());
        changed("Delete", parameters.remove(new Key(scope(), name)).orElseThrow(() -> SsmFaults.notFound(name)));
        return DeleteParameterResponse.builder().build();
    }

    @Override
    public DeleteParametersResponse deleteParameters(DeleteParametersRequest request) {
        checkNumber(request.names());
        List<String> deleted = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String name : request.names()) {
            Optional<StoredParameter> removed = parameters.remove(new Key(scope(), name));
            removed.ifPresent(parameter -> changed("Delete", parameter));
            (removed.isPresent() ? deleted : invalid).add(name);
        }
        return DeleteParametersResponse.builder()
                .deletedParameters(deleted)
                .invalidParameters(invalid)
                .build();
    }

    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        change(request.resourceType(), request.resourceId(), old -> old.tagged(tags(request.tags())));
        return AddTagsToResourceResponse.builder().build();
    }

    @Override
    public RemoveTagsFromResourceResponse removeTagsFromResource(RemoveTagsFromResourceRequest request) {
        change(request.resourceType(), request.resourceId(), old -> old.untagged(request.tagKeys()));
        return RemoveTagsFromResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tagList(
                        change(request.resourceType(), request.resourceId(), UnaryOperator.identity())
                                .tags()
                                .entrySet()
                                .stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                .build();
    }

    private StoredParameter change(
            @Nullable ResourceTypeForTagging type, @Nullable String id, UnaryOperator<StoredParameter> change) {
        if (type != ResourceTypeForTagging.PARAMETER) {
            throw new UnsupportedOperationException("ssm tags: of resource type " + type
                    + " are not supported by the local cloud; parameters have them");
        }
        String name = String.valueOf(id);
        return parameters.update(new Key(scope(), name), change).orElseThrow(() -> SsmFaults.noResource(name));
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (one, other) -> other));
    }

    private static void checkNumber(List<String> names) {
        if (names.isEmpty() || names.size() > NAMES) {
            throw SsmFaults.validation(
                    "Value at 'names' failed to satisfy constraint: Member must have length less than" + " or equal to "
                            + NAMES + ", and at least 1");
        }
    }

    private static Page<StoredParameter> page(
            List<StoredParameter> all, @Nullable String token, @Nullable Integer wanted, int most) {
        int size = wanted == null ? most : wanted;
        if (size < 1 || size > most) {
            throw SsmFaults.validation("MaxResults " + size + " is not between 1 and " + most);
        }
        try {
            return Page.of(all, StoredParameter::name, token, size);
        } catch (IllegalArgumentException noPage) {
            throw SsmFaults.validation("The specified token isn't valid: " + noPage.getMessage());
        }
    }

    /** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html */
    private void changed(String operation, StoredParameter parameter) {
        cloud.journal()
                .append(
                        scope(),
                        "aws.ssm",
                        "Parameter Store Change",
                        List.of(arn(parameter)),
                        Map.of(
                                "operation",
                                operation,
                                "name",
                                parameter.name(),
                                "type",
                                parameter.type().toString(),
                                "description",
                                parameter.latest().description().orElse("")));
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
