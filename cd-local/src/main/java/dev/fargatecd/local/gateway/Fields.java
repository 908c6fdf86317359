package dev.fargatecd.local.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** What the SDK's model objects tell of their fields. */
final class Fields {
    private static final ClassValue<Map<String, SdkField<?>>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<String, SdkField<?>> computeValue(Class<?> type) {
            return new HashMap<>();
        }
    };

    private Fields() {}

    /** The fields of a model object by their name on the wire. */
    static Map<String, SdkField<?>> byName(SdkPojo pojo) {
        Map<String, SdkField<?>> known = KNOWN.get(pojo.getClass());
        synchronized (known) {
            if (known.isEmpty()) {
                pojo.sdkFields().forEach(field -> known.put(field.locationName(), field));
            }
            return known;
        }
    }

    /** A field's value, or null where nothing was set: the SDK's automatic empty collections count as unset. */
    static @Nullable Object value(SdkField<?> field, SdkPojo pojo) {
        Object value = field.getValueOrDefault(pojo);
        return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap ? null : value;
    }

    static Object build(SdkPojo builder) {
        return ((Buildable) builder).build();
    }

    static SdkField<?> element(SdkField<?> list) {
        return list.getTrait(ListTrait.class).memberFieldInfo();
    }

    static SdkField<?> mapValue(SdkField<?> map) {
        return map.getTrait(MapTrait.class).valueFieldInfo();
    }

    /** The member that is the body by itself, where there is one. */
    static Optional<SdkField<?>> payload(SdkPojo pojo) {
        List<SdkField<?>> fields = pojo.sdkFields();
        return fields.stream()
                .filter(field -> field.containsTrait(PayloadTrait.class))
                .findFirst();
    }
}
