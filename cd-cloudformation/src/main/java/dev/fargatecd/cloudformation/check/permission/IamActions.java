package dev.fargatecd.cloudformation.check.permission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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

    /** By service, and there by the action's name in lower case; read when a service is first asked for. */
    private final Map<String, Map<String, Action>> actions = new ConcurrentHashMap<>();
    /** The lines of each service. */
    private final Map<String, String> services;

    private IamActions(Map<String, String> services) {
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
        return List.copyOf(byName(service).values());
    }

    /** Those that a pattern such as {@code ecs:Describe*} means; IAM looks at no case. */
    List<Action> matching(String pattern) {
        String[] parts = pattern.toLowerCase(Locale.ROOT).split(":", 2);
        if (parts.length < 2) {
            return List.of();
        }
        Map<String, Action> all = byName(parts[0]);
        boolean isOne = parts[1].chars().allMatch(Character::isLetterOrDigit);
        if (isOne) {
            return Optional.ofNullable(all.get(parts[1])).stream().toList();
        }
        Pattern name = Pattern.compile(
                parts[1].replaceAll("[^a-z0-9*?]", "").replace("*", ".*").replace("?", "."));
        return all.entrySet().stream()
                .filter(entry -> name.matcher(entry.getKey()).matches())
                .map(Map.Entry::getValue)
                .toList();
    }

    private Map<String, Action> byName(String service) {
        String lines = services.get(service);
        return lines == null ? Map.of() : actions.computeIfAbsent(service, unread -> read(lines));
    }

    private static Map<String, Action> read(String lines) {
        Map<String, Action> byName = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            String name = line.replace(" *", "");
            byName.put(
                    name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT),
                    new Action(name, name.equals(line)));
        });
        return byName;
    }

    /** The file's lines by service; those of one follow each other. */
    private static Map<String, String> read() {
        try (InputStream in = IamActions.class.getResourceAsStream("actions.txt.gz")) {
            String text = unpacked(in);
            Map<String, String> services = new TreeMap<>();
            int begin = 0;
            while (begin < text.length()) {
                String service = text.substring(begin, text.indexOf(':', begin));
                int end = begin;
                while (text.startsWith(service + ":", end)) {
                    end = text.indexOf('\n', end) + 1;
                }
                services.put(service, text.substring(begin, end));
                begin = end;
            }
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
