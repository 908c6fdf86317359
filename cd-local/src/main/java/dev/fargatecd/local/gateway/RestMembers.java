package dev.fargatecd.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.JsonValueTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** The members of a REST operation that are outside its body: in the path, the query and the headers. */
final class RestMembers {
    private RestMembers() {}

    static void read(WireRequest in, Map<String, String> labels, SdkPojo into) {
        for (SdkField<?> field : into.sdkFields()) {
            switch (field.location()) {
                case PATH, GREEDY_PATH -> {
                    String label = labels.get(field.locationName());
                    if (label != null) {
                        field.set(into, Scalars.parse(field, label, Format.ISO_8601));
                    }
                }
                case QUERY_PARAM -> query(in.query(), field, into);
                case HEADER -> header(in.headers(), field, into);
                case PAYLOAD, STATUS_CODE -> {
                    // read elsewhere
                }
            }
        }
    }

    private static void query(Query query, SdkField<?> field, SdkPojo into) {
        List<String> values = query.values().get(field.locationName());
        if (field.marshallingType() == MarshallingType.MAP) {
            Map<String, String> rest = new LinkedHashMap<>();
            query.values().forEach((name, found) -> rest.put(name, found.get(0)));
            field.set(into, rest);
        } else if (values != null) {
            field.set(
                    into,
                    field.marshallingType() == MarshallingType.LIST
                            ? values.stream()
                                    .map(value -> Scalars.parse(Fields.element(field), value, Format.ISO_8601))
                                    .toList()
                            : Scalars.parse(field, values.get(0), Format.ISO_8601));
        }
    }

    private static void header(Map<String, List<String>> headers, SdkField<?> field, SdkPojo into) {
        if (field.marshallingType() == MarshallingType.MAP) {
            prefixed(headers, field, into);
            return;
        }
        List<String> values = headers.get(field.locationName());
        if (values == null) {
            return;
        }
        if (field.marshallingType() == MarshallingType.LIST) {
            List<Object> list = new ArrayList<>();
            for (String value : String.join(",", values).split(",")) {
                list.add(Scalars.parse(Fields.element(field), value.strip(), Format.RFC_822));
            }
            field.set(into, list);
        } else if (field.containsTrait(JsonValueTrait.class)) {
            field.set(into, new String(Base64.getDecoder().decode(values.get(0)), StandardCharsets.UTF_8));
        } else {
            field.set(into, Scalars.parse(field, values.get(0), Format.RFC_822));
        }
    }

    /** Headers of one prefix, {@code x-amz-meta-} for example, are a map. */
    private static void prefixed(Map<String, List<String>> headers, SdkField<?> field, SdkPojo into) {
        String prefix = field.locationName().toLowerCase(Locale.ROOT);
        Map<String, String> map = new TreeMap<>();
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(prefix)) {
                map.put(lower.substring(prefix.length()), String.join(",", values));
            }
        });
        if (!map.isEmpty()) {
            field.set(into, map);
        }
    }

    /** The headers that an answer's members make. */
    static Map<String, String> headers(SdkPojo response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (SdkField<?> field : response.sdkFields()) {
            Object value = field.location() == MarshallLocation.HEADER ? Fields.value(field, response) : null;
            String name = field.unmarshallLocationName();
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, each) -> headers.put(name + key, each.toString()));
            } else if (value instanceof List<?> list) {
                headers.put(
                        name,
                        list.stream()
                                .map(each -> Scalars.text(Fields.element(field), each, Format.RFC_822))
                                .collect(Collectors.joining(",")));
            } else if (value != null && field.containsTrait(JsonValueTrait.class)) {
                byte[] json = value.toString().getBytes(StandardCharsets.UTF_8);
                headers.put(name, Base64.getEncoder().encodeToString(json));
            } else if (value != null) {
                headers.put(name, Scalars.text(field, value, Format.RFC_822));
            }
        }
        return headers;
    }
}
