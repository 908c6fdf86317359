package dev.fargatecd.local.codebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;

/**
 * Reads a build's variables that are in Parameter Store and Secrets Manager, with the failures that CodeBuild tells of in
 * DOWNLOAD_SOURCE.
 *
 * @param role the build's, which reads
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html">Build specification
 *     reference</a>
 */
record SecretVariables(Clients clients, Caller role) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The values of parameters.
     *
     * @param names in Parameter Store, by variable
     */
    Map<String, String> parameters(Map<String, String> names) throws StageFailure {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable : names.entrySet()) {
            values.put(variable.getKey(), parameter(variable.getValue()));
        }
        return values;
    }

    private String parameter(String name) throws StageFailure {
        GetParametersResponse answer;
        try {
            answer = clients.as(role, SsmClient.class)
                    .getParameters(request -> request.names(name).withDecryption(true));
        } catch (AwsServiceException refused) {
            throw new StageFailure("Decrypted Variables Error", said(refused));
        }
        if (answer.parameters().isEmpty()) {
            throw new StageFailure("Decrypted Variables Error", "parameter does not exist: " + name);
        }
        return answer.parameters().get(0).value();
    }

    /**
     * The values of secrets.
     *
     * @param references {@code id:json-key:version-stage:version-id}, of which all but the id may be left out, by variable
     */
    Map<String, String> secrets(Map<String, String> references) throws StageFailure {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable : references.entrySet()) {
            values.put(variable.getKey(), secret(variable.getValue()));
        }
        return values;
    }

    private String secret(String reference) throws StageFailure {
        List<String> parts = Arrays.asList(reference.split(":", -1));
        int id = Math.min(parts.size(), parts.get(0).equals("arn") ? 7 : 1);
        @Nullable String text;
        try {
            text = clients.as(role, SecretsManagerClient.class)
                    .getSecretValue(request -> request.secretId(String.join(":", parts.subList(0, id)))
                            .versionStage(part(parts, id + 1))
                            .versionId(part(parts, id + 2)))
                    .secretString();
        } catch (AwsServiceException refused) {
            throw new StageFailure("Secrets Manager Error", said(refused));
        }
        if (text == null) {
            throw new StageFailure(
                    "Secrets Manager Error",
                    "the secret is binary, and a variable takes text alone (" + reference + ")");
        }
        String key = part(parts, id);
        return key == null ? text : member(text, key, reference);
    }

    private static String member(String text, String key, String reference) throws StageFailure {
        try {
            JsonNode value = JSON.readTree(text).path(key);
            if (value.isMissingNode()) {
                throw new StageFailure(
                        "Secrets Manager Error", "the secret has no key " + key + " (" + reference + ")");
            }
            return value.isContainerNode() ? value.toString() : value.asText();
        } catch (JsonProcessingException none) {
            throw new StageFailure("Secrets Manager Error", "the secret is not JSON (" + reference + ")");
        }
    }

    private static @Nullable String part(List<String> parts, int index) {
        return parts.size() > index && !parts.get(index).isEmpty() ? parts.get(index) : null;
    }

    private static String said(AwsServiceException refused) {
        return refused.awsErrorDetails().errorCode() + ": "
                + refused.awsErrorDetails().errorMessage();
    }

    /** The variables of that type among them, by name. */
    static Map<String, String> ofType(EnvironmentVariableType type, List<EnvironmentVariable> variables) {
        Map<String, String> some = new LinkedHashMap<>();
        for (EnvironmentVariable variable : variables) {
            EnvironmentVariableType its = variable.type() == null ? EnvironmentVariableType.PLAINTEXT : variable.type();
            if (its == type) {
                some.put(variable.name(), variable.value());
            }
        }
        return some;
    }
}
