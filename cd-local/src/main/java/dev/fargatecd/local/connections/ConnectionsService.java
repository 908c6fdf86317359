package dev.fargatecd.local.connections;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Faults;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.CodeConnectionsException;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import software.amazon.awssdk.services.codeconnections.model.ConnectionStatus;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionResponse;
import software.amazon.awssdk.services.codeconnections.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.DeleteConnectionResponse;
import software.amazon.awssdk.services.codeconnections.model.GetConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.GetConnectionResponse;
import software.amazon.awssdk.services.codeconnections.model.InvalidInputException;
import software.amazon.awssdk.services.codeconnections.model.ListConnectionsRequest;
import software.amazon.awssdk.services.codeconnections.model.ListConnectionsResponse;
import software.amazon.awssdk.services.codeconnections.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codeconnections.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codeconnections.model.ProviderType;
import software.amazon.awssdk.services.codeconnections.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeconnections.model.Tag;
import software.amazon.awssdk.services.codeconnections.model.TagResourceRequest;
import software.amazon.awssdk.services.codeconnections.model.TagResourceResponse;
import software.amazon.awssdk.services.codeconnections.model.UntagResourceRequest;
import software.amazon.awssdk.services.codeconnections.model.UntagResourceResponse;

/**
 * AWS CodeConnections. A connection is pending when it is made, as on AWS, and stays so: nobody can agree to it here.
 *
 * @see <a href="https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateConnection.html">CreateConnection</a>
 */
public final class ConnectionsService implements CodeConnectionsClient {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,32}");
    private static final int MOST = 100;

    private record Stored(Connection connection, Map<String, String> tags) {
        Stored with(Map<String, String> changed) {
            return new Stored(connection, Map.copyOf(changed));
        }
    }

    private final CloudContext cloud;
    private final Table<Stored> connections;

    public ConnectionsService(CloudContext cloud) {
        this.cloud = cloud;
        connections = cloud.store().table("codeconnections.connections", Stored.class);
    }

    @Override
    public CreateConnectionResponse createConnection(CreateConnectionRequest request) {
        Supported.only("codeconnections CreateConnection", request, "ProviderType", "ConnectionName", "Tags");
        String name = Objects.requireNonNullElse(request.connectionName(), "");
        if (!NAME.matcher(name).matches()) {
            throw validation("Value '" + name + "' at 'connectionName' failed to satisfy constraint: Member must have"
                    + " between 1 and 32 characters");
        }
        if (request.providerType() == null) {
            throw fault(
                    InvalidInputException.builder(),
                    "InvalidInputException",
                    "Either a provider type or a host is required to create a connection.");
        }
        if (request.providerType() == ProviderType.UNKNOWN_TO_SDK_VERSION) {
            throw validation("Value '" + request.providerTypeAsString()
                    + "' at 'providerType' failed to satisfy constraint: Member must satisfy enum value set: "
                    + ProviderType.knownValues().stream().sorted().toList());
        }
        Connection made = Connection.builder()
                .connectionName(name)
                .connectionArn(scope().arn(
                                "codeconnections", "connection/" + cloud.ids().uuid()))
                .providerType(request.providerType())
                .ownerAccountId(scope().account())
                .connectionStatus(ConnectionStatus.PENDING)
                .build();
        connections.put(key(made.connectionArn()), new Stored(made, tags(request.tags())));
        return CreateConnectionResponse.builder()
                .connectionArn(made.connectionArn())
                .tags(request.tags())
                .build();
    }

    @Override
    public GetConnectionResponse getConnection(GetConnectionRequest request) {
        return GetConnectionResponse.builder()
                .connection(get(request.connectionArn()).connection())
                .build();
    }

    @Override
    public ListConnectionsResponse listConnections(ListConnectionsRequest request) {
        Supported.only("codeconnections ListConnections", request, "ProviderTypeFilter", "MaxResults", "NextToken");
        List<Connection> found = connections.list(scope()).stream()
                .map(Stored::connection)
                .filter(one ->
                        request.providerTypeFilter() == null || request.providerTypeFilter() == one.providerType())
                .toList();
        int size =
                request.maxResults() == null || request.maxResults() < 1 ? MOST : Math.min(request.maxResults(), MOST);
        try {
            Page<Connection> page = Page.of(found, Connection::connectionArn, request.nextToken(), size);
            return ListConnectionsResponse.builder()
                    .connections(page.items())
                    .nextToken(page.nextToken().orElse(null))
                    .build();
        } catch (IllegalArgumentException noPage) {
            throw validation("Value at 'nextToken' is not valid: " + noPage.getMessage());
        }
    }

    @Override
    public DeleteConnectionResponse deleteConnection(DeleteConnectionRequest request) {
        connections.remove(key(get(request.connectionArn()).connection().connectionArn()));
        return DeleteConnectionResponse.builder().build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        change(request.resourceArn(), old -> {
            Map<String, String> all = new TreeMap<>(old.tags());
            all.putAll(tags(request.tags()));
            return old.with(all);
        });
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        change(request.resourceArn(), old -> {
            Map<String, String> left = new TreeMap<>(old.tags());
            request.tagKeys().forEach(left::remove);
            return old.with(left);
        });
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(new TreeMap<>(get(request.resourceArn()).tags())
                        .entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                .build();
    }

    private void change(@Nullable String arn, UnaryOperator<Stored> change) {
        connections.update(key(get(arn).connection().connectionArn()), change);
    }

    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> all = new TreeMap<>();
        tags.forEach(tag -> all.put(tag.key(), tag.value()));
        return Map.copyOf(all);
    }

    private Stored get(@Nullable String arn) {
        return connections
                .get(key(String.valueOf(arn)))
                .orElseThrow(() -> fault(
                        ResourceNotFoundException.builder(),
                        "ResourceNotFoundException",
                        "Connection [" + arn + "] not found"));
    }

    private static RuntimeException validation(String message) {
        return fault(
                CodeConnectionsException.builder(), "ValidationException", "1 validation error detected: " + message);
    }

    private static RuntimeException fault(AwsServiceException.Builder builder, String code, String message) {
        return Faults.of(builder, 400, code, message);
    }

    private static Key key(String arn) {
        return new Key(scope(), arn);
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
