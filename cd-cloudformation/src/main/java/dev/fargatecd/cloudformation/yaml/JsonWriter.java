package dev.fargatecd.cloudformation.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fargatecd.cloudformation.tree.Node;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes a tree as JSON, which has no comments and no short forms. */
public final class JsonWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonWriter() {}

    /** The text, in one line. */
    public static String write(Node node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            write(node, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // a string is written
        }
        return text.toString();
    }

    private static void write(Node node, JsonGenerator out) throws IOException {
        // Checked exceptions can't pass through a visitor, and a tree is a sequence, a mapping or a scalar.
        if (node instanceof Node.Mapping mapping) {
            out.writeStartObject();
            for (Node.Entry entry : mapping.entries()) {
                out.writeFieldName(entry.key());
                write(entry.value(), out);
            }
            out.writeEndObject();
        } else if (node instanceof Node.Sequence sequence) {
            out.writeStartArray();
            for (Node item : sequence.items()) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (node instanceof Node.Scalar scalar) {
            scalar(scalar, out);
        }
    }

    private static void scalar(Node.Scalar scalar, JsonGenerator out) throws IOException {
        switch (scalar.kind()) {
            case TEXT -> out.writeString(scalar.text());
            case INTEGER, DECIMAL -> out.writeNumber(scalar.text());
            case BOOLEAN -> out.writeBoolean(Boolean.parseBoolean(scalar.text()));
            case NULL -> out.writeNull();
        }
    }
}
