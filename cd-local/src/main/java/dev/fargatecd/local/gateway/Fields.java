package dev.fargatecd.local.gateway;

import java.util.List;
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
    private Fields() {}

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
