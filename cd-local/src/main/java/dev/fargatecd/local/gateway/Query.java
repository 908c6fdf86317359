package dev.fargatecd.local.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names and values of a URL's query or of a form, decoded, in the order in which they came. */
record Query(Map<String, List<String>> values) {

    static Query parse(String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decode(name), first -> new ArrayList<>(1))
                        .add(decode(value));
            }
        }
        return new Query(values);
    }

    Optional<String> first(String name) {
        return Optional.ofNullable(values.get(name)).map(found -> found.get(0));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(400, "MalformedQueryString", "The query has a malformed escape: " + text);
        }
    }
}
