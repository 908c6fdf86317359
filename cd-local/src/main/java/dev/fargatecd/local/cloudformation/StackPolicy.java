package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What updates may do to a stack's resources: what no statement allows is denied, and a denial wins.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html">Prevent
 *     updates to stack resources</a>
 */
record StackPolicy(List<Statement> statements) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MEMBERS =
            Set.of("Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition");

    /** What an update does to a resource. */
    enum Action {
        MODIFY("Update:Modify"),
        REPLACE("Update:Replace"),
        DELETE("Update:Delete");

        private final String text;

        Action(String text) {
            this.text = text;
        }
    }

    /**
     * One statement.
     *
     * @param types the patterns of its condition on ResourceType; empty where it has none
     */
    record Statement(boolean allows, Patterns actions, Patterns resources, Optional<Patterns> types) {
        private boolean isAbout(String action, String resource, String type) {
            return actions.fit(action)
                    && resources.fit(resource)
                    && types.map(patterns -> patterns.fit(type)).orElse(true);
        }
    }

    /** Texts with {@code *} and {@code ?}; inverted for {@code NotAction} and {@code NotResource}. */
    record Patterns(boolean inverted, List<String> texts) {
        private boolean fit(String text) {
            return texts.stream()
                            .anyMatch(pattern -> regex(pattern).matcher(text).matches())
                    != inverted;
        }

        private static Pattern regex(String pattern) {
            return Pattern.compile(pattern.chars()
                    .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                    .collect(Collectors.joining()));
        }
    }

    StackPolicy {
        statements = List.copyOf(statements);
    }

    /**
     * Reads a policy.
     *
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException where it is none
     */
    static StackPolicy read(String json) {
        try {
            JsonNode statements = JSON.readTree(json).path("Statement");
            if (!statements.isContainerNode() || statements.isEmpty()) {
                throw invalid("it has no Statement");
            }
            List<Statement> read = new ArrayList<>();
            for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
                read.add(statement(statement));
            }
            return new StackPolicy(read);
        } catch (JsonProcessingException malformed) {
            throw invalid("it is no JSON");
        }
    }

    private static Statement statement(JsonNode node) {
        node.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw invalid("unknown member " + member);
            }
        });
        String effect = node.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw invalid("Effect must be Allow or Deny");
        }
        if (!node.path("Principal").asText().equals("*")) {
            throw invalid("Principal must be *");
        }
        return new Statement(effect.equals("Allow"), patterns(node, "Action"), patterns(node, "Resource"), types(node));
    }

    private static Patterns patterns(JsonNode node, String member) {
        boolean inverted = node.has("Not" + member);
        List<String> texts = texts(node.path(inverted ? "Not" + member : member));
        if (texts.isEmpty()) {
            throw invalid(member + " is missing");
        }
        return new Patterns(inverted, texts);
    }

    private static Optional<Patterns> types(JsonNode node) {
        JsonNode condition = node.path("Condition");
        if (condition.isMissingNode()) {
            return Optional.empty();
        }
        JsonNode operator =
                condition.has("StringEquals") ? condition.path("StringEquals") : condition.path("StringLike");
        if (condition.size() != 1 || operator.size() != 1 || !operator.has("ResourceType")) {
            throw invalid("a Condition is StringEquals or StringLike of ResourceType");
        }
        return Optional.of(new Patterns(false, texts(operator.path("ResourceType"))));
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : node.isTextual() ? List.of(node.asText()) : List.of();
    }

    private static RuntimeException invalid(String why) {
        return Refusal.invalid("Error validating stack policy: " + why);
    }

    /** Why the action is denied, as the resource's event shows it; empty where it is allowed. */
    Optional<String> denial(Action action, String logicalId, String type) {
        String resource = "LogicalResourceId/" + logicalId;
        boolean isAllowed = false;
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            if (statement.isAbout(action.text, resource, type)) {
                if (!statement.allows()) {
                    return Optional.of("Action denied by stack policy: Statement [#" + (i + 1) + "] does not allow ["
                            + action.text + "] for resource [" + resource + "];");
                }
                isAllowed = true;
            }
        }
        return isAllowed
                ? Optional.empty()
                : Optional.of("Action denied by stack policy: no statement allows [" + action.text + "] for resource ["
                        + resource + "];");
    }
}
