package dev.fargatecd.local.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** The SDK's model objects as JSON or CBOR. */
final class JsonWriter {
    private final JsonGenerator out;

    private JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    private interface Body {
        void write(JsonWriter writer) throws IOException;
    }

    /** An object of some texts and then of a model object's members. */
    static byte[] object(JsonFactory format, Map<String, String> texts, @Nullable SdkPojo pojo) {
        return bytes(format, writer -> {
            writer.out.writeStartObject();
            for (Map.Entry<String, String> text : texts.entrySet()) {
                writer.out.writeStringField(text.getKey(), text.getValue());
            }
            if (pojo != null) {
                writer.members(pojo);
            }
            writer.out.writeEndObject();
        });
    }

    /** One member's value. */
    static byte[] value(JsonFactory format, SdkField<?> field, Object value) {
        return bytes(format, writer -> writer.value(field, value));
    }

    private static byte[] bytes(JsonFactory format, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = format.createGenerator(bytes)) {
            body.write(new JsonWriter(generator));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void members(SdkPojo pojo) throws IOException {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.location() == MarshallLocation.PAYLOAD ? Fields.value(field, pojo) : null;
            if (value != null) {
                out.writeFieldName(field.unmarshallLocationName());
                value(field, value);
            }
        }
    }

    private void value(SdkField<?> field, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
            return;
        }
        switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                out.writeStartObject();
                members((SdkPojo) value);
                out.writeEndObject();
            }
            case LIST -> {
                out.writeStartArray();
                for (Object element : (List<?>) value) {
                    value(Fields.element(field), element);
                }
                out.writeEndArray();
            }
            case MAP -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    out.writeFieldName(entry.getKey().toString());
                    value(Fields.mapValue(field), entry.getValue());
                }
                out.writeEndObject();
            }
            case INSTANT -> instant(field, (Instant) value);
            case SDK_BYTES -> out.writeBinary(((SdkBytes) value).asByteArrayUnsafe());
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case DOUBLE, FLOAT -> number((Number) value);
            case INTEGER, LONG, SHORT, BYTE -> out.writeNumber(((Number) value).longValue());
            case BIG_DECIMAL -> out.writeNumber((BigDecimal) value);
            case DOCUMENT -> document((Document) value);
            case STRING, NULL -> out.writeString(value.toString());
        }
    }

    private void instant(SdkField<?> field, Instant instant) throws IOException {
        if (out instanceof CBORGenerator cbor) {
            cbor.writeTag(1); // RFC 8949: seconds since 1970
            out.writeNumber(instant.toEpochMilli() / 1000.0);
        } else if (Scalars.format(field, Format.UNIX_TIMESTAMP) == Format.UNIX_TIMESTAMP) {
            out.writeNumber(Scalars.seconds(instant));
        } else {
            out.writeString(Scalars.text(field, instant, Format.ISO_8601));
        }
    }

    private void number(Number number) throws IOException {
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.writeString(Double.toString(value));
        } else if (number instanceof Float single) {
            out.writeNumber(single);
        } else {
            out.writeNumber(value);
        }
    }

    private void document(Document document) throws IOException {
        if (document.isNull()) {
            out.writeNull();
        } else if (document.isBoolean()) {
            out.writeBoolean(document.asBoolean());
        } else if (document.isNumber()) {
            out.writeNumber(new BigDecimal(document.asNumber().stringValue()));
        } else if (document.isString()) {
            out.writeString(document.asString());
        } else if (document.isList()) {
            out.writeStartArray();
            for (Document element : document.asList()) {
                document(element);
            }
            out.writeEndArray();
        } else {
            out.writeStartObject();
            for (Map.Entry<String, Document> entry : document.asMap().entrySet()) {
                out.writeFieldName(entry.getKey());
                document(entry.getValue());
            }
            out.writeEndObject();
        }
    }
}
