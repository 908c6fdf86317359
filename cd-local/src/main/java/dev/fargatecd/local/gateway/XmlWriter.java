package dev.fargatecd.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;
import software.amazon.awssdk.core.traits.XmlAttributesTrait;

/** Writes XML: the answers of the query protocols and of restXml. */
final class XmlWriter {
    private final StringBuilder out = new StringBuilder(512);

    XmlWriter declaration() {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        return this;
    }

    XmlWriter open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    XmlWriter open(String name, String namespace) {
        out.append('<').append(name);
        attribute("xmlns", namespace);
        out.append('>');
        return this;
    }

    XmlWriter close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    XmlWriter element(String name, String content) {
        return open(name).text(content).close(name);
    }

    XmlWriter text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\r', '\n', '\t' -> out.append("&#").append((int) c).append(';');
                default -> out.append(c);
            }
        }
        return this;
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The members of a model object that belong into a document, those that are set. */
    XmlWriter members(SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            if (field.location() == MarshallLocation.PAYLOAD && !field.containsTrait(XmlAttributeTrait.class)) {
                Object value = Fields.value(field, pojo);
                if (value != null) {
                    value(field.unmarshallLocationName(), field, value);
                }
            }
        }
        return this;
    }

    /** One member under the name. */
    XmlWriter value(String name, SdkField<?> field, @Nullable Object value) {
        if (value instanceof List<?> list) {
            list(name, field.getTrait(ListTrait.class), list);
        } else if (value instanceof Map<?, ?> map) {
            map(name, field.getTrait(MapTrait.class), map);
        } else if (value instanceof SdkPojo pojo) {
            out.append('<').append(name);
            XmlAttributesTrait attributes = field.getTrait(XmlAttributesTrait.class);
            if (attributes != null) {
                attributes.attributes().forEach((attribute, access) -> {
                    String content = access.attributeGetter().apply(pojo);
                    if (content != null) {
                        attribute(attribute, content);
                    }
                });
            }
            out.append('>');
            members(pojo).close(name);
        } else if (value != null) {
            element(name, Scalars.text(field, value, Format.ISO_8601));
        }
        return this;
    }

    private void list(String name, ListTrait trait, List<?> list) {
        if (trait.isFlattened()) {
            list.forEach(element -> value(name, trait.memberFieldInfo(), element));
            return;
        }
        String member = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        open(name);
        list.forEach(element -> value(member, trait.memberFieldInfo(), element));
        close(name);
    }

    private void map(String name, MapTrait trait, Map<?, ?> map) {
        String entry = trait.isFlattened() ? name : "entry";
        if (!trait.isFlattened()) {
            open(name);
        }
        map.forEach((key, value) -> open(entry)
                .element(trait.keyLocationName(), key.toString())
                .value(trait.valueLocationName(), trait.valueFieldInfo(), value)
                .close(entry));
        if (!trait.isFlattened()) {
            close(name);
        }
    }

    private void attribute(String name, String content) {
        out.append(' ').append(name).append("=\"");
        text(content);
        out.append('"');
    }
}
