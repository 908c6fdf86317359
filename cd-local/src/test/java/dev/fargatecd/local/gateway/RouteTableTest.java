package dev.fargatecd.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Writes the route tables anew from the SDK's classes and compares them with the resources. */
final class RouteTableTest {
    /** ListBuckets and this differ by their endpoint alone (S3 Express), which the local cloud does not have. */
    private static final Set<String> WITHOUT_ROUTE = Set.of("ListDirectoryBuckets");

    @Test
    void s3sRoutesAreThoseOfTheSdk() throws Exception {
        assertWritten("s3", table(S3Client.class, "S3"));
    }

    @Test
    void codeStarNotificationsRoutesAreThoseOfTheSdk() throws Exception {
        assertWritten(CodestarNotificationsClient.SERVICE_NAME, table(CodestarNotificationsClient.class, "JSON"));
    }

    @Test
    void route53sRoutesAreThoseOfTheSdk() throws Exception {
        assertWritten(Route53Client.SERVICE_NAME, table(Route53Client.class, "XML"));
    }

    private static void assertWritten(String service, String written) throws IOException {
        Path copy = Files.createDirectories(Path.of("target", "routes")).resolve(service + ".txt");
        Files.writeString(copy, written);
        assertThat(resource("routes/" + service + ".txt"))
                .as("the resource routes/" + service + ".txt beside RouteTable; the SDK's is now in " + copy)
                .isEqualTo(written);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RouteTable.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private record Line(int specificity, String operation, String text) {}

    private static String table(Class<?> api, String protocol) throws ReflectiveOperationException {
        List<Line> lines = new ArrayList<>();
        for (Class<?> request : SdkModel.requests(api)) {
            if (!WITHOUT_ROUTE.contains(SdkModel.name(request))) {
                lines.add(line(request));
            }
        }
        return Stream.concat(
                        Stream.of("# Written by RouteTableTest from the AWS SDK's classes.", protocol),
                        lines.stream()
                                .sorted(Comparator.comparingInt(Line::specificity)
                                        .reversed()
                                        .thenComparing(Line::operation))
                                .map(Line::text))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Line line(Class<?> request) throws ReflectiveOperationException {
        OperationInfo info = SdkModel.binding(request);
        String[] uri = info.requestUri().split("\\?", 2);
        Set<String> query = new TreeSet<>();
        if (uri.length == 2) {
            Stream.of(uri[1].split("&"))
                    .filter(each -> !each.startsWith("x-id="))
                    .forEach(query::add);
        }
        List<String> headers = new ArrayList<>();
        boolean bucket = false;
        SdkPojo builder = (SdkPojo) request.getMethod("builder").invoke(null);
        for (SdkField<?> field : builder.sdkFields()) {
            boolean required = field.containsTrait(RequiredTrait.class);
            if (required && field.location() == MarshallLocation.QUERY_PARAM) {
                query.add(field.locationName());
            }
            if (required && field.location() == MarshallLocation.HEADER) {
                headers.add(field.locationName());
            }
            // The SDK's S3 client moves the bucket from the path into the host.
            bucket |= field.location() == MarshallLocation.PATH
                    && field.locationName().equals("Bucket")
                    && !uri[0].contains("{Bucket}");
        }
        String path = bucket ? ("/{Bucket}" + uri[0]).replaceFirst("/$", "") : uri[0].replaceFirst("(?<=.)/$", "");
        long literals = Stream.of(path.split("/"))
                .filter(part -> !part.isEmpty() && !part.startsWith("{"))
                .count();
        int specificity = (int) (100L * literals + 10L * query.size() + 5L * headers.size());
        specificity += path.endsWith("+}") ? 0 : 1;
        String operation = SdkModel.name(request);
        return new Line(
                specificity,
                operation,
                Stream.of(
                                Stream.of(
                                        info.httpMethod().name(),
                                        path + (query.isEmpty() ? "" : "?" + String.join("&", query))),
                                headers.stream(),
                                Stream.of(operation))
                        .flatMap(part -> part)
                        .collect(Collectors.joining(" ")));
    }
}
