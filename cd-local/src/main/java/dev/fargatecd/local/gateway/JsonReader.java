package dev.fargatecd.local.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** JSON or CBOR into the SDK's builders, streaming. Members that the model does not know are skipped, as AWS does. */
final class JsonReader {
    private final JsonParser in;

    private JsonReader(JsonParser in) {
        this.in = in;
    }

    /** Reads a document's members into a builder; an empty body has none. */
    static void read(JsonFactory format, byte[] body, SdkPojo into) throws IOException {
        if (body.length == 0) {
            return;
        }
        try (JsonParser parser = format.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the body is no object");
            }
            new JsonReader(parser).members(into);
        }
    }

    /** Reads a body that is one member's value. */
    static @Nullable Object value(JsonFactory format, byte[] body, SdkField<?> field) throws IOException {
        try (JsonParser parser = format.createParser(body)) {
            parser.nextToken();
            return new JsonReader(parser).value(field);
        }
    }

    private void members(SdkPojo into) throws IOException {
        Map<String, SdkField<?>> fields = into.sdkFieldNameToField();
        while (next() != JsonToken.END_OBJECT) {
            SdkField<?> field = fields.get(in.currentName());
            JsonToken token = next();
            if (field == null) {
                in.skipChildren();
            } else if (token != JsonToken.VALUE_NULL || field.marshallingType() == MarshallingType.DOCUMENT) {
                field.set(into, value(field));
            }
        }
    }

    private @Nullable Object value(SdkField<?> field) throws IOException {
        JsonToken token = in.currentToken();
        if (field.marshallingType() == MarshallingType.DOCUMENT) {
            return document();
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                expect(JsonToken.START_OBJECT, field);
                SdkPojo builder = field.constructor().get();
                members(builder);
                yield Fields.build(builder);
            }
            case LIST -> {
                expect(JsonToken.START_ARRAY, field);
                List<@Nullable Object> list = new ArrayList<>();
                while (next() != JsonToken.END_ARRAY) {
                    list.add(value(Fields.element(field)));
                }
                yield list;
            }
            case MAP -> {
                expect(JsonToken.START_OBJECT, field);
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (next() != JsonToken.END_OBJECT) {
                    String key = in.currentName();
                    next();
                    map.put(key, value(Fields.mapValue(field)));
                }
                yield map;
            }
            case STRING -> {
                if (!token.isScalarValue()) {
                    throw new IllegalArgumentException(field.memberName() + " is no text");
                }
                yield in.getText();
            }
            case SDK_BYTES -> SdkBytes.fromByteArrayUnsafe(in.getBinaryValue());
            case INTEGER -> token.isNumeric() ? (Object) in.getIntValue() : text(field);
            case LONG -> token.isNumeric() ? (Object) in.getLongValue() : text(field);
            case DOUBLE -> token.isNumeric() ? (Object) in.getDoubleValue() : text(field);
            case INSTANT -> token.isNumeric() ? Scalars.instant(in.getDecimalValue()) : text(field);
            case NULL, SHORT, BYTE, FLOAT, BIG_DECIMAL, BOOLEAN, DOCUMENT -> text(field);
        };
    }

    private Object text(SdkField<?> field) throws IOException {
        return Scalars.parse(field, in.getText(), Format.ISO_8601);
    }

    private Document document() throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, Document> map = new LinkedHashMap<>();
                while (next() != JsonToken.END_OBJECT) {
                    String key = in.currentName();
                    next();
                    map.put(key, document());
                }
                yield Document.fromMap(map);
            }
            case START_ARRAY -> {
                List<Document> list = new ArrayList<>();
                while (next() != JsonToken.END_ARRAY) {
                    list.add(document());
                }
                yield Document.fromList(list);
            }
            case VALUE_NULL -> Document.fromNull();
            case VALUE_TRUE, VALUE_FALSE -> Document.fromBoolean(in.getBooleanValue());
            case VALUE_STRING -> Document.fromString(in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Document.fromNumber(SdkNumber.fromString(in.getText()));
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalArgumentException("a document has an unexpected " + in.currentToken());
        };
    }

    private void expect(JsonToken token, SdkField<?> field) {
        if (in.currentToken() != token) {
            throw new IllegalArgumentException(field.memberName() + " is of the wrong type");
        }
    }

    private JsonToken next() throws IOException {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw new IllegalArgumentException("the body ends too early");
        }
        return token;
    }
}
