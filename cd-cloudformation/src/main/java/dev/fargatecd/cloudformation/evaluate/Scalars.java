package dev.fargatecd.cloudformation.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fargatecd.cloudformation.tree.Node;
import java.math.BigInteger;

/** Scalars of a tree as JSON. */
public final class Scalars {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Scalars() {}

    /** The value that the scalar is. */
    public static JsonNode json(Node.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> JSON.textNode(scalar.text());
            case BOOLEAN -> JSON.booleanNode(Boolean.parseBoolean(scalar.text()));
            case DECIMAL -> JSON.numberNode(Double.parseDouble(scalar.text()));
            case NULL -> JSON.nullNode();
            case INTEGER -> integer(new BigInteger(scalar.text()));
        };
    }

    /** The smallest of JSON's number nodes that holds it, as a JSON parser would make. */
    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return JSON.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }
}
