package dev.fargatecd.local.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.kernel.Principal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyDocumentTest {
    private static final Principal BUILD = Principal.service("000000000000", "codebuild.amazonaws.com");
    private static final Principal ROOT = Principal.root("000000000000");

    @Test
    void trustsTheServiceItNamesAndNoOther() throws Exception {
        String trust = trust("{\"Service\":[\"codebuild.amazonaws.com\"]}", "");
        assertThat(decide(trust, BUILD, Map.of())).isEqualTo(Decision.ALLOWED);
        assertThat(decide(trust, Principal.service("000000000000", "ecs.amazonaws.com"), Map.of()))
                .isEqualTo(Decision.SILENT);
        assertThat(decide(trust, ROOT, Map.of())).isEqualTo(Decision.SILENT);
    }

    @Test
    void anAccountStandsForEverybodyInItButNotForServices() throws Exception {
        String trust = trust("{\"AWS\":\"000000000000\"}", "");
        assertThat(decide(trust, ROOT, Map.of())).isEqualTo(Decision.ALLOWED);
        assertThat(decide(trust, Principal.root("111111111111"), Map.of())).isEqualTo(Decision.SILENT);
        assertThat(decide(trust, BUILD, Map.of())).isEqualTo(Decision.SILENT);
    }

    @Test
    void anExplicitDenyWinsOverAnAllow() throws Exception {
        String both = """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"},
                  {"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:*"}]}""";
        assertThat(decide(both, ROOT, Map.of())).isEqualTo(Decision.DENIED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"StringEquals\":{\"sts:ExternalId\":\"a\"}'|a|ALLOWED",
                "'\"StringEquals\":{\"sts:ExternalId\":[\"b\",\"a\"]}'|a|ALLOWED",
                "'\"StringEquals\":{\"sts:ExternalId\":\"b\"}'|a|SILENT",
                "'\"StringEquals\":{\"sts:externalid\":\"a\"}'|a|ALLOWED",
                "'\"StringEquals\":{\"aws:Absent\":\"a\"}'|a|SILENT",
                "'\"StringEqualsIfExists\":{\"aws:Absent\":\"a\"}'|a|ALLOWED",
                "'\"StringNotEquals\":{\"aws:Absent\":\"a\"}'|a|ALLOWED",
                "'\"StringNotEquals\":{\"sts:ExternalId\":[\"a\",\"b\"]}'|a|SILENT",
                "'\"StringLike\":{\"sts:ExternalId\":\"a*c?e\"}'|abbcde|ALLOWED",
                "'\"Null\":{\"aws:Absent\":\"true\"}'|a|ALLOWED",
                "'\"Null\":{\"sts:ExternalId\":\"true\"}'|a|SILENT",
                "'\"Bool\":{\"sts:ExternalId\":true}'|True|ALLOWED",
                "'\"NumericLessThan\":{\"sts:ExternalId\":\"10\"}'|9.5|ALLOWED",
                "'\"DateGreaterThan\":{\"sts:ExternalId\":\"2020-01-01T00:00:00Z\"}'|2021-01-01T00:00:00Z|ALLOWED",
                "'\"ArnLike\":{\"sts:ExternalId\":\"arn:aws:*:*:1:b/*\"}'|arn:aws:s:r:1:b/c|ALLOWED",
                "'\"ArnLike\":{\"sts:ExternalId\":\"arn:aws:*\"}'|arn:aws:s:r:1:b/c|SILENT",
                "'\"ForAllValues:StringEquals\":{\"aws:Absent\":\"a\"}'|a|ALLOWED",
                "'\"ForAnyValue:StringEquals\":{\"aws:Absent\":\"a\"}'|a|SILENT",
            })
    void comparesConditionsAsTheOperatorSays(String condition, String value, Decision expected) throws Exception {
        assertThat(decide(trust("\"*\"", condition), ROOT, Map.of("sts:ExternalId", List.of(value))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json|This policy contains invalid Json",
                "'[]'|Syntax errors in policy.",
                "'{\"Version\":\"2012-10-17\",\"Statement\":[]}'|Syntax errors in policy.",
                "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\"}]}'|Policy statement must contain resources.",
                "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Resource\":\"*\"}]}'|Policy statement must contain actions.",
                "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Maybe\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}'|Invalid effect: Maybe",
                "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"read\",\"Resource\":\"*\"}]}'|Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"bucket\"}]}'|Resource bucket must be in ARN format or \"*\".",
                "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Extra\":1}]}'|Syntax errors in policy.",
                "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}'|Policy document should not specify a principal.",
                "'{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}'|Policy document must be version 2012-10-17 or greater.",
                "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"Sometimes\":{\"a:b\":\"c\"}}}]}'|Invalid Condition type : Sometimes",
                "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"NumericEquals\":{\"a:b\":\"c\"}}}]}'|Syntax errors in policy.",
            })
    void refusesWhatTheGrammarDoesNotAllow(String document, String message) {
        assertThatThrownBy(() -> PolicyDocument.parse(document, PolicyKind.IDENTITY))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage(message);
    }

    @Test
    void aTrustPolicyNamesPrincipalsAndNoResource() {
        assertThatThrownBy(() -> PolicyDocument.parse(
                        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}}", PolicyKind.TRUST))
                .hasMessage("Missing required field Principal");
        assertThatThrownBy(() -> PolicyDocument.parse("""
                        {"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*","Resource":"*"}}""", PolicyKind.TRUST))
                .hasMessage("Has prohibited field Resource");
    }

    private static Decision decide(String trust, Principal principal, Map<String, List<String>> context)
            throws MalformedPolicyException {
        return PolicyDocument.parse(trust, PolicyKind.TRUST)
                .decide(new Access(principal, "sts:AssumeRole", "arn:aws:iam::000000000000:role/r", context));
    }

    private static String trust(String principal, String condition) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":%s,"Action":"sts:AssumeRole",\
                "Condition":{%s}}]}""".formatted(principal, condition);
    }
}
