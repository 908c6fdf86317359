package dev.fargatecd.local.gateway;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills every member of a model object, with random values that the wire can carry.
 *
 * @param fixed top-level members with a given value; null for those that stay unset
 */
record ModelFiller(Random random, Map<String, @Nullable Object> fixed) {
    private static final int MAX_DEPTH = 7;

    Object fill(SdkPojo builder) {
        for (SdkField<?> field : members(builder)) {
            Object value = fixed.containsKey(field.memberName())
                    ? fixed.get(field.memberName())
                    : value(field, builder, 0, field.location() == MarshallLocation.PAYLOAD);
            if (value != null) {
                field.set(builder, value);
            }
        }
        return ((Buildable) builder).build();
    }

    private @Nullable Object fill(SdkPojo builder, int depth) {
        boolean any = false;
        for (SdkField<?> field : members(builder)) {
            Object value = value(field, builder, depth, field.location() == MarshallLocation.PAYLOAD);
            if (value != null) {
                any = true;
                field.set(builder, value);
            }
        }
        return any ? ((Buildable) builder).build() : null;
    }

    /** All members; of a union, one. */
    private List<SdkField<?>> members(SdkPojo builder) {
        List<SdkField<?>> fields = builder.sdkFields();
        Class<?> type = builder.getClass().getEnclosingClass();
        boolean union = Arrays.stream(type.getDeclaredClasses())
                .anyMatch(nested -> nested.isEnum() && nested.getSimpleName().equals("Type"));
        return union && !fields.isEmpty() ? List.of(fields.get(random.nextInt(fields.size()))) : fields;
    }

    private @Nullable Object value(SdkField<?> field, @Nullable SdkPojo owner, int depth, boolean inBody) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(field, owner, inBody);
            case INTEGER ->
                field.location() == MarshallLocation.STATUS_CODE ? (Object) 200 : (Object) random.nextInt(1_000_000);
            case LONG -> (long) random.nextInt();
            case SHORT -> (short) random.nextInt(1000);
            case BYTE -> (byte) random.nextInt(100);
            case FLOAT -> random.nextInt(1000) / 8f;
            case DOUBLE -> random.nextInt(100_000) / 16d;
            case BIG_DECIMAL -> new BigDecimal("12.5");
            case BOOLEAN -> random.nextBoolean();
            case INSTANT -> instant(field);
            case SDK_BYTES -> {
                byte[] bytes = new byte[12];
                random.nextBytes(bytes);
                yield SdkBytes.fromByteArray(bytes);
            }
            case DOCUMENT ->
                Document.mapBuilder()
                        .putString("text", "x")
                        .putNumber("number", 3)
                        .putNull("null")
                        .putList("list", List.of(Document.fromBoolean(true)))
                        .build();
            case SDK_POJO ->
                depth >= MAX_DEPTH ? null : fill(field.constructor().get(), depth + 1);
            case LIST -> list(Fields.element(field), depth, inBody);
            case MAP -> map(Fields.mapValue(field), depth, inBody);
            case NULL -> throw new IllegalArgumentException(field.memberName());
        };
    }

    private @Nullable List<Object> list(SdkField<?> element, int depth, boolean inBody) {
        List<Object> list = new ArrayList<>();
        int size = depth > 2 ? 1 : 2;
        for (int i = 0; i < size; i++) {
            Object value = value(element, null, depth + 1, inBody);
            if (value != null) {
                list.add(value);
            }
        }
        return list.isEmpty() ? null : list;
    }

    private @Nullable Map<String, Object> map(SdkField<?> mapped, int depth, boolean inBody) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < 2; i++) {
            Object value = value(mapped, null, depth + 1, inBody);
            if (value != null) {
                map.put("k" + random.nextInt(10_000), value);
            }
        }
        return map.isEmpty() ? null : map;
    }

    /** One of an enum's values; else letters, in a body now and then with all that needs escaping. */
    private String text(SdkField<?> field, @Nullable SdkPojo owner, boolean inBody) {
        if (owner != null) {
            for (Method method : owner.getClass().getEnclosingClass().getMethods()) {
                if (method.getParameterCount() == 0
                        && method.getReturnType().isEnum()
                        && method.getName().equalsIgnoreCase(field.memberName())) {
                    Object[] values = method.getReturnType().getEnumConstants();
                    Object value = values[random.nextInt(values.length)];
                    return value.toString().equals("null") ? values[0].toString() : value.toString();
                }
            }
        }
        String text = "s" + Integer.toString(random.nextInt(1 << 30), 36);
        return inBody && random.nextInt(4) == 0 ? text + " <&>\"'é漢\n\t{}+%= z" : text;
    }

    private Instant instant(SdkField<?> field) {
        TimestampFormatTrait trait = field.getTrait(TimestampFormatTrait.class);
        boolean wholeSeconds =
                trait == null ? field.location() == MarshallLocation.HEADER : trait.format() == Format.RFC_822;
        return wholeSeconds
                ? Instant.ofEpochSecond(1_700_000_000L + random.nextInt(1_000_000))
                : Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt(1_000_000_000));
    }
}
