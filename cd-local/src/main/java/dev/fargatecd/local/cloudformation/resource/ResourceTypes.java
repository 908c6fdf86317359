package dev.fargatecd.local.cloudformation.resource;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The resource types that the local cloud can make. */
public final class ResourceTypes {
    /** A stack within a stack. */
    public static final String NESTED_STACK = "AWS::CloudFormation::Stack";

    /** A URL to which programs signal. */
    public static final String WAIT_HANDLE = "AWS::CloudFormation::WaitConditionHandle";

    /** What is ready once such signals have come. */
    public static final String WAIT_CONDITION = "AWS::CloudFormation::WaitCondition";

    /** Those that are no other service's and so are not declared: the engine makes them itself. */
    public static final Set<String> OWN = Set.of(NESTED_STACK, WAIT_HANDLE, WAIT_CONDITION);

    private final Map<String, ResourceType<?>> types;

    private ResourceTypes(Collection<? extends ResourceType<?>> types) {
        this.types = types.stream().collect(Collectors.toUnmodifiableMap(ResourceType::name, Function.identity()));
    }

    /** These and no others. */
    static ResourceTypes of(Collection<? extends ResourceType<?>> types) {
        return new ResourceTypes(types);
    }

    /** All that are declared. */
    public static ResourceTypes all() {
        return new ResourceTypes(Stream.of(
                        NetworkTypes.all(),
                        GatewayTypes.all(),
                        ClusterTypes.all(),
                        CertificateTypes.all(),
                        BalancerTypes.all(),
                        IdentityTypes.all(),
                        StorageTypes.all(),
                        BucketTypes.all(),
                        ParameterTypes.all(),
                        SecretTypes.all(),
                        KeyTypes.all(),
                        NotificationTypes.all(),
                        ScalingTypes.all(),
                        ConnectionTypes.all(),
                        DnsTypes.all(),
                        DeliveryTypes.all())
                .<ResourceType<?>>flatMap(List::stream)
                .toList());
    }

    /** The type of that name, or empty where there is none. */
    public Optional<ResourceType<?>> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The names of all, the engine's own included. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(types.keySet());
        names.addAll(OWN);
        return names;
    }
}
