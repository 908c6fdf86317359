package dev.fargatecd.cloudformation.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.SubText;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The functions that answer values. The shape of their arguments has been checked; their values are checked here. */
final class Functions {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Evaluator evaluator;

    Functions(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    JsonNode call(FunctionCall call) {
        return switch (call.function()) {
            case REF ->
                evaluator.ref(
                        text(call, 0, "Template format error: Every Ref object must have a single String value."));
            case GET_ATT ->
                evaluator
                        .resolver()
                        .attribute(
                                text(call, 0, "Template error: the resource of Fn::GetAtt must be a string"),
                                text(call, 1, "Template error: the attribute of Fn::GetAtt must be a string"));
            case SUB -> sub(call);
            case JOIN -> join(call);
            case SELECT -> select(call);
            case SPLIT -> split(call);
            case IF ->
                evaluator.evaluate(
                        call.argument(evaluator.condition(call.text(0).orElseThrow()) ? 1 : 2));
            case FIND_IN_MAP -> findInMap(call);
            case IMPORT_VALUE ->
                JSON.textNode(evaluator
                        .resolver()
                        .importValue(
                                text(call, 0, "Template error: the attribute in Fn::ImportValue must be a string")));
            case GET_STACK_OUTPUT ->
                throw new TemplateException(
                        call.position(), "Template error: " + call.function().text() + " is not supported");
            case GET_AZS -> availabilityZones(call);
            case BASE64 ->
                JSON.textNode(Base64.getEncoder()
                        .encodeToString(
                                text(call, 0, "Template error: every Fn::Base64 object must have a String-typed value.")
                                        .getBytes(StandardCharsets.UTF_8)));
            case CIDR -> cidr(call);
            case LENGTH ->
                JSON.numberNode(list(call, 0, "Template error: Fn::Length requires a list")
                        .size());
            case TO_JSON_STRING ->
                JSON.textNode(evaluator.evaluate(call.argument(0)).toString());
            case AND, OR, NOT, EQUALS, CONDITION ->
                throw new TemplateException(
                        call.position(),
                        "Template error: " + call.function().text() + " can be used in conditions only");
        };
    }

    private JsonNode sub(FunctionCall call) {
        Map<String, Node> own = new HashMap<>();
        if (call.arguments().size() == 2) {
            call.argument(1).asMapping().orElseThrow().entries().forEach(entry -> own.put(entry.key(), entry.value()));
        }
        StringBuilder out = new StringBuilder();
        for (SubText.Part part : SubText.parts(call.position(), call.text(0).orElseThrow())) {
            if (!part.isVariable()) {
                out.append(part.text());
                continue;
            }
            JsonNode value = Optional.ofNullable(own.get(part.text()))
                    .map(evaluator::evaluate)
                    .orElseGet(() -> variable(part.text()));
            if (!value.isValueNode() || value.isNull()) {
                throw new TemplateException(
                        call.position(),
                        "Template error: variable " + part.text()
                                + " in Fn::Sub expression does not resolve to a string");
            }
            out.append(value.asText());
        }
        return JSON.textNode(out.toString());
    }

    private JsonNode variable(String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? evaluator.ref(name)
                : evaluator.resolver().attribute(name.substring(0, dot), name.substring(dot + 1));
    }

    private JsonNode join(FunctionCall call) {
        String complaint =
                "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) "
                        + "a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.";
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(call, 1, complaint)) {
            if (!item.isValueNode()) {
                throw new TemplateException(call.position(), complaint);
            }
            texts.add(item.asText());
        }
        return JSON.textNode(String.join(call.text(0).orElseThrow(), texts));
    }

    private JsonNode select(FunctionCall call) {
        String complaint =
                "Template error: Fn::Select requires a list argument with two elements: an integer index and a list";
        String index = text(call, 0, complaint);
        ArrayNode list = list(call, 1, complaint);
        if (!index.matches("\\d{1,9}")) {
            throw new TemplateException(call.position(), complaint);
        }
        if (Integer.parseInt(index) >= list.size()) {
            throw new TemplateException(
                    call.position(), "Template error: Fn::Select cannot select nonexistent value at index " + index);
        }
        return list.get(Integer.parseInt(index));
    }

    private JsonNode split(FunctionCall call) {
        String text = text(
                call,
                1,
                "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string "
                        + "to be split or a function that returns a string to be split.");
        ArrayNode parts = JSON.arrayNode();
        for (String part : text.split(Pattern.quote(call.text(0).orElseThrow()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode findInMap(FunctionCall call) {
        String complaint =
                "Template error: every Fn::FindInMap object requires three parameters, the map name, map key "
                        + "and the attribute for return value";
        String map = text(call, 0, complaint);
        String row = text(call, 1, complaint);
        String column = text(call, 2, complaint);
        Optional<Node> found = Optional.ofNullable(
                        evaluator.template().mappings().get(map))
                .flatMap(table -> table.get(row))
                .flatMap(Node::asMapping)
                .flatMap(values -> values.get(column));
        if (found.isPresent()) {
            return evaluator.literal(found.get());
        }
        if (call.arguments().size() == 4) {
            return evaluator.evaluate(call.argument(3)
                    .asMapping()
                    .orElseThrow()
                    .get("DefaultValue")
                    .orElseThrow());
        }
        throw new TemplateException(
                call.position(),
                evaluator.template().mappings().containsKey(map)
                        ? "Template error: Unable to get mapping for " + map + "::" + row + "::" + column
                        : "Template error: Mapping named '" + map
                                + "' is not present in the 'Mappings' section of template.");
    }

    private JsonNode availabilityZones(FunctionCall call) {
        String region = text(call, 0, "Template error: every Fn::GetAZs object requires a single String value.");
        ArrayNode zones = JSON.arrayNode();
        evaluator
                .resolver()
                .availabilityZones(region.isEmpty() ? evaluator.stack().region() : region)
                .forEach(zones::add);
        return zones;
    }

    private JsonNode cidr(FunctionCall call) {
        String complaint =
                "Template error: every Fn::Cidr object requires two required parameters, (1) IP address range "
                        + "(CIDR block) and (2) a number of subnets to be created within the range";
        try {
            int bits = call.arguments().size() == 3 ? Integer.parseInt(text(call, 2, complaint)) : 8;
            ArrayNode blocks = JSON.arrayNode();
            CidrBlocks.of(text(call, 0, complaint), Integer.parseInt(text(call, 1, complaint)), bits)
                    .forEach(blocks::add);
            return blocks;
        } catch (IllegalArgumentException notACidr) {
            throw new TemplateException(call.position(), complaint, String.valueOf(notACidr.getMessage()));
        }
    }

    private String text(FunctionCall call, int argument, String complaint) {
        return evaluator.text(call.argument(argument), complaint);
    }

    private ArrayNode list(FunctionCall call, int argument, String complaint) {
        if (evaluator.evaluate(call.argument(argument)) instanceof ArrayNode list) {
            return list;
        }
        throw new TemplateException(call.position(), complaint);
    }
}
