package dev.fargatecd.local.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

final class PermissionRulesTest {
    /** What the public data does not have, or has otherwise than AWS decides. */
    private static final Map<String, String> KNOWN_BETTER =
            Map.of("logs:DescribeLogGroups", "a refusal names log-group::log-stream:, and log-group:* allows it");

    private final PermissionRules rules = PermissionRules.bundled();

    /** Actions with {@code " *"} behind where they know no resources, as {@code tools/iam-actions.py} writes them. */
    private static Map<String, Boolean> takesResources() throws IOException {
        try (InputStream in = Objects.requireNonNull(PermissionRulesTest.class.getResourceAsStream(
                "/dev/fargatecd/cloudformation/check/permission/actions.txt.gz"))) {
            return new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toMap(line -> line.replace(" *", ""), line -> !line.endsWith(" *")));
        }
    }

    @Test
    void namesActionsThatThereAre() throws IOException {
        assertThat(takesResources().keySet())
                .containsAll(rules.all().stream()
                        .map(PermissionRule::action)
                        .filter(action -> !action.equals("-"))
                        .toList());
    }

    @Test
    void namesResourcesWhereThereAreSomeAndOnlyThere() throws IOException {
        Map<String, Boolean> facts = takesResources();
        assertThat(rules.all().stream()
                        .filter(rule -> !rule.action().equals("-") && !KNOWN_BETTER.containsKey(rule.action()))
                        .filter(rule -> Boolean.TRUE.equals(facts.get(rule.action()))
                                == rule.resource().contains("*"))
                        .map(rule -> rule.operation() + ": " + rule.action() + " " + rule.resource()))
                .isEmpty();
    }

    @Test
    void asksNothingOfWhoAsksWhoHeIs() {
        assertThat(rules.of(GetCallerIdentityRequest.class))
                .extracting(PermissionRule::action)
                .containsExactly("-");
    }
}
