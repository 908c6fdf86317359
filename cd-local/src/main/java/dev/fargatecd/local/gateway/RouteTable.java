package dev.fargatecd.local.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of a REST service, the most specific first.
 *
 * <p>Finding them in the SDK's classes takes a second for S3, so they are a resource; a test writes it anew from the SDK
 * and fails where it differs.
 *
 * @param protocol S3 has a way of its own to write restXml
 */
record RouteTable(RestProtocol protocol, List<Route> routes) {

    /** A route that fits, with the values of its labels. */
    record Match(Route route, Map<String, String> labels) {}

    /** The table of a service; empty for services without REST's paths, which have none. */
    static Optional<RouteTable> of(String signingName) {
        try (InputStream in = RouteTable.class.getResourceAsStream("routes/" + signingName + ".txt")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static RouteTable parse(String text) {
        List<String> lines = text.lines().filter(line -> !line.startsWith("#")).toList();
        List<Route> routes = lines.stream().skip(1).map(RouteTable::route).toList();
        return new RouteTable(RestProtocol.valueOf(lines.get(0)), routes);
    }

    /** {@code METHOD /path?query header… Operation}. */
    private static Route route(String line) {
        List<String> words = Arrays.asList(line.split(" "));
        String[] uri = words.get(1).split("\\?", 2);
        Map<String, Optional<String>> query = new LinkedHashMap<>();
        for (String parameter : uri.length == 1 ? new String[0] : uri[1].split("&")) {
            String[] pair = parameter.split("=", 2);
            query.put(pair[0], pair.length == 1 ? Optional.empty() : Optional.of(pair[1]));
        }
        return new Route(
                words.get(0), parts(uri[0]), query, words.subList(2, words.size() - 1), words.get(words.size() - 1));
    }

    Optional<Match> match(WireRequest in, String path) {
        List<String> parts = parts(path);
        for (Route route : routes) {
            Optional<Map<String, String>> labels = route.match(in, parts);
            if (labels.isPresent()) {
                return Optional.of(new Match(route, labels.get()));
            }
        }
        return Optional.empty();
    }

    private static List<String> parts(String path) {
        return path.equals("/") ? List.of() : Arrays.asList(path.substring(1).split("/", -1));
    }
}
