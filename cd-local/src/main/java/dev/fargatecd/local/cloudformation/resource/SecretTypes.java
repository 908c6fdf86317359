package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordRequest;
import software.amazon.awssdk.services.secretsmanager.model.Tag;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretRequest;

/** The types of Secrets Manager. */
final class SecretTypes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] SETTINGS = {"Description", "KmsKeyId"};

    private SecretTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(secret());
    }

    /**
     * A secret. Its value is made anew where what says it changes, and stays otherwise.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secret.html">
     *     AWS::SecretsManager::Secret</a>
     */
    private static ResourceType<SecretsManagerClient> secret() {
        return ResourceType.of("AWS::SecretsManager::Secret", SecretsManagerClient.class)
                .named(NameRule.of("Name", 505)) // AWS adds a hyphen and six characters
                .createdBy((secrets, secret) -> secrets.createSecret(
                                ResourceType.request(CreateSecretRequest::builder, withValue(secrets, secret)))
                        .arn())
                .replace(ResourceType.names("SecretString", "GenerateSecretString"), (secrets, secret) -> {
                    String value = withValue(secrets, secret.properties()).text("SecretString");
                    if (!value.isEmpty()) { // a template that no longer says anything of the value leaves it as it is
                        secrets.putSecretValue(
                                request -> request.secretId(secret.id()).secretString(value));
                    }
                })
                .update(
                        ResourceType.names(SETTINGS),
                        (secrets, secret) -> secrets.updateSecret(ResourceType.request(
                                UpdateSecretRequest::builder,
                                secret.properties().only(SETTINGS).with("SecretId", secret.id()))))
                .defaulting("Description", "")
                .defaulting("KmsKeyId", "alias/aws/secretsmanager")
                .tags(new Tagging<>() {
                    @Override
                    public void tag(SecretsManagerClient secrets, PhysicalResource secret, Map<String, String> tags) {
                        secrets.tagResource(request -> request.secretId(secret.id())
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()));
                    }

                    @Override
                    public void untag(SecretsManagerClient secrets, PhysicalResource secret, List<String> keys) {
                        secrets.untagResource(
                                request -> request.secretId(secret.id()).tagKeys(keys));
                    }
                })
                .attributes((secrets, secret) -> Map.of("Id", secret.id()))
                .deletedBy((secrets, secret) -> secrets.deleteSecret(
                        request -> request.secretId(secret.id()).forceDeleteWithoutRecovery(true)));
    }

    /** The value that the template gives, or one that is made up as the template says. */
    private static Properties withValue(SecretsManagerClient secrets, Properties secret) {
        if (!secret.has("GenerateSecretString")) {
            return secret;
        }
        if (secret.has("SecretString")) {
            throw new HandlerFault(
                    HandlerError.INVALID_REQUEST,
                    "You can't specify both SecretString and GenerateSecretString in the same secret.");
        }
        Properties how = secret.object("GenerateSecretString");
        String password = secrets.getRandomPassword(ResourceType.request(
                        GetRandomPasswordRequest::builder, how.without("SecretStringTemplate", "GenerateStringKey")))
                .randomPassword();
        return secret.without("GenerateSecretString").with("SecretString", inTemplate(how, password));
    }

    private static String inTemplate(Properties how, String password) {
        if (how.has("SecretStringTemplate") != how.has("GenerateStringKey")) {
            throw new HandlerFault(
                    HandlerError.INVALID_REQUEST,
                    "You must specify both SecretStringTemplate and GenerateStringKey, or neither.");
        }
        if (!how.has("SecretStringTemplate")) {
            return password;
        }
        try {
            JsonNode template = JSON.readTree(how.text("SecretStringTemplate"));
            if (template instanceof ObjectNode object) {
                return object.put(how.text("GenerateStringKey"), password).toString();
            }
        } catch (JsonProcessingException malformed) {
            throw notJson();
        }
        throw notJson();
    }

    private static HandlerFault notJson() {
        return new HandlerFault(
                HandlerError.INVALID_REQUEST, "Could not parse SecretStringTemplate JSON: it must be an object.");
    }
}
