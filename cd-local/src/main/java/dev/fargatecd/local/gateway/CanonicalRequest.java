package dev.fargatecd.local.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a request that is signed, the same whichever way its headers and query were written. */
final class CanonicalRequest {
    private static final Pattern BLANKS = Pattern.compile(" +");

    private CanonicalRequest() {}

    /**
     * The text.
     *
     * @param s3 whose paths are signed as they are sent; others' are encoded once more
     * @param payload the body's hash, or what stands for it
     */
    static String of(WireRequest in, List<String> signedHeaders, boolean s3, String payload) {
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + values(in, name) + "\n")
                .collect(Collectors.joining());
        String path = s3 ? in.path() : encode(in.path()).replace("%2F", "/");
        return String.join(
                "\n", in.method(), path, query(in.query()), headers, String.join(";", signedHeaders), payload);
    }

    private static String values(WireRequest in, String name) {
        return in.headers().getOrDefault(name, List.of()).stream()
                .map(value -> BLANKS.matcher(value.strip()).replaceAll(" "))
                .collect(Collectors.joining(","));
    }

    private static String query(Query query) {
        return query.values().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("X-Amz-Signature"))
                .flatMap(parameter -> parameter.getValue().stream()
                        .map(value -> new String[] {encode(parameter.getKey()), encode(value)}))
                .sorted(java.util.Comparator.<String[], String>comparing(pair -> pair[0])
                        .thenComparing(pair -> pair[1]))
                .map(pair -> pair[0] + "=" + pair[1])
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
