package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatecd.local.kernel.Ids;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;

/** A declared type with the client of a caller. */
record BoundType<C extends SdkClient>(ResourceType<C> type, C client, Ids ids) implements Provisioner {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String create(Properties properties) {
        Set<String> setLater = new LinkedHashSet<>(type.kept);
        type.facets.stream()
                .filter(ResourceType.Facet::afterCreation)
                .forEach(facet -> setLater.addAll(facet.properties()));
        return handled(properties, () -> type.creation.create(client, properties.without(setLater)));
    }

    @Override
    public void complete(PhysicalResource resource) {
        for (ResourceType.Facet<C> facet : type.facets) {
            if (facet.afterCreation() && facet.properties().stream().anyMatch(resource.properties()::has)) {
                handled(resource.properties(), () -> {
                    facet.apply(client, resource, Properties.none());
                    return true;
                });
            }
        }
    }

    @Override
    public void update(PhysicalResource wanted, Properties before, Set<String> changed) {
        Properties complete = withDefaults(wanted.properties(), changed);
        PhysicalResource target = new PhysicalResource(wanted.id(), complete);
        Set<String> open = new LinkedHashSet<>(changed);
        open.removeAll(type.kept);
        for (ResourceType.Facet<C> facet : type.facets) {
            if (open.stream().anyMatch(facet.properties()::contains)) {
                requireThatNoneIsTakenAway(facet, complete, changed);
                handled(complete, () -> {
                    facet.apply(client, target, before);
                    return true;
                });
                open.removeAll(facet.properties());
            }
        }
        if (!open.isEmpty()) {
            throw new ResourceFailure("Changing the property " + String.join(", ", open) + " of " + type.name()
                    + " is not supported by the local cloud");
        }
    }

    private Properties withDefaults(Properties wanted, Set<String> changed) {
        Properties complete = wanted;
        for (Map.Entry<String, String> fallback : type.defaults.entrySet()) {
            if (changed.contains(fallback.getKey()) && !wanted.has(fallback.getKey())) {
                complete = complete.with(fallback.getKey(), fallback.getValue());
            }
        }
        return complete;
    }

    /** The API would leave as it is what a request does not mention, and the change would silently not happen. */
    private void requireThatNoneIsTakenAway(ResourceType.Facet<C> facet, Properties wanted, Set<String> changed) {
        if (facet instanceof ResourceType.Change<C> change && change.unset().isEmpty()) {
            change.properties().stream()
                    .filter(name -> changed.contains(name) && !wanted.has(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new ResourceFailure("Taking away the property " + name + " of " + type.name()
                                + " is not supported by the local cloud; set it to its default instead");
                    });
        }
    }

    @Override
    public void delete(PhysicalResource resource) {
        handled(resource.properties(), () -> {
            try {
                type.deletion.apply(client, resource);
                return true;
            } catch (AwsServiceException answer) {
                if (HandlerError.of(answer) == HandlerError.NOT_FOUND) {
                    return false;
                }
                throw answer;
            }
        });
    }

    @Override
    public boolean isReady(PhysicalResource resource) {
        return handled(resource.properties(), () -> type.ready.isReached(client, resource));
    }

    @Override
    public boolean isGone(PhysicalResource resource) {
        return handled(resource.properties(), () -> type.gone.isReached(client, resource));
    }

    @Override
    public Optional<Properties> read(PhysicalResource resource) {
        return type.reading.map(reading -> handled(resource.properties(), () -> {
            try {
                return Properties.of(JSON.valueToTree(reading.apply(client, resource)));
            } catch (AwsServiceException answer) {
                if (HandlerError.of(answer) == HandlerError.NOT_FOUND) {
                    throw new ResourceGone();
                }
                throw answer;
            }
        }));
    }

    @Override
    public Map<String, JsonNode> attributes(PhysicalResource resource) {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        handled(resource.properties(), () -> type.attributes.apply(client, resource))
                .forEach((name, value) -> attributes.put(name, JSON.valueToTree(value)));
        return attributes;
    }

    private <T> T handled(Properties properties, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException answer) {
            throw failure(answer, properties);
        } catch (HandlerFault fault) {
            throw ResourceFailure.reported(text(fault), fault.error(), ids.uuid());
        } catch (UnsupportedOperationException unsupported) {
            throw new ResourceFailure(
                    unsupported.getMessage() == null
                            ? "An operation that " + type.name() + " needs is not supported by the local cloud"
                            : unsupported.getMessage(),
                    unsupported);
        } catch (PropertyFault fault) {
            throw new ResourceFailure(text(fault), fault);
        }
    }

    private static String text(RuntimeException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private ResourceFailure failure(AwsServiceException answer, Properties properties) {
        HandlerError error = HandlerError.of(answer);
        String message = error == HandlerError.ALREADY_EXISTS && type.naming.isPresent()
                ? alreadyExists(properties)
                : message(answer) + " (Service: " + type.serviceName() + ", Status Code: " + answer.statusCode()
                        + ", Request ID: " + ids.uuid() + ")";
        return ResourceFailure.reported(message, error, ids.uuid());
    }

    private static String message(AwsServiceException answer) {
        return answer.awsErrorDetails() == null
                ? text(answer)
                : answer.awsErrorDetails().errorMessage();
    }

    private String alreadyExists(Properties properties) {
        String name = type.naming.orElseThrow().property();
        return "Resource of type '" + type.name() + "' with identifier '{\"/properties/" + name + "\":\""
                + properties.text(name) + "\"}' already exists.";
    }
}
