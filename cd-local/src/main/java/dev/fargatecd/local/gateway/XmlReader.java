package dev.fargatecd.local.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/** The XML of a restXml request into the SDK's builders. */
final class XmlReader {
    private XmlReader() {}

    static void read(XmlElement from, SdkPojo into) {
        for (SdkField<?> field : into.sdkFields()) {
            if (field.location() != MarshallLocation.PAYLOAD) {
                continue;
            }
            if (field.containsTrait(XmlAttributeTrait.class)) {
                String attribute = from.attributes().get(field.locationName());
                if (attribute != null) {
                    field.set(into, attribute);
                }
                continue;
            }
            List<XmlElement> found = from.named(field.locationName());
            if (!found.isEmpty()) {
                field.set(into, value(found, field));
            }
        }
    }

    private static Object value(List<XmlElement> found, SdkField<?> field) {
        XmlElement first = found.get(0);
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                SdkPojo builder = field.constructor().get();
                read(first, builder);
                yield Fields.build(builder);
            }
            case LIST -> {
                ListTrait trait = field.getTrait(ListTrait.class);
                yield (trait.isFlattened() ? found : first.children())
                        .stream()
                                .map(element -> value(List.of(element), trait.memberFieldInfo()))
                                .toList();
            }
            case MAP -> {
                MapTrait trait = field.getTrait(MapTrait.class);
                Map<String, Object> map = new LinkedHashMap<>();
                for (XmlElement entry : trait.isFlattened() ? found : first.children()) {
                    map.put(
                            entry.only(trait.keyLocationName()).text().toString(),
                            value(List.of(entry.only(trait.valueLocationName())), trait.valueFieldInfo()));
                }
                yield map;
            }
            default -> Scalars.parse(field, first.text().toString(), Format.ISO_8601);
        };
    }
}
