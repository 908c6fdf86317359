package dev.fargatecd.local.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a policy's JSON into statements and refuses what the grammar of its kind does not allow. */
final class PolicyReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String SYNTAX = "Syntax errors in policy.";
    private static final Set<String> VERSIONS = Set.of("2008-10-17", "2012-10-17");
    private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<String> PRINCIPALS = Set.of("AWS", "Service", "Federated", "CanonicalUser");
    private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");

    private final PolicyKind kind;

    PolicyReader(PolicyKind kind) {
        this.kind = kind;
    }

    PolicyDocument read(String json) throws MalformedPolicyException {
        JsonNode document = document(json);
        members(document, DOCUMENT);
        JsonNode version = document.get("Version");
        if (version != null && !VERSIONS.contains(version.asText())) {
            throw new MalformedPolicyException(SYNTAX);
        }
        if (kind == PolicyKind.IDENTITY && (version == null || version.asText().equals("2008-10-17"))) {
            throw new MalformedPolicyException("Policy document must be version 2012-10-17 or greater.");
        }
        JsonNode statements = document.get("Statement");
        if (statements == null || !(statements.isArray() || statements.isObject()) || statements.isEmpty()) {
            throw new MalformedPolicyException(SYNTAX);
        }
        List<Statement> read = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
            read.add(statement(statement, ids));
        }
        return new PolicyDocument(read);
    }

    private static JsonNode document(String json) throws MalformedPolicyException {
        try {
            JsonNode document = JSON.readTree(json);
            if (document == null || !document.isObject()) {
                throw new MalformedPolicyException(SYNTAX);
            }
            return document;
        } catch (JsonProcessingException notJson) {
            throw new MalformedPolicyException("This policy contains invalid Json");
        }
    }

    private Statement statement(JsonNode node, Set<String> ids) throws MalformedPolicyException {
        members(node, STATEMENT);
        JsonNode sid = node.get("Sid");
        if (sid != null) {
            if (kind == PolicyKind.IDENTITY && !SID.matcher(sid.asText()).matches()) {
                throw new MalformedPolicyException("Statement IDs (SID) must be alpha-numeric."
                        + " Check that your input satisfies the regular expression [0-9A-Za-z]*");
            }
            if (!sid.asText().isEmpty() && !ids.add(sid.asText())) {
                throw new MalformedPolicyException("Statement IDs (SID) in a single policy must be unique.");
            }
        }
        String effect = node.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new MalformedPolicyException(
                    node.has("Effect") ? "Invalid effect: " + effect : "Missing required field Effect");
        }
        Statement read = new Statement(
                effect.equals("Allow"), principals(node), actions(node), resources(node), conditions(node));
        if (kind == PolicyKind.TRUST
                && !read.actions().patterns().stream().allMatch(action -> action.startsWith("sts:"))) {
            throw new MalformedPolicyException("AssumeRole policy may only specify STS AssumeRole actions.");
        }
        return read;
    }

    private Principals principals(JsonNode node) throws MalformedPolicyException {
        JsonNode found = either(node, "Principal", "NotPrincipal");
        if (kind == PolicyKind.IDENTITY) {
            if (found != null) {
                throw new MalformedPolicyException("Policy document should not specify a principal.");
            }
            return Principals.ANYBODY;
        }
        if (found == null) {
            throw new MalformedPolicyException("Missing required field Principal");
        }
        boolean inverted = node.has("NotPrincipal");
        if (found.isTextual() && found.asText().equals("*")) {
            return new Principals(inverted, Map.of("AWS", List.of("*")));
        }
        members(found, PRINCIPALS);
        Map<String, List<String>> byType = new TreeMap<>();
        for (Map.Entry<String, JsonNode> type : found.properties()) {
            byType.put(type.getKey(), texts(type.getValue()));
        }
        if (byType.isEmpty()) {
            throw new MalformedPolicyException("Missing required field Principal cannot be empty!");
        }
        return new Principals(inverted, byType);
    }

    private static Selection actions(JsonNode node) throws MalformedPolicyException {
        JsonNode found = either(node, "Action", "NotAction");
        if (found == null) {
            throw new MalformedPolicyException("Policy statement must contain actions.");
        }
        Selection actions = new Selection(node.has("NotAction"), texts(found));
        for (String action : actions.patterns()) {
            if (!ACTION.matcher(action).matches()) {
                throw new MalformedPolicyException(
                        action.contains(":")
                                ? "The policy failed legacy parsing"
                                : "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            }
        }
        return actions;
    }

    private Selection resources(JsonNode node) throws MalformedPolicyException {
        JsonNode found = either(node, "Resource", "NotResource");
        if (kind == PolicyKind.TRUST) {
            if (found != null) {
                throw new MalformedPolicyException("Has prohibited field Resource");
            }
            return Selection.EVERYTHING;
        }
        if (found == null) {
            if (kind == PolicyKind.RESOURCE) {
                return Selection.EVERYTHING; // an ECR repository's policy names none: it is about the repository
            }
            throw new MalformedPolicyException("Policy statement must contain resources.");
        }
        Selection resources = new Selection(node.has("NotResource"), texts(found));
        for (String resource : resources.patterns()) {
            if (!resource.equals("*") && !(resource.startsWith("arn:") && resource.split(":", 6).length == 6)) {
                throw new MalformedPolicyException("Resource " + resource + " must be in ARN format or \"*\".");
            }
        }
        return resources;
    }

    private static List<Condition> conditions(JsonNode node) throws MalformedPolicyException {
        JsonNode block = node.get("Condition");
        if (block == null) {
            return List.of();
        }
        if (!block.isObject()) {
            throw new MalformedPolicyException(SYNTAX);
        }
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : block.properties()) {
            if (!operator.getValue().isObject()) {
                throw new MalformedPolicyException(SYNTAX);
            }
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                conditions.add(condition(operator.getKey(), key.getKey(), scalars(key.getValue())));
            }
        }
        return conditions;
    }

    private static Condition condition(String written, String key, List<String> values)
            throws MalformedPolicyException {
        Condition.Quantifier quantifier = Condition.Quantifier.NONE;
        String name = written;
        if (written.startsWith("ForAllValues:")) {
            quantifier = Condition.Quantifier.ALL;
            name = written.substring("ForAllValues:".length());
        } else if (written.startsWith("ForAnyValue:")) {
            quantifier = Condition.Quantifier.ANY;
            name = written.substring("ForAnyValue:".length());
        }
        boolean ifExists = name.endsWith("IfExists");
        String plain = ifExists ? name.substring(0, name.length() - "IfExists".length()) : name;
        Operator operator = Operator.named(plain)
                .orElseThrow(() -> new MalformedPolicyException("Invalid Condition type : " + written));
        for (String value : values) {
            if (!operator.accepts(value)) {
                throw new MalformedPolicyException(SYNTAX);
            }
        }
        return new Condition(quantifier, operator, ifExists, key, values);
    }

    private static @Nullable JsonNode either(JsonNode node, String name, String inverted)
            throws MalformedPolicyException {
        if (node.has(name) && node.has(inverted)) {
            throw new MalformedPolicyException(SYNTAX);
        }
        return node.has(name) ? node.get(name) : node.get(inverted);
    }

    private static void members(JsonNode node, Set<String> known) throws MalformedPolicyException {
        if (!node.isObject()) {
            throw new MalformedPolicyException(SYNTAX);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!known.contains(member.getKey())) {
                throw new MalformedPolicyException(SYNTAX);
            }
        }
    }

    /** A text or a list of texts; not empty. */
    private static List<String> texts(JsonNode node) throws MalformedPolicyException {
        for (JsonNode each : node.isArray() ? node : List.of(node)) {
            if (!each.isTextual()) {
                throw new MalformedPolicyException(SYNTAX);
            }
        }
        return scalars(node);
    }

    /** A text, number or boolean, or a list of them, as texts; not empty. */
    private static List<String> scalars(JsonNode node) throws MalformedPolicyException {
        List<String> out = new ArrayList<>();
        for (JsonNode each : node.isArray() ? node : List.of(node)) {
            if (!each.isValueNode() || each.isNull()) {
                throw new MalformedPolicyException(SYNTAX);
            }
            out.add(each.asText());
        }
        if (out.isEmpty()) {
            throw new MalformedPolicyException(SYNTAX);
        }
        return List.copyOf(out);
    }
}
