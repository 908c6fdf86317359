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
    /** A stack within a stack, which is no other service's and so is not declared: the engine makes it itself. */
    public static final String NESTED_STACK = "AWS::CloudFormation::Stack";

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
                        ClusterTypes.all(),
                        CertificateTypes.all(),
                        BalancerTypes.all(),
                        IdentityTypes.all(),
                        StorageTypes.all(),
                        BucketTypes.all(),
                        ParameterTypes.all(),
                        SecretTypes.all(),
                        NotificationTypes.all(),
                        DeliveryTypes.all())
                .<ResourceType<?>>flatMap(List::stream)
                .toList());
    }

    /** The type of that name, or empty where there is none. */
    public Optional<ResourceType<?>> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The names of all, the nested stack included. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(types.keySet());
        names.add(NESTED_STACK);
        return names;
    }
}
