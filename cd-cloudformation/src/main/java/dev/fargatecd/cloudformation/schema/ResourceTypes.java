package dev.fargatecd.cloudformation.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The resource types that AWS has, and the facts of those that are carried along. Each type is read when it is first
 * asked for. The data is made by {@code tools/resource-types.py}.
 */
public final class ResourceTypes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+(?:::[A-Za-z0-9]+){1,2}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> names;
    private final Map<String, Optional<ResourceType>> types = new ConcurrentHashMap<>();

    private ResourceTypes(Set<String> names) {
        this.names = names;
    }

    /** Those that this library carries. */
    public static ResourceTypes bundled() {
        try (InputStream in = ResourceTypes.class.getResourceAsStream("names.txt.gz")) {
            return new ResourceTypes(new TreeSet<>(unpacked(in).lines().toList()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether AWS has a type of that name, with facts here or without. Custom resources are a type each. */
    public boolean exists(String name) {
        return names.contains(name) || name.startsWith("Custom::");
    }

    /** The names of all types that AWS has, in order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    /** The facts of the type, or empty where none are carried. */
    public Optional<ResourceType> find(String name) {
        return NAME.matcher(name).matches() ? types.computeIfAbsent(name, ResourceTypes::read) : Optional.empty();
    }

    private static Optional<ResourceType> read(String name) {
        String file = "types/" + name.replace("::", "-") + ".json.gz";
        try (InputStream in = ResourceTypes.class.getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(new ResourceType(JSON.readTree(unpacked(in))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }

    private static String unpacked(@Nullable InputStream packed) throws IOException {
        if (packed == null) {
            throw new IOException("the library's own data is missing");
        }
        return new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.UTF_8);
    }
}
