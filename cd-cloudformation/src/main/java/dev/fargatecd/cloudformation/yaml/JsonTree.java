package dev.fargatecd.cloudformation.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON to a tree. */
final class JsonTree {
    private static final JsonFactory JSON = new JsonFactory();

    private final String file;

    JsonTree(String file) {
        this.file = file;
    }

    Node read(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            Node node = node(parser, 1);
            if (parser.nextToken() != null) {
                throw notWellFormed(parser.currentTokenLocation(), "text after the end");
            }
            return node;
        } catch (JsonProcessingException malformed) {
            throw notWellFormed(malformed.getLocation(), malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // a string is read
        }
    }

    private Node node(JsonParser parser, int depth) throws IOException {
        Position position = position(parser.currentTokenLocation());
        if (depth > TreeReader.DEEPEST) {
            throw TreeReader.tooDeep(position);
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(parser, position, depth);
            case START_ARRAY -> sequence(parser, position, depth);
            case VALUE_STRING -> scalar(position, Node.Kind.TEXT, parser.getText());
            case VALUE_NUMBER_INT ->
                scalar(position, Node.Kind.INTEGER, parser.getBigIntegerValue().toString());
            case VALUE_NUMBER_FLOAT -> decimal(position, parser);
            case VALUE_TRUE, VALUE_FALSE -> scalar(position, Node.Kind.BOOLEAN, parser.getText());
            case VALUE_NULL -> scalar(position, Node.Kind.NULL, "null");
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw notWellFormed(parser.currentTokenLocation(), "unexpected " + token);
        };
    }

    private Node mapping(JsonParser parser, Position position, int depth) throws IOException {
        EntryCollector entries = new EntryCollector();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Position at = position(parser.currentTokenLocation());
            String key = parser.currentName();
            parser.nextToken();
            entries.add(at, key, node(parser, depth + 1));
        }
        return entries.mapping(position);
    }

    private Node sequence(JsonParser parser, Position position, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, depth + 1));
        }
        return new Node.Sequence(position, Layout.NONE, items);
    }

    private static Node decimal(Position position, JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        return Double.isFinite(value)
                ? scalar(position, Node.Kind.DECIMAL, Double.toString(value))
                : scalar(position, Node.Kind.TEXT, parser.getText());
    }

    private static Node scalar(Position position, Node.Kind kind, String text) {
        return new Node.Scalar(position, Layout.NONE, kind, text);
    }

    private Position position(JsonLocation location) {
        return new Position(file, location.getLineNr(), location.getColumnNr());
    }

    private TemplateException notWellFormed(JsonLocation location, String reason) {
        return new TemplateException(
                position(location),
                "Template format error: JSON not well-formed. (line " + location.getLineNr() + ", column "
                        + location.getColumnNr() + ")",
                reason);
    }
}
