package dev.fargatecd.cloudformation.check.permission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The actions that IAM knows. The data is made by {@code tools/iam-actions.py}.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html">Service Authorization
 *     Reference</a>
 */
final class IamActions {
    private static final IamActions BUNDLED = new IamActions(read());

    /** By service, and there by the action's name in lower case. */
    private final Map<String, Map<String, Action>> services;

    private IamActions(Map<String, Map<String, Action>> services) {
        this.services = services;
    }

    /**
     * One action.
     *
     * @param name {@code ecr:GetAuthorizationToken}
     * @param takesResources whether a policy can name resources for it
     */
    record Action(String name, boolean takesResources) {}

    static IamActions bundled() {
        return BUNDLED;
    }

    /** The prefixes of the services: {@code ecr}. */
    Set<String> services() {
        return services.keySet();
    }

    /** The actions of a service; none where there is no such service. */
    List<Action> of(String service) {
        return List.copyOf(services.getOrDefault(service, Map.of()).values());
    }

    /** Those that a pattern such as {@code ecs:Describe*} means; IAM looks at no case. */
    List<Action> matching(String pattern) {
        String[] parts = pattern.toLowerCase(Locale.ROOT).split(":", 2);
        if (parts.length < 2) {
            return List.of();
        }
        Pattern name = Pattern.compile(
                parts[1].replaceAll("[^a-z0-9*?]", "").replace("*", ".*").replace("?", "."));
        return services.getOrDefault(parts[0], Map.of()).entrySet().stream()
                .filter(entry -> name.matcher(entry.getKey()).matches())
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Map<String, Map<String, Action>> read() {
        Map<String, Map<String, Action>> services = new TreeMap<>();
        try (InputStream in = IamActions.class.getResourceAsStream("actions.txt.gz")) {
            unpacked(in).lines().forEach(line -> {
                String name = line.replace(" *", "");
                String[] parts = name.split(":", 2);
                services.computeIfAbsent(parts[0], service -> new LinkedHashMap<>())
                        .put(parts[1].toLowerCase(Locale.ROOT), new Action(name, name.equals(line)));
            });
            return services;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String unpacked(@Nullable InputStream packed) throws IOException {
        if (packed == null) {
            throw new IOException("the library's own data is missing");
        }
        return new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.UTF_8);
    }
}
