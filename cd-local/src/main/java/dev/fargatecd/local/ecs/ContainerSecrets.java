package dev.fargatecd.local.ecs;

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
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;

/**
 * Reads the secrets of a task's containers before anything of it starts.
 *
 * @param role the task's execution role, which reads
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html">Pass sensitive
 *     data to an Amazon ECS container</a>
 */
record ContainerSecrets(Clients clients, Caller role) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FAILED =
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ";
    private static final String FROM_PARAMETERS =
            FAILED + "unable to retrieve secrets from ssm: service call has been retried 1 time(s): ";
    private static final String FROM_SECRETS =
            FAILED + "unable to retrieve secret from asm: service call has been retried 1 time(s): ";

    /** The values by the names of their variables. */
    Map<String, String> of(ContainerDefinition container) throws TaskFailure {
        Map<String, String> values = new LinkedHashMap<>();
        for (Secret secret : container.secrets()) {
            String from = secret.valueFrom();
            values.put(secret.name(), isSecret(from) ? secret(from) : parameter(from));
        }
        return values;
    }

    /** Whether it is of Secrets Manager; else it is a parameter's name or ARN. */
    private static boolean isSecret(String valueFrom) {
        return valueFrom.startsWith("arn:") && valueFrom.contains(":secretsmanager:");
    }

    private String parameter(String name) throws TaskFailure {
        GetParametersResponse answer;
        try {
            answer = clients.as(role, SsmClient.class)
                    .getParameters(request -> request.names(name).withDecryption(true));
        } catch (AwsServiceException refused) {
            throw TaskFailure.ofTask(FROM_PARAMETERS + said(refused));
        }
        if (answer.parameters().isEmpty()) {
            throw TaskFailure.ofTask(FROM_PARAMETERS + "invalid ssm parameters: " + name);
        }
        return answer.parameters().get(0).value();
    }

    /** @param reference {@code arn:json-key:version-stage:version-id}, of which all but the ARN may be left out */
    private String secret(String reference) throws TaskFailure {
        List<String> parts = Arrays.asList(reference.split(":", -1));
        int arn = Math.min(parts.size(), 7);
        String id = String.join(":", parts.subList(0, arn));
        @Nullable String text;
        try {
            text = clients.as(role, SecretsManagerClient.class)
                    .getSecretValue(request -> request.secretId(id)
                            .versionStage(part(parts, arn + 1))
                            .versionId(part(parts, arn + 2)))
                    .secretString();
        } catch (AwsServiceException refused) {
            throw TaskFailure.ofTask(
                    FROM_SECRETS + "failed to fetch secret " + id + " from secrets manager: " + said(refused));
        }
        if (text == null) {
            throw TaskFailure.ofTask(FROM_SECRETS + "the secret " + id + " is binary, and a variable takes text alone");
        }
        String key = part(parts, arn);
        return key == null ? text : member(text, key);
    }

    private static String member(String text, String key) throws TaskFailure {
        try {
            JsonNode value = JSON.readTree(text).path(key);
            if (value.isMissingNode()) {
                throw TaskFailure.ofTask(
                        FROM_SECRETS + "retrieved secret from Secrets Manager did not contain json key " + key);
            }
            return value.isContainerNode() ? value.toString() : value.asText();
        } catch (JsonProcessingException none) {
            throw TaskFailure.ofTask(FROM_SECRETS + "the secret is not JSON, and its key " + key + " is asked for");
        }
    }

    private static @Nullable String part(List<String> parts, int index) {
        return parts.size() > index && !parts.get(index).isEmpty() ? parts.get(index) : null;
    }

    private static String said(AwsServiceException refused) {
        return refused.awsErrorDetails().errorCode() + ": "
                + refused.awsErrorDetails().errorMessage();
    }
}
