package dev.fargatecd.local.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shape of the requests of one REST operation.
 *
 * @param path the parts between slashes; <code>{Label}</code> takes one, <code>{Label+}</code> all that are left
 * @param query parameters that must be there, with their value where only one is meant
 * @param headers that must be there
 */
record Route(
        String method, List<String> path, Map<String, Optional<String>> query, List<String> headers, String operation) {

    /** The values of the path's labels where the request has this shape. */
    Optional<Map<String, String>> match(WireRequest in, List<String> parts) {
        if (!method.equals(in.method())
                || !hasQuery(in.query())
                || !in.headers().keySet().containsAll(headers)) {
            return Optional.empty();
        }
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String part = path.get(i);
            if (part.endsWith("+}")) {
                String rest = i < parts.size() ? String.join("/", parts.subList(i, parts.size())) : "";
                labels.put(part.substring(1, part.length() - 2), decode(rest));
                return rest.isEmpty() ? Optional.empty() : Optional.of(labels);
            }
            if (i >= parts.size() || parts.get(i).isEmpty()) {
                return Optional.empty();
            }
            if (part.startsWith("{")) {
                labels.put(part.substring(1, part.length() - 1), decode(parts.get(i)));
            } else if (!part.equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        boolean nothingLeft = parts.size() == path.size()
                || (parts.size() == path.size() + 1 && parts.get(path.size()).isEmpty());
        return nothingLeft ? Optional.of(labels) : Optional.empty();
    }

    private boolean hasQuery(Query given) {
        return query.entrySet().stream()
                .allMatch(wanted -> given.has(wanted.getKey())
                        && (wanted.getValue().isEmpty()
                                || given.first(wanted.getKey()).equals(wanted.getValue())));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(400, "InvalidURI", "Couldn't parse the specified URI.");
        }
    }
}
